// SPDX-License-Identifier: Apache-2.0

/// Bytes written as two hexadecimal digits each (RFC 4648 §8).
package enum Hex {
  private static let digits = Array("0123456789abcdef".utf8)

  /// Writes bytes with lower-case digits.
  package static func encode(_ bytes: some Sequence<UInt8>) -> String {
    var text: [UInt8] = []
    text.reserveCapacity(bytes.underestimatedCount * 2)
    append(Array(bytes)[...], to: &text)
    return String(decoding: text, as: UTF8.self)
  }

  /// Appends the lower-case digits of bytes to a text in ASCII.
  package static func append(_ bytes: ArraySlice<UInt8>, to text: inout [UInt8]) {
    for byte in bytes {
      text.append(digits[Int(byte >> 4)])
      text.append(digits[Int(byte & 15)])
    }
  }

  /// Reads digits of either case; nil when one is no digit or their number is odd.
  package static func decode(_ text: String) -> [UInt8]? {
    let utf8 = text.utf8
    guard utf8.count.isMultiple(of: 2) else { return nil }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(utf8.count / 2)
    var high: UInt8?
    for character in utf8 {
      guard let value = nibble(character) else { return nil }
      if let first = high {
        bytes.append(first << 4 | value)
        high = nil
      } else {
        high = value
      }
    }
    return bytes
  }

  /// The value 0 to 15 of one digit, or nil when the byte is none.
  package static func nibble(_ character: UInt8) -> UInt8? {
    switch character {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): character - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): character - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): character - UInt8(ascii: "A") + 10
    default: nil
    }
  }
}
