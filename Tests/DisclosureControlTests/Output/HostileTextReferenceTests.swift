// SPDX-License-Identifier: Apache-2.0

import DisclosureControl
import Foundation
import Testing

/// Canonical outputs as another reader sees them: one that knows bytes and nothing of characters.
@Suite struct HostileTextReferenceTests {
  /// A reader of comma-separated bytes, after RFC 4180 and nothing else.
  private static func rows(_ bytes: [UInt8]) -> [[[UInt8]]]? {
    var rows: [[[UInt8]]] = []
    var rest = bytes[...]
    while !rest.isEmpty {
      var row: [[UInt8]] = []
      while true {
        var field: [UInt8] = []
        if rest.first == 0x22 {
          rest = rest.dropFirst()
          while true {
            guard let quote = rest.firstIndex(of: 0x22) else { return nil }
            field += rest[..<quote]
            rest = rest[(quote + 1)...]
            guard rest.first == 0x22 else { break }
            field.append(0x22)
            rest = rest.dropFirst()
          }
        } else {
          let end = rest.firstIndex { $0 == 0x2C || $0 == 0x0A } ?? rest.endIndex
          field = Array(rest[..<end])
          if field.contains(0x22) { return nil }
          rest = rest[end...]
        }
        row.append(field)
        guard let mark = rest.first, mark == 0x2C || mark == 0x0A else { return nil }
        rest = rest.dropFirst()
        if mark == 0x0A { break }
      }
      rows.append(row)
    }
    return rows
  }

  /// What a field should be: nothing invisible, single blanks within, none at the ends, form C.
  private static func cleaned(_ text: String) -> String {
    var scalars: [Unicode.Scalar] = []
    for scalar in text.unicodeScalars {
      if scalar.properties.isWhitespace {
        if let last = scalars.last, last != " " { scalars.append(" ") }
        continue
      }
      switch scalar.properties.generalCategory {
      case .control, .format, .privateUse, .unassigned, .surrogate: continue
      default:
        if !scalar.properties.isDefaultIgnorableCodePoint { scalars.append(scalar) }
      }
    }
    if scalars.last == " " { scalars.removeLast() }
    var result = ""
    result.unicodeScalars.append(contentsOf: scalars)
    return result.precomposedStringWithCanonicalMapping
  }

  /// Marks next to what makes another character of them, and what hides.
  private static let pieces = [
    ",", "\"", "\"\"", ",\u{301}", "\"\u{301}", "\u{D4E},", "\u{D4E}\"", "\u{111C2}\"",
    "\"\u{20DD}", ",\u{FE0F}", "\"\u{200D}", "\u{600}\"", " \u{301}", "  ", "\u{3000}", "\u{A0}",
    "\u{200B}", "\u{E0041}", "\u{FEFF}", "a", "b", "=", "\u{6570}", "e\u{301}", "\r\n", "\n", "\t",
    "\u{1F468}\u{200D}\u{1F469}", "'", "\\", "\u{85}", "\u{2028}",
  ]

  private static func hostile(_ random: inout SeededGenerator) -> String {
    (0..<Int.random(in: 0...6, using: &random)).map { _ in
      pieces.randomElement(using: &random) ?? ""
    }.joined()
  }

  private static func quoted(_ text: String) -> [UInt8] {
    [0x22] + text.utf8.flatMap { $0 == 0x22 ? [0x22, 0x22] : [$0] } + [0x22]
  }

  @Test(arguments: UInt64(1)...120)
  func `every field comes out where it went in, cleaned`(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let names = ["c0", "c1", "c2"]
    let rows = (0..<Int.random(in: 1...8, using: &random)).map { _ in
      names.map { _ in Self.hostile(&random) }
    }
    var bytes = Array("c0,c1,c2\n".utf8)
    for row in rows {
      bytes += row.map(Self.quoted).joined(separator: [0x2C])
      bytes += [[0x0A], [0x0D, 0x0A], [0x0D]].randomElement(using: &random) ?? [0x0A]
    }
    let canonicaliser = OutputCanonicaliser(
      forms: Dictionary(uniqueKeysWithValues: names.map { ($0, ColumnForm.text) }))
    guard case .canonical(let output) = canonicaliser.canonicalise(bytes) else {
      Issue.record("seed \(seed): refused")
      return
    }
    let read = try #require(Self.rows(output.bytes), "seed \(seed): another reader cannot read it")
    let expected = rows.map { row in row.map { Array(Self.cleaned($0).utf8) } }
    #expect(read.first == names.map { Array($0.utf8) }, "seed \(seed)")
    func ordered(_ rows: [[[UInt8]]]) -> [[UInt8]] {
      rows.map { Array($0.joined(separator: [0])) }.sorted { $0.lexicographicallyPrecedes($1) }
    }
    #expect(ordered(Array(read.dropFirst())) == ordered(expected), "seed \(seed)")
    #expect(output.rowCount == rows.count)
    let table = try #require(CanonicalTable(output.bytes, shown: 100))
    #expect(table.names == names && table.total == rows.count, "seed \(seed)")
    #expect(table.rows.map { $0.map { Array($0.utf8) } } == Array(read.dropFirst()))
    // Whoever canonicalises it again finds nothing to do.
    guard case .canonical(let again) = canonicaliser.canonicalise(output.bytes) else {
      Issue.record("seed \(seed): refused its own output")
      return
    }
    #expect(again.bytes == output.bytes && again.changes.isUnchanged, "seed \(seed)")
  }

