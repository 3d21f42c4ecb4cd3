// SPDX-License-Identifier: Apache-2.0

import DisclosureControl
import Testing

/// Who stands behind two tables decides, not what they publish of them.
@Suite struct SumDifferencingTests {
  private static let people = People(
    ["sex", "age", "region", "all"],
    [
      (["F", "40", "N", "W"], 30), (["F", "40", "S", "W"], 30), (["F", "87", "N", "W"], 1),
      (["M", "40", "N", "W"], 25), (["M", "40", "S", "W"], 25), (["M", "86", "S", "W"], 14),
    ])

  private static func below(_ bound: Int) -> [FilterDeclaration] {
    [FilterDeclaration(column: "age", comparison: "below", values: [String(bound)])]
  }

  private func findings(
    _ earlier: RememberedTable?, _ later: RememberedTable?, threshold: Int = 10
  ) throws -> [Finding] {
    MemoryCheck(threshold: threshold, isOneRecordEach: true).findings(
      earlier: [try #require(earlier)], later: try #require(later))
  }

  private static let figures: [[(String, String?)]] = [
    [("sum", "v")], [("mean", "v")], [("count", nil)], [("count", "v")], [("contributors", nil)],
    [("mean", "v"), ("count", nil)],
  ]

  @Test(arguments: figures.indices, figures.indices)
  func `two filters that leave one woman between them are refused whatever the figures`(
    _ first: Int, _ second: Int
  ) throws {
    let earlier = try Self.people.table(
      ["sex"], filters: Self.below(88), measures: Self.figures[first], release: "REL-1")
    let later = try Self.people.table(
      ["sex"], filters: Self.below(86), measures: Self.figures[second], release: "REL-2")
    let named = try findings(earlier, later).first { $0.formula == .differenceBelow }
    #expect(named?.severity == .fail)
    #expect(named?.cell == CellKey([.label("F")]))
    #expect(named?.observed == 1)
    #expect(named?.earlier == "REL-1")
    #expect(named?.withoutObservation.earlier == nil)
  }

  @Test func `filters with enough people between them are not named`() throws {
    let men = People(
      ["sex", "age"], [(["F", "40"], 30), (["M", "40"], 25), (["M", "86"], 14)])
    let measures: [(String, String?)] = [("sum", "v")]
    let earlier = try men.table(
      ["sex"], filters: Self.below(88), measures: measures, release: "REL-1")
    let later = try men.table(
      ["sex"], filters: Self.below(86), measures: measures, release: "REL-2")
    let found = try findings(earlier, later)
    #expect(!found.contains { $0.severity == .fail }, "\(found)")
  }

  @Test func `a filter on a dimension of the other table is found by adding cells`() throws {
    let earlier = try Self.people.table(
      ["sex", "region"], measures: [("sum", "v")], release: "REL-1")
    let north = [FilterDeclaration(column: "region", comparison: "in", values: ["N"])]
    let later = try Self.people.table(
      ["sex"], filters: north + Self.below(87), measures: [("mean", "v")], release: "REL-2")
    let found = try findings(earlier, later)
    #expect(
      found.contains {
        $0.formula == .differenceBelow && $0.severity == .fail && $0.observed == 1
          && $0.cell == CellKey([.label("F")])
      })
  }

  @Test func `a column coarsened in another way hides no difference of the whole`() throws {
    func table(_ mask: String, _ bound: Int, _ name: String) throws -> RememberedTable {
      let table = try #require(
        try Self.people.table(
          ["all"], filters: Self.below(bound), measures: [("sum", "v")], release: name))
      return RememberedTable(
        cube: table.cube, filters: table.filters, source: table.source, masks: ["age": mask],
        people: table.people, release: name)
    }
    // Whether one filter implies the other is not known: it is for people, and named.
    let found = try findings(table("", 88, "REL-1"), table("years:1", 87, "REL-2"))
    #expect(
      found.contains {
        $0.formula == .differenceBelow && $0.severity == .review && $0.observed == 1
      }, "\(found)")
  }

  @Test func `one person more in the next version is named whatever the figures`() throws {
    var grown = Self.people
    grown = People(
      columns: grown.columns, labels: grown.labels + [["M", "40", "N", "W"]], threshold: 10)
    for measures in Self.figures {
      let found = try findings(
        try Self.people.table(["sex"], measures: measures, release: "REL-1"),
        try grown.table(["sex"], source: "two", measures: measures, release: "REL-2"))
      #expect(
        found.contains {
          $0.formula == .differenceBelow && $0.severity == .fail && $0.observed == 1
            && $0.cell == CellKey([.label("M")])
        }, "\(measures)")
    }
  }

  @Test func `another value of one person in the next version is named`() throws {
    var before = Self.people
    before.values = before.labels.indices.map { $0 % 9 }
    var after = before
    after.values[3] += 5
    let found = try findings(
      try before.table(["sex"], measures: [("sum", "v")], release: "REL-1"),
      try after.table(["sex"], source: "two", measures: [("sum", "v")], release: "REL-2"))
    let named = found.filter { $0.formula == .refreshDifferencing }
    #expect(named.map(\.cell) == [CellKey([.label("F")])])
    #expect(named.first?.earlier == "REL-1")
  }

  @Test func `more records of nobody more are for people`() throws {
    let one = try #require(
      try Self.people.table(["all"], measures: [("sum", "v")], release: "REL-1"))
    let other = try #require(
      try Self.people.table(
        ["all"], filters: Self.below(86), measures: [("sum", "v")], release: "REL-2"))
    let earlier = RememberedTable(
      cube: one.cube, source: "one", people: [CellPeople(records: 400, contributors: 50)])
    let later = RememberedTable(
      cube: other.cube, filters: other.filters, source: "one",
      people: [CellPeople(records: 380, contributors: 50)])
    let found = MemoryCheck(threshold: 10, isOneRecordEach: false).findings(
      earlier: [earlier], later: later)
    #expect(found.contains { $0.formula == .differenceUnclear && $0.severity == .review })
  }

  @Test func `numbers of people that do not fit the cells are not used`() throws {
    let table = try #require(try Self.people.table(["sex"], release: "REL-1"))
    let broken = RememberedTable(
      cube: table.cube, source: "one", people: [CellPeople(records: 1, contributors: 1)])
    #expect(broken.people == nil)
  }
}
