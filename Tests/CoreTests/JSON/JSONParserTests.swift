// SPDX-License-Identifier: Apache-2.0

import Core
import Testing

@Suite struct JSONParserTests {
  @Test func `every kind of value is read`() throws {
    let value = try JSON.parse(
      #" { "a" : [ null , true , false , -12 , 0 , "x" ] , "b" : { } , "c" : [ ] } "#)
    #expect(value == ["a": [nil, true, false, -12, 0, "x"], "b": [:], "c": []])
    #expect(value["a"]?[3]?.int == -12)
    #expect(value["a"]?[5]?.string == "x")
    #expect(value["a"]?[1]?.bool == true)
    #expect(value["a"]?[0]?.isNull == true)
    #expect(value["b"]?.object?.isEmpty == true)
    #expect(value["c"]?.array?.isEmpty == true)
    #expect(value["a"]?[6] == nil)
    #expect(value["missing"] == nil)
  }

  @Test(arguments: [
    (#""\u0041\n\t\r\b\f\/\\\"""#, "A\n\t\r\u{8}\u{C}/\\\""),
    (#""\uD83D\uDE00""#, "😀"),
    (#""\ud83d\ude00 数域""#, "😀 数域"),
    (#""\u0000""#, "\u{0}"),
    (#""\uFFFF""#, "\u{FFFF}"),
  ])
  func `escapes are resolved`(text: String, expected: String) throws {
    #expect(try JSON.parse(text) == .string(expected))
  }

  @Test func `the whole range of 64 bits is read and one more is not`() throws {
    #expect(try JSON.parse("9223372036854775807") == .int(.max))
    #expect(try JSON.parse("-9223372036854775808") == .int(.min))
    #expect(throws: JSONError.integerOutOfRange(offset: 0)) {
      try JSON.parse("9223372036854775808")
    }
    #expect(throws: JSONError.integerOutOfRange(offset: 1)) {
      try JSON.parse("[-9223372036854775809]")
    }
  }

  @Test(arguments: [
    ("", JSONError.endsEarly(offset: 0)),
    ("   ", .endsEarly(offset: 3)),
    ("{\"a\":1", .endsEarly(offset: 6)),
    ("\"abc", .endsEarly(offset: 4)),
    ("\"\\u12", .endsEarly(offset: 5)),
    ("tru", .endsEarly(offset: 3)),
    ("trux", .unexpectedByte(offset: 3)),
    ("[1,]", .unexpectedByte(offset: 3)),
    ("{,}", .unexpectedByte(offset: 1)),
    ("{\"a\":1,}", .unexpectedByte(offset: 7)),
    ("{a:1}", .unexpectedByte(offset: 1)),
    ("[1 2]", .unexpectedByte(offset: 3)),
    ("'a'", .unexpectedByte(offset: 0)),
    ("-", .endsEarly(offset: 1)),
    ("-x", .unexpectedByte(offset: 1)),
    ("+1", .unexpectedByte(offset: 0)),
    ("NaN", .unexpectedByte(offset: 0)),
    ("\u{FEFF}1", .unexpectedByte(offset: 0)),
    ("1 2", .trailingBytes(offset: 2)),
    ("{}}", .trailingBytes(offset: 2)),
    ("\"a\u{1}\"", .controlCharacter(offset: 2)),
    ("\"\\n\n\"", .controlCharacter(offset: 3)),
    ("\"\\x\"", .invalidEscape(offset: 1)),
    ("\"\\u12g4\"", .invalidEscape(offset: 1)),
    (#""\uD800""#, .loneSurrogate(offset: 1)),
    (#""\uDC00\uD800""#, .loneSurrogate(offset: 1)),
    (#""\uD800A""#, .loneSurrogate(offset: 1)),
    (#""\uD800\n""#, .loneSurrogate(offset: 1)),
    ("1.5", .notAnInteger(offset: 0)),
    ("[0,1e3]", .notAnInteger(offset: 3)),
    ("-0.0", .notAnInteger(offset: 0)),
    ("007", .leadingZero(offset: 0)),
    ("-01", .leadingZero(offset: 0)),
    (#"{"a":1,"b":2,"a":3}"#, .duplicateKey(offset: 13)),
    ("{\"a\":1,\"\\u0061\":3}", .duplicateKey(offset: 7)),
  ])
  func `a malformed text is refused where it is wrong`(text: String, expected: JSONError) {
    #expect(throws: expected) { try JSON.parse(text) }
  }

  @Test(
    arguments: [
      ([0x22, 0xFF, 0x22], 1), ([0x22, 0xC0, 0x80, 0x22], 1), ([0x22, 0xED, 0xA0, 0x80, 0x22], 1),
      ([0x5B, 0x22, 0xE6, 0x95, 0x22, 0x5D], 2), ([0x31, 0x80], 1),
    ] as [([UInt8], Int)])
  func `ill-formed UTF-8 is refused`(bytes: [UInt8], offset: Int) {
    #expect(throws: JSONError.invalidUTF8(offset: offset)) { try JSON.parse(bytes) }
  }

  @Test func `nesting is bounded`() throws {
    let deep = String(repeating: "[", count: 32) + String(repeating: "]", count: 32)
    #expect(try JSON.parse(deep).array?.count == 1)
    #expect(throws: JSONError.tooDeep(offset: 32, depthMax: 32)) { try JSON.parse("[\(deep)]") }
    #expect(throws: JSONError.tooDeep(offset: 5, depthMax: 1)) {
      try JSON.parse(#"{"a":{}}"#, depthMax: 1)
    }
    let long = String(repeating: "[", count: 1_000_000)
    #expect(throws: JSONError.tooDeep(offset: 32, depthMax: 32)) { try JSON.parse(long) }
  }

  @Test func `siblings do not count as nesting`() throws {
    let list = "[" + Array(repeating: "[[]]", count: 100).joined(separator: ",") + "]"
    #expect(try JSON.parse(list, depthMax: 3).array?.count == 100)
  }

  @Test func `an error names the byte and none of the text`() {
    let error = #expect(throws: JSONError.self) { try JSON.parse(#"{"secret": 12.5}"#) }
    #expect(error?.offset == 11)
    #expect(
      error?.description
        == "invalid JSON at byte 11: only whole numbers are allowed; write a decimal as a string")
  }
}
