// SPDX-License-Identifier: Apache-2.0
import Core
import Platform
import Regulation
import Testing

/// The whole life of an authorisation in each place, in the order of its text.
@Suite struct PlaceLivesTests {
  private func ended(_ chain: PlaceChain) throws {
    #expect(try chain.record(Agreement.self, "agreement.winner").state == .ended)
    #expect(try chain.record(CaseFile.self, "case").state == .active)
  }

  @Test func `Handan decides twice, has the operator selected outside, and ends`() throws {
    let chain = try PlaceChain("handan")
    try chain.play(PlaceLives.handan)
    try ended(chain)
    let agreement = try chain.record(Agreement.self, "agreement.winner")
    #expect(agreement.grantor == (try chain.actor("government").organisation))
    #expect(agreement.signatory == (try chain.actor("bureau").organisation))
    #expect(
      try chain.record(CaseFile.self, "case").steps.map(\.id) == [
        "solicitation", "application", "matching", "planDraft", "planJoint", "departmentOpinion",
        "expertOpinion", "planReview", "shortlist", "majorDecision", "governmentApproval",
        "tradingCentre", "operatorSelection", "agreementSigned", "activation",
      ])
  }

  @Test(arguments: ["authorisation", "cityAuthorisation"])
  func `Sichuan plans, decides, competes, decides again and files beside the chain`(
    procedure: String
  ) throws {
    let chain = try PlaceChain("sichuan")
    try chain.play(PlaceLives.sichuan(procedure) + PlaceLives.sichuanEnd)
    try ended(chain)
    let file = try chain.record(CaseFile.self, "case")
    // From Wednesday 25 March 2026 ten working days end on Thursday 9 April, after 清明.
    let filing = file.beside?.first { $0.step == "agreementFiling" }
    #expect(filing?.dueOn == Day("2026-04-09"))
    #expect(file.sideOpen == "yes")
  }

  @Test func `Quzhou chooses several units without a tender, an agreement each`() throws {
    let chain = try PlaceChain("quzhou")
    try chain.play(PlaceLives.quzhouReview + PlaceLives.quzhouDecision)
    try chain.play(PlaceLives.quzhouAgreements)
    #expect(try chain.record(Agreement.self, "agreement.loser").state == .active)
    #expect(try chain.record(Application.self, "application.third").state == .notSelected)
    try chain.play(PlaceLives.quzhouEnd)
    try ended(chain)
    #expect(try chain.record(Agreement.self, "agreement.loser").state == .active)
  }

  @Test func `Shuozhou's government approves plan and result, both bodies fix the term`() throws {
    let setting = ProfileSetting(
      key: "procedures.authorisation.steps.publicNotice.period.workingDays", text: "5",
      source: "朔数〔2026〕1号")
    let chain = try PlaceChain("shuozhou", settings: [setting])
    try chain.play(PlaceLives.shuozhouReview + PlaceLives.shuozhouAgreement)
    try ended(chain)
    #expect(try chain.record(CaseFile.self, "case").plan?.count == 17)
  }
}
