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

  /// The same, behind its data or consents; nil when nothing was or is being written.
  func outdated(_ ground: String) -> Grant? {
    switch state {
    case .materialising, .ready, .failed:
      var grant = self
      grant.state = .stale
      grant.stateReason = ground
      return grant
    case .requested, .approved, .rejected, .stale, .revoked, .destroyed: return nil
    }
  }
}

/// A grant with what it hangs on.
package struct GrantChain: Sendable {
  let grant: Grant
  let scenario: Scenario?
  let agreement: Agreement?
  let resource: Resource?

  /// Reads what a grant hangs on.
  init(_ grant: Grant, _ read: any RecordReader) throws {
    self.grant = grant
    scenario = try read.find(Scenario.self, grant.scenario)
    agreement = try read.find(Agreement.self, grant.agreement)
    resource = try read.find(Resource.self, grant.resource)
  }

  /// Why the scenario may not be worked on.
  func stop(_ context: Context) -> Reason? {
    SupplyChain.stop(
      scenario: scenario, agreement: agreement, on: context.today, context.profile)
  }
}
