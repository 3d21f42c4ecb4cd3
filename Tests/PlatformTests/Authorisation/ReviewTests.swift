// SPDX-License-Identifier: Apache-2.0
import Core
import Platform
import Regulation
import Testing

@Suite struct ReviewTests {
  @Test func `a reviewer linked to any applicant of the call must stand back`() throws {
    let chain = try EzhouChain()
    try chain.closeCall()
    let id = try chain.made(chain.applications.first)
    try chain.must("eligibility.check", .object(EzhouChain.eligible(id)), chain.bureau)
    let linked = try chain.platform.organisation(
      "institute", [.expertGroup], linkedTo: [chain.loser.organisation])
    let reviewer = try chain.platform.actor("reviewer", of: linked, [.expertGroup])
    let outcome = try chain.platform.run(
      "review.record", EzhouChain.scores(id, 40), as: reviewer)
    #expect(outcome.codes == ["review.linked"])
    #expect(outcome.clauses == ["EZ-02.6-e"])
    try chain.must("review.recuse", ["application": id, "ground": "持股"], reviewer)
    let again = try chain.platform.run("review.record", EzhouChain.scores(id, 40), as: reviewer)
    #expect(again.codes == ["review.twice"])
  }

  @Test func `an applicant never scores, even for a rival`() throws {
    let chain = try EzhouChain()
    try chain.closeCall()
    let id = try chain.made(chain.applications.first)
    try chain.must("eligibility.check", .object(EzhouChain.eligible(id)), chain.bureau)
    let inside = try chain.platform.actor(
      "inside", of: chain.loser.organisation, [.expertGroup])
    let outcome = try chain.platform.run("review.record", EzhouChain.scores(id, 1), as: inside)
    #expect(outcome.codes == ["review.linked"])
  }

  /// Who oversees reads the facts of entries, and may itself score or decide afterwards.
  @Test func `no fact of an entry tells a score`() throws {
    let chain = try EzhouChain()
    try chain.closeCall()
    let id = try chain.made(chain.applications.first)
    try chain.must("eligibility.check", .object(EzhouChain.eligible(id)), chain.bureau)
    try chain.must("review.record", EzhouChain.scores(id, 40), chain.expert)
    let facts = try #require(chain.platform.log.last { $0.type == "review.recorded" }?.facts)
    #expect(facts["scores"] == nil && facts["opinion"] == nil)
    let review = try #require(try chain.platform.records.all(Review.self).first)
    #expect(review.scores.values.contains(40))
  }

  @Test func `scores beyond the weight or without a criterion are refused`() throws {
    let chain = try EzhouChain()
    try chain.closeCall()
    let id = try chain.made(chain.applications.first)
    try chain.must("eligibility.check", .object(EzhouChain.eligible(id)), chain.bureau)
    let tooMany = try chain.platform.run(
      "review.record", EzhouChain.scores(id, 61), as: chain.expert)
    #expect(tooMany.codes == ["review.scores"])
    let partial = try chain.platform.run(
      "review.record",
      [
        "application": id, "opinion": "x", "scores": [["criterion": "技术", "points": 10]],
      ], as: chain.expert)
    #expect(partial.codes == ["review.scores"])
  }

  @Test func `the review is not concluded while somebody is unchecked or unscored`() throws {
    let chain = try EzhouChain()
    try chain.closeCall()
    let input: JSON = [
      "call": try chain.made(chain.call), "selected": try chain.made(chain.applications.first),
      "explanation": "x",
    ]
    let unchecked = try chain.platform.run("review.conclude", input, as: chain.bureau)
    #expect(unchecked.codes.contains("review.unchecked"))
    for application in chain.applications {
      try chain.must(
        "eligibility.check", .object(EzhouChain.eligible(try chain.made(application))),
        chain.bureau)
    }
    let unscored = try chain.platform.run("review.conclude", input, as: chain.bureau)
    #expect(unscored.codes == ["review.unscored"])
    #expect(unscored.clauses == ["EZ-02.6-e"])
  }

  @Test func `the choice cannot go against the scores`() throws {
    let chain = try EzhouChain()
    try chain.scoreApplications()
    let outcome = try chain.platform.run(
      "review.conclude",
      [
        "call": try chain.made(chain.call), "selected": try chain.made(chain.applications.last),
        "explanation": "x",
      ], as: chain.bureau)
    #expect(outcome.codes == ["review.order"])
  }

  @Test func `whoever is not chosen gets a reason that names no rival`() throws {
    let chain = try EzhouChain()
    try chain.concludeReview()
    let loser = try chain.record(Application.self, chain.applications.last)
    #expect(loser.state == .notSelected)
    #expect(loser.reasons.map(\.code) == ["application.notSelected"])
    #expect(loser.reasons.flatMap(\.clauses) == ["EZ-02.6-e"])
    #expect(loser.explanation == "综合得分较低")
    #expect(try chain.record(Application.self, chain.applications.first).state == .selected)
    let reviews = try chain.platform.records.all(Review.self, .equal("place", "ezhou"))
    #expect(reviews.count == 2 && reviews.allSatisfy { $0.isConcluded == "yes" })
  }

  @Test func `nobody chosen ends the case`() throws {
    let chain = try EzhouChain()
    try chain.scoreApplications()
    try chain.must(
      "review.conclude", ["call": try chain.made(chain.call), "explanation": "均不合格"],
      chain.bureau)
    #expect(try chain.record(CaseFile.self, chain.file).state == .refused)
    #expect(try chain.record(Call.self, chain.call).state == .cancelled)
  }
}
