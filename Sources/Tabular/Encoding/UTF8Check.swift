// SPDX-License-Identifier: Apache-2.0

/// Checks that bytes are well-formed UTF-8 (RFC 3629, Unicode table 3-7).
package enum UTF8Check {
  /// Returns the index of the first byte that is not part of a well-formed sequence, or nil.
  package static func firstInvalid(in bytes: Span<UInt8>) -> Int? {
    let count = bytes.count
    let raw = unsafe bytes.bytes
    var index = 0
    while index < count {
      if index &+ 8 <= count {
        let word = unsafe raw.unsafeLoadUnaligned(fromByteOffset: index, as: UInt64.self)
        if word & 0x8080_8080_8080_8080 == 0 {
          index &+= 8
          continue
        }
      }
      let lead = bytes[index]
      if lead < 0x80 {
        index &+= 1
        continue
      }
      let length = sequenceLength(bytes, at: index, lead: lead)
      if length == 0 { return index }
      index &+= length
    }
    return nil
  }

  /// Says whether every byte is below 0x80.
  package static func isASCII(_ bytes: Span<UInt8>) -> Bool {
    let raw = unsafe bytes.bytes
    var index = 0
    var seen: UInt64 = 0
    while index &+ 8 <= bytes.count {
      seen |= unsafe raw.unsafeLoadUnaligned(fromByteOffset: index, as: UInt64.self)
      index &+= 8
    }
    while index < bytes.count {
      seen |= UInt64(bytes[index])
      index &+= 1
    }
    return seen & 0x8080_8080_8080_8080 == 0
  }

  /// Returns the length of the well-formed sequence at an index, or 0.
  @inline(__always)
  private static func sequenceLength(_ bytes: Span<UInt8>, at index: Int, lead: UInt8) -> Int {
    let length: Int
    var low: UInt8 = 0x80
    var high: UInt8 = 0xBF
    switch lead {
    case 0xC2...0xDF: length = 2
    case 0xE0...0xEF:
      length = 3
      if lead == 0xE0 { low = 0xA0 }
      if lead == 0xED { high = 0x9F }
    case 0xF0...0xF4:
      length = 4
      if lead == 0xF0 { low = 0x90 }
      if lead == 0xF4 { high = 0x8F }
    default: return 0
    }
    guard index &+ length <= bytes.count else { return 0 }
    let second = bytes[index &+ 1]
    guard second >= low, second <= high else { return 0 }
    if length > 2, bytes[index &+ 2] & 0xC0 != 0x80 { return 0 }
    if length > 3, bytes[index &+ 3] & 0xC0 != 0x80 { return 0 }
    return length
  }
}
