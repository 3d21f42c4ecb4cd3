// SPDX-License-Identifier: Apache-2.0
import Tabular
import Testing

@Suite struct RowValidatorTests {
  private func check(
    _ type: ColumnType, good: [String], bad: [(String, BadRowReason)]
  ) throws {
    let column = ColumnSchema(name: "v", type: type)
    let accepted = try TakenFile.reasons(good, column)
    #expect(accepted == good.map { _ in nil }, "\(type.name)")
    let refused = try TakenFile.reasons(bad.map(\.0), column)
    #expect(refused == bad.map { $0.1 }, "\(type.name)")
  }

  @Test func `integers have 64 bits and no plus, point or blank`() throws {
    try check(
      .integer,
      good: ["0", "-0", "007", "9223372036854775807", "-9223372036854775808", "-1"],
      bad: [
        ("9223372036854775808", .outOfRange), ("-9223372036854775809", .outOfRange),
        ("99999999999999999999999", .outOfRange), ("+1", .notInteger), ("-", .notInteger),
        ("1.0", .notInteger), (" 1", .notInteger), ("1e3", .notInteger), ("１", .notInteger),
        ("9999999999999999999x", .notInteger), ("--1", .notInteger),
      ])
  }

  @Test func `decimals respect their scale and 18 digits`() throws {
    try check(
      .decimal(scale: 2),
      good: [
        "0", "1.5", "-1.50", "1.500", "9999999999999999.99", "-0.00", "00001.1",
        "000000000000000000000",
      ],
      bad: [
        ("1.505", .tooManyDecimals), ("99999999999999999.9", .outOfRange),
        ("99999999999999999999", .outOfRange), ("1.", .notDecimal), (".5", .notDecimal),
        ("1.2.3", .notDecimal), ("1e5", .notDecimal), ("-", .notDecimal), ("1,5", .notDecimal),
        ("NaN", .notDecimal), ("-.5", .notDecimal),
      ])
  }

  @Test func `reals may have an exponent and are no infinity`() throws {
    try check(
      .real,
      good: [
        "0", "-0", "1.5", "-3.66666666666667", "5.55111512312578e-17", "1E+10", "1e308", "7e-4000",
        "123456789012345678901234567890", "0.1234567890123456789012345678901234567890",
      ],
      bad: [
        ("1e309", .outOfRange), ("1e9999", .outOfRange), ("1e", .notReal), ("1e+", .notReal),
        ("e5", .notReal), (".5", .notReal), ("1.", .notReal), ("1.e5", .notReal), ("inf", .notReal),
        ("NaN", .notReal), ("1e5.0", .notReal), ("1e99999", .notReal), ("+1", .notReal),
        ("0x10", .notReal), ("1.2.3", .notReal), ("-", .notReal),
      ])
  }

  @Test func `the extent of reals is theirs and not that of their text`() throws {
    let column = ColumnSchema(name: "v", type: .real)
    let text = "v\n10\n9.5\n-2e3\n-3\n5.55111512312578e-17\n-0\n0\n3.66666666666667\n"
    let profile = try TakenFile(text, [column]).outcome.profile.columns[0]
    #expect(profile.extent == .init(minimum: "-2000.0", maximum: "10.0"))
    #expect(profile.distinct == .init(count: 7, isExact: true))
    let single = try TakenFile("v\n3.66666666666667\n", [column]).outcome.profile.columns[0]
    #expect(single.extent?.maximum == "3.66666666666667")
  }

  @Test func `days are real days`() throws {
    try check(
      .date,
      good: ["2024-02-29", "2000-02-29", "0001-01-01", "9999-12-31", "2023-11-30"],
      bad: [
        "2023-02-29", "1900-02-29", "2023-11-31", "2023-00-01", "2023-13-01", "2023-01-00",
        "0000-01-01", "2023-1-1", "20230101", "2023/01/01", "2023-01-01 ", "2023-0a-01", "x",
      ].map { ($0, .notDate) })
  }

  @Test func `times are local times with up to six decimals`() throws {
    try check(
      .datetime,
      good: [
        "2024-02-29 23:59", "2024-02-29T00:00:00", "2024-02-29 12:30:59.123456",
        "2024-02-29 12:30:59.1",
      ],
      bad: [
        "2024-02-29", "2024-02-29 24:00", "2024-02-29 12:60", "2024-02-29 12:30:60",
        "2024-02-29 12:30:59.", "2024-02-29 12:30:59.1234567", "2024-02-29 12:30:59Z",
        "2024-02-30 12:30:59", "2024-02-29x12:30", "2024-02-29 12:30:59,1", "2024-02-29 1:30:00",
      ].map { ($0, .notDatetime) })
  }

  @Test func `booleans are true, false, 1 and 0`() throws {
    try check(
      .boolean, good: ["true", "FALSE", "True", "1", "0"],
      bad: ["yes", "2", "truer", "fals", "是", "TRU\u{15}", " "].map { ($0, .notBoolean) })
  }

  @Test func `text is counted in characters, not bytes`() throws {
    let column = ColumnSchema(name: "v", type: .text, lengthMax: 3)
    let reasons = try TakenFile.reasons(["abc", "数据域", "𠀀𠀀𠀀", "abcd", "数据域名"], column)
    #expect(reasons == [nil, nil, nil, .textTooLong, .textTooLong])
  }

  @Test func `missing tokens are missing and a required value is required`() throws {
    let free = ColumnSchema(name: "v", type: .integer, missingTokens: ["", "NA", "不详"])
    #expect(
      try TakenFile.reasons(["", "NA", "不详", "na", "N"], free)
        == [nil, nil, nil, .notInteger, .notInteger])
    let required = ColumnSchema(
      name: "v", type: .text, isNullable: false, missingTokens: ["", "NA"])
    #expect(
      try TakenFile.reasons(["", "NA", "x"], required)
        == [.missingValue, .missingValue, nil])
    let exact = ColumnSchema(name: "v", type: .text, isNullable: false, missingTokens: [])
    #expect(try TakenFile.reasons([""], exact) == [nil])
  }

  @Test func `an empty field in quotes is a text where that was said`() throws {
    func clean(_ keeps: Bool?) throws -> String {
      let columns = [
        ColumnSchema(name: "a", type: .text, keepsQuotedEmpty: keeps),
        ColumnSchema(name: "b", type: .integer, keepsQuotedEmpty: keeps),
      ]
      return try TakenFile("a,b\n\"\",1\n,2\nx,\"\"\n", columns).clean
    }
    #expect(try clean(true) == "a,b\n\"\",1\n,2\nx,\n")
    #expect(try clean(nil) == "a,b\n,1\n,2\nx,\n")
    #expect(try clean(false) == clean(nil))
  }

  @Test func `an invalid code is refused or only counted`() throws {
    let strict = ColumnSchema(name: "v", type: .code(.uscc))
    let lenient = ColumnSchema(name: "v", type: .code(.uscc), refusesInvalidCodes: false)
    let text = "v\n91350100M000100Y43\n91350100M000100Y44\n"
    #expect(try TakenFile(text, [strict]).outcome.badRows.count(of: .notUSCC) == 1)
    let counted = try TakenFile(text, [lenient]).outcome
    #expect(counted.badRows.total == 0)
    #expect(
      counted.profile.columns[0].codes
        == [ColumnProfile.Codes(kind: .uscc, valid: 1, invalid: 1)])
  }
}
