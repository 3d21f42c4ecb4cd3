// SPDX-License-Identifier: Apache-2.0
import ODBC
import Testing

private let tables = [
  "CREATE TABLE kinds(id bigint PRIMARY KEY, n numeric(38,10), r float8, d date, ts timestamp,",
  "tz timestamptz, tx text, vc varchar(20), ch char(5), b bool, u uuid, j jsonb, a int[]);",
  "INSERT INTO kinds VALUES (1, 1234567890123456789012345678.0123456789, 0.1::float8 + 0.2,",
  "'2024-02-29', '2024-02-29 12:34:56.789123', '2024-02-29 20:00:00+00', '中文😀\"x\",', '', 'b',",
  "true, '00000000-0000-0000-0000-000000000001', '{\"k\": 1}', '{1,2}'),",
  "(2, NULL, 'NaN', 'infinity', 'infinity', '-infinity',",
  "NULL, NULL, NULL, NULL, NULL, NULL, NULL),",
  "(3, -0.5, 1e300, '0044-03-15 BC', '0044-03-15 BC', '1900-01-01 00:00:00+08', '', E'a\\nb', '',",
  "false, NULL, NULL, NULL);",
  "CREATE TABLE pictures(id int, face bytea); INSERT INTO pictures VALUES (1, 'x');",
  "CREATE TABLE costs(id int, cost money);",
  "CREATE TABLE \"we\"\"ird; --\"(\"a\"\"b; DROP TABLE kinds; --\" text, \"列 名\" int);",
  "INSERT INTO \"we\"\"ird; --\" VALUES ('x', 7);",
  "CREATE TABLE many AS SELECT i::bigint AS id, md5(i::text) AS tx",
  "FROM generate_series(1, 5000) i;",
  "CREATE TABLE long(id int, tx text);",
  "INSERT INTO long VALUES (1, repeat('长', 65536)), (2, repeat('x', 65537));",
  "CREATE TABLE single(tx text); INSERT INTO single VALUES ('a'), (NULL), ('');",
]

/// Reading a real PostgreSQL server.
@Suite("PostgreSQL through ODBC", .database(.postgresql, tables), .serialized)
struct PostgreSQLTests {
  private let address: DatabaseAddress

  init() throws {
    address = try ServedDatabase.need()
  }

