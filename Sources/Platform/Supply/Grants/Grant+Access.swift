// SPDX-License-Identifier: Apache-2.0
import Core
import Regulation

extension Grant {
  /// The grant of the actor's place; nil for any other.
  static func here(
    _ id: RecordID, _ read: any RecordReader, _ context: Context
  ) throws -> Grant? {
    guard let grant = try read.find(Grant.self, id), grant.place == context.place else {
      return nil
    }
    return grant
  }

  /// The grant of the actor's own organisation, as its operator; nil for any other.
  static func owned(
    _ id: RecordID, _ read: any RecordReader, _ context: Context
  ) throws -> Grant? {
    guard let grant = try here(id, read, context),
      grant.operator == context.actor.organisation
    else { return nil }
    return grant
  }

  /// Whether an output is left of a production job that read it; development reads samples.
  func hasOutputs(_ read: any RecordReader) throws -> Bool {
    let jobs = try read.every(Job.self, [.equal("scenario", scenario)])
    return try jobs.contains { job in
      guard job.environment == .production, job.grants.contains(id) else { return false }
      return try job.outputs.contains { output in
        try read.find(JobOutput.self, output).map { $0.state != .destroyed } ?? false
      }
    }
  }

  static let unknown = Refusals.unknown("grant", zh: "数据授权", en: "grant", field: "grant")

  static let already = Reason(
    "grant.already", zh: "该数据授权的这一结果已报告", en: "this was reported of the grant already")

  func wrongState(_ context: Context) -> Reason {
    Refusals.state(
      "grant", is: state.rawValue, clauses: context.clauses(SupplyClauses.scope),
      zh: "数据授权的状态不允许此操作", en: "the grant's state does not allow this")
  }

  /// Why the actor may not judge what it or its organisation asked for.
  func separation(from account: RecordID, _ context: Context) -> Reason? {
    guard account == context.actor.account || `operator` == context.actor.organisation else {
      return nil
    }
    return Reason(
      "grant.self", clauses: context.profile.supply.gates.clauses,
      zh: "申请方不能审核自己的申请", en: "who asked does not decide")
  }

  /// The same, behind its data, policy or consents; nil when nothing was or is being written.
  ///
  /// A change of consents counts one up. It ends the sample, which may show who is gone, as does a
  /// change of the masks by which the sample was made.
  ///
  /// - Parameter endsSample: whether the entry says so; entries before masks could change do not.
  func outdated(_ ground: StaleGround, endsSample: Bool) -> Grant? {
    switch state {
    case .materialising, .ready, .failed:
      var grant = self
      grant.state = .stale
      grant.stateReason = ground.rawValue
      if ground == .consentChanged { grant.consentEpoch += 1 }
      if endsSample || ground == .consentChanged {
        grant.sampleState = nil
        grant.sample = nil
      }
      return grant
    case .requested, .approved, .rejected, .stale, .revoked, .destroyed: return nil
    }
  }
}

extension Grant {
  /// Whether it shows more of a column than these classes allow.
  func isTooOpen(for decisions: [ColumnDecision], of resource: Resource) -> Bool {
    decisions.contains { decision in
      columns.contains { column in
        let isKey = purpose == .subjectService && column.name == resource.subjectColumn
        return column.name == decision.column
          && !column.mask.isEnough(for: decision.classification, isKey: isKey)
      }
    }
  }

  /// Marks written grants as behind the subjects' consents. One of whom somebody left counts that,
  /// also when it gives no rights any more: what was made from it may still be out.
  static func outdated(
    _ grants: [RecordID], isCounted: Bool, _ read: any RecordReader
  ) throws -> [Change] {
    try grants.compactMap { id in
      guard let found = try read.find(Grant.self, id) else { return nil }
      let behind = found.behindConsents()
      guard isCounted || behind != nil else { return nil }
      var grant = behind ?? found
      if isCounted { grant.withdrawals = (grant.withdrawals ?? 0) + 1 }
      return .put(grant)
    }
  }

  /// The same, behind the subjects' consents, also when it waits to be written anew already: its
  /// sample may show who is gone.
  private func behindConsents() -> Grant? {
    guard state == .stale else { return outdated(.consentChanged, endsSample: true) }
    var grant = self
    grant.consentEpoch += 1
    grant.sampleState = nil
    grant.sample = nil
    return grant
  }
}

extension Scenario {
  /// The lines of its demand about a resource.
  func lines(about resource: RecordID, _ read: any RecordReader) throws -> [DemandLine] {
    try demand.filter { try read.find(AuthorisedEntry.self, $0.entry)?.resource == resource }
  }
}

/// A grant with what it hangs on.
package struct GrantChain: Sendable {
  let grant: Grant
  let scenario: Scenario?
  let agreement: Agreement?
  let resource: Resource?
  /// How authorisations choose its rows, by the demand of its scenario.
  let consentRows: ConsentRows?

  /// Reads what a grant hangs on.
  init(_ grant: Grant, _ read: any RecordReader) throws {
    self.grant = grant
    let scenario = try read.find(Scenario.self, grant.scenario)
    self.scenario = scenario
    let lines = try scenario?.lines(about: grant.resource, read) ?? []
    consentRows = ConsentRows.of(grant.purpose, lines.map(\.consentWay))
    agreement = try read.find(Agreement.self, grant.agreement)
    resource = try read.find(Resource.self, grant.resource)
  }

  /// Why the scenario may not be worked on.
  func stop(_ context: Context) -> Reason? {
    SupplyChain.stop(
      scenario: scenario, agreement: agreement, on: context.today, context.profile)
  }
}
