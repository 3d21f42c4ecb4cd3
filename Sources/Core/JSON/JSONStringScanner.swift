// SPDX-License-Identifier: Apache-2.0

/// Reads the inside of a JSON string, from behind the opening quote to behind the closing one.
///
/// The bytes are known to be well-formed UTF-8; only escapes can bring in what is not text.
struct JSONStringScanner {
  private let bytes: [UInt8]
  private(set) var position: Int

  init(bytes: [UInt8], position: Int) {
    self.bytes = bytes
    self.position = position
  }

  mutating func scan() throws(JSONError) -> String {
    let start = position
    while position < bytes.count {
      switch bytes[position] {
      case UInt8(ascii: "\""):
        defer { position += 1 }
        return String(decoding: bytes[start..<position], as: UTF8.self)
      case UInt8(ascii: "\\"):
        return try scanEscaped(Array(bytes[start..<position]))
      case 0..<0x20:
        throw .controlCharacter(offset: position)
      default:
        position += 1
      }
    }
    throw .endsEarly(offset: position)
  }

  private mutating func scanEscaped(_ prefix: [UInt8]) throws(JSONError) -> String {
    var text = prefix
    while position < bytes.count {
      let byte = bytes[position]
      switch byte {
      case UInt8(ascii: "\""):
        position += 1
        return String(decoding: text, as: UTF8.self)
      case UInt8(ascii: "\\"):
        text.append(contentsOf: UTF8.encode(try escape()) ?? .init())
      case 0..<0x20:
        throw .controlCharacter(offset: position)
      default:
        text.append(byte)
        position += 1
      }
    }
    throw .endsEarly(offset: position)
  }

  private mutating func escape() throws(JSONError) -> Unicode.Scalar {
    let start = position
    position += 1
    guard position < bytes.count else { throw .endsEarly(offset: position) }
    let kind = bytes[position]
    position += 1
    switch kind {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Unicode.Scalar(kind)
    case UInt8(ascii: "b"): return "\u{8}"
    case UInt8(ascii: "f"): return "\u{C}"
    case UInt8(ascii: "n"): return "\n"
    case UInt8(ascii: "r"): return "\r"
    case UInt8(ascii: "t"): return "\t"
    case UInt8(ascii: "u"): return try unicodeEscape(start: start)
    default: throw .invalidEscape(offset: start)
    }
  }

  private mutating func unicodeEscape(start: Int) throws(JSONError) -> Unicode.Scalar {
    let high = try fourHexDigits(start: start)
    if let scalar = Unicode.Scalar(high) { return scalar }
    guard high < 0xDC00, position + 1 < bytes.count, bytes[position] == UInt8(ascii: "\\"),
      bytes[position + 1] == UInt8(ascii: "u")
    else { throw .loneSurrogate(offset: start) }
    position += 2
    let low = try fourHexDigits(start: position - 2)
    guard (0xDC00...0xDFFF).contains(low),
      let scalar = Unicode.Scalar(0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00))
    else { throw .loneSurrogate(offset: start) }
    return scalar
  }

  private mutating func fourHexDigits(start: Int) throws(JSONError) -> UInt32 {
    guard position + 4 <= bytes.count else { throw .endsEarly(offset: bytes.count) }
    var value: UInt32 = 0
    for byte in bytes[position..<position + 4] {
      guard let nibble = Hex.nibble(byte) else { throw .invalidEscape(offset: start) }
      value = value << 4 | UInt32(nibble)
    }
    position += 4
    return value
  }
}
