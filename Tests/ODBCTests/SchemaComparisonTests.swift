// SPDX-License-Identifier: Apache-2.0
import ODBC
import Platform
import Testing

/// What differs between a database and the catalogue.
@Suite struct SchemaComparisonTests {
  private func column(_ name: String, _ type: SourceType) -> SourceColumn {
    SourceColumn(name: name, type: type, typeName: "")
  }

  private func findings(
    _ source: [SourceColumn], _ registered: [(String, ColumnType)]
  ) -> [String] {
    SchemaComparison(
      source: source,
      registered: registered.map { SchemaComparison.Registered(name: $0.0, type: $0.1) }
    ).findings.map { "\($0.code) \($0.column)" }
  }

  @Test func `columns that are there and fit differ in nothing`() {
    let source = [
      column("month", .date), column("uscc", .text), column("kwh", .decimal(scale: 2)),
      column("at", .timestamp(isZoned: true)), column("on", .boolean), column("n", .integer),
    ]
    #expect(
      findings(
        source,
        [
          ("uscc", .creditCode), ("month", .date), ("kwh", .decimal), ("at", .timestamp),
          ("on", .boolean), ("n", .real),
        ]
      ).isEmpty)
  }

  @Test func `a missing, an added and a renamed column stop the delivery`() {
    let comparison = SchemaComparison(
      source: [column("a", .text), column("C", .text)],
      registered: ["a", "b", "c"].map { SchemaComparison.Registered(name: $0, type: .text) })
    #expect(
      comparison.findings.map { "\($0.code) \($0.column)" } == [
        "drift.missing b", "drift.missing c", "drift.added C",
      ])
    #expect(!comparison.fits)
  }

  @Test(arguments: [
    (SourceType.real, ColumnType.integer), (.decimal(scale: 1), .integer), (.integer, .date),
    (.timestamp(isZoned: false), .date), (.date, .timestamp), (.date, .identityNumber),
    (.undelivered, .text), (.boolean, .decimal),
  ])
  func `values that cannot be the resource's stop the delivery`(
    source: SourceType, registered: ColumnType
  ) {
    #expect(findings([column("a", source)], [("a", registered)]) == ["drift.type a"])
  }

  @Test(arguments: [
    (SourceType.text, ColumnType.integer), (.text, .timestamp), (.decimal(scale: 10), .decimal),
    (.decimal(scale: 0), .integer), (.integer, .identityNumber), (.integer, .boolean),
  ])
  func `values some of which may not fit are said and delivered`(
    source: SourceType, registered: ColumnType
  ) {
    let comparison = SchemaComparison(
      source: [column("a", source)],
      registered: [SchemaComparison.Registered(name: "a", type: registered)])
    #expect(comparison.findings.map(\.code) == ["drift.loose"])
    #expect(comparison.fits)
  }
}
