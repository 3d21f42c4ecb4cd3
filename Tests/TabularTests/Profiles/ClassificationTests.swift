// SPDX-License-Identifier: Apache-2.0
import Tabular
import Testing

@Suite struct ClassificationTests {
  private func suggestion(
    _ name: String, _ values: [String], _ type: ColumnType = .text
  ) throws -> ClassificationSuggestion {
    let column = ColumnSchema(name: name, type: type, refusesInvalidCodes: false)
    let text = "\(name)\n" + values.map { $0 + "\n" }.joined()
    let profile = try TakenFile(text, [column]).outcome.profile
    return try #require(ClassificationSuggestion.all(profile).first)
  }

  @Test(arguments: [
    ("身份证号码", SuggestedClass.directIdentifier), ("联系电话", .directIdentifier),
    ("full_name", .directIdentifier), ("customerName", .directIdentifier),
    ("统一社会信用代码", .enterpriseIdentifier), ("企业名称", .enterpriseIdentifier),
    ("credit_code", .enterpriseIdentifier), ("出生日期", .quasiIdentifier),
    ("native-country", .quasiIdentifier), ("age", .quasiIdentifier), ("sex", .quasiIdentifier),
    ("birthDate", .quasiIdentifier), ("月收入", .sensitive), ("公积金缴存基数", .sensitive),
    ("loan_balance", .sensitive), ("温度", .other), ("PM2.5", .other), ("usage", .other),
    ("page", .other), ("station", .other),
  ])
  func `headers hint at a class by whole words`(name: String, expected: SuggestedClass) throws {
    #expect(try suggestion(name, ["x", "y"]).suggested == expected)
  }

  @Test func `content outweighs the header`() throws {
    let numbers = ["11010519491231002X", "440524188001010014", "x"]
    let found = try suggestion("备注", numbers)
    #expect(found.suggested == .directIdentifier)
    #expect(found.evidence == [.valuesResidentID])
    let phones = try suggestion("年龄", ["13800138000", "13900139000"])
    #expect(phones.suggested == .directIdentifier)
    #expect(phones.evidence == [.valuesPhone, .headerQuasi])
    let cards = try suggestion("编号", ["6212345678901232", "62284804025648900"])
    #expect(cards.suggested == .directIdentifier)
    #expect(cards.evidence == [.valuesBankCard])
    let codes = try suggestion("编号", ["91350100M000100Y43"])
    #expect(codes.suggested == .enterpriseIdentifier)
    #expect(codes.evidence == [.valuesUSCC])
  }

  @Test func `a few identity numbers in a note are enough`() throws {
    let notes = ["11010519491231002X"] + (0..<90).map { "备注\($0)" }
    let found = try suggestion("说明", notes)
    #expect(found.suggested == .directIdentifier)
    #expect(found.evidence == [.someResidentIDs])
  }

  @Test func `six digits are a division only where they repeat or are text`() throws {
    let repeated = (0..<40).map { _ in "420704" }
    #expect(try suggestion("c", repeated, .integer).evidence == [.valuesDivision])
    let numbers = (0..<40).map { "\(420_000 + $0)" }
    #expect(try suggestion("c", numbers, .integer).suggested == .other)
  }

  @Test func `a declared code speaks even without values`() throws {
    let found = try suggestion("c", [""], .code(.phone))
    #expect(found.suggested == .directIdentifier)
    #expect(found.evidence == [.valuesPhone, .declaredType])
  }

  @Test func `nothing found is other without evidence`() throws {
    let found = try suggestion("风速", ["1", "2"], .integer)
    #expect(found.suggested == .other)
    #expect(found.evidence.isEmpty)
  }
}
