// SPDX-License-Identifier: Apache-2.0

import Core
import Foundation
import Testing

@Suite struct JSONCodableTests {
  struct Agreement: Codable, Equatable {
    enum State: String, Codable { case active, ended }
    var id: RecordID
    var signedOn: Day
    var recordedAt: Instant
    var state: State
    var years: Int
    var fee: UInt8?
    var products: [String]
    var labels: [String: Bool]
    var extra: JSON
    var parts: [Part]
  }

  struct Part: Codable, Equatable {
    var pair: [[Int]]
    var note: String?
  }

  enum Event: Codable, Equatable {
    case signed(by: String, on: Day)
    case ended
  }

  static func agreement() throws -> Agreement {
    Agreement(
      id: try #require(RecordID("AGR-0123456789")),
      signedOn: try #require(Day("2026-11-21")),
      recordedAt: Instant(milliseconds: 1_795_230_000_123), state: .active, years: 5, fee: nil,
      products: ["核验", "指数"], labels: ["free": true], extra: ["x": [1, nil, "y"]],
      parts: [Part(pair: [[1, 2], []], note: "n"), Part(pair: [], note: nil)])
  }

  @Test func `a struct becomes a value and comes back`() throws {
    let agreement = try Self.agreement()
    let value = try JSON(encoding: agreement)
    #expect(value["signedOn"] == "2026-11-21")
    #expect(value["id"] == "AGR-0123456789")
    #expect(value["fee"] == nil)
    #expect(value["extra"] == ["x": [1, nil, "y"]])
    #expect(value["parts"]?[0]?["pair"] == [[1, 2], []])
    #expect(try value.decode(Agreement.self) == agreement)
    #expect(try JSON.parse(value.canonical()).decode(Agreement.self) == agreement)
  }

  @Test func `an enum with payload becomes a value and comes back`() throws {
    let event = Event.signed(by: "鄂州", on: try #require(Day("2026-01-31")))
    let value = try JSON(encoding: event)
    #expect(value == ["signed": ["by": "鄂州", "on": "2026-01-31"]])
    #expect(try value.decode(Event.self) == event)
    #expect(try JSON(encoding: Event.ended) == ["ended": [:]])
  }

  @Test func `top level values need no container`() throws {
    #expect(try JSON(encoding: "a") == "a")
    #expect(try JSON(encoding: 3) == 3)
    #expect(try JSON(encoding: [true]) == [true])
    #expect(try JSON(encoding: [String: Int]()) == [:])
    #expect(try JSON(encoding: Optional<Int>.none) == nil)
    #expect(try JSON(encoding: JSON.array([1])) == [1])
    #expect(try JSON.int(3).decode(Int8.self) == 3)
    #expect(try JSON.null.decode(Int?.self) == nil)
    #expect(try JSON.array([1]).decode(JSON.self) == [1])
  }

  @Test func `floating point numbers are refused on the way in`() {
    struct Rate: Encodable { var rate = 1.0 }
    let error = #expect(throws: EncodingError.self) { try JSON(encoding: [Rate()]) }
    guard case .invalidValue(_, let context) = error else {
      Issue.record("another error")
      return
    }
    #expect(context.codingPath.map(\.stringValue) == ["0", "rate"])
    #expect(throws: EncodingError.self) { try JSON(encoding: Float(2)) }
    #expect(throws: EncodingError.self) { try JSON(encoding: UInt64.max) }
  }

  @Test func `floating point numbers are refused on the way out`() {
    #expect(throws: DecodingError.self) { try JSON.int(1).decode(Double.self) }
  }

  @Test(
    arguments: [
      (["pair": "x"], "`pair` must be an array"),
      (["pair": [["a"]]], "`pair.0.0` must be a whole number"),
      (["pair": [], "note": 5], "`note` must be a string"),
      ([:], "`pair` is missing"),
      ([], "`` must be an object"),
    ] as [(JSON, String)])
  func `a decoding error names the path and what is wanted`(value: JSON, expected: String) {
    let error = #expect(throws: DecodingError.self) { try value.decode(Part.self) }
    switch error {
    case .typeMismatch(_, let context), .keyNotFound(_, let context):
      #expect(context.debugDescription == expected)
    default: Issue.record("another error")
    }
  }

  @Test func `a number too large for its field is refused`() {
    #expect(throws: DecodingError.self) { try JSON.int(300).decode(UInt8.self) }
    #expect(throws: DecodingError.self) { try JSON.int(-1).decode(UInt.self) }
  }

  @Test func `an error holds no value of the record`() {
    let error = #expect(throws: DecodingError.self) {
      try (["pair": "11010519491231002X"] as JSON).decode(Part.self)
    }
    #expect(!String(describing: error).contains("1101"))
  }

  @Test func `the value passes through other coders unchanged`() throws {
    let value: JSON = ["a": [1, nil, true, "x", ["b": []]], "n": -5, "f": false]
    let data = try JSONEncoder().encode(value)
    #expect(try JSONDecoder().decode(JSON.self, from: data) == value)
    #expect(throws: DecodingError.self) {
      try JSONDecoder().decode(JSON.self, from: Data("[1.5]".utf8))
    }
  }

  @Test func `both encoders agree on a struct`() throws {
    let agreement = try Self.agreement()
    let data = try JSONEncoder().encode(agreement)
    #expect(try JSON.parse([UInt8](data)) == JSON(encoding: agreement))
  }

  @Test func `nested containers and superclasses are kept`() throws {
    class Base: Codable { var base = 1 }
    final class Derived: Base {
      var own = 2
      enum Key: CodingKey { case own, list, inner }
      override init() { super.init() }
      required init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        var list = try container.nestedUnkeyedContainer(forKey: .list)
        let inner = try container.nestedContainer(keyedBy: Key.self, forKey: .inner)
        own = try list.decode(Int.self) + inner.decode(Int.self, forKey: .own)
        try super.init(from: container.superDecoder())
      }
      override func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        var list = container.nestedUnkeyedContainer(forKey: .list)
        try list.encode(own)
        try list.encodeNil()
        var inner = container.nestedContainer(keyedBy: Key.self, forKey: .inner)
        try inner.encode(own, forKey: .own)
        try super.encode(to: container.superEncoder())
      }
    }
    let value = try JSON(encoding: Derived())
    #expect(value == ["list": [2, nil], "inner": ["own": 2], "super": ["base": 1]])
    #expect(try value.decode(Derived.self).own == 4)
  }
}
