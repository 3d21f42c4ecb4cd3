// SPDX-License-Identifier: Apache-2.0

import Core
import Testing

/// Texts at the edges of RFC 8259 and values at the edges of RFC 8785.
@Suite struct JSONConformanceTests {
  @Test(arguments: [
    "[[]   ]", "[\"\"]", "[]", "[\"a\"]", "[false]", "[null, 1, \"1\", {}]", "[null]", "[1\n]",
    " [1]", "[1,null,null,null,2]", "[2] ", "{\"asd\":\"sdf\"}", "{}", "{\"\":0}",
    "{\"foo\\u0000bar\": 42}", "{\"min\": -1, \"max\": 1}", "{\"a\":[]}", "{\n\"a\": \"b\"\n}",
    "[\"\\u0060\\u012a\\u12AB\"]", "[\"\\uD801\\udc37\"]", "[\"\\ud83d\\ude39\\ud83d\\udc8d\"]",
    "[\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"]", "[\"\\\\u0000\"]", "[\"a/*b*/c/*d//e\"]", "[\"\\\\a\"]",
    "[\"\\uDBFF\\uDFFF\"]", "[\"\u{10FFFF}\"]", "[\"\u{2028}\u{2029}\"]", "[\"\u{7F}\"]",
    "[\"\\u200B\\uFDD0\\uFFFE\"]", "\" \"", "42", "-1", "null", "true", "\"asd\"", "[true]\n",
    "[-0]", "[-123]", "[0]", "\t[\r\n]\t",
  ])
  func `a well-formed text is read and survives its canonical form`(text: String) throws {
    let value = try JSON.parse(text)
    #expect(try JSON.parse(value.canonical()) == value)
  }

  @Test(arguments: [
    "[1 true]", "[\"\": 1]", "[\"\"],", "[,1]", "[1,,2]", "[\"x\"]]", "[\"x\"", "[x", "[3[4]]",
    "[1:2]", "[*]", "[\"a\",\n4\n,1,", "[1,\n1\n,1", "[{}", "[fals]", "[nul]", "[tru]", "[++1]",
    "[+1]", "[-01]", "[-1.0.]", "[-]", "[--1]", "[.-1]", "[0x1]", "[0e]", "[1eE2]", "[Infinity]",
    "[NaN]", "[- 1]", "[012]", "[1_000]", "[1 000]", "{\"x\", null}", "{\"x\"::\"b\"}",
    "{\"a\":\"a\" 123}", "{key: 'value'}", "{\"a\" \"b\"}", "{:\"b\"}", "{\"a\":", "{\"a\"",
    "{1:1}", "{null:null}", "{\"id\":0,,}", "{'a':0}", "{\"id\":0,}", "{\"a\":\"b\"}/**/",
    "{\"a\":\"b\"}//", "{\"a\":\"b\",,\"c\":\"d\"}", "{\"a\":\"a", "{ \"foo\" : \"bar\", 1}",
    "[\"\\uD800\\u\"]", "[\"\\uD800\\u1\"]", "[\"\\uD800\\uD800\\n\"]", "[\"\\x00\"]",
    "[\"\\\\\\\"]", "[\"\\u00A\"]", "[\"\\a\"]", "[\"\\uqqqq\"]", "['single']", "abc", "[\"\\",
    "\"", "[\"\t\"]", "[\"new\nline\"]", "<.>", "[<null>]", "[1]x", "[True]", "1]", "{\"x\": true,",
    "[][]", "]", "{]", "[}", "{\"a\": true} \"x\"", "[\u{C}]", "[\u{2060}]", "[\u{A0}1]", "#",
  ])
  func `a malformed text is refused inside its bounds`(text: String) {
    let error = #expect(throws: JSONError.self) { try JSON.parse(text) }
    #expect((0...text.utf8.count).contains(error?.offset ?? -1))
    #expect(error?.description.hasPrefix("invalid JSON at byte ") == true)
  }

  @Test(arguments: [
    (
      #"{"peach":"x","péché":"y","pêche":"z","sin":"n"}"#,
      #"{"peach":"x","péché":"y","pêche":"z","sin":"n"}"#
    ),
    (
      #"{"1":{"f":{"f":"hi","F":5},"\n":56},"10":{},"":"empty","a":{},"111":[],"A":{}}"#,
      #"{"":"empty","1":{"\n":56,"f":{"F":5,"f":"hi"}},"10":{},"111":[],"A":{},"a":{}}"#
    ),
    (
      #"[56,{"d":true,"10":null,"1":[]}]"#,
      #"[56,{"1":[],"10":null,"d":true}]"#
    ),
    (
      #"{"string":"\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/"}"#,
      #"{"string":"€$\u000f\nA'B\"\\\\\"/"}"#
    ),
    (#"{"\ufb01":1,"\ud834\udd1e":2,"\u007a":3}"#, "{\"z\":3,\"\u{1D11E}\":2,\"\u{FB01}\":1}"),
  ])
  func `a value has the canonical form of RFC 8785`(text: String, expected: String) throws {
    #expect(try JSON.parse(text).canonicalText == expected)
  }
}
