// SPDX-License-Identifier: Apache-2.0
package import Core
package import Regulation

/// Grants an account its capacities: the security administrator's act, never the maker's.
package struct GrantCapacities: Action {
  let account: RecordID
  let capacities: [Capacity]
  let assurance: IdentityAssurance

  /// The declaration.
  package static let spec = Spec<Self>(
    "account.grant", zh: "授予账号身份", en: "Grant an account its capacities",
    capacities: [.securityAdministrator], clauses: [], on: Account.table.name,
    fields: Field("account", zh: "账号", en: "Account", refersTo: "account"),
    Field("capacities", zh: "身份", en: "Capacities", bounds: 1...12),
    Field("assurance", zh: "实名核验", en: "Real-name status"),
    make: Self.init)

  /// What the decision needs.
  package struct Facts: Sendable {
    let account: Account?
    let organisation: Organisation?
  }

  /// The account and its organisation.
  package func facts(_ read: any RecordReader, _ context: Context) throws -> Facts {
    let account = try read.find(Account.self, account)
    return Facts(
      account: account,
      organisation: try account.flatMap { try read.find(Organisation.self, $0.organisation) })
  }

  /// Refuses capacities beyond the organisation's, and two administrators in one account.
  package func decide(_ facts: Facts, _ context: Context) -> Decision {
    guard let account = facts.account, let organisation = facts.organisation,
      account.place == context.place, account.state != .closed
    else {
      return .refused(
        Reason("account.unknown", zh: "账号不存在或已停用", en: "no such account", field: "account"))
    }
    var reasons: [Reason] = []
    if account.id == context.actor.account {
      reasons.append(
        Reason(
          "account.grant.self", zh: "不能给自己授予身份", en: "nobody grants capacities to themselves"))
    }
    let wanted = Set(capacities)
    if account.createdBy == context.actor.account {
      reasons.append(
        Reason(
          "account.grant.maker", zh: "新建账号的人不能再授予身份",
          en: "who made an account does not grant its capacities"))
    }
    if !wanted.isSubset(of: Set(organisation.capacities)) {
      reasons.append(
        Reason(
          "account.grant.beyond", zh: "超出所在单位登记的身份", en: "beyond what its organisation holds",
          field: "capacities"))
    }
    if wanted.intersection(Capacity.administrators).count > 0, wanted.count > 1 {
      reasons.append(
        Reason(
          "account.grant.separation", zh: "系统、安全、审计管理员相互独立，且不得兼任其他身份",
          en: "system, security and audit administrators are separate and hold nothing else",
          field: "capacities"))
    }
    guard reasons.isEmpty else { return .refused(reasons) }
    return .allowed(
      Event(
        CapacitiesGranted(
          subject: account.id, capacities: wanted.sorted { $0.rawValue < $1.rawValue },
          assurance: assurance)), id: account.id)
  }
}

extension Capacity {
  /// The three separated administrators (三员分立).
  package static let administrators: Set<Capacity> = [
    .systemAdministrator, .securityAdministrator, .auditAdministrator,
  ]
}

/// An account was granted its capacities.
package struct CapacitiesGranted: DomainEvent {
  /// The stable type.
  package static let type = "account.granted"
  /// The account.
  package let subject: RecordID
  let capacities: [Capacity]
  let assurance: IdentityAssurance

  /// Activates the account.
  package func changes(
    _ stamp: Stamp, payload: JSON?, _ read: any RecordReader
  ) throws -> [Change] {
    guard var account = try read.find(Account.self, subject) else { return [] }
    account.capacities = capacities
    account.assurance = assurance
    account.state = .active
    return [.put(account)]
  }
}
