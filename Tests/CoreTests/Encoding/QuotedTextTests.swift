// SPDX-License-Identifier: Apache-2.0
import Core
import Testing

@Suite struct QuotedTextTests {
  /// What a reader of bytes finds between marks, and whether it stops at the end.
  private func read(_ bytes: [UInt8], _ mark: UInt8) -> [UInt8]? {
    guard bytes.first == mark else { return nil }
    var rest = bytes.dropFirst()
    var content: [UInt8] = []
    while let byte = rest.popFirst() {
      guard byte == mark else {
        content.append(byte)
        continue
      }
      guard rest.first == mark else { return rest.isEmpty ? content : nil }
      content.append(mark)
      rest = rest.dropFirst()
    }
    return nil
  }

  @Test(arguments: [
    "", "a", "'", "''", "\"", "`", "a'b", "'a'", "\u{6570}", "\r\n", "'\r\n", "e\u{301}",
    "'\u{301}", "\"\u{301}", "`\u{20DD}", "\u{600}'", "\u{600}\"", "\u{D4E}'\u{301}'",
    "\u{110BD}'", "'\u{200D}'", "\"\u{FE0F}\"", "\u{1F468}\u{200D}'", "'\u{1F3FB}", "\0'",
  ])
  func `a text is read back by whoever knows bytes alone`(text: String) {
    for mark in ["'", "\"", "`"] as [Unicode.Scalar] {
      let quoted = Array(QuotedText.of(text, in: mark).utf8)
      #expect(read(quoted, UInt8(ascii: mark)) == Array(text.utf8))
    }
  }

  @Test func `texts at random are read back`() {
    let pieces = [
      "'", "\"", "\u{301}", "\u{600}", "\u{D4E}", "\u{200D}", "a", "\u{1F1E8}", ";", "\\",
    ]
    var state: UInt64 = 1
    for _ in 0..<2_000 {
      var text = ""
      for _ in 0..<6 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        text += pieces[Int((state >> 33) % UInt64(pieces.count))]
      }
      let quoted = QuotedText.of(text, in: "'")
      #expect(read(Array(quoted.utf8), 0x27) == Array(text.utf8))
    }
  }
}
