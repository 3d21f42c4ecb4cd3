// SPDX-License-Identifier: Apache-2.0
import Core
import Platform
import Regulation
import Testing

@Suite struct ExitTests {
  @Test func `an operator leaves early only with acceptance of liability`() throws {
    let chain = try EzhouChain()
    try chain.activate()
    let id = try chain.made(chain.agreement)
    let without = try chain.platform.run(
      "agreement.requestExit", ["agreement": id], as: chain.winner)
    #expect(without.codes == ["exit.liability"])
    #expect(without.clauses == ["EZ-02.7-b"])
    let end: JSON = [
      "agreement": id, "ground": "operatorRequest", "documentNumber": "9号", "evidence": [],
    ]
    let unasked = try chain.platform.run("agreement.terminate", end, as: chain.bureau)
    #expect(unasked.codes == ["agreement.ground.request"])
    try chain.must(
      "agreement.requestExit", ["agreement": id, "liabilityDigest": digest("liability")],
      chain.winner)
    #expect(try chain.platform.run("agreement.terminate", end, as: chain.bureau).isAllowed)
  }

  @Test func `a missed target needs the order and its failed result`() throws {
    let chain = try EzhouChain()
    try chain.activate()
    var end: [String: JSON] = [
      "agreement": try chain.made(chain.agreement), "ground": "targetMissed",
      "documentNumber": "9号", "evidence": [EzhouChain.file("rectificationOrder")],
    ]
    let outcome = try chain.platform.run("agreement.terminate", .object(end), as: chain.bureau)
    #expect(outcome.codes == ["agreement.ground.evidence"])
    #expect(outcome.clauses == ["EZ-02.7-c"])
    end["evidence"] = ["rectificationOrder", "rectificationResult"].jsonFiles
    #expect(try chain.platform.run("agreement.terminate", .object(end), as: chain.bureau).isAllowed)
    let agreement = try chain.record(Agreement.self, chain.agreement)
    #expect(!agreement.isInForce(on: chain.platform.today))
    #expect(agreement.state == .terminating && agreement.endGround == "targetMissed")
  }

  @Test func `nobody invokes a ground that the profile does not know or that the clock invokes`()
    throws
  {
    let chain = try EzhouChain()
    try chain.activate()
    for ground in ["dislike", "expiry"] {
      let outcome = try chain.platform.run(
        "agreement.terminate",
        [
          "agreement": try chain.made(chain.agreement), "ground": .string(ground),
          "documentNumber": "9号", "evidence": [],
        ], as: chain.bureau)
      #expect(outcome.codes == ["agreement.ground"])
    }
  }

  @Test func `the clock ends an agreement after its last day and once`() throws {
    let chain = try EzhouChain()
    try chain.activate()
    let input: JSON = ["agreement": try chain.made(chain.agreement)]
    chain.platform.move(to: try day("2031-04-01"))
    let early = try chain.platform.run("agreement.expire", input, as: chain.platform.system)
    #expect(early.codes == ["agreement.expire.early"])
    #expect(early.clauses == ["EZ-02.7-a"])
    chain.platform.move(to: try day("2031-04-02"))
    try chain.must("agreement.expire", input, chain.platform.system)
    let agreement = try chain.record(Agreement.self, chain.agreement)
    #expect(agreement.endGround == "expiry" && agreement.endedOn == Day("2031-04-01"))
    let again = try chain.platform.run("agreement.expire", input, as: chain.platform.system)
    #expect(again.codes == ["agreement.expire.already"])
  }

  @Test func `an exit closes only with everything done`() throws {
    let chain = try EzhouChain()
    try chain.terminate()
    let input: JSON = ["agreement": try chain.made(chain.agreement)]
    let open = try chain.platform.run("exit.close", input, as: chain.bureau)
    #expect(
      open.codes == [
        "exit.item.open", "exit.permissions.open", "exit.certificate", "exit.data.undestroyed",
      ])
    #expect(open.clauses == ["EZ-02.7-d", "EZ-02.7-e", "EZ-02.7-f"])
    let done = try EzhouChain()
    try done.leave()
    let early = try done.platform.run(
      "exit.close", ["agreement": try done.made(done.agreement)], as: done.bureau)
    #expect(early.codes == ["exit.data.undestroyed"] && early.clauses == ["EZ-02.7-f"])
    try done.dataGone()
    try done.must("exit.close", ["agreement": try done.made(done.agreement)], done.bureau)
    #expect(try done.record(Agreement.self, done.agreement).state == .ended)
  }

  @Test func `permissions are reported closed once and an item received once`() throws {
    let chain = try EzhouChain()
    try chain.leave()
    let id = try chain.made(chain.agreement)
    let report: JSON = ["agreement": id, "accounts": 2, "keys": 1, "jobs": 0]
    let closed = try chain.platform.run(
      "exit.closePermissions", report, as: chain.platform.system)
    #expect(closed.codes == ["exit.closed.already"])
    let item = try chain.platform.run(
      "exit.handOver", ["agreement": id, "item": "dataResources", "digest": digest("x")],
      as: chain.bureau)
    #expect(item.codes == ["exit.item.already"])
  }

  @Test func `an operator is neither receiver nor witness of its own exit`() throws {
    let chain = try EzhouChain()
    try chain.terminate()
    let inside = try chain.platform.actor(
      "inside", of: chain.winner.organisation, [.sourceUnit])
    let received = try chain.platform.run(
      "exit.handOver",
      [
        "agreement": try chain.made(chain.agreement), "item": "dataResources",
        "digest": digest("x"),
      ], as: inside)
    #expect(received.codes == ["exit.receiver"])
    guard case .object(var fields) = try chain.certificateFields() else { return }
    fields["witness"] = .string(chain.winner.organisation.rawValue)
    let witnessed = try chain.platform.run("exit.certify", .object(fields), as: chain.winner)
    #expect(witnessed.codes == ["exit.witness"])
    #expect(witnessed.clauses == ["EZ-02.7-f"])
  }
}

extension [String] {
  fileprivate var jsonFiles: JSON { .array(map(EzhouChain.file)) }
}
