// SPDX-License-Identifier: Apache-2.0

/// Reads JSON text strictly: no comments, no member twice, bounded depth, nothing behind the end.
package struct DocumentParser {
  /// The deepest nesting that is read.
  package static let depthMax = 32

  private let bytes: [UInt8]
  private var position = 0

  /// Reads one value.
  package static func parse(_ bytes: [UInt8]) throws(DocumentError) -> Document {
    var parser = DocumentParser(bytes: bytes)
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { parser.position = 3 }
    let value = try parser.value(depth: 0)
    parser.skipBlanks()
    guard parser.position == bytes.count else { throw parser.fault(.trailing) }
    return value
  }

  private init(bytes: [UInt8]) { self.bytes = bytes }

  private var next: UInt8? { position < bytes.count ? bytes[position] : nil }

  private func fault(_ kind: DocumentError.Kind) -> DocumentError {
    let line = 1 + bytes[..<min(position, bytes.count)].reduce(0) { $1 == 0x0A ? $0 + 1 : $0 }
    return DocumentError(kind: kind, line: line)
  }

  private mutating func skipBlanks() {
    while let byte = next, [0x20, 0x09, 0x0A, 0x0D].contains(byte) { position += 1 }
  }

  private mutating func take(_ byte: UInt8) throws(DocumentError) {
    guard next == byte else { throw fault(.syntax) }
    position += 1
  }

  private mutating func value(depth: Int) throws(DocumentError) -> Document {
    guard depth <= Self.depthMax else { throw fault(.tooDeep) }
    skipBlanks()
    switch next {
    case UInt8(ascii: "{"): return try object(depth)
    case UInt8(ascii: "["): return try array(depth)
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "t"): return try word("true", .bool(true))
    case UInt8(ascii: "f"): return try word("false", .bool(false))
    case UInt8(ascii: "n"): return try word("null", .null)
    default: return .number(try number())
    }
  }

  private mutating func word(_ text: String, _ value: Document) throws(DocumentError) -> Document {
    for byte in text.utf8 { try take(byte) }
    return value
  }

  private mutating func object(_ depth: Int) throws(DocumentError) -> Document {
    try take(UInt8(ascii: "{"))
    var members: [Document.Member] = []
    var names: Set<String> = []
    skipBlanks()
    if next == UInt8(ascii: "}") { position += 1; return .object([]) }
    while true {
      skipBlanks()
      let name = try string()
      guard names.insert(name).inserted else { throw fault(.duplicate) }
      skipBlanks()
      try take(UInt8(ascii: ":"))
      members.append(Document.Member(name, try value(depth: depth + 1)))
      skipBlanks()
      if next == UInt8(ascii: ",") { position += 1; continue }
      try take(UInt8(ascii: "}"))
      return .object(members)
    }
  }

  private mutating func array(_ depth: Int) throws(DocumentError) -> Document {
    try take(UInt8(ascii: "["))
    var elements: [Document] = []
    skipBlanks()
    if next == UInt8(ascii: "]") { position += 1; return .array([]) }
    while true {
      elements.append(try value(depth: depth + 1))
      skipBlanks()
      if next == UInt8(ascii: ",") { position += 1; continue }
      try take(UInt8(ascii: "]"))
      return .array(elements)
    }
  }

  private mutating func number() throws(DocumentError) -> Double {
    let start = position
    let marks = Array("+-.eE0123456789".utf8)
    while let byte = next, marks.contains(byte) { position += 1 }
    let text = String(decoding: bytes[start..<position], as: UTF8.self)
    let digits = text.first == "-" ? text.dropFirst() : text[...]
    let leadsWell =
      digits.first?.isNumber == true
      && !(digits.count > 1 && digits.hasPrefix("0")
        && digits.dropFirst().first?.isNumber == true)
    // Swift reads a number with nothing behind its point, which JSON does not have.
    let mark = text.utf8.firstIndex(of: UInt8(ascii: "."))
    let endsWell =
      mark.map { place in
        text.utf8[place...].dropFirst().first.map { (48...57).contains($0) } == true
      } ?? true
    guard leadsWell, endsWell, let value = Double(text), value.isFinite else {
      throw fault(.syntax)
    }
    return value
  }

  private mutating func string() throws(DocumentError) -> String {
    try take(UInt8(ascii: "\""))
    var content: [UInt8] = []
    while let byte = next {
      position += 1
      switch byte {
      case UInt8(ascii: "\""):
        guard let text = String(validating: content, as: UTF8.self) else { throw fault(.syntax) }
        return text
      case UInt8(ascii: "\\"): content += try escape()
      case 0..<0x20: throw fault(.syntax)
      default: content.append(byte)
      }
    }
    throw fault(.syntax)
  }

  private mutating func escape() throws(DocumentError) -> [UInt8] {
    guard let byte = next else { throw fault(.syntax) }
    position += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return [byte]
    case UInt8(ascii: "b"): return [8]
    case UInt8(ascii: "f"): return [12]
    case UInt8(ascii: "n"): return [10]
    case UInt8(ascii: "r"): return [13]
    case UInt8(ascii: "t"): return [9]
    case UInt8(ascii: "u"):
      var code = try hexadecimal()
      if (0xD800..<0xDC00).contains(code) {
        try take(UInt8(ascii: "\\"))
        try take(UInt8(ascii: "u"))
        let low = try hexadecimal()
        guard (0xDC00..<0xE000).contains(low) else { throw fault(.syntax) }
        code = 0x10000 + (code - 0xD800) << 10 + (low - 0xDC00)
      }
      guard let scalar = Unicode.Scalar(code) else { throw fault(.syntax) }
      return Array(String(scalar).utf8)
    default: throw fault(.syntax)
    }
  }

  private mutating func hexadecimal() throws(DocumentError) -> UInt32 {
    guard position + 4 <= bytes.count else { throw fault(.syntax) }
    let text = String(decoding: bytes[position..<position + 4], as: UTF8.self)
    guard text.allSatisfy(\.isHexDigit), let code = UInt32(text, radix: 16) else {
      throw fault(.syntax)
    }
    position += 4
    return code
  }
}
