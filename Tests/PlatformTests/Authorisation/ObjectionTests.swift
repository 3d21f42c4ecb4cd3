// SPDX-License-Identifier: Apache-2.0
import Core
import Cryptography
import Platform
import Regulation
import Testing

/// The words of objections and answers: who reads them, on what day they count, and their erasure.
@Suite struct ObjectionTests {
  /// The digest of an objection on paper.
  private static let paper: JSON = .string(SHA256.hash(Array("a letter".utf8)).hex)

  private func objected(
    _ more: [String: JSON] = [:], by actor: KeyPath<EzhouChain, Actor> = \.loser,
    on today: String? = nil
  ) throws -> (chain: EzhouChain, outcome: Outcome) {
    let chain = try EzhouChain()
    try chain.publishNotice()
    if let today { chain.platform.move(to: try day(today)) }
    let input: [String: JSON] = ["notice": try chain.made(chain.notice), "text": "材料不实"]
    let outcome = try chain.platform.run(
      "notice.object", .object(input.merging(more) { $1 }), as: chain[keyPath: actor])
    return (chain, outcome)
  }

  private func words(_ chain: EzhouChain) throws -> ObjectionRecord {
    let notice = try chain.record(PublicNotice.self, chain.notice)
    return try chain.record(ObjectionRecord.self, notice.objections.last?.words)
  }

  private func answer(_ chain: EzhouChain) throws {
    try chain.must(
      "objection.answer",
      [
        "notice": try chain.made(chain.notice), "number": 1, "upheld": false, "answer": "经查不成立",
      ], chain.bureau)
  }

  @Test func `the text and the answer are kept where both sides read them`() throws {
    let (chain, _) = try objected()
    let made = try words(chain)
    #expect(made.text == "材料不实" && made.answer == nil && made.upheld == nil)
    #expect(made.account == chain.loser.account && made.number == 1)
    try answer(chain)
    let answered = try words(chain)
    #expect(answered.answer == "经查不成立" && answered.upheld == false)
    #expect(answered.answeredOn == chain.platform.today)
    // The facts of the entries have neither.
    for text in ["材料不实", "经查不成立"] {
      #expect(chain.platform.log.allSatisfy { !$0.facts.canonicalText.contains(text) })
    }
  }

  @Test func `bodies read all of a place, who objected its own, and the public none`() throws {
    let listing = try #require(Registry.shuyu.listings["objections"])
    #expect(listing.publicScope == nil)
    let chain = try EzhouChain()
    #expect(listing.scope(of: chain.bureau) == .place)
    for actor in [chain.loser, chain.winner, chain.developer, chain.unit] {
      #expect(listing.scope(of: actor) == .account(column: "account"))
    }
    #expect(listing.scope(of: try chain.platform.actor("citizen", .public)) != .place)
    #expect(listing.scope(of: chain.expert) == nil)
    let notices = try #require(Registry.shuyu.listings["notices"])
    #expect(notices.hidden(from: nil).contains("objections"))
    #expect(notices.hidden(from: chain.loser).contains("objections"))
  }

  @Test func `the words can be erased once the notice is closed, and the decision stays`() throws {
    let (chain, _) = try objected()
    let id = try chain.made(words(chain).id)
    let open = try chain.platform.run("objection.erase", ["objection": id], as: chain.bureau)
    #expect(open.codes == ["objection.erase.open"])
    try answer(chain)
    chain.platform.move(to: try day("2026-03-31"))
    try chain.must("notice.close", ["notice": try chain.made(chain.notice)], chain.bureau)
    let outsider = try chain.platform.run("objection.erase", ["objection": id], as: chain.loser)
    #expect(!outsider.isAllowed)
    try chain.must("objection.erase", ["objection": id], chain.bureau)
    let erased = try words(chain)
    #expect(erased.text == nil && erased.answer == nil)
    #expect(erased.upheld == false && erased.erasedOn == chain.platform.today)
    #expect(chain.platform.records.erased == [erased.id])
    let twice = try chain.platform.run("objection.erase", ["objection": id], as: chain.bureau)
    #expect(twice.codes == ["objection.erased"])
    let none = try chain.platform.run(
      "objection.erase", ["objection": "OBN-0000000000"], as: chain.bureau)
    #expect(none.codes == ["objection.unknown"])
  }

  @Test func `an objection of before its words were kept is answered as before`() throws {
    let (chain, _) = try objected()
    let notice = try chain.record(PublicNotice.self, chain.notice)
    var document = try JSON(encoding: notice).object ?? [:]
    document["objections"] = .array(
      (document["objections"]?.array ?? []).map { objection in
        var objection = objection.object ?? [:]
        objection["words"] = nil
        return .object(objection)
      })
    try chain.platform.records.put(JSON.object(document).decode(PublicNotice.self))
    try answer(chain)
    #expect(try chain.record(PublicNotice.self, chain.notice).objections.first?.upheld == false)
  }

  @Test func `a paper of the last day is written down later by the body`() throws {
    let (chain, outcome) = try objected(
      ["occurredOn": "2026-03-30", "digest": Self.paper], by: \.bureau, on: "2026-03-31")
    #expect(outcome.isAllowed)
    let notice = try chain.record(PublicNotice.self, chain.notice)
    #expect(notice.until == Day("2026-03-30") && notice.objections.first?.on == notice.until)
    #expect(try words(chain).objectedOn == notice.until)
    let close = try chain.platform.run(
      "notice.close", ["notice": try chain.made(chain.notice)], as: chain.bureau)
    #expect(close.codes == ["notice.objection.open"])
  }

  @Test(arguments: [
    ("2026-03-31", ["notice.over"]), ("2026-04-01", ["notice.over"]),
    ("2026-03-22", ["notice.object.early"]),
  ])
  func `a paper that came out of time is not`(on: String, codes: [String]) throws {
    let (_, outcome) = try objected(
      ["occurredOn": .string(on), "digest": Self.paper], by: \.bureau, on: "2026-03-31")
    #expect(outcome.codes == codes)
  }

  @Test func `an earlier day without its paper is refused, today's needs none`() throws {
    let (chain, outcome) = try objected(
      ["occurredOn": "2026-03-30"], by: \.bureau, on: "2026-03-31")
    #expect(outcome.codes == ["notice.object.paper"])
    #expect(try chain.record(PublicNotice.self, chain.notice).objections.isEmpty)
    let (_, today) = try objected(["occurredOn": "2026-03-25"], by: \.bureau, on: "2026-03-25")
    #expect(today.isAllowed)
  }

  @Test func `a day to come is refused while the notice runs`() throws {
    let (_, outcome) = try objected(["occurredOn": "2026-03-27"], by: \.bureau, on: "2026-03-26")
    #expect(outcome.codes == ["day.future"])
  }

  @Test func `who objects itself does so today`() throws {
    let (_, late) = try objected(["occurredOn": "2026-03-30"], by: \.loser, on: "2026-03-31")
    #expect(late.codes == ["notice.object.day"])
    let (_, today) = try objected(["occurredOn": "2026-03-24"], by: \.loser, on: "2026-03-25")
    #expect(today.codes == ["notice.object.day"])
    let (_, plain) = try objected(by: \.loser, on: "2026-03-31")
    #expect(plain.codes == ["notice.over"])
  }
}
