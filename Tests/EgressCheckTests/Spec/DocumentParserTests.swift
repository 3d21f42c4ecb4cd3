// SPDX-License-Identifier: Apache-2.0
import EgressCheck
import Foundation
import Testing

/// The reader of specifications beside Foundation's: stricter, and never of another mind.
@Suite struct DocumentParserTests {
  /// Any JSON value, as Foundation's decoder reads it.
  private enum Value: Decodable, Equatable {
    case null
    case bool(Bool)
    case number(Double)
    case string(String)
    case array([Value])
    case object([String: Value])

    init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      if container.decodeNil() {
        self = .null
      } else if let value = Self.read(Bool.self, container) {
        self = .bool(value)
      } else if let value = Self.read(Double.self, container) {
        self = .number(value)
      } else if let value = Self.read(String.self, container) {
        self = .string(value)
      } else if let value = Self.read([Value].self, container) {
        self = .array(value)
      } else {
        self = .object(try container.decode([String: Value].self))
      }
    }

    private static func read<Kind: Decodable>(
      _ kind: Kind.Type, _ container: any SingleValueDecodingContainer
    ) -> Kind? {
      do { return try container.decode(kind) } catch { return nil }
    }

    init(_ document: Document) {
      switch document {
      case .null: self = .null
      case .bool(let value): self = .bool(value)
      case .number(let value): self = .number(value)
      case .string(let value): self = .string(value)
      case .array(let elements): self = .array(elements.map(Value.init))
      case .object(let members):
        self = .object(
          Dictionary(members.map { ($0.name, Value($0.value)) }, uniquingKeysWith: { $1 }))
      }
    }
  }

  private func parsed(_ bytes: [UInt8]) -> Document? {
    do { return try DocumentParser.parse(bytes) } catch { return nil }
  }

  private func reference(_ bytes: [UInt8]) -> Value? {
    do { return try JSONDecoder().decode(Value.self, from: Data(bytes)) } catch { return nil }
  }

  private static let strings = [
    "\"\"", "\"a\"", "\"\\\"\"", "\"\\\\\"", "\"\\n\\t\\b\\f\\r\\/\"", "\"\\u0041\"", "\"\\u6570\"",
    "\"\\ud83d\\ude00\"", "\"\u{6570}\u{57DF}\"", "\"e\u{301}\"", "\"\u{2028}\"", "\"'\u{301}\"",
  ]

  private func value(_ random: inout SeededGenerator, depth: Int) -> String {
    let blank = ["", " ", "\n", "\t\r "].randomElement(using: &random) ?? ""
    switch Int.random(in: 0..<(depth > 3 ? 4 : 6), using: &random) {
    case 0: return blank + (["null", "true", "false"].randomElement(using: &random) ?? "")
    case 1:
      return blank
        + (["0", "-0", "1.5", "-12e3", "1E-2", "123456789", "0.1", "1e+2"]
          .randomElement(using: &random) ?? "")
    case 2, 3: return blank + (Self.strings.randomElement(using: &random) ?? "")
    case 4:
      let elements = (0..<Int.random(in: 0...3, using: &random)).map { _ in
        value(&random, depth: depth + 1)
      }
      return "[" + elements.joined(separator: ",") + blank + "]"
    default:
      let members = (0..<Int.random(in: 0...3, using: &random)).map { place in
        "\"m\(place)\"\(blank):" + value(&random, depth: depth + 1)
      }
      return "{" + members.joined(separator: ",") + blank + "}"
    }
  }

  @Test(arguments: UInt64(1)...80)
  func `what is written is read, and read as Foundation reads it`(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    for _ in 0..<20 {
      let bytes = Array(value(&random, depth: 0).utf8)
      let document = try DocumentParser.parse(bytes)
      #expect(reference(bytes) == Value(document), "seed \(seed)")
      let again = try DocumentParser.parse(Array(document.json.utf8))
      #expect(Value(again) == Value(document) && again.json == document.json, "seed \(seed)")
      #expect(!document.json.contains("\n"))
    }
  }

  @Test(arguments: UInt64(1)...80)
  func `changed bytes are refused or read as Foundation reads them`(seed: UInt64) {
    var random = SeededGenerator(seed: seed &* 71)
    let pieces = Array("\"[]{},:0123456789ntfeE+-. \\u\n\t\u{0}\u{1F}".utf8) + [0xFF, 0xC3, 0x80]
    for _ in 0..<60 {
      var bytes = Array(value(&random, depth: 0).utf8)
      for _ in 0..<Int.random(in: 1...3, using: &random) where !bytes.isEmpty {
        let place = Int.random(in: bytes.indices, using: &random)
        let piece = pieces.randomElement(using: &random) ?? 0
        switch Int.random(in: 0..<3, using: &random) {
        case 0: bytes[place] = piece
        case 1: bytes.insert(piece, at: place)
        default: bytes.remove(at: place)
        }
      }
      guard let document = parsed(bytes) else { continue }
      #expect(
        reference(bytes) == Value(document),
        "seed \(seed): \(String(decoding: bytes, as: UTF8.self))")
    }
  }

  @Test(arguments: [
    "", " ", "1.", "-1.", "1.e5", "0.E1", ".5", "+1", "-", "01", "-01", "1e", "1e+", "0x1", "1_0",
    "1e400",
    "NaN", "Infinity", "nul", "True", "'a'", "\"a", "\"\\x\"", "\"\\u12\"", "\"\\u12G4\"",
    "\"\\ud800\"", "\"\\ud800\\u0041\"", "\"\\udc00\"", "\"a\nb\"", "\"\u{0}\"", "[1,]", "[,1]",
    "[1 2]",
    "{,}", "{\"a\":1,}", "{\"a\"}", "{a:1}", "{\"a\":1 \"b\":2}", "[1]]", "{}{}", "// a\n1",
    "1 /* a */",
    "{\"a\":1,\"a\":1}", "{\"a\":1,\"\\u0061\":2}", "{\"\u{E9}\":1,\"e\u{301}\":2}",
  ])
  func `what is no strict JSON is refused`(text: String) {
    #expect(parsed(Array(text.utf8)) == nil)
  }

  @Test func `depth is bounded exactly, and the line of a fault is told`() throws {
    func nested(_ depth: Int) -> [UInt8] {
      Array((String(repeating: "[", count: depth) + String(repeating: "]", count: depth)).utf8)
    }
    #expect(parsed(nested(DocumentParser.depthMax + 1)) != nil)
    #expect(parsed(nested(DocumentParser.depthMax + 2)) == nil)
    #expect(parsed(Array(repeating: 0x5B, count: 1_000_000)) == nil)
    #expect(parsed([0xEF, 0xBB, 0xBF] + Array("{}".utf8)) != nil)
    #expect(parsed([0xFF, 0xFE]) == nil && parsed(Array("\"".utf8) + [0xC3, 0x22]) == nil)
    let fault = #expect(throws: DocumentError.self) {
      try DocumentParser.parse(Array("{\n\"a\": 1,\n\"a\": 2}".utf8))
    }
    #expect(fault?.line == 3 && fault?.kind == .duplicate)
  }

  @Test func `numbers are written shortest and no infinity is JSON`() {
    func json(_ number: Double) -> String { Document.number(number).json }
    #expect(json(0) == "0" && json(-0.0) == "0" && json(1e21) == "1e+21" && json(-2.5) == "-2.5")
    #expect(json(999_999_999_999_999) == "999999999999999")
    #expect(json(.infinity) == "null" && json(.nan) == "null")
    for number in [0.1, 1.0 / 3, 1e-300, 1.7e308, Double.leastNonzeroMagnitude, -123.456, 1e21]
      as [Double]
    {
      #expect(parsed(Array(json(number).utf8))?.number == Optional(number))
    }
    let text = "\u{1}\u{7F}\u{2028}\"\\\n\u{1F600}"
    let document = Document.string(text)
    #expect(!document.json.unicodeScalars.contains { $0.value < 0x20 || $0.value == 0x2028 })
    #expect(parsed(Array(document.json.utf8))?.text == text)
  }
}
