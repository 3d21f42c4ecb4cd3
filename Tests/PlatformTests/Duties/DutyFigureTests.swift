// SPDX-License-Identifier: Apache-2.0
import Core
import Platform
import Regulation
import Testing

/// Words, shares and sums that a record of a duty states.
@Suite struct DutyFigureTests {
  private func run(
    _ life: PlaceLife, _ duty: String, _ parts: [String: String], _ more: [String: JSON] = [:]
  ) throws -> Outcome {
    var input: [String: JSON] = [
      "duty": .string(duty), "about": life.agreement.json, "title": "文件",
      "digest": digest("\(duty) \(parts.sorted { $0.key < $1.key })"),
      "parts": .object(parts.mapValues { .string($0) }),
    ]
    for (name, value) in more { input[name] = value }
    return try life.run("duty.record", .object(input), duty == "costEntry" ? .owner : .bureau)
  }

  private let shares = [
    "governmentShare": "30", "operatorShare": "40.5", "unitShare": "19.50", "partnerShare": "10",
    "sharingBasis": "见方案",
  ]

  @Test func `shares add up to the whole, to the hundredth`() throws {
    let life = try PlaceLife(.shuozhou)
    #expect(try run(life, "sharingScheme", shares).isAllowed)
    for (share, code) in [("10.01", "duty.figures"), ("9.99", "duty.figures")] {
      let outcome = try run(life, "sharingScheme", shares.merging(["partnerShare": share]) { $1 })
      #expect(outcome.codes == [code] && outcome.clauses == ["SZ-10.4-a"], "\(share)")
    }
    for wrong in ["ten", "-10", "10.001", "1e1", ".5", "10%"] {
      let outcome = try run(life, "sharingScheme", shares.merging(["partnerShare": wrong]) { $1 })
      #expect(outcome.codes == ["duty.figure"], "\(wrong)")
    }
  }

  private let cap = [
    "costProcessing": "400000.00", "costOperation": "300000", "costSecurity": "200000",
    "costManagement": "100000.10", "profitRate": "6.5", "capAmount": "1065000.11",
    "departments": "无异议",
  ]

  @Test func `a cap is its costs with the rate added, rounded to the cent`() throws {
    let life = try PlaceLife(.shuozhou)
    // 1,000,000.10 × 1.065 = 1,065,000.1065
    #expect(try run(life, "revenueCap", cap, ["period": "2026"]).isAllowed)
    let low = try run(
      life, "revenueCap", cap.merging(["capAmount": "1065000.10"]) { $1 }, ["period": "2026"])
    #expect(low.codes == ["duty.figures"])
    #expect(low.reasons.first?.message.zh.contains("1065000.11") == true)
  }

  @Test func `figures too large to be checked are refused and stop nothing`() throws {
    let life = try PlaceLife(.shuozhou)
    let huge = [
      "costProcessing": "99999999999", "costOperation": "99999999999", "profitRate": "99999999999",
    ]
    let outcome = try run(life, "revenueCap", cap.merging(huge) { $1 }, ["period": "2026"])
    #expect(outcome.codes == ["duty.figures"])
    #expect(outcome.reasons.first?.message.zh.contains("无法核算") == true)
    let large = ["costProcessing": "10000000000", "profitRate": "1000"]
    let right = try run(life, "revenueCap", cap.merging(large) { $1 }, ["period": "2026"])
    #expect(right.reasons.first?.message.zh.contains("110006600001.1") == true)
  }

  @Test func `a word outside the list is refused, in either language it is taken`() throws {
    let life = try PlaceLife(.shuozhou)
    let cost = [
      "costCategory": "人力", "costAmount": "1", "costActivity": "研发", "costProof": "工资表",
    ]
    for word in ["人力", " Labour ", "labour"] {
      #expect(
        try run(life, "costEntry", cost.merging(["costCategory": word]) { $1 }).isAllowed, "\(word)"
      )
    }
    let other = try run(life, "costEntry", cost.merging(["costCategory": "招待"]) { $1 })
    #expect(other.codes == ["duty.choice"] && other.clauses == ["SZ-10.2-a", "SZ-10.2-c"])
    #expect(other.reasons.first?.message.zh.contains("数据加工") == true)
  }

  @Test func `a duty that gives no verdict takes none`() throws {
    let life = try PlaceLife(.shuozhou)
    let outcome = try run(life, "sharingScheme", shares, ["verdict": "passed"])
    #expect(outcome.codes == ["duty.verdict"])
  }
}
