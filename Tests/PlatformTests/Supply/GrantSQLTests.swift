// SPDX-License-Identifier: Apache-2.0
import Core
import Cryptography
import DisclosureControl
import Platform
import Testing

@Suite struct GrantSQLTests {
  private let columns: [ResourceColumn]

  init() throws {
    let types: [(String, ColumnType)] = [
      ("uscc", .creditCode), ("month", .date), ("kwh", .decimal), ("n", .integer),
      ("at", .timestamp), ("ok", .boolean), ("区\"县", .text), ("pm25", .real),
    ]
    columns = try types.map(GrantSQLTests.column)
  }

  private static func column(_ name: String, _ type: ColumnType) throws -> ResourceColumn {
    let json: JSON = [
      "name": .string(name), "type": .string(type.rawValue), "label": .string(name),
    ]
    return try json.decode(ResourceColumn.self)
  }

  private func policy(_ columns: [(String, String)], _ tests: [RowTest] = []) throws -> GrantPolicy
  {
    let masked = try columns.map { name, mask in
      GrantColumn(name: name, mask: try #require(GrantMask(mask)))
    }
    return GrantPolicy(
      scenario: try #require(RecordID("SCN-0000000000000001")),
      resource: try #require(RecordID("RES-0000000000000001")), purpose: .analysis,
      columns: masked, rowFilter: tests)
  }

  @Test func `real numbers are banded and compared as such`() throws {
    let query = try GrantSQL.compile(
      policy(
        [("pm25", "bucket:50")], [RowTest(column: "pm25", test: .less, values: ["-12.5"])]),
      columns: columns)
    #expect(
      query.sql == """
        SELECT TRY_CAST(floor(d."pm25") AS BIGINT) - \
        ((TRY_CAST(floor(d."pm25") AS BIGINT) % 50) + 50) % 50 AS "pm25"
        FROM read_parquet('/in/data.parquet') AS d
        WHERE CAST(d."pm25" AS DOUBLE) < CAST('-12.5' AS DOUBLE)
        ORDER BY ALL ASC NULLS FIRST
        """)
    #expect(throws: GrantSQLError.literal) {
      try GrantSQL.compile(
        policy([("pm25", "none")], [RowTest(column: "pm25", test: .less, values: ["nan"])]),
        columns: columns)
    }
  }

  /// A code in one writing.
  private static let code = "nullif(\(PersonText.capital(#"CAST(d."uscc" AS VARCHAR)"#)), '')"

  @Test func `every mask and test compiles to the text that was agreed`() throws {
    let query = try GrantSQL.compile(
      policy(
        [
          ("uscc", "pseudonym"), ("month", "year"), ("kwh", "bucket:100"), ("区\"县", "partial"),
          ("n", "null"), ("ok", "none"),
        ],
        [
          RowTest(column: "区\"县", test: .in, values: ["鄂城'区", "梁子湖区"]),
          RowTest(column: "month", test: .greaterOrEqual, values: ["2026-01-01"]),
          RowTest(column: "kwh", test: .less, values: ["-12.5"]),
          RowTest(column: "ok", test: .equal, values: ["true"]),
          RowTest(column: "at", test: .isNotNull, values: []),
        ]), columns: columns)
    #expect(query.subjectValues == nil && query.tables.isEmpty)
    #expect(
      query.sql == """
        WITH p AS (SELECT decode(unhex(substr(v, 2))) AS v, m \
        FROM read_csv('/in/pseudonyms.csv', header = false, auto_detect = false, \
        delim = ',', quote = '', escape = '', columns = {'v': 'VARCHAR', 'm': 'VARCHAR'}))
        SELECT CASE WHEN \(Self.code) IS NULL THEN NULL WHEN p0.m IS NULL \
        THEN error('pseudonym') ELSE p0.m END AS "uscc", \
        year(d."month") AS "month", \
        CAST(floor(d."kwh") AS BIGINT) - ((CAST(floor(d."kwh") AS BIGINT) % 100) + 100) % 100 \
        AS "kwh", \
        left(CAST(d."区""县" AS VARCHAR), length(CAST(d."区""县" AS VARCHAR)) // 4) || '***' \
        AS "区""县", CAST(NULL AS VARCHAR) AS "n", d."ok" AS "ok"
        FROM read_parquet('/in/data.parquet') AS d
        LEFT JOIN p AS p0 ON p0.v = \(Self.code)
        WHERE CAST(d."kwh" AS DECIMAL(38, 10)) < CAST('-12.5' AS DECIMAL(38, 10)) \
        AND CAST(d."month" AS DATE) >= DATE '2026-01-01' \
        AND CAST(d."ok" AS BOOLEAN) = true \
        AND CAST(d."区""县" AS VARCHAR) IN ('梁子湖区', '鄂城''区') \
        AND d."at" IS NOT NULL
        ORDER BY ALL ASC NULLS FIRST
        """)
  }

  @Test func `the distinct values of all columns with pseudonyms are read in one go`() throws {
    let query = try GrantSQL.compile(
      policy(
        [("uscc", "pseudonym"), ("n", "pseudonym")],
        [RowTest(column: "n", test: .isNotNull, values: [])]), columns: columns)
    #expect(
      query.pseudonymValues == """
        SELECT 'v' || hex(v) AS v FROM (SELECT DISTINCT v FROM (\
        SELECT \(Self.code) AS v \
        FROM read_parquet('/in/data.parquet') AS d WHERE d."n" IS NOT NULL \
        UNION ALL SELECT CAST(d."n" AS VARCHAR) AS v \
        FROM read_parquet('/in/data.parquet') AS d WHERE d."n" IS NOT NULL) WHERE v IS NOT NULL)
        """)
    #expect(query.sql.contains("LEFT JOIN p AS p1 ON"))
  }

  @Test func `authorisations choose rows by the subject's code, one way or the other`() throws {
    func compile(_ rows: ConsentRows, by column: String?) throws -> GrantQuery {
      let base = try policy([("kwh", "none")])
      let policy = GrantPolicy(
        scenario: base.scenario, resource: base.resource, purpose: .analysis,
        columns: base.columns, rowFilter: [], consentRows: rows)
      #expect(policy.digest != base.digest)
      return try GrantSQL.compile(policy, columns: columns, subjectColumn: column)
    }
    let key = #"CAST(d."uscc" AS VARCHAR)"#
    let kept = try compile(.consented, by: "uscc")
    #expect(kept.sql.contains("WHERE \(key) IN (SELECT v FROM s)"))
    #expect(kept.subjectValues?.contains("'v' || hex(v)") == true)
    #expect(kept.pseudonymValues == nil)
    let left = try compile(.notWithdrawn, by: "uscc")
    #expect(left.sql.contains("OR NOT (\(key) IN (SELECT v FROM s)))"))
    #expect(throws: GrantSQLError.unknownColumn) { try compile(.consented, by: nil) }
    #expect(throws: GrantSQLError.unknownColumn) { try compile(.consented, by: "x") }
  }

  @Test func `a level becomes a look-up in a file of its own, unknown values become nothing`()
    throws
  {
    var column = try GrantSQLTests.column("district", .text)
    column.hierarchy = try ColumnHierarchy.read("梁子湖区\t鄂州\n鄂城区\t鄂州").get()
    let query = try GrantSQL.compile(policy([("district", "level:1")]), columns: [column])
    #expect(query.sql.contains(#"SELECT decode(unhex(substr(l0.m, 2))) AS "district""#))
    #expect(
      query.sql.contains(#"LEFT JOIN l0 ON l0.v = CAST(d."district" AS VARCHAR)"#))
    #expect(!query.sql.contains("鄂"))
    let table = try #require(query.tables.first)
    #expect(table.name == "level0.csv" && query.tables.count == 1)
    let lines = String(decoding: table.bytes, as: UTF8.self).split(separator: "\n")
    #expect(lines.last == "ve98482e59f8ee58cba,ve98482e5b79e")
    #expect(throws: GrantSQLError.maskType) {
      try GrantSQL.compile(policy([("district", "level:2")]), columns: [column])
    }
    #expect(throws: GrantSQLError.maskType) {
      try GrantSQL.compile(policy([("n", "level:1")]), columns: columns)
    }
  }

  @Test func `without a pseudonym no values are read`() throws {
    let query = try GrantSQL.compile(policy([("kwh", "none")]), columns: columns)
    #expect(query.pseudonymValues == nil && query.subjectValues == nil)
    #expect(
      query.sql == """
        SELECT d."kwh" AS "kwh"
        FROM read_parquet('/in/data.parquet') AS d
        ORDER BY ALL ASC NULLS FIRST
        """)
  }

  @Test(arguments: [
    "a\"; DROP TABLE x; --", "'; COPY d TO '/out/raw.parquet'; --", "\\'", "--", "/*", "$$", "\"\"",
    "e\u{301}'", "'\u{301}", "\"\u{301}", "；'｀",
  ])
  func `hostile names and texts stay within their quotes`(text: String) throws {
    let name = try GrantSQL.identifier(text)
    #expect(SupplySQL.unquote(name, "\"") == text)
    #expect(SupplySQL.unquote(try GrantSQL.literal(text), "'") == text)
    let query = try GrantSQL.compile(
      policy([(text, "none")], [RowTest(column: text, test: .equal, values: [text])]),
      columns: [try GrantSQLTests.column(text, .text)])
    let literal = try GrantSQL.literal(text)
    #expect(
      query.sql == """
        SELECT d.\(name) AS \(name)
        FROM read_parquet('/in/data.parquet') AS d
        WHERE CAST(d.\(name) AS VARCHAR) = \(literal)
        ORDER BY ALL ASC NULLS FIRST
        """)
  }

  @Test(arguments: ["a\u{0}b", "a\nb", "\u{7F}", "\u{85}"])
  func `control characters are refused`(text: String) {
    #expect(throws: GrantSQLError.characters) { try GrantSQL.identifier(text) }
    #expect(throws: GrantSQLError.characters) { try GrantSQL.literal(text) }
  }

  @Test(arguments: [
    ("n", "1 OR 1=1"), ("n", "+1"), ("n", "9223372036854775808"), ("kwh", "1e9"), ("kwh", ".5"),
    ("kwh", "1."), ("kwh", "--1"), ("month", "2026-02-30"), ("month", "today()"), ("at", "now"),
    ("ok", "TRUE"), ("ok", "1"),
  ])
  func `a literal that is no value of its column is refused`(column: String, value: String) {
    #expect(throws: GrantSQLError.literal) {
      try GrantSQL.compile(
        policy([("n", "none")], [RowTest(column: column, test: .equal, values: [value])]),
        columns: columns)
    }
  }

  @Test func `unknown columns, unfit masks and comparisons are refused`() throws {
    #expect(throws: GrantSQLError.unknownColumn) {
      try GrantSQL.compile(policy([("x", "none")]), columns: columns)
    }
    #expect(throws: GrantSQLError.maskType) {
      try GrantSQL.compile(policy([("kwh", "year")]), columns: columns)
    }
    #expect(throws: GrantSQLError.noColumns) {
      try GrantSQL.compile(policy([]), columns: columns)
    }
    #expect(throws: GrantSQLError.comparison) {
      try GrantSQL.compile(
        policy([("n", "none")], [RowTest(column: "ok", test: .less, values: ["true"])]),
        columns: columns)
    }
    #expect(throws: GrantSQLError.comparison) {
      try GrantSQL.compile(
        policy([("n", "none")], [RowTest(column: "n", test: .equal, values: [])]),
        columns: columns)
    }
  }

  @Test func `names that differ in case alone are refused, since the database mixes them up`()
    throws
  {
    let twins = try [("kwh", ColumnType.decimal), ("KWH", .decimal)].map(GrantSQLTests.column)
    #expect(throws: GrantSQLError.ambiguousNames) {
      try GrantSQL.compile(policy([("kwh", "none")]), columns: twins)
    }
  }

  @Test func `the digest follows masks and the order of columns, not the order of tests`() throws {
    let first = RowTest(column: "n", test: .in, values: ["1", "2"])
    let second = RowTest(column: "kwh", test: .isNotNull, values: [])
    let base = try policy([("n", "none"), ("kwh", "none")], [first, second]).digest
    let turned = RowTest(column: "n", test: .in, values: ["2", "1"])
    #expect(try policy([("n", "none"), ("kwh", "none")], [second, turned]).digest == base)
    #expect(try policy([("kwh", "none"), ("n", "none")], [first, second]).digest != base)
    #expect(try policy([("n", "null"), ("kwh", "none")], [first, second]).digest != base)
    #expect(try policy([("n", "none"), ("kwh", "none")], [first]).digest != base)
  }

  /// The codes are those of OpenSSL's own program: `openssl mac -digest SM3 … HMAC`.
  @Test(arguments: [
    ("A1", "7f4cac9d1d44873c2a0fc074c39c75866cbf52f6b0c0a2d498eded218e979919"),
    ("鄂州", "1198ad209b8027d986177dc112577d178bffbc9a7e34a35db4569c4c9c7bb1d0"),
    ("", "83dadf1641abcec1b8a7bf570af4d34a74f27ec4f7e7a5594c9e4c4cbeb1ca52"),
  ])
  func `a pseudonym is the HMAC-SM3 of the text`(text: String, code: String) {
    let key = [UInt8](1...32)
    #expect(Pseudonym.make(key: key, value: text) == code)
    let bytes = Array("x\(text)".utf8)
    let codes = Pseudonym.codes(of: bytes, endingAt: [1, bytes.count], key: key)
    #expect(codes.map { Hex.encode($0.dropFirst(32)) } == code)
    #expect(Pseudonym.make(key: [UInt8](2...33), value: text) != code)
    #expect(Pseudonym.make(key: [7], value: text) == nil)
    #expect(Pseudonym.codes(of: bytes, endingAt: [1], key: [7]) == nil)
  }

  @Test(arguments: [
    "bucket:0", "bucket:-1", "bucket:01", "bucket:", "bucket:1:2", "bucket:9999999999", "None", "",
    "level:0", "level:6", "level:01", "level:", "level", "level:1:2", "LEVEL:1",
  ])
  func `a text that is no mask is refused`(text: String) {
    #expect(GrantMask(text) == nil)
  }
}

/// Reads quoted SQL as a database would.
enum SupplySQL {
  /// The text between quotes; nil when the quoting ends early or never.
  static func unquote(_ text: String, _ quote: Unicode.Scalar) -> String? {
    let scalars = Array(text.unicodeScalars)
    guard scalars.count >= 2, scalars.first == quote, scalars.last == quote else { return nil }
    var result = String.UnicodeScalarView()
    var index = 1
    while index < scalars.count - 1 {
      if scalars[index] == quote {
        guard index + 1 < scalars.count - 1, scalars[index + 1] == quote else { return nil }
        index += 1
      }
      result.append(scalars[index])
      index += 1
    }
    return String(result)
  }
}
