// SPDX-License-Identifier: Apache-2.0

import Testing

/// The lexer hides literals and comments and keeps every line where it was.
@Suite struct SwiftLexerTests {
  private func blank(_ text: String) -> String {
    String(decoding: SwiftLexer.blank(text), as: UTF8.self)
  }

  @Test(arguments: [
    (#"a "b" c"#, #"a " " c"#),
    (#"a "\"b" c"#, #"a "   " c"#),
    (#"a "\(b)" c"#, #"a " (b)" c"#),
    (#"a "\(b("c"))d" e"#, #"a " (b(" ")) " e"#),
    ("a // b", "a     "),
    ("a /* b /* c */ d */ e", "a                   e"),
    ("`a b` c", "`   ` c"),
    ("#/a\"b/# c", "        c"),
  ])
  func `literals and comments become spaces`(_ source: String, _ wanted: String) {
    #expect(blank(source) == wanted)
  }

  @Test func `raw strings end at their own mark`() {
    #expect(blank(##"a #"b"c"# d"##) == ##"a #"   "# d"##)
    #expect(blank(##"a #"\#(b)"# d"##) == ##"a #"  (b)"# d"##)
  }

  @Test func `multiline strings keep their lines`() {
    let text = "a \"\"\"\n  b \"c\" \\(d)\n  \"\"\" e\nf"
    let blanked = blank(text)
    #expect(blanked == "a \"\"\"\n         (d)\n  \"\"\" e\nf")
  }

  @Test func `every file keeps its length and its newlines`() throws {
    for file in try Project.shared.get().swift {
      let text = file.lines.joined(separator: "\n")
      let newlines = text.utf8.filter { $0 == UInt8(ascii: "\n") }.count
      #expect(file.code.count == text.utf8.count, "\(file.path)")
      #expect(file.codeLines.count == newlines + 1, "\(file.path)")
    }
  }
}
