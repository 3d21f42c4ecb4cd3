// SPDX-License-Identifier: Apache-2.0
package import Core
package import Regulation

/// Grants an account its capacities: the security administrator's act, never the maker's.
///
/// An account that acts as a data subject is bound to one verified person or enterprise, for good.
/// So is that of a person who asks for releases or checks them, to one verified person: only so can
/// two accounts be known for one and the same (EZ-02.13-a).
package struct GrantCapacities: SlowAction {
  let account: RecordID
  let capacities: [Capacity]
  let assurance: IdentityAssurance
  let subjectKind: SubjectKind?
  let subjectCode: String?
  private var mark: SubjectMark?

  private init(
    account: RecordID, capacities: [Capacity], assurance: IdentityAssurance,
    subjectKind: SubjectKind?, subjectCode: String?
  ) {
    self.account = account
    self.capacities = capacities
    self.assurance = assurance
    self.subjectKind = subjectKind
    self.subjectCode = subjectCode
  }

  /// The declaration.
  package static let spec = Spec<Self>(
    "account.grant", zh: "授予账号身份", en: "Grant an account its capacities",
    capacities: [.securityAdministrator], clauses: [], on: Account.table.name,
    inStates: ActionStates.duty(Account.State.created).orPossible(Account.State.active),
    fields: Field("account", zh: "账号", en: "Account", refersTo: "account"),
    Field("capacities", zh: "身份", en: "Capacities", bounds: 1...12),
    Field("assurance", zh: "实名核验", en: "Real-name status"),
    Field("subjectKind", zh: "绑定主体类型（数据主体必填）", en: "Kind of the subject it is bound to"),
    Field(
      "subjectCode", zh: "绑定主体代码（数据主体必填）", en: "Code of the subject it is bound to",
      bounds: 18...18, secret: true),
    make: Self.init)

  /// Hides the code under the installation's key.
  package func beforehand(_ preparation: Preparation) throws -> Self {
    guard let subjectCode, let subjectKind else { return self }
    var action = self
    action.mark = preparation.subjects.mark(of: subjectCode, subjectKind)
    return action
  }

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
    reasons += binding(account, wanted, context)
    if let refusal = context.refusal(reasons) { return refusal }
    do {
      let fact = CapacitiesGranted(
        subject: account.id, capacities: wanted.sorted { $0.rawValue < $1.rawValue },
        assurance: assurance)
      return .allowed(
        Event(fact, payload: try mark.map { try JSON(encoding: $0) }), id: account.id)
    } catch {
      return .refused(
        Reason(
          "account.grant.code", zh: "主体代码无法处理", en: "the code cannot be kept",
          field: "subjectCode"))
    }
  }

  /// What is wrong with the person or enterprise that the account is to be bound to.
  private func binding(
    _ account: Account, _ wanted: Set<Capacity>, _ context: Context
  ) -> [Reason] {
    let clauses = context.profile.catalogue.inclusionChecks.clauses
    let isGiven = subjectKind != nil || subjectCode != nil
    if isGiven, mark == nil {
      return [
        Reason(
          "account.grant.code", zh: "主体类型与代码须同时填写，且代码须通过校验，请核对",
          en: "kind and code are both needed, and the code has to pass its check; compare it",
          field: "subjectCode")
      ]
    }
    if let own = account.subject, let mark, own != mark {
      return [
        Reason(
          "account.grant.rebound", clauses: clauses,
          zh: "账号已绑定另一主体，不能改绑，请停用后另建账号",
          en: "the account is bound to another subject; close it and make a new one",
          field: "subjectCode")
      ]
    }
    let separate = wanted.intersection(Capacity.separatePersons)
    guard isGiven || wanted.contains(.dataSubject) || !separate.isEmpty else { return [] }
    var reasons: [Reason] = []
    if account.kind == .person, !separate.isEmpty, (mark ?? account.subject)?.kind != .person {
      reasons.append(
        Reason(
          "account.grant.person", clauses: context.profile.egress.checkers.clauses,
          zh: "出域申请与审核须可辨认为不同的人，请绑定经核验的本人（公民身份号码）",
          en:
            "who asks for releases and who checks them are known to be different people; bind the "
            + "account to a verified person by its code", field: "subjectCode"))
    }
    if wanted.contains(.dataSubject), mark == nil, account.subject == nil {
      reasons.append(
        Reason(
          "account.grant.subject", clauses: clauses,
          zh: "数据主体账号须绑定经核验的本人（公民身份号码）或本企业（统一社会信用代码）",
          en: "a data subject's account is bound to a verified person or enterprise by its code",
          field: "subjectCode"))
    }
    if assurance == .unverified {
      reasons.append(
        Reason(
          "account.grant.unverified", clauses: clauses, zh: "绑定主体须先完成实名核验",
          en: "verify the identity before an account is bound to it", field: "assurance"))
    }
    return reasons
  }
}

extension Capacity {
  /// The three separated administrators (三员分立).
  package static let administrators: Set<Capacity> = [
    .systemAdministrator, .securityAdministrator, .auditAdministrator,
  ]

  /// Those whose holders have to be different people (EZ-02.13-a): who asks for what leaves, and
  /// who checks it.
  package static let separatePersons: Set<Capacity> = [.operator, .egressChecker]
}

/// An account was granted its capacities; whom it is bound to stands in the payload.
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
    if let payload { account.subject = try payload.decode(SubjectMark.self) }
    account.state = .active
    return [.put(account)]
  }
}
