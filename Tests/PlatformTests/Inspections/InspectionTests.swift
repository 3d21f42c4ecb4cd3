// SPDX-License-Identifier: Apache-2.0
import Core
import Platform
import Testing

/// The platform's inspections of itself, and the warnings that come of them.
struct InspectionTests {
  private func chain() throws -> EzhouChain { try EzhouChain([Inspections.self]) }

  private func report(
    _ chain: EzhouChain, _ failures: [String], item: String = "chain"
  ) throws -> Outcome {
    try chain.platform.run(
      "inspection.report",
      [
        "item": .string(item), "checks": 12, "failures": .array(failures.map(JSON.string)),
        "evidence": digest("result"),
      ], as: chain.platform.system)
  }

  private func alert(_ chain: EzhouChain, _ item: String = "chain") throws -> Alert? {
    try chain.platform.records.all(Alert.self, .equal("item", item)).last
  }

  @Test func `what is found raises one warning, which is taken, mended and closed`() throws {
    let chain = try chain()
    #expect(try report(chain, []).codes == [])
    #expect(try alert(chain) == nil)
    #expect(try report(chain, ["entries"]).codes == [])
    let first = try #require(try alert(chain))
    #expect(first.state == .open && first.failures == ["entries"])
    // The same again is no second warning.
    #expect(try report(chain, ["entries", "files"]).codes == [])
    #expect(try chain.platform.records.all(Alert.self).count == 1)
    let id = JSON.string(first.id.rawValue)
    let closing: JSON = ["alert": id, "measure": "restored from a backup"]
    let soon = try chain.platform.run("alert.close", closing, as: chain.bureau)
    #expect(soon.codes == ["alert.state"])
    let late = try chain.platform.run(
      "alert.take", ["alert": id, "plan": "restore", "dueOn": "2026-03-01"], as: chain.bureau)
    #expect(late.codes == ["alert.due"])
    let taking: (String) -> JSON = { ["alert": id, "plan": "restore", "dueOn": .string($0)] }
    // How long it may take is the place's to say, by a document; nobody takes it before.
    let unset = try chain.platform.run("alert.take", taking("2026-03-02"), as: chain.bureau)
    #expect(unset.codes == ["alert.due.unset"] && unset.clauses == ["EZ-02.13-f"])
    try chain.must(
      "openValue.set",
      [
        "key": "security.alertWorkingDaysMax", "value": "5", "documentNumber": "鄂州数〔2026〕9号",
        "digest": digest("period"),
      ], chain.bureau)
    // Five working days from Monday end on the Monday after.
    let long = try chain.platform.run("alert.take", taking("2026-03-10"), as: chain.bureau)
    #expect(long.codes == ["alert.due"] && long.clauses == ["EZ-02.13-f"])
    try chain.must("alert.take", taking("2026-03-09"), chain.bureau)
    let again = try chain.platform.run(
      "alert.take", ["alert": id, "plan": "restore", "dueOn": "2026-03-02"], as: chain.bureau)
    #expect(again.codes == ["alert.state"])
    let early = try chain.platform.run("alert.close", closing, as: chain.bureau)
    #expect(early.codes == ["alert.close.failing"])
    #expect(try report(chain, []).codes == [])
    try chain.must("alert.close", closing, chain.bureau)
    let closed = try chain.record(Alert.self, first.id)
    #expect(closed.state == .closed && closed.measure == "restored from a backup")
    // A later failure is another warning.
    #expect(try report(chain, ["files"]).codes == [])
    #expect(try chain.platform.records.all(Alert.self).count == 2)
  }

  @Test func `items and places have results of their own`() throws {
    let chain = try chain()
    _ = try report(chain, ["copy"], item: "rawData")
    _ = try report(chain, [])
    let states = try chain.platform.records.all(SelfInspection.self).map {
      "\($0.item) \($0.state)"
    }
    #expect(states.sorted() == ["chain passed", "rawData failed"])
    #expect(try alert(chain) == nil)
    #expect(try alert(chain, "rawData") != nil)
  }

  @Test func `asking counts until it was made, and leaves the last result`() throws {
    let chain = try chain()
    _ = try report(chain, ["entries"])
    try chain.must("inspection.ask", ["item": "chain"], chain.bureau)
    let asked = try chain.platform.run("inspection.ask", ["item": "chain"], as: chain.bureau)
    #expect(asked.codes == ["inspection.asked"])
    let waiting = try #require(try chain.platform.records.all(SelfInspection.self).first)
    #expect(waiting.state == .failed && waiting.asked == "yes" && waiting.runs == 1)
    _ = try report(chain, [])
    let made = try chain.record(SelfInspection.self, waiting.id)
    #expect(made.state == .passed && made.asked == nil && made.runs == 2)
    try chain.must("inspection.ask", ["item": "trace"], chain.bureau)
    let awaited = try chain.platform.records.all(SelfInspection.self).first { $0.item == .trace }
    #expect(awaited?.state == .awaited)
  }

  @Test(arguments: ["张三的身份证", "a b", "<script>", String(repeating: "a", count: 101)])
  func `what was found is told by codes`(text: String) throws {
    #expect(try report(try chain(), [text]).codes == ["inspection.code"])
  }

  @Test func `an operator neither asks nor closes`() throws {
    let chain = try chain()
    _ = try report(chain, ["entries"])
    let id = JSON.string(try #require(try alert(chain)).id.rawValue)
    let tries: [(String, JSON)] = [
      ("inspection.ask", ["item": "chain"]),
      ("alert.take", ["alert": id, "plan": "nothing", "dueOn": "2026-03-02"]),
      ("alert.close", ["alert": id, "measure": "nothing"]),
      (
        "inspection.report",
        ["item": "chain", "checks": 1, "failures": [], "evidence": digest("result")]
      ),
    ]
    for (name, input) in tries {
      let outcome = try chain.platform.run(name, input, as: chain.loser)
      guard case .forbidden = outcome else {
        Issue.record("\(name): \(outcome)")
        continue
      }
    }
  }
}
