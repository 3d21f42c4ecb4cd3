// SPDX-License-Identifier: Apache-2.0

import DisclosureControl
import Testing

@Suite struct OutputCanonicaliserTests {
  private func run(
    _ text: String, _ canonicaliser: OutputCanonicaliser = OutputCanonicaliser()
  ) throws -> (text: String, changes: OutputChanges) {
    guard case .canonical(let output) = canonicaliser.canonicalise(Array(text.utf8)) else {
      Issue.record("refused: \(canonicaliser.canonicalise(Array(text.utf8)))")
      throw CancellationError()
    }
    return (String(decoding: output.bytes, as: UTF8.self), output.changes)
  }

  private func refusal(
    _ text: String, _ canonicaliser: OutputCanonicaliser = OutputCanonicaliser()
  ) -> OutputRefusal? {
    guard case .refused(let refusal) = canonicaliser.canonicalise(Array(text.utf8)) else {
      return nil
    }
    return refusal
  }

  @Test func `a canonical output is left as it is`() throws {
    let text = "g,n\nA,1.00\nB,2.50\n"
    let (result, changes) = try run(text)
    #expect(result == text)
    #expect(changes.isUnchanged)
  }

  @Test func `rows are sorted and numbers written with fixed digits`() throws {
    let (result, changes) = try run("g,n\nB,2.5\nA,1.23456789\nC,1e2\nD,-0\n")
    #expect(result == "g,n\nA,1.23\nB,2.50\nC,100.00\nD,0.00\n")
    #expect(changes.rowsReordered)
    #expect(changes.numbersRewritten == 4)
  }

  @Test func `two orders and two precisions become the same bytes`() throws {
    let first = try run("g,n\nA,1.001\nB,2.004\nC,3\n").text
    let second = try run("\u{FEFF}g,n\r\n\"C\",3.00\r\nB ,2.0\r\n A,1.0049\r\n").text
    #expect(first == second)
  }

  @Test func `a byte order mark, line ends and quotes are normalised`() throws {
    let (result, changes) = try run("\u{FEFF}g,n\r\"A\",1.00")
    #expect(result == "g,n\nA,1.00\n")
    #expect(changes.byteOrderMarkRemoved)
    let (quoted, layout) = try run("\"g\",n\r\nA,1.00\r\n")
    #expect(quoted == "g,n\nA,1.00\n")
    #expect(layout.layoutChanged)
  }

