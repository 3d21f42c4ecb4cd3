// SPDX-License-Identifier: Apache-2.0

import DisclosureControl
import Testing

@Suite struct NameFoldingTests {
  @Test(arguments: [
    ("Name", "NAME"), ("name", "\u{FF4E}\u{FF41}\u{FF4D}\u{FF45}"), ("caf\u{E9}", "cafe\u{301}"),
    ("\u{FB01}x", "fix"), ("x\u{B2}", "x2"), ("\u{2126}", "\u{3C9}"), ("\u{1E9E}", "\u{DF}"),
    ("\u{212A}", "k"), ("\u{3A3}", "\u{3C3}"),
  ])
  func `names that an engine takes for one are folded to one`(one: String, other: String) {
    #expect(NameFolding.fold(one) == NameFolding.fold(other))
    #expect(Array(NameFolding.fold(one).utf8) == Array(NameFolding.fold(other).utf8))
  }

  @Test(arguments: [("a", "b"), ("\u{430}", "a"), ("x1", "x_1"), ("\u{53BF}", "\u{5E02}")])
  func `names that differ stay apart`(one: String, other: String) {
    #expect(NameFolding.fold(one) != NameFolding.fold(other))
  }

  @Test(arguments: UInt64(1)...40)
  func `folding a folded name changes nothing`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let name = String(
      String.UnicodeScalarView(
        (0..<8).compactMap { _ in Unicode.Scalar(UInt32.random(in: 0x20...0x2FFF, using: &random)) }
      ))
    let once = NameFolding.fold(name)
    #expect(Array(NameFolding.fold(once).utf8) == Array(once.utf8), "seed \(seed): \(name)")
  }

  @Test(arguments: [
    "", " a", "a ", "a\u{200B}", "a\u{0}b", "a\nb", "e\u{301}", "\u{FEFF}a", "\u{3000}a",
    "a\u{AD}b",
    "a\u{E0041}", "\u{202E}a", "a\u{FE0F}", "\u{E000}", "\u{115F}",
  ])
  func `a name with something unseen is not normal`(name: String) {
    #expect(!NameFolding.isNormal(name))
  }

  @Test(arguments: [
    "a", "a b", "\u{E9}", "\u{53BF}\u{533A}", "x\"\u{301}", "1", "A_1", "\u{1F600}",
  ])
  func `a plain name is normal`(name: String) {
    #expect(NameFolding.isNormal(name))
  }

  @Test(arguments: [
    "filename", "FileName", "\u{FF46}ilename", "file_row_number", "FILE_INDEX", "shuyu:row",
    "ShuYu:x",
  ])
  func `names with a meaning of their own are reserved in any writing`(name: String) {
    #expect(NameFolding.isReserved(name))
  }

  @Test(arguments: ["file", "filenames", "shuyu", "row_number", "x:shuyu:"])
  func `other names are free`(name: String) {
    #expect(!NameFolding.isReserved(name))
  }

  @Test(arguments: [
    "", "1a", "a-b", "a b", "a\"", "\u{E4}", "a\u{301}", "a;b", "a.b",
    String(repeating: "a", count: 64),
    "a\u{0}", "\u{FF41}",
  ])
  func `what may not stand in a statement is no column name`(text: String) {
    #expect(ColumnName(text) == nil)
  }

  @Test func `column names are compared as the engine does`() throws {
    let (a, b) = (try required(ColumnName("Age")), try required(ColumnName("AGE")))
    #expect(a != b && a.folded == b.folded && a.quoted == "\"Age\"" && "\(a)" == "Age" && b < a)
    #expect(ColumnName("_") != nil && ColumnName(String(repeating: "a", count: 63)) != nil)
  }
}
