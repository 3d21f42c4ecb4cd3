// SPDX-License-Identifier: Apache-2.0

import DisclosureControl
import Foundation
import Testing

@Suite struct EvidenceQueryTests {
  private func query(
    _ measures: [MeasureDeclaration], margins: Bool, filters: [FilterDeclaration] = []
  ) throws -> EvidenceQuery {
    let spec = TabulationSpec(
      dimensions: ["county", "sex"], measures: measures, subject: "person", filters: filters,
      margins: margins)
    return EvidenceQuery(
      try required(spec.check().tabulation), from: try required(ColumnName("people")))
  }

  @Test func `a plain count has this statement`() throws {
    let expected = """
      WITH facts AS NOT MATERIALIZED (
        SELECT nfc_normalize(CAST("county" AS VARCHAR)) AS k0,
          nfc_normalize(CAST("sex" AS VARCHAR)) AS k1,
          \(PersonText.person(#"CAST("person" AS VARCHAR)"#)) AS s
        FROM "people"
      ), cells AS (
        SELECT 0 AS lv,
          k0,
          k1,
          CAST(SUM(r) AS VARCHAR) AS records,
          CAST(COALESCE(SUM(r) FILTER (WHERE s IS NULL), 0) AS VARCHAR) AS unattributed,
          CAST(COUNT(s) AS VARCHAR) AS contributors
        FROM (
          SELECT k0, k1, s, COUNT(*) AS r
          FROM facts GROUP BY k0, k1, s
        ) GROUP BY k0, k1
      )
      SELECT CAST(lv AS VARCHAR) AS level,
        CAST((CASE WHEN k0 IS NULL AND (lv & 2) = 0 THEN 2 ELSE 0 END) + \
      (CASE WHEN k1 IS NULL AND (lv & 1) = 0 THEN 1 ELSE 0 END) AS VARCHAR) AS missing,
        COALESCE(k0, '') AS d0,
        COALESCE(k1, '') AS d1,
        records,
        unattributed,
        contributors
      FROM cells
      ORDER BY lv, k0, k1
      LIMIT 100001
      """
    #expect(try query([.init(function: "count")], margins: false).sql == expected)
  }

  @Test func `subjects that are in one writing are taken as they are`() throws {
    let plain = try query([.init(function: "count")], margins: false)
    let known = EvidenceQuery(plain.tabulation, from: plain.source, isInOneWriting: true)
    #expect(known.person == #""person""# && plain.person.contains("lower(trim("))
    #expect(known.sql.contains(#""person" AS s"#) && !known.sql.contains("lower("))
  }

  @Test func `a code is compared without blanks, case and width`() {
    let sql = PersonText.person("x")
    #expect(sql.hasPrefix("nullif(CASE WHEN strlen(x) = length(x) THEN lower(trim(x, ' \t'))"))
    #expect(sql.contains("nfc_normalize(x)") && sql.hasSuffix(" END, '')"))
    #expect(PersonText.capital("x").contains("THEN upper(trim(x, ' \t'))"))
    // Each wide sign has the plain one in the same place.
    let literals = PersonText.small("x").components(separatedBy: "'").filter { $0.count == 62 }
    let values = literals.map { text in text.unicodeScalars.map { $0.value } }
    #expect(values.count == 2)
    #expect(zip(values[0], values[1]).allSatisfy { wide, plain in wide == plain + 0xFEE0 })
  }

  @Test func `margins are one level per set of totalled dimensions, each with the subject`()
    throws
  {
    let sql = try query([.init(function: "count")], margins: true).sql
    for (mask, group) in ["k0, k1, s", "k0, s", "k1, s", "s"].enumerated() {
      #expect(sql.contains("SELECT \(mask) AS lv,"))
      #expect(sql.contains("FROM facts GROUP BY \(group)\n"))
    }
    #expect(sql.components(separatedBy: "UNION ALL").count == 4)
    #expect(sql.contains("HAVING COUNT(*) > 0"))
  }

  @Test func `a column measured twice is computed once`() throws {
    let query = try query(
      [.init(function: "sum", column: "tax"), .init(function: "mean", column: "tax")],
      margins: false)
    #expect(query.columns.count == 7 + 9)
    #expect(query.columns.filter { $0.hasSuffix("_sum") } == ["m0_sum"])
    #expect(query.sql.contains(#"TRY_CAST("tax" AS DECIMAL(24,6)) AS v0"#))
  }

  @Test func `a counted text column is never read as a number`() throws {
    let sql = try query([.init(function: "count", column: "name")], margins: false).sql
    #expect(!sql.contains("TRY_CAST"))
    #expect(sql.contains(#"("name" IS NOT NULL) AS p0"#))
  }

  @Test func `filter values are escaped literals`() throws {
    let hostile = "x') OR ('1'='1"
    let sql = try query(
      [.init(function: "count")], margins: false,
      filters: [
        .init(column: "race", comparison: "in", values: [hostile, "O'Brien"]),
        .init(column: "age", comparison: "atLeast", values: ["30"]),
        .init(column: "age", comparison: "below", values: ["-0.5"]),
        .init(column: "race", comparison: "notIn", values: ["e\u{301}"]),
        .init(column: "zip", comparison: "present"),
        .init(column: "died", comparison: "missing"),
      ]
    ).sql
    #expect(sql.contains("IN ('x'') OR (''1''=''1', 'O''Brien')"))
    #expect(sql.contains(#"TRY_CAST("age" AS DECIMAL(24,6)) >= 30.000000"#))
    #expect(sql.contains("< -0.500000"))
    #expect(sql.contains("NOT IN ('\u{E9}')"))
    #expect(sql.contains(#"("zip" IS NOT NULL) AND ("died" IS NULL)"#))
  }

  @Test func `the answer is bounded by one row more than allowed`() throws {
    #expect(
      try query([.init(function: "count")], margins: true).sql
        .hasSuffix("LIMIT \(Tabulation.cellsMax + 1)"))
  }
}
