// SPDX-License-Identifier: Apache-2.0

import DisclosureControl
import Testing

@Suite struct MemoryCheckTests {
  private static let people = People(
    ["district", "age", "use"],
    [
      (["A", "young", "100"], 20), (["A", "old", "100"], 17), (["A", "old", "50"], 2),
      (["B", "young", "100"], 24), (["B", "old", "100"], 3), (["C", "young", "100"], 15),
      (["C", "old", "100"], 16),
    ])

  private func findings(
    _ earlier: [RememberedTable?], _ later: RememberedTable?, oneRecordEach: Bool = true
  ) throws -> [Finding] {
    MemoryCheck(threshold: 10, isOneRecordEach: oneRecordEach).findings(
      earlier: try earlier.map { try #require($0) }, later: try #require(later))
  }

  private func filter(_ column: String, _ comparison: String, _ values: String...)
    -> FilterDeclaration
  {
    FilterDeclaration(column: column, comparison: comparison, values: values)
  }

  @Test func `a coarser table gives a withheld cell of a finer one away`() throws {
    let fine = try Self.people.table(["district", "age"])
    #expect(fine?.cube.withheldCount == 1)
    let coarse = try Self.people.table(["district"])
    for (first, second) in [(fine, coarse), (coarse, fine)] {
      let found = try findings([first], second)
      #expect(found.contains { $0.severity == .fail && $0.formula == .determinedByMemory })
    }
    let ages = try Self.people.table(["age"])
    #expect(try findings([fine], ages).contains { $0.severity == .fail })
  }

  @Test func `a coarser table of a table without gaps tells nothing`() throws {
    let whole = People(
      ["district", "age"],
      [(["A", "young"], 20), (["A", "old"], 17), (["B", "young"], 24), (["B", "old"], 30)])
    let fine = try whole.table(["district", "age"], margins: true)
    for columns in [["district"], ["age"], ["age", "district"]] {
      #expect(try findings([fine], whole.table(columns)).isEmpty)
    }
  }

  @Test func `overlapping tables are compared on what they share`() throws {
    let first = try Self.people.table(["district", "age"])
    let second = try Self.people.table(["district", "use"])
    let found = try findings([first], second)
    #expect(found.contains { $0.severity == .fail }, "\(found)")
  }

  @Test func `a filter on another table's dimension picks its cells`() throws {
    let young = try Self.people.table(["district"], filters: [filter("age", "in", "young")])
    let all = try Self.people.table(["district"])
    #expect(try findings([young], all).contains { $0.severity == .fail })
    let cells = try Self.people.table(["district", "age"])
    let same = try findings([cells], young)
    #expect(!same.contains { $0.severity == .fail }, "\(same)")
  }

  @Test func `tables of records that exclude each other are not differenced`() throws {
    let few = People(
      ["district", "age"],
      [(["A", "young"], 20), (["A", "old"], 23), (["B", "young"], 24), (["B", "old"], 30)])
    let young = try few.table(["district"], filters: [filter("age", "in", "young")])
    let old = try few.table(["district"], filters: [filter("age", "notIn", "young")])
    #expect(try findings([young], old).isEmpty)
  }

  @Test func `a narrower filter that leaves few out is refused`() throws {
    let all = try Self.people.table(["district"])
    let most = try Self.people.table(["district"], filters: [filter("use", "atLeast", "60")])
    let found = try findings([all], most)
    let named = found.filter { $0.formula == .differenceBelow && $0.severity == .fail }
    #expect(named.contains { $0.cell == key("A") && $0.observed == 2 })
  }

  @Test func `slices that together leave few out are refused`() throws {
    let three = People(
      ["district", "age"],
      [(["A", "young"], 20), (["A", "old"], 23), (["A", "other"], 2)])
    let parts = try ["young", "old"].map {
      try three.table(["district"], filters: [filter("age", "in", $0)])
    }
    #expect(try findings([parts[0]], parts[1]).isEmpty)
    let found = try findings(parts, three.table(["district"]))
    #expect(found.contains { $0.severity == .fail && $0.formula == .fewByMemory })
  }

  @Test func `a refresh that changes by few is refused, one that does not goes to people`() throws {
    let before = try Self.people.table(["district"])
    var grown = People(Self.people.columns, [], threshold: 10)
    grown = People(
      columns: grown.columns, labels: Self.people.labels + [["C", "old", "100"]], threshold: 10)
    let found = try findings([before], grown.table(["district"], source: "two"))
    #expect(found.contains { $0.severity == .fail && $0.cell == key("C") && $0.observed == 1 })
    let again = try findings([before], Self.people.table(["district"], source: "two"))
    #expect(again.map(\.formula) == [.notClearedByMemory])
    #expect(again.map(\.severity) == [.review])
  }

  @Test func `what is too large to examine exactly is never passed silently`() throws {
    let many = People(
      ["a", "b", "c"],
      (0..<30).flatMap { a in
        (0..<30).map { b in (["a\(a)", "b\(b)", "c\((a + b) % 2)"], 12) }
      })
    let found = try findings([many.table(["a", "c"])], many.table(["b", "c"]))
    #expect(found.map(\.formula) == [.notClearedByMemory])
  }

  @Test func `sums without numbers of people are never passed silently`() throws {
    let sums = try Self.people.table(["district"], measures: [("sum", "use")])
    let other = try Self.people.table(
      ["district"], filters: [filter("use", "atLeast", "60")], measures: [("sum", "use")])
    #expect(try findings([sums], other).contains { $0.formula == .notClearedByMemory })
  }

  @Test func `the same table again has no objection`() throws {
    let table = try Self.people.table(["district", "age"])
    #expect(try findings([table, table], table).isEmpty)
  }
}
