// SPDX-License-Identifier: Apache-2.0
import Core
import Platform
import Regulation
import Testing

/// What serves one action only.
@Suite struct PrerequisiteOnceTests {
  private func change(_ life: PlaceLife, _ time: Int) throws -> RecordID {
    let file = try life.must(
      "case.open",
      ["procedure": "productListChange", "title": "清单调整", "subject": life.agreement.json], .owner)
    for (step, material) in ["demand", "receipt", "list"].enumerated() {
      if material == "receipt" { try receive(life, file, time) }
      try life.must(
        "case.record",
        [
          "case": file.json, "outcome": "passed", "documentNumber": "1号",
          "digest": digest("change \(time) \(step)"),
          "materials": [
            ["name": .string(material), "digest": digest("paper \(time) \(step)")],
            ["name": "sourceUnitPart", "text": "供电公司提出"], ["name": "operatorPart", "text": "起草"],
            ["name": "developerPart", "text": "未参与：没有建议"],
          ],
        ], .owner)
    }
    #expect(try life.record(CaseFile.self, file).state == .active)
    return file
  }

  /// The change is filed with the city, which gives the receipt.
  private func receive(_ life: PlaceLife, _ file: RecordID, _ time: Int) throws {
    let filing = try life.must(
      "filing.submit",
      [
        "kind": "productListChange", "subject": file.json, "digest": digest("filing \(time)"),
        "eventOn": "2026-04-01",
      ], .owner)
    try life.must(
      "filing.receipt",
      [
        "filing": filing.json, "conclusion": "filed", "receiptNumber": .string("备\(time)"),
      ], .bureau)
  }

  private func waits(_ life: PlaceLife, _ action: String, _ input: JSON, _ clause: String) throws
    -> Bool
  {
    try life.platform.unprepared(action, input, as: try life.person(.bureau))
      .contains { $0.clauses.map(\.rawValue).contains(clause) }
  }

  @Test func `a case that unlocked one change unlocks no second one`() throws {
    let life = try PlaceLife(.shuozhou)
    let amend: JSON = [
      "agreement": life.agreement.json, "digest": digest("amendment"),
      "products": [["code": "P-1", "name": "企业用电统计", "useClass": "standard"]],
    ]
    let clause = "SZ-09.p2-d"
    #expect(try waits(life, "agreement.amendProducts", amend, clause))
    let first = try change(life, 1)
    #expect(try !waits(life, "agreement.amendProducts", amend, clause))
    try life.must("agreement.amendProducts", amend, .bureau)
    #expect(try life.record(CaseFile.self, first).served == "agreement.amendProducts")
    #expect(try waits(life, "agreement.amendProducts", amend, clause))
    let second = try change(life, 2)
    #expect(try !waits(life, "agreement.amendProducts", amend, clause))
    try life.must("agreement.amendProducts", amend, .bureau)
    #expect(try life.record(CaseFile.self, second).served == "agreement.amendProducts")
  }

  @Test func `a rule that goes by periods serves more than one action`() throws {
    let text = try ProjectFiles.text("Regulations/shuozhou.yaml").replacing(
      "thisPeriod: true,", with: "thisPeriod: true, once: true,")
    let problem = #expect(throws: ProfileError.self) {
      try Profile.load(yaml: text, file: "shuozhou.yaml")
    }
    #expect(
      problem?.problems.map(\.message)
        == ["serves a period, so it cannot serve one action only"])
  }
}