  @Test func `values arrive as they are written, and a missing one is no empty text`() throws {
    let found = try Extracted(
      address.connection(), .query("SELECT * FROM kinds ORDER BY id -- in order\n;"))
    #expect(found.rows == 3)
    #expect(
      found.lines == [
        "id,n,r,d,ts,tz,tx,vc,ch,b,u,j,a",
        "1,1234567890123456789012345678.0123456789,0.30000000000000004,2024-02-29,"
          + "2024-02-29 12:34:56.789123,2024-03-01 04:00:00,\"中文😀\"\"x\"\",\",\"\",b,true,"
          + "00000000-0000-0000-0000-000000000001,\"{\"\"k\"\": 1}\",\"{1,2}\"",
        "2,,NaN,infinity,infinity,-infinity,,,,,,,",
        "3,-0.5000000000,1e+300,0044-03-15 BC,0044-03-15 00:00:00 BC,1900-01-01 00:00:00,\"\",\"a",
        "b\",\"\",false,,,",
      ])
    #expect(
      found.columns.map(\.type) == [
        .integer, .decimal(scale: 10), .real, .date, .timestamp(isZoned: false),
        .timestamp(isZoned: true), .text, .text, .text, .boolean, .text, .text, .text,
      ])
    #expect(found.columns.map(\.isNullable).first == false)
  }

  @Test(arguments: [("+00:00", "2024-02-29 20:00:00"), ("-03:30", "2024-02-29 16:30:00")])
  func `a time with a zone is told in the zone that was asked for`(
    zone: String, time: String
  ) throws {
    let found = try Extracted(
      address.connection(), .query("SELECT tz FROM kinds WHERE id = 1"),
      zone: try #require(ZoneOffset(zone)))
    #expect(found.lines == ["tz", time])
  }

  @Test func `a missing value alone in its row is a row`() throws {
    let found = try Extracted(address.connection(), .table("single"))
    #expect(found.lines.sorted() == ["\"\"", "\"\"", "a", "tx"])
  }

  @Test func `bytes and amounts in the locale's writing are refused by their column`() throws {
    #expect(
      try Extracted.fault(address.connection(), .table("pictures"))
        == .notDelivered(column: "face", type: "bytea"))
    #expect(
      try Extracted.fault(address.connection(), .table("public.costs"))
        == .notDelivered(column: "cost", type: "money"))
  }

  @Test func `names that look like statements are names`() throws {
    let found = try Extracted(address.connection(), .table("we\"ird; --"))
    #expect(found.lines == ["\"a\"\"b; DROP TABLE kinds; --\",列 名", "x,7"])
    #expect(try Extracted(address.connection(), .query("SELECT id FROM kinds")).rows == 3)
  }

  @Test func `neither user nor password is said when the database refuses them`() throws {
    let fault = try Extracted.fault(
      address.connection(password: "falsch-77"), .table("kinds"))
    guard case .gaveUp(.connecting, _, _) = fault else {
      Issue.record("not refused while connecting")
      return
    }
    let words = fault?.explanation ?? ""
    for secret in ["falsch", DatabaseServer.password, DatabaseServer.user, address.folder] {
      #expect(!words.contains(secret))
    }
  }

  @Test(arguments: [
    ("SELECT 'Zhang San'::int AS a", "22P02"), ("SELECT 1 / (id - 2) AS a FROM kinds", "22012"),
    ("SELECT nothing FROM kinds", "42703"), ("SELECT * FROM nowhere", "42P01"),
    ("SELEKT", "42601"),
    (
      "WITH w AS (INSERT INTO long VALUES (9, 'x') RETURNING id) SELECT id FROM w", "0A000"
    ),
  ])
  func `what the database refuses is told by its code and by no value`(
    query: String, state: String
  ) throws {
    let fault = try Extracted.fault(address.connection(), .query(query))
    guard case .gaveUp(_, let found, _) = fault else {
      Issue.record("not refused: \(query)")
      return
    }
    #expect(found == state)
    let words = fault?.explanation ?? ""
    #expect(words.contains(state) && !words.contains("Zhang") && !words.contains("SELE"))
  }

  @Test func `nothing is written, not even by a query that would`() throws {
    let write = "SELECT 1 AS a) x; INSERT INTO long VALUES (9, 'x'); SELECT * FROM (SELECT 1 AS a"
    #expect(try Extracted.fault(address.connection(), .query(write)) != nil)
    #expect(
      try Extracted(address.connection(), .query("SELECT id FROM long WHERE id = 9")).rows == 0)
  }

  @Test func `rows that come in while others are read are not seen`() throws {
    var isAdded = false
    var bounds = Extraction.Bounds()
    bounds.blockBytes = 1
    let found = try Extracted(address.connection(), .table("many"), bounds: bounds) { _ in
      guard !isAdded else { return }
      isAdded = true
      do {
        try address.run("INSERT INTO many SELECT i, 'new' FROM generate_series(9001, 9500) i;")
      } catch {
        Issue.record("nothing was added")
      }
    }
    #expect(found.rows == 5_000)
    #expect(try Extracted(address.connection(), .table("many")).rows == 5_500)
    try address.run("DELETE FROM many WHERE id > 9000;")
  }

  @Test func `a value beyond the bound is refused by its row and column`() throws {
    #expect(
      try Extracted.fault(address.connection(), .query("SELECT * FROM long ORDER BY id"))
        == .tooLong(row: 2, column: "tx"))
    let found = try Extracted(address.connection(), .query("SELECT tx FROM long WHERE id = 1"))
    #expect(found.lines.last?.count == 65_536)
  }

  @Test func `more rows than were allowed are refused`() throws {
    var bounds = Extraction.Bounds()
    bounds.rowsMax = 4_999
    #expect(
      try Extracted.fault(address.connection(), .table("many"), bounds: bounds)
        == .tooManyRows(maximum: 4_999))
    bounds.rowsMax = 5_000
    #expect(try Extracted(address.connection(), .table("many"), bounds: bounds).rows == 5_000)
  }

  @Test func `more columns than a delivery has are refused before a row is read`() throws {
    let wide = (1...1_600).map { "\($0) AS c\($0)" }.joined(separator: ", ")
    #expect(
      try Extracted.fault(address.connection(), .query("SELECT \(wide)"))
        == .tooManyColumns(found: 1_600, maximum: 120))
    let most = (1...120).map { "repeat('x', 9000) AS c\($0)" }.joined(separator: ", ")
    let found = try Extracted(
      address.connection(), .query("SELECT \(most) FROM generate_series(1, 3)"))
    #expect(found.rows == 3 && found.lines.last?.count == 120 * 9_001 - 1)
  }

  @Test func `two columns of one name are refused`() throws {
    #expect(
      try Extracted.fault(address.connection(), .query("SELECT 1 AS a, 2 AS a"))
        == .sameName(column: "a"))
  }

  @Test func `text that is none in the encoding the database says is refused`() throws {
    try address.run(
      "CREATE DATABASE old ENCODING 'SQL_ASCII' TEMPLATE template0 LC_COLLATE 'C' LC_CTYPE 'C';")
    try address.run(
      "CREATE TABLE e(id int, t text); INSERT INTO e VALUES (1, E'ab\\xc4\\xe3cd');"
        + "GRANT SELECT ON e TO \(DatabaseServer.user);", database: "old")
    let fault = try Extracted.fault(address.connection(database: "old"), .table("e"))
    guard case .gaveUp(.reading, "22021", _) = fault else {
      Issue.record("\(fault?.explanation ?? "not refused")")
      return
    }
  }

  @Test func `a server that dies while it is read is a fault, not an end`() throws {
    let other = try DatabaseServer(
      .postgresql,
      ["CREATE TABLE many AS SELECT i AS id, md5(i::text) AS tx FROM generate_series(1, 50000) i;"])
    defer { other.stop() }
    var seen = 0
    let fault = try Extracted.fault(other.address.connection(), .table("many")) { rows in
      if seen == 0 { other.kill() }
      seen = rows
    }
    #expect(seen > 0 && seen < 50_000)
    guard case .gaveUp(.reading, _, _) = fault else {
      Issue.record("\(fault?.explanation ?? "it seemed to end")")
      return
    }
  }
}
