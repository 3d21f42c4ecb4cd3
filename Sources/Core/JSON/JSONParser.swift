// SPDX-License-Identifier: Apache-2.0

extension JSON {
  /// Reads one value from a whole text, strictly by RFC 8259.
  ///
  /// Refused besides what the grammar refuses: a byte order mark, ill-formed UTF-8, a member named
  /// twice, a lone surrogate, a fraction or exponent, an integer beyond 64 bits, trailing bytes.
  /// - Parameters:
  ///   - bytes: The text in UTF-8; its length is bounded by whoever reads it in.
  ///   - depthMax: How many arrays and objects may be open at once.
  package static func parse(_ bytes: [UInt8], depthMax: Int = 32) throws(JSONError) -> JSON {
    do {
      _ = try UTF8Span(validating: bytes.span)
    } catch let error {
      throw .invalidUTF8(offset: error.byteOffsets.lowerBound)
    }
    var parser = JSONParser(bytes: bytes, depthMax: depthMax)
    return try parser.document()
  }

  /// Reads one value from a text; see `parse(_:depthMax:)` for bytes.
  package static func parse(_ text: String, depthMax: Int = 32) throws(JSONError) -> JSON {
    try parse(Array(text.utf8), depthMax: depthMax)
  }
}

/// A recursive descent parser over bytes that are known to be well-formed UTF-8.
struct JSONParser {
  private let bytes: [UInt8]
  private let depthMax: Int
  private var position = 0
  private var depth = 0

  init(bytes: [UInt8], depthMax: Int) {
    self.bytes = bytes
    self.depthMax = depthMax
  }

  mutating func document() throws(JSONError) -> JSON {
    skipSpace()
    let value = try value()
    skipSpace()
    guard position == bytes.count else { throw .trailingBytes(offset: position) }
    return value
  }

  private mutating func value() throws(JSONError) -> JSON {
    switch try peek() {
    case UInt8(ascii: "{"): return try object()
    case UInt8(ascii: "["): return try array()
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "t"): return try literal("true", .bool(true))
    case UInt8(ascii: "f"): return try literal("false", .bool(false))
    case UInt8(ascii: "n"): return try literal("null", .null)
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return .int(try integer())
    default: throw .unexpectedByte(offset: position)
    }
  }

  private mutating func object() throws(JSONError) -> JSON {
    try open()
    var members: [String: JSON] = [:]
    if try close(UInt8(ascii: "}")) { return .object(members) }
    while true {
      let start = position
      guard try peek() == UInt8(ascii: "\"") else { throw .unexpectedByte(offset: position) }
      let key = try string()
      skipSpace()
      try take(UInt8(ascii: ":"))
      skipSpace()
      let value = try value()
      guard members.updateValue(value, forKey: key) == nil else {
        throw .duplicateKey(offset: start)
      }
      skipSpace()
      if try close(UInt8(ascii: "}")) { return .object(members) }
      try take(UInt8(ascii: ","))
      skipSpace()
    }
  }

  private mutating func array() throws(JSONError) -> JSON {
    try open()
    var elements: [JSON] = []
    if try close(UInt8(ascii: "]")) { return .array(elements) }
    while true {
      elements.append(try value())
      skipSpace()
      if try close(UInt8(ascii: "]")) { return .array(elements) }
      try take(UInt8(ascii: ","))
      skipSpace()
    }
  }

  private mutating func open() throws(JSONError) {
    depth += 1
    guard depth <= depthMax else { throw .tooDeep(offset: position, depthMax: depthMax) }
    position += 1
    skipSpace()
  }

  private mutating func close(_ byte: UInt8) throws(JSONError) -> Bool {
    guard try peek() == byte else { return false }
    position += 1
    depth -= 1
    return true
  }

  private mutating func integer() throws(JSONError) -> Int64 {
    let start = position
    let negative = bytes[position] == UInt8(ascii: "-")
    if negative { position += 1 }
    let first = try peek()
    guard isDigit(first) else { throw .unexpectedByte(offset: position) }
    var value: Int64 = 0
    let digitsStart = position
    while position < bytes.count, isDigit(bytes[position]) {
      let digit = Int64(bytes[position] - UInt8(ascii: "0"))
      let (product, overflowed) = value.multipliedReportingOverflow(by: 10)
      let (sum, carried) = product.addingReportingOverflow(negative ? -digit : digit)
      guard !overflowed, !carried else { throw .integerOutOfRange(offset: start) }
      value = sum
      position += 1
    }
    guard first != UInt8(ascii: "0") || position == digitsStart + 1 else {
      throw .leadingZero(offset: start)
    }
    if position < bytes.count, ".eE".utf8.contains(bytes[position]) {
      throw .notAnInteger(offset: start)
    }
    return value
  }

  private mutating func literal(_ word: StaticString, _ value: JSON) throws(JSONError) -> JSON {
    for expected in word.description.utf8 { try take(expected) }
    return value
  }

  private mutating func string() throws(JSONError) -> String {
    var scanner = JSONStringScanner(bytes: bytes, position: position + 1)
    let text = try scanner.scan()
    position = scanner.position
    return text
  }

  private mutating func take(_ byte: UInt8) throws(JSONError) {
    guard try peek() == byte else { throw .unexpectedByte(offset: position) }
    position += 1
  }

  private func peek() throws(JSONError) -> UInt8 {
    guard position < bytes.count else { throw .endsEarly(offset: position) }
    return bytes[position]
  }

  private func isDigit(_ byte: UInt8) -> Bool {
    byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9")
  }

  private mutating func skipSpace() {
    while position < bytes.count {
      switch bytes[position] {
      case 0x20, 0x09, 0x0A, 0x0D: position += 1
      default: return
      }
    }
  }
}
