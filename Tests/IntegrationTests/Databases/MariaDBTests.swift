// SPDX-License-Identifier: Apache-2.0
import ODBC
import Testing

private let tables = [
  "CREATE TABLE kinds(id bigint PRIMARY KEY, un bigint unsigned, n decimal(38,10), r double, "
    + "d date, ts datetime(6), tz timestamp(6) NULL, tx text, vc varchar(20), ch char(5), "
    + "b tinyint(1), bt bit(1), b8 bit(8), tm time, y year, j json, e enum('x','y'));",
  "SET time_zone = '+00:00';",
  "INSERT INTO kinds VALUES (1, 18446744073709551615, 1234567890123456789012345678.0123456789, "
    + "sqrt(2), '2024-02-29', '2024-02-29 12:34:56.789123', '2024-02-29 20:00:00', "
    + "'中文😀\"x\",', '', 'b', 1, 1, 7, '12:00', 2024, '{}', 'x');",
  "INSERT INTO kinds(id, d, ts) VALUES (2, '0000-00-00', '0000-00-00');",
  "INSERT INTO kinds(id, n, r, tx, vc, bt, tm) "
    + "VALUES (3, -0.5, 1e300, '', 'a\\nb', 0, '-800:00:00');",
  "CREATE TABLE gbk(tx varchar(30) CHARACTER SET gbk);",
  "INSERT INTO gbk VALUES ('朱镕基');",
  "CREATE TABLE pictures(id int, face blob);",
  "CREATE TABLE `we``ird; --`(`a``b; DROP TABLE kinds; --` int);",
  "INSERT INTO `we``ird; --` VALUES (7);",
  "CREATE TABLE many AS SELECT seq AS id, md5(seq) AS tx FROM seq_1_to_50000;",
]

/// Reading a real MariaDB server.
@Suite("MariaDB through ODBC", .database(.mariadb, tables), .serialized)
struct MariaDBTests {
  private let address: DatabaseAddress

  init() throws {
    address = try ServedDatabase.need()
  }

  @Test func `values arrive as they are written, and a missing one is no empty text`() throws {
    let found = try Extracted(address.connection(), .query("SELECT * FROM kinds ORDER BY id;"))
    #expect(found.rows == 3)
    #expect(
      found.lines == [
        "id,un,n,r,d,ts,tz,tx,vc,ch,b,bt,b8,tm,y,j,e",
        "1,18446744073709551615,1234567890123456789012345678.0123456789,1.4142135623730951,"
          + "2024-02-29,2024-02-29 12:34:56.789123,2024-03-01 04:00:00.000000,"
          + "\"中文😀\"\"x\"\",\",\"\",b,1,1,7,12:00:00,2024,{},x",
        "2,,,,0000-00-00,0000-00-00 00:00:00.000000,,,,,,,,,,,",
        "3,,-0.5000000000,1e300,,,,\"\",\"a", "b\",,,0,,-800:00:00,,,",
      ])
    #expect(
      found.columns.map(\.type) == [
        .integer, .integer, .decimal(scale: 10), .real, .date, .timestamp(isZoned: false),
        .timestamp(isZoned: false), .text, .text, .text, .integer, .bits, .bits, .text, .integer,
        .text, .text,
      ])
  }

  @Test func `a column in GBK arrives in UTF-8`() throws {
    #expect(try Extracted(address.connection(), .table("gbk")).lines == ["tx", "朱镕基"])
  }

  @Test func `bytes are refused by their column`() throws {
    #expect(
      try Extracted.fault(address.connection(), .table("pictures"))
        == .notDelivered(column: "face", type: "blob"))
  }

  @Test func `names that look like statements are names`() throws {
    let found = try Extracted(address.connection(), .table("town.we`ird; --"))
    #expect(found.lines == ["a`b; DROP TABLE kinds; --", "7"])
  }

  @Test func `neither user nor password is said when the database refuses them`() throws {
    let fault = try Extracted.fault(address.connection(password: "falsch-77"), .table("kinds"))
    #expect(fault == .gaveUp(.connecting, state: "28000", native: 1045))
    let words = fault?.explanation ?? ""
    #expect(!words.contains("falsch") && !words.contains(DatabaseServer.user))
  }

  @Test(arguments: [
    ("SELECT nothing FROM kinds", "42S22"), ("SELECT * FROM nowhere", "42S02"),
    ("SELECT 1 AS a, 2 AS a", "42S21"), ("SELEKT", "42000"),
  ])
  func `what the database refuses is told by its code`(query: String, state: String) throws {
    guard
      case .gaveUp(.describing, state, _) = try Extracted.fault(
        address.connection(), .query(query))
    else {
      Issue.record("not refused with \(state)")
      return
    }
  }

  @Test func `a driver that keeps an answer whole is not asked for more than fits`() throws {
    var bounds = Extraction.Bounds()
    bounds.keptRowsMax = 49_999
    let fault = try Extracted.fault(address.connection(), .table("many"), bounds: bounds)
    // A driver from 3.1.17 streams and has no such bound.
    #expect(fault == .wouldNotFit(rows: 50_000, maximum: 49_999) || fault == nil)
    #expect(try Extracted(address.connection(), .table("many")).rows == 50_000)
  }

  @Test func `a server that is gone is a fault without its address`() throws {
    let other = try DatabaseServer(.mariadb, ["CREATE TABLE one(id int);"])
    let connection = other.address.connection()
    let extraction = try Extraction(.table("one"), of: try Database(connection))
    other.stop()
    #expect(throws: DatabaseFault.self) { try extraction.columns() }
    let fault = try Extracted.fault(connection, .table("one"))
    guard case .gaveUp(.connecting, _, _) = fault else {
      Issue.record("it connected")
      return
    }
    #expect(!(fault?.explanation.contains(other.folder) ?? true))
  }
}
