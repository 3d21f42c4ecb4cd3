// SPDX-License-Identifier: Apache-2.0
import Core
import Platform
import Regulation
import Testing

/// What was done in time is taken although the platform let the step lapse before it was typed.
@Suite struct LapsedStepTests {
  /// A rectification due on 1 April that lapsed in the night after.
  private func lapsed() throws -> PlaceChain {
    let chain = try PlaceChain.rectifying()
    try chain.must(PlaceStep("system", "case.lapse", ["case": "$case"], on: "2026-04-02"))
    let file = try chain.record(CaseFile.self, "case")
    #expect(file.current == "termination" && file.lapsedStep == "rectified")
    return chain
  }

  private func result(
    _ on: String?, step: String? = "rectified", by actor: String = "bureau"
  ) -> PlaceStep {
    var more: [String: JSON] = [:]
    more["step"] = step.map { .string($0) }
    more["occurredOn"] = on.map { .string($0) }
    return .record(actor, ["result"], more: more)
  }

  @Test func `what was handed in on the last day is recorded on the next, and the case goes on`()
    throws
  {
    let chain = try lapsed()
    try chain.must(result("2026-04-01"))
    let file = try chain.record(CaseFile.self, "case")
    #expect(file.current == "acceptance" && file.enteredOn == Day("2026-04-01"))
    // The day that the acceptance would have kept is over: it does not lapse for it.
    #expect(file.dueOn == nil && file.lapsedStep == nil)
    // The lapse stays in the history, and the step says that it came after it.
    let ends = file.steps.suffix(2)
    #expect(ends.map(\.state) == ["lapsed", "passed"])
    #expect(ends.allSatisfy { $0.id == "rectified" })
    #expect(ends.first?.lapsed?.dueOn == Day("2026-04-01") && ends.last?.isAfterLapse == true)
    // Who wrote it down does not accept it as well; a colleague does.
    let own = try chain.attempt(.record("bureau", ["acceptance"]))
    #expect(own.codes == ["case.step.self"])
    try chain.must(.record("colleague", ["acceptance"]))
    #expect(try chain.record(CaseFile.self, "case").state == .active)
  }

  @Test func `what was done after the last day, or on no day, is not`() throws {
    let chain = try lapsed()
    for on in ["2026-04-02", nil] {
      let late = try chain.attempt(result(on))
      #expect(late.codes == ["case.step.lapsed"])
      #expect(late.clauses.contains("SC-29.p1-d"))
    }
    // Nor before the step was reached, nor by who was late, nor without what it asks for.
    #expect(try chain.attempt(result("2026-03-01")).codes == ["case.step.early"])
    #expect(try chain.attempt(result("2026-04-01", by: "winner")).codes == ["procedure.by"])
    let empty = try chain.attempt(
      .record("bureau", [], more: ["step": "rectified", "occurredOn": "2026-04-01"]))
    #expect(empty.codes == ["case.step.material"])
    // Unless the step is named it is the one for which the case waits now.
    let unnamed = try chain.attempt(result("2026-04-01", step: nil, by: "winner"))
    #expect(unnamed.codes.contains("procedure.by"))
    #expect(try chain.record(CaseFile.self, "case").current == "termination")
  }

  @Test func `not once something followed the lapse`() throws {
    let chain = try lapsed()
    try chain.must(.decision("bureau", ["liabilityRecord"], "2026-04-02"))
    #expect(try chain.record(CaseFile.self, "case").state == .cancelled)
    #expect(try chain.record(CaseFile.self, "case").lapsedStep == nil)
    #expect(try chain.attempt(result("2026-04-01")).codes == ["case.step.closed"])
  }

  @Test func `a lapse of before this was kept cannot be undone, and replays`() throws {
    let chain = try lapsed()
    let file = try chain.record(CaseFile.self, "case")
    var document = try JSON(encoding: file).object ?? [:]
    document["lapsedStep"] = nil
    document["steps"] = .array(
      (document["steps"]?.array ?? []).map { step in
        var step = step.object ?? [:]
        step["lapsed"] = nil
        return .object(step)
      })
    try chain.platform.records.put(JSON.object(document).decode(CaseFile.self))
    #expect(try chain.attempt(result("2026-04-01")).codes == ["case.step.closed"])
  }
}
