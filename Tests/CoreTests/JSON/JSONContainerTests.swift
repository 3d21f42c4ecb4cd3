// SPDX-License-Identifier: Apache-2.0

import Core
import Testing

/// Hand-written conformances that use the containers in the less usual ways.
@Suite struct JSONContainerTests {
  struct Columns: Codable, Equatable {
    var names: [String?]
    var rest: [[Int]]

    init(names: [String?], rest: [[Int]]) {
      self.names = names
      self.rest = rest
    }

    init(from decoder: any Decoder) throws {
      var list = try decoder.unkeyedContainer()
      var inner = try list.nestedUnkeyedContainer()
      names = []
      while !inner.isAtEnd {
        names.append(try inner.decodeNil() ? nil : inner.decode(String.self))
      }
      rest = []
      while !list.isAtEnd { rest.append(try list.decode([Int].self)) }
    }

    func encode(to encoder: any Encoder) throws {
      var list = encoder.unkeyedContainer()
      var inner = list.nestedUnkeyedContainer()
      for name in names {
        if let name { try inner.encode(name) } else { try inner.encodeNil() }
      }
      for numbers in rest { try list.encode(numbers) }
    }
  }

  @Test func `nested lists with gaps come back`() throws {
    let columns = Columns(names: ["a", nil, "c"], rest: [[1], [], [2, 3]])
    let value = try JSON(encoding: columns)
    #expect(value == [["a", nil, "c"], [1], [], [2, 3]])
    #expect(try value.decode(Columns.self) == columns)
  }

  @Test func `reading past the end of a list is an error`() {
    struct Pair: Decodable {
      init(from decoder: any Decoder) throws {
        var list = try decoder.unkeyedContainer()
        #expect(list.count == 1)
        #expect(list.currentIndex == 0)
        _ = try list.decode(Int.self)
        _ = try list.decode(Int.self)
      }
    }
    let error = #expect(throws: DecodingError.self) { try JSON.array([1]).decode(Pair.self) }
    guard case .valueNotFound(_, let context) = error else {
      Issue.record("another error")
      return
    }
    #expect(context.codingPath.map(\.stringValue) == ["1"])
    #expect(context.codingPath.map(\.intValue) == [1])
  }

  @Test func `a failed element can be read again as another type`() throws {
    struct Lenient: Decodable {
      let text: String
      init(from decoder: any Decoder) throws {
        var list = try decoder.unkeyedContainer()
        do {
          _ = try list.decode(Int.self)
          text = ""
        } catch DecodingError.typeMismatch {
          text = try list.decode(String.self)
        }
      }
    }
    #expect(try JSON.array(["x"]).decode(Lenient.self).text == "x")
  }

  @Test func `a keyed container tells its keys and what is null`() throws {
    struct Probe: Decodable {
      enum Key: String, CodingKey { case here, gone, empty }
      init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        #expect(container.allKeys.map(\.rawValue) == ["empty", "here"])
        #expect(container.contains(.here))
        #expect(!container.contains(.gone))
        #expect(try container.decodeNil(forKey: .empty))
        #expect(try !container.decodeNil(forKey: .here))
        #expect(try container.decodeIfPresent(Int.self, forKey: .gone) == nil)
        #expect(try container.decodeIfPresent(Int.self, forKey: .empty) == nil)
        #expect(throws: DecodingError.self) { try container.decodeNil(forKey: .gone) }
        #expect(throws: DecodingError.self) {
          try container.nestedUnkeyedContainer(forKey: .here)
        }
      }
    }
    _ = try (["here": 1, "empty": nil, "other": 2] as JSON).decode(Probe.self)
  }

  @Test func `every integer type is held to its range`() throws {
    #expect(try JSON.int(127).decode(Int8.self) == 127)
    #expect(try JSON.int(-32768).decode(Int16.self) == -32768)
    #expect(try JSON.int(65535).decode(UInt16.self) == 65535)
    #expect(try JSON.int(.max).decode(UInt64.self) == UInt64(Int64.max))
    #expect(throws: DecodingError.self) { try JSON.int(128).decode(Int8.self) }
    #expect(throws: DecodingError.self) { try JSON.int(65536).decode(UInt16.self) }
    #expect(throws: DecodingError.self) { try JSON.int(-1).decode(UInt64.self) }
    #expect(throws: DecodingError.self) { try JSON.string("1").decode(Int.self) }
    #expect(throws: DecodingError.self) { try JSON.int(1).decode(Bool.self) }
    #expect(throws: DecodingError.self) { try JSON.bool(true).decode(Int.self) }
    #expect(throws: DecodingError.self) { try JSON.int(1).decode(String.self) }
    #expect(try JSON(encoding: UInt8(200)) == 200)
  }

  @Test(arguments: [UInt64(41)])
  func `any value passes through encoder and decoder`(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    for round in 0..<300 {
      let value = JSON.random(depth: 4, using: &random)
      #expect(try JSON(encoding: value) == value, "seed \(seed), round \(round)")
      #expect(try value.decode(JSON.self) == value, "seed \(seed), round \(round)")
      let wrapped = try JSON(encoding: ["x": [value]])
      #expect(wrapped["x"]?[0] == value, "seed \(seed), round \(round)")
    }
  }
}
