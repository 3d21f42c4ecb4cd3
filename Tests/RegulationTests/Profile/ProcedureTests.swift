// SPDX-License-Identifier: Apache-2.0

import Regulation
import Testing

@Suite struct ProcedureTests {
  static func authorisation() throws -> Procedure {
    try #require(try SharedData.ezhou().procedure("authorisation"))
  }

  @Test func `the admission of an operator goes in the order of the text`() throws {
    let procedure = try Self.authorisation()
    var walked: [String] = []
    var step = procedure.first
    while let current = step {
      walked.append(current.id)
      switch procedure.target(of: current, outcome: .passed) {
      case .step(let next): step = next
      case .end(let end):
        #expect(end == .active)
        step = nil
      case nil:
        Issue.record("no target after \(current.id)")
        step = nil
      }
    }
    #expect(
      walked == [
        "call", "application", "comprehensiveReview", "publicNotice", "majorDecision",
        "agreementSigned", "activation",
      ])
  }

  @Test func `the notice comes before the decision and both before the agreement`() throws {
    let procedure = try Self.authorisation()
    let decision = try #require(procedure.step("majorDecision"))
    #expect(
      procedure.missingNeeds(of: decision, done: ["call", "application", "comprehensiveReview"])
        .map(\.id) == ["publicNotice"])
    let activation = try #require(procedure.step("activation"))
    #expect(procedure.missingNeeds(of: activation, done: []).count == 6)
    #expect(procedure.missingNeeds(of: activation, done: Set(procedure.steps.map(\.id))).isEmpty)
    #expect(activation.kind == .activate)
  }

  @Test func `outcomes lead where the text says`() throws {
    let procedure = try Self.authorisation()
    let review = try #require(procedure.step("comprehensiveReview"))
    #expect(procedure.target(of: review, outcome: .rejected) == .end(.refused))
    let application = try #require(procedure.step("application"))
    #expect(procedure.target(of: review, outcome: .returned) == .step(application))
    #expect(procedure.target(of: application, outcome: .returned) == nil)
    #expect(review.separation == .organisation)
  }

  @Test func `a decision made elsewhere asks for number, day and scan`() throws {
    let decision = try #require(try Self.authorisation().step("majorDecision"))
    #expect(decision.kind == .externalDecision)
    #expect(decision.materials.map(\.id) == ["documentNumber", "decidedOn", "minutes"])
    #expect(decision.isReading)
    #expect(decision.clauses == ["EZ-02.6-g"])
  }

  @Test func `a scenario needs the bureau and the source unit`() throws {
    let procedure = try #require(try SharedData.ezhou().procedure("scenario"))
    let review = try #require(procedure.step("jointReview"))
    #expect(review.by == [.implementingBody, .sourceUnit])
    #expect(review.needsAll)
  }

  @Test func `a product is reviewed and registered before its release`() throws {
    let procedure = try #require(try SharedData.ezhou().procedure("product"))
    #expect(
      procedure.steps.map(\.id) == ["submission", "complianceReview", "registration", "release"])
    #expect(procedure.step("release")?.needs == ["complianceReview", "registration"])
  }

  @Test func `every judging step of every procedure separates people`() throws {
    for procedure in try SharedData.ezhou().procedures {
      for step in procedure.steps where step.kind == .review || step.kind == .externalDecision {
        #expect(step.separation != .none, "\(procedure.id).\(step.id)")
      }
    }
  }
}
