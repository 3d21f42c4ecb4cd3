// SPDX-License-Identifier: Apache-2.0
package import Core
import Regulation

/// The operator gives up an output that it will not ask to leave; the platform destroys it.
package struct DiscardOutput: Action {
  let output: RecordID

  /// The declaration.
  package static let spec = Spec<Self>(
    "output.discard", zh: "放弃输出", en: "Give up an output",
    capacities: [.operator, .developer], clauses: ["EZ-02.7-f"], on: JobOutput.table.name,
    inStates: .possible(JobOutput.State.quarantined),
    fields: Field("output", zh: "输出", en: "Output", refersTo: "output"), make: Self.init)

  /// What the decision needs.
  package struct Facts: Sendable {
    let output: JobOutput?
    let isUsed: Bool
  }

  /// The output, and whether something is asked for or answered from it.
  package func facts(_ read: any RecordReader, _ context: Context) throws -> Facts {
    let found = try read.find(JobOutput.self, output)
    return Facts(output: found, isUsed: try found?.isUsed(read) ?? false)
  }

  /// Its own, in quarantine, and nothing is under review or answered from it.
  package func decide(_ facts: Facts, _ context: Context) -> Decision {
    guard let found = facts.output, found.place == context.place,
      found.operator == context.actor.organisation
    else {
      return .refused(Refusals.unknown("output", zh: "输出", en: "output", field: "output"))
    }
    guard found.state == .quarantined else {
      return .refused(
        Refusals.state(
          "output", is: found.state.rawValue, zh: "只有隔离区内的输出可以放弃",
          en: "only an output in quarantine is given up"))
    }
    guard !facts.isUsed || context.isOff("output.used") else {
      return .refused(
        Reason(
          "output.used", zh: "该输出有在办的出域申请或正在提供查询，请先撤回或终止",
          en: "a release of it is under way or answers from it; withdraw or end that first"))
    }
    return .allowed(Event(OutputDiscarded(subject: found.id)), id: found.id)
  }
}

extension JobOutput {
  /// Whether a release of it is under way, or answers about subjects are made from it.
  package func isUsed(_ read: any RecordReader) throws -> Bool {
    let states: [Release.State] = [.requested, .reviewing, .approved, .released]
    return try states.contains { state in
      try read.every(
        Release.self, [.equal("output", id), .equal("state", state.rawValue)]
      ).contains { state != .released || $0.kind == .subject }
    }
  }
}

/// An output was given up.
package struct OutputDiscarded: DomainEvent {
  /// The stable type.
  package static let type = "output.discarded"
  /// The output.
  package let subject: RecordID

  /// Sets the state.
  package func changes(
    _ stamp: Stamp, payload: JSON?, _ read: any RecordReader
  ) throws -> [Change] {
    guard var output = try read.find(JobOutput.self, subject) else { return [] }
    output.state = .discarding
    return [.put(output)]
  }
}
