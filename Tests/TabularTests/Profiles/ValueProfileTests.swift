// SPDX-License-Identifier: Apache-2.0
import Foundation
import Tabular
import Testing

@Suite struct ValueProfileTests {
  private func column(_ name: String, _ type: ColumnType) -> ColumnSchema {
    ColumnSchema(name: name, type: type, missingTokens: ["", "NA"])
  }

  @Test func `numbers and days have extents, distinct values and missing counts`() throws {
    let text = """
      n,d,day,t,b
      3,1.50,2024-02-29,2024-01-01 00:00,true
      -7,1.5,1969-12-31,1969-12-31 23:59:59.5,0
      NA,-0.05,,NA,
      3,10,2024-02-29,2024-01-01T00:00:00,1

      """
    let file = try TakenFile(
      text,
      [
        column("n", .integer), column("d", .decimal(scale: 2)), column("day", .date),
        column("t", .datetime), column("b", .boolean),
      ])
    let columns = file.outcome.profile.columns
    #expect(file.outcome.badRows.total == 0)
    #expect(columns.map(\.missing) == [1, 0, 1, 1, 1])
    #expect(columns.map(\.distinct.count) == [2, 3, 2, 2, 2])
    #expect(columns.map(\.distinct.isExact) == [true, true, true, true, true])
    #expect(columns[0].extent == .init(minimum: "-7", maximum: "3"))
    #expect(columns[1].extent == .init(minimum: "-0.05", maximum: "10.00"))
    #expect(columns[2].extent == .init(minimum: "1969-12-31", maximum: "2024-02-29"))
    #expect(
      columns[3].extent
        == .init(minimum: "1969-12-31 23:59:59.500000", maximum: "2024-01-01 00:00:00"))
    #expect(columns[4].extent == .init(minimum: "false", maximum: "true"))
    #expect(columns[0].frequent.map(\.value) == ["3", "-7"])
    #expect(columns[0].frequent.map(\.rows) == [2, 1])
  }

  @Test func `text has lengths in characters, patterns and codes`() throws {
    let text = "v\n数据域\nab 1\nAB\n11010519491231002X\n110105194912310021\n13800138000\n"
    let profile = try TakenFile(text, [column("v", .text)]).outcome.profile.columns[0]
    #expect(profile.lengths == .init(minimum: 2, maximum: 18))
    #expect(profile.extent == nil)
    let patterns = Dictionary(uniqueKeysWithValues: profile.patterns.map { ($0.name, $0.rows) })
    #expect(
      patterns == [
        "beyondASCII": 1, "digit+letter+space": 1, "letter": 1, "digit+letter": 1, "digit": 2,
      ])
    #expect(
      profile.codes == [
        .init(kind: .residentID, valid: 1, invalid: 1), .init(kind: .phone, valid: 1, invalid: 0),
      ])
  }

  @Test func `distinct values are exact to the bound and an estimate beyond`() throws {
    for count in [9_999, 10_000, 10_001, 50_000] {
      let text = "v\n" + (0..<count).map { "v\($0)\n" }.joined()
      let distinct = try TakenFile(text, [column("v", .text)]).outcome.profile.columns[0].distinct
      #expect(distinct.isExact == (count <= 10_000))
      if count <= 10_000 {
        #expect(distinct.count == count)
      } else {
        let error = abs(Double(distinct.count) / Double(count) - 1)
        #expect(error < 0.033, "four standard errors, \(distinct.count) for \(count)")
      }
    }
  }

  @Test func `a frequent value stays counted beyond the bound`() throws {
    var options = IntakeOptions()
    options.distinctMax = 100
    let text = "v\n" + (0..<2_000).map { $0 % 4 == 0 ? "often\n" : "v\($0)\n" }.joined()
    let profile = try TakenFile(text, [column("v", .text)], options: options)
      .outcome.profile.columns[0]
    #expect(!profile.distinct.isExact)
    #expect(profile.frequent.first == .init(value: "often", rows: 500))
  }

  @Test func `the list of frequent values is bounded and long values are cut at a character`()
    throws
  {
    var options = IntakeOptions()
    options.frequentMax = 3
    let long = String(repeating: "域", count: 40)
    let text = "v\n\(long)\n\(long)\n" + (0..<10).map { "v\($0)\n" }.joined()
    let profile = try TakenFile(text, [column("v", .text)], options: options)
      .outcome.profile.columns[0]
    #expect(profile.frequent.count == 3)
    #expect(profile.frequent.first == .init(value: String(repeating: "域", count: 21), rows: 2))
  }

  @Test func `bad rows are not part of the profile`() throws {
    let file = try TakenFile("n\n1\nx\n2\n", [column("n", .integer)])
    #expect(file.outcome.profile.rows == 2)
    #expect(file.outcome.profile.columns[0].rows == 2)
  }

  @Test func `a profile goes round through JSON`() throws {
    let profile = try TakenFile("n,v\n1,a\n,b\n", [column("n", .integer), column("v", .text)])
      .outcome.profile
    let data = try JSONEncoder().encode(profile)
    #expect(try JSONDecoder().decode(ValueProfile.self, from: data) == profile)
  }
}