  @Test func `nothing hides in blanks, invisible characters or composition`() throws {
    let (result, changes) = try run(
      "g,t\n1.00,a \u{200B}b\n2.00,  a  b\t\n3.00,caf\u{65}\u{301}\n4.00,a\u{3000}b\n"
        + "5.00,x\u{E0041}\u{FE0F}y\n6.00,\"a\nb\"\n")
    #expect(
      result
        == "g,t\n1.00,a b\n2.00,a b\n3.00,caf\u{E9}\n4.00,a b\n5.00,xy\n6.00,a b\n")
    #expect(changes.invisibleRemoved == 2)
    #expect(changes.blanksFolded == 3)
    #expect(changes.normalised == 1)
  }

  @Test func `formula-like text is flagged and left, numbers are not flagged`() throws {
    let (result, changes) = try run(
      "n,t\n-1.00,=HYPERLINK(1)\n-2.00,+a\n-3.00,-x\n-4.00,@sum\n-5.00,ok\n")
    #expect(changes.formulaLike == 4)
    #expect(changes.isUnchanged)
    #expect(result.contains("=HYPERLINK(1)"))
  }

  @Test func `codes with leading zeros stay text and are reported`() throws {
    let (result, changes) = try run("code,n\n0570,1.00\n330801,2.00\n")
    #expect(result == "code,n\n0570,1.00\n330801,2.00\n")
    #expect(changes.numbersInText == 1)
  }

  @Test func `declared forms win over what values look like`() throws {
    let canonicaliser = OutputCanonicaliser(
      forms: ["code": .text, "n": .number(places: 0)])
    let (result, _) = try run("code,n\n330801,2.5\n110000,1.49\n", canonicaliser)
    #expect(result == "code,n\n110000,1\n330801,3\n")
    #expect(refusal("code,n\n1,x\n", canonicaliser) == .notANumber(row: 2, column: 2))
    #expect(refusal("code\n1\n", canonicaliser) == .unknownColumn)
  }

  @Test(arguments: ["NaN", "nan", "inf", "-Infinity", "1e309", "1e9999", "1e30", "-1e29"])
  func `numbers that are not finite or out of bounds are refused`(text: String) {
    #expect(refusal("n\n1\n\(text)\n") == .notANumber(row: 3, column: 1))
  }

  @Test func `tiny numbers become zero and huge exponents of zero too`() throws {
    let (result, _) = try run("a,b\n1e-300,0e999\n1e-9999,0\n".replacing("1e-9999", with: "1e-999"))
    #expect(result == "a,b\n0.00,0.00\n0.00,0.00\n")
  }

  @Test func `empty fields in a number column stay empty`() throws {
    #expect(try run("a,b\nx,\ny,1\n").text == "a,b\nx,\ny,1.00\n")
    #expect(try run("a\n\n\"\"\n1\n").text == "a\n\"\"\n\"\"\n1.00\n")
  }

  @Test func `broken, ragged and oversized outputs are refused with the row`() {
    #expect(refusal("") == .empty)
    #expect(refusal("\n") == .empty)
    #expect(refusal("a,b\n1\n") == .ragged(row: 2))
    #expect(refusal("a,a\n1,2\n") == .ambiguousHeader)
    #expect(refusal("a,\n1,2\n") == .ambiguousHeader)
    #expect(refusal("a,a\u{200B}\n1,2\n") == .ambiguousHeader)
    #expect(refusal("a\nx\"y\n") == .malformed(row: 2))
    #expect(refusal("a\n\"x\n") == .malformed(row: 2))
    #expect(refusal("a\nx\u{0}\n") == .malformed(row: 2))
    #expect(refusal("a\n" + String(repeating: "x", count: 32_769)) == .malformed(row: 2))
    #expect(refusal(Array(repeating: "c", count: 1_001).joined(separator: ",")) != nil)
    #expect(refusal("a\n1\n2\n3\n", OutputCanonicaliser(rowsMax: 2)) == .tooManyRows)
    #expect(refusal("a\n1\n2\n", OutputCanonicaliser(rowsMax: 2)) == nil)
    #expect(refusal("aaaa\n", OutputCanonicaliser(bytesMax: 4)) == .tooLarge)
    guard case .refused(let refusal) = OutputCanonicaliser().canonicalise([0x61, 0xFF]) else {
      Issue.record("not refused")
      return
    }
    #expect(refusal == .notUTF8)
  }

  @Test(arguments: UInt64(1)...60)
  func `running it twice changes nothing more`(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let pieces = [
      "a", "B", " ", "\u{200B}", "\u{65}\u{301}", "1", "0", ".", "-", "e", "=", "\"\"", "\u{3000}",
      "\u{4E2D}", "5", "\u{FEFF}", "9",
    ]
    var rows = ["c0,c1,c2"]
    for _ in 0..<Int.random(in: 0...12, using: &random) {
      let fields = (0..<3).map { _ in
        let length = Int.random(in: 0...5, using: &random)
        let text = (0..<length).compactMap { _ in pieces.randomElement(using: &random) }.joined()
        return "\"\(text)\""
      }
      rows.append(fields.joined(separator: ","))
    }
    let canonicaliser = OutputCanonicaliser()
    let result = canonicaliser.canonicalise(Array(rows.shuffledTail(&random).utf8))
    guard case .canonical(let once) = result else { return }
    guard case .canonical(let twice) = canonicaliser.canonicalise(once.bytes) else {
      Issue.record("seed \(seed): refused its own output")
      return
    }
    #expect(twice.bytes == once.bytes, "seed \(seed)")
    #expect(twice.changes.isUnchanged, "seed \(seed)")
  }
}

extension [String] {
  /// The lines with all but the first in random order.
  fileprivate func shuffledTail(_ random: inout SeededGenerator) -> String {
    (prefix(1) + dropFirst().shuffled(using: &random)).joined(separator: "\n")
  }
}
