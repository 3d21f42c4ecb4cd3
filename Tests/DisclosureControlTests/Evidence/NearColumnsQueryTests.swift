// SPDX-License-Identifier: Apache-2.0
import DisclosureControl
import Testing

@Suite struct NearColumnsQueryTests {
  private static func tabulation(
    _ measures: [MeasureDeclaration], margins: Bool = false
  ) throws -> Tabulation {
    let spec = TabulationSpec(
      dimensions: ["county", "sex"], measures: measures, subject: "person", margins: margins)
    return try #require(spec.check().tabulation)
  }

  private static func sum(_ column: String) -> MeasureDeclaration {
    MeasureDeclaration(function: "sum", column: column)
  }

  private static func query(
    _ measures: [MeasureDeclaration], margins: Bool = false, except: [String] = []
  ) throws -> NearColumnsQuery? {
    NearColumnsQuery(
      try tabulation(measures, margins: margins), from: try #require(ColumnName("source")),
      threshold: 10, except: Set(except.compactMap { ColumnName($0) }))
  }

  @Test func `one column of numbers has none beside it`() throws {
    #expect(try Self.query([Self.sum("tax")]) == nil)
    #expect(
      try Self.query([Self.sum("tax"), MeasureDeclaration(function: "mean", column: "tax")]) == nil)
    #expect(
      try Self.query([Self.sum("tax"), MeasureDeclaration(function: "count", column: "age")])
        == nil)
    #expect(try Self.query([Self.sum("tax"), Self.sum("made")], except: ["made"]) == nil)
  }

  @Test func `each two columns are a pair`() throws {
    let query = try #require(
      try Self.query([
        Self.sum("a"), MeasureDeclaration(function: "count", column: "b"), Self.sum("c"),
        MeasureDeclaration(function: "mean", column: "d"),
      ]))
    #expect(query.pairs.map { [$0.first, $0.second] } == [[0, 2], [0, 3], [2, 3]])
    #expect(!query.sql.contains("DISTINCT") && query.sql(query.pairs).contains("DISTINCT"))
  }

  private static let header = "k0,k1,e,d,u"

  private static func found(
    _ rows: [String], margins: Bool = false
  ) throws -> [NearColumns] {
    let query = try #require(
      try query([Self.sum("tax"), Self.sum("made")], margins: margins))
    let text = ([header] + rows).joined(separator: "\n") + "\n"
    return try NearColumns.all(csv: Array(text.utf8), of: query, among: query.pairs)
  }

  @Test(arguments: [
    ("90,9,80", Verdict.fail), ("90,10,80", nil), ("90,0,80", nil), ("8,9,8", nil),
    ("9,9,9", .fail), ("3,1,3", nil), ("4,1,4", .fail), ("90,1,1", .review), ("90,9,7", .review),
    ("30,9,8", .fail),
  ])
  func `many equal values beside few that differ are near`(
    counts: String, severity: Verdict?
  ) throws {
    let found = try Self.found(["T,T,900,9,3", "Lc1,M,\(counts)"])
    #expect(found.map(\.severity) == [severity].compactMap(\.self))
    #expect(found.allSatisfy { $0.cell == CellKey([.label("c1"), .missing]) })
  }

  @Test func `few values are near by nature where the whole is not near`() throws {
    #expect(try Self.found(["T,T,170,9,3", "Lc1,M,90,1,1"]).isEmpty)
    #expect(try Self.found(["Lc1,M,90,1,1"]).isEmpty, "the whole is not known")
  }

  @Test func `the whole is a cell where there are totals`() throws {
    let rows = ["T,T,900,9,300", "Lc1,T,90,9,40"]
    #expect(try Self.found(rows).isEmpty)
    let found = try Self.found(rows, margins: true)
    #expect(found.map(\.cell.coordinates.first) == [.label("c1"), .total])
    #expect(found.map(\.people) == [9, 9])
  }

  @Test(arguments: ["T,T,1", "T,T,1,2,x", "T,T,1,2,3,4", "T,T,99999999999999999999,2,3"])
  func `an answer of another form is none`(row: String) throws {
    #expect(throws: EvidenceError.self) { try Self.found([row]) }
  }
}
