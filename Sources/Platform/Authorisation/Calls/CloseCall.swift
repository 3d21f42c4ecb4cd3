// SPDX-License-Identifier: Apache-2.0
package import Core
import Regulation

/// Closes a call after its closing day: with applications it goes to review, without it fails.
package struct CloseCall: Action {
  let call: RecordID

  /// The declaration.
  package static let spec = Spec<Self>(
    "call.close", zh: "截止申报", en: "Close a call",
    capacities: [.grantor, .implementingBody, .dataAuthority, .system], clauses: ["EZ-02.6-d"],
    on: Call.table.name, inStates: .possible(Call.State.published),
    fields: Field("call", zh: "征集公告", en: "Call", refersTo: "call"),
    make: Self.init)

  /// The call, its case, and how many applications stand.
  package func facts(
    _ read: any RecordReader, _ context: Context
  ) throws -> (CallFacts, Int) {
    let submitted = try read.count(
      Application.self,
      [.equal("call", call), .equal("state", Application.State.submitted.rawValue)])
    return (try CallFacts.read(call, read, context), submitted)
  }

  /// Refuses while the closing day is not over.
  package func decide(_ facts: (CallFacts, Int), _ context: Context) -> Decision {
    guard let call = facts.0.call, let state = facts.0.state else { return .refused(Call.unknown) }
    guard call.state == .published else { return .refused(call.wrongState) }
    switch state.open(.submitApplication) {
    case .failure(let problem): return .refused(problem.reason)
    case .success(let step):
      guard context.today > call.closesOn else {
        return .refused(
          Reason(
            "call.open", clauses: step.clauses, zh: "申报截止日 \(call.closesOn) 尚未结束",
            en: "applications are taken until the end of \(call.closesOn)"))
      }
      let hasApplications = facts.1 > 0
      return .allowed(
        [
          Event(CallClosed(subject: call.id, applications: facts.1)),
          state.advance(
            step, hasApplications ? .passed : .rejected, record: call.id, on: context.today,
            context),
        ], result: .object(["id": .string(call.id.rawValue), "applications": .int(Int64(facts.1))]))
    }
  }
}

/// A call was closed; without an application it is cancelled.
package struct CallClosed: DomainEvent {
  /// The stable type.
  package static let type = "call.closed"
  /// The call.
  package let subject: RecordID
  let applications: Int

  /// Sets the state.
  package func changes(
    _ stamp: Stamp, payload: JSON?, _ read: any RecordReader
  ) throws -> [Change] {
    guard var call = try read.find(Call.self, subject) else { return [] }
    call.state = applications > 0 ? .closed : .cancelled
    return [.put(call)]
  }
}

/// A call takes applications again, because its case went back to them.
package struct CallReopened: DomainEvent {
  /// The stable type.
  package static let type = "call.reopened"
  /// The call.
  package let subject: RecordID
  let closesOn: Day

  /// Sets the state and the new closing day; earlier findings are made anew.
  package func changes(
    _ stamp: Stamp, payload: JSON?, _ read: any RecordReader
  ) throws -> [Change] {
    guard var call = try read.find(Call.self, subject) else { return [] }
    call.state = .published
    call.closesOn = closesOn
    call.selected = nil
    call.alsoSelected = nil
    return [.put(call)]
  }
}

/// A call came to nothing, because a later step of its case refused the result.
package struct CallFailed: DomainEvent {
  /// The stable type.
  package static let type = "call.failed"
  /// The call.
  package let subject: RecordID

  /// Sets the state.
  package func changes(
    _ stamp: Stamp, payload: JSON?, _ read: any RecordReader
  ) throws -> [Change] {
    guard var call = try read.find(Call.self, subject) else { return [] }
    call.state = .cancelled
    return [.put(call)]
  }
}
