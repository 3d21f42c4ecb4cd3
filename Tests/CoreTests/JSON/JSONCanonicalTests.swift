// SPDX-License-Identifier: Apache-2.0

import Core
import Testing

@Suite struct JSONCanonicalTests {
  @Test func `members are sorted by UTF-16 code units as in RFC 8785 section 3-2-3`() throws {
    let text = #"""
      {"\u20ac":"Euro Sign","\r":"Carriage Return","\ufb33":"Hebrew Letter Dalet With Dagesh",
       "1":"One","\ud83d\ude00":"Emoji: Grinning Face","\u0080":"Control",
       "\u00f6":"Latin Small Letter O With Diaeresis"}
      """#
    let expected =
      "{\"\\r\":\"Carriage Return\",\"1\":\"One\",\"\u{80}\":\"Control\","
      + "\"ö\":\"Latin Small Letter O With Diaeresis\",\"€\":\"Euro Sign\","
      + "\"😀\":\"Emoji: Grinning Face\",\"\u{FB33}\":\"Hebrew Letter Dalet With Dagesh\"}"
    #expect(try JSON.parse(text).canonicalText == expected)
  }

  @Test func `only what must be escaped is escaped`() {
    let value: JSON = "\u{0}\u{1}\u{8}\t\n\u{B}\u{C}\r\u{1F} \"\\/\u{7F}\u{2028}€"
    #expect(
      value.canonicalText
        == #""\u0000\u0001\b\t\n\u000b\f\r\u001f \"\\/"# + "\u{7F}\u{2028}€\"")
  }

  @Test func `literals and nesting are written without white space`() {
    let value: JSON = ["b": [true, false, nil, 0, -7], "a": [:], "aa": [], "": "x"]
    #expect(value.canonicalText == #"{"":"x","a":{},"aa":[],"b":[true,false,null,0,-7]}"#)
    #expect(JSON.int(.min).canonicalText == "-9223372036854775808")
  }

  @Test func `minus zero has the form of zero`() throws {
    #expect(try JSON.parse("-0").canonicalText == "0")
  }

  @Test(arguments: [UInt64(1), 20_261_121, 0xDEAD_BEEF])
  func `parsing a canonical form gives the same value and bytes`(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    for round in 0..<300 {
      let value = JSON.random(depth: 4, using: &random)
      let bytes = value.canonical()
      #expect(try JSON.parse(bytes) == value, "seed \(seed), round \(round)")
      #expect(try JSON.parse(bytes).canonical() == bytes, "seed \(seed), round \(round)")
    }
  }

  @Test(arguments: [UInt64(7), 99])
  func `a text with one byte changed is refused or read, never a trap`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    var refused = 0
    for _ in 0..<2000 {
      var bytes = JSON.random(depth: 3, using: &random).canonical()
      bytes[Int.random(in: bytes.indices, using: &random)] = UInt8.random(
        in: 0...255, using: &random)
      do {
        _ = try JSON.parse(bytes)
      } catch {
        refused += 1
        #expect((0...bytes.count).contains(error.offset), "seed \(seed)")
      }
    }
    #expect(refused > 500, "seed \(seed)")
  }
}

extension JSON {
  static func random(depth: Int, using random: inout SeededGenerator) -> JSON {
    switch Int.random(in: 0..<(depth > 0 ? 7 : 5), using: &random) {
    case 0: return .null
    case 1: return .bool(Bool.random(using: &random))
    case 2: return .int(Int64.random(in: -1_000_000...1_000_000, using: &random))
    case 3: return .int(Int64(bitPattern: random.next()))
    case 4: return .string(randomText(using: &random))
    case 5:
      return .array(
        (0..<Int.random(in: 0...4, using: &random)).map { _ in
          .random(depth: depth - 1, using: &random)
        })
    default:
      var members: [String: JSON] = [:]
      for _ in 0..<Int.random(in: 0...4, using: &random) {
        members[randomText(using: &random)] = .random(depth: depth - 1, using: &random)
      }
      return .object(members)
    }
  }

  private static func randomText(using random: inout SeededGenerator) -> String {
    let alphabet = Array("aZ09 \"\\/\u{0}\u{1F}\n\u{7F}é数😀\u{FB33}\u{10FFFF}".unicodeScalars)
    var text = ""
    for _ in 0..<Int.random(in: 0...8, using: &random) {
      text.unicodeScalars.append(alphabet[Int.random(in: alphabet.indices, using: &random)])
    }
    return text
  }
}
