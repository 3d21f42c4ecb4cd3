// SPDX-License-Identifier: Apache-2.0
package import Core
import Regulation

/// The platform begins to refresh a standing query: its grant has newer data.
///
/// The refresh is a release of its own, by the specification that was reviewed, so that it goes
/// through the same checks, votes, memory and destruction as what was asked for.
package struct StartRefresh: Action {
  let release: RecordID
  let dataObject: RecordID

  /// The declaration.
  package static let spec = Spec<Self>(
    "egress.refresh", zh: "开始更新长期有效出域", en: "Begin a refresh of a standing release",
    capacities: [.system], clauses: ["EZ-02.13-a", "EZ-02.13-e"], on: Release.table.name,
    inStates: .possible(Release.State.released),
    fields: Field("release", zh: "出域申请", en: "Release", refersTo: "release"),
    Field("dataObject", zh: "数据对象", en: "Object of the data"), make: Self.init)

  /// What the decision needs.
  package struct Facts: Sendable {
    let release: Release?
    let agreement: Agreement?
    let scenario: Scenario?
    let problem: RefreshProblem?
    let refreshes: Int
  }

  /// The standing release, its right, and what stands against a refresh.
  package func facts(_ read: any RecordReader, _ context: Context) throws -> Facts {
    let found = try read.find(Release.self, release)
    return Facts(
      release: found, agreement: try found.flatMap { try read.find(Agreement.self, $0.agreement) },
      scenario: try found.flatMap { try read.find(Scenario.self, $0.scenario) },
      problem: try found?.refreshProblem(with: dataObject, on: context.today, read),
      refreshes: try read.count(Release.self, [.equal("refreshOf", release)]))
  }

  /// Only what stands, with newer data, while its right holds.
  package func decide(_ facts: Facts, _ context: Context) -> Decision {
    guard let found = facts.release, found.place == context.place else {
      return .refused(Release.unknown())
    }
    var reasons: [Reason] = []
    if let problem = facts.problem {
      reasons.append(problem.reason(context.profile.egress.checkers.clauses))
    }
    if facts.agreement?.isInForce(on: context.today) != true {
      reasons.append(MarketReasons.agreement(context.profile))
    }
    if facts.scenario?.state != .approved {
      reasons.append(MarketReasons.scenario(context.profile))
    }
    if let refusal = context.refusal(reasons) { return refusal }
    let id = context.newID(Release.table)
    return .allowed(
      Event(
        RefreshStarted(
          subject: id, of: release, number: facts.refreshes + 1, dataObject: dataObject)), id: id)
  }
}

/// A refresh of a standing release began.
package struct RefreshStarted: DomainEvent {
  /// The stable type.
  package static let type = "egress.refreshStarted"
  /// The refresh.
  package let subject: RecordID
  let of: RecordID
  let number: Int
  let dataObject: RecordID
  /// The output that it is made of; nil for a grant.
  var output: RecordID?

  /// Adds the refresh: what was reviewed, over newer data.
  package func changes(
    _ stamp: Stamp, payload: JSON?, _ read: any RecordReader
  ) throws -> [Change] {
    guard let standing = try read.find(Release.self, of) else { return [] }
    var refresh = Release(
      id: subject, place: standing.place, kind: standing.kind, operator: standing.operator,
      agreement: standing.agreement, scenario: standing.scenario, grant: standing.grant,
      output: output ?? standing.output, resources: standing.resources, spec: standing.spec,
      standing: standing.standing, checkersNeeded: standing.checkersNeeded,
      requestedBy: standing.requestedBy, requestedOn: stamp.occurredOn, context: standing.context,
      controls: standing.controls, state: .requested, votesCast: 0)
    refresh.turn = .refresh
    refresh.refreshOf = of
    refresh.refreshNumber = number
    refresh.dataObject = dataObject
    return [.put(refresh)]
  }
}

/// The platform lets a refresh pass without people: no rule leaves anything open, and it differs
/// from what is out by no more than was reviewed.
package struct RefreshPassed: DomainEvent {
  /// The stable type.
  package static let type = "egress.refreshPassed"
  /// The refresh.
  package let subject: RecordID

  /// Approves it.
  package func changes(
    _ stamp: Stamp, payload: JSON?, _ read: any RecordReader
  ) throws -> [Change] {
    guard var refresh = try read.find(Release.self, subject) else { return [] }
    refresh.state = .approved
    refresh.decideBy = nil
    refresh.reviewedOn = stamp.occurredOn
    return [.put(refresh)]
  }
}