  @Test(arguments: [",\u{301}", "\"\u{301}", "\u{D4E},", "\u{D4E}\"", "\u{111C2}\",\u{308}"])
  func `a mark that clings to its neighbour does not open another column`(mark: String) throws {
    let bytes = Array("a,b\n".utf8) + Self.quoted("x\(mark)y") + Array(",1\n".utf8)
    guard case .canonical(let output) = OutputCanonicaliser().canonicalise(bytes) else {
      Issue.record("refused")
      return
    }
    let rows = try #require(Self.rows(output.bytes))
    #expect(rows.map(\.count) == [2, 2])
    #expect(rows[1][0] == Array("x\(mark)y".utf8))
  }

  @Test(arguments: ["=\u{301}1", "+\u{FE0F}x", "@\u{20DD}a"])
  func `a formula under an accent is a formula`(text: String) {
    let bytes = Array("a,b\n".utf8) + Self.quoted(text) + Array(",x\n".utf8)
    guard case .canonical(let output) = OutputCanonicaliser().canonicalise(bytes) else {
      Issue.record("refused")
      return
    }
    #expect(output.changes.formulaLike == 1)
  }

  @Test(arguments: UInt64(1)...60)
  func `bytes at random are read as they are or refused, never guessed at`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let alphabet: [UInt8] = [
      0x22, 0x2C, 0x0A, 0x0D, 0x61, 0x31, 0x2E, 0x2D, 0x20, 0x00, 0x65, 0xCC, 0x81, 0xFF, 0x3D,
    ]
    for _ in 0..<60 {
      let bytes = (0..<Int.random(in: 0...24, using: &random)).map { _ in
        alphabet.randomElement(using: &random) ?? 0x61
      }
      guard case .canonical(let output) = OutputCanonicaliser().canonicalise(bytes) else {
        continue
      }
      #expect(String(validating: bytes, as: UTF8.self) != nil && !bytes.contains(0))
      guard let rows = Self.rows(output.bytes) else {
        Issue.record("seed \(seed): \(bytes)")
        continue
      }
      #expect(Set(rows.map(\.count)).count == 1, "seed \(seed): \(bytes)")
      #expect(rows.count == output.rowCount + 1, "seed \(seed): \(bytes)")
      #expect(Set(rows[0]).count == rows[0].count && !rows[0].contains([]), "\(bytes)")
    }
  }

  @Test func `what is no canonical file is no table to look at`() {
    #expect(CanonicalTable([], shown: 5) == nil)
    #expect(CanonicalTable([0xFF], shown: 5) == nil)
    #expect(CanonicalTable(Array("a\n\"x".utf8), shown: 5) == nil)
    let table = CanonicalTable(Array("a,b\n1,2\n3,4\n".utf8), shown: 1)
    #expect(table?.names == ["a", "b"] && table?.rows == [["1", "2"]] && table?.total == 2)
    #expect(CanonicalTable(Array("a\n1\n".utf8), shown: 0)?.rows == [])
  }

  @Test func `bounds of fields, columns and rows are exact`() {
    func accepts(_ text: String, _ canonicaliser: OutputCanonicaliser = OutputCanonicaliser())
      -> Bool
    {
      if case .canonical = canonicaliser.canonicalise(Array(text.utf8)) { true } else { false }
    }
    let field = String(repeating: "x", count: 32_768)
    #expect(accepts("a\n\(field)\n") && !accepts("a\n\(field)x\n"))
    let names = (0..<1_000).map { "c\($0)" }.joined(separator: ",")
    #expect(accepts(names + "\n") && !accepts(names + ",z\n"))
    let rows = String(repeating: "1\n", count: 5_000)
    #expect(accepts("a\n" + rows) && !accepts("a\n" + rows + "1\n"))
    #expect(accepts("aaaa", OutputCanonicaliser(bytesMax: 4)))
  }
}
