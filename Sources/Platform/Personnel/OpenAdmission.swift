// SPDX-License-Identifier: Apache-2.0
package import Core
import Regulation

/// Puts a person of the organisation forward for work in the domain (QZ-18-a, QZ-20.1-a).
package struct OpenAdmission: Action {
  let account: RecordID

  /// The declaration.
  package static let spec = Spec<Self>(
    "admission.open", zh: "申请人员准入", en: "Put a person forward for the domain",
    capacities: [.operator, .developer, .platformOperator],
    clauses: ["QZ-18-a", "QZ-20.1-a", "QZ-20.1-b", "QZ-20.1-c"],
    fields: Field("account", zh: "人员账号", en: "The person's account", refersTo: "account"),
    make: Self.init)

  /// The account, and whether it is admitted or about to be.
  package func facts(
    _ read: any RecordReader, _ context: Context
  ) throws -> (account: Account?, isKnown: Bool) {
    let earlier = try read.all(
      Admission.self, .equal("place", context.place), .equal("account", account),
      .equal("organisation", context.actor.organisation))
    return (try read.find(Account.self, account), earlier.contains(where: \.state.isLive))
  }

  /// Only a named person of the own organisation, once at a time.
  package func decide(
    _ facts: (account: Account?, isKnown: Bool), _ context: Context
  ) -> Decision {
    guard let procedure = DomainEntry.procedure(context.profile) else {
      return .refused(
        Reason(
          "admission.none", zh: "本地区规定没有人员准入程序",
          en: "this place's rules have no admission of people"))
    }
    guard let account = facts.account, account.place == context.place,
      account.organisation == context.actor.organisation, account.state == .active,
      account.kind == .person
    else {
      return .refused(
        Reason(
          "admission.account", clauses: procedure.clauses, zh: "须为本单位在用的个人账号",
          en: "name the account in use of a person of this organisation", field: "account"))
    }
    guard !facts.isKnown else {
      return .refused(
        Reason(
          "admission.already", clauses: procedure.clauses, zh: "该人员的准入已在办理或已完成",
          en: "this person is admitted or about to be", field: "account"))
    }
    let id = context.newID(Admission.table)
    let fact = AdmissionOpened(
      subject: id, place: context.place, organisation: context.actor.organisation,
      account: account.id, by: context.actor.account)
    return .allowed(Event(fact, clauses: procedure.clauses), id: id)
  }
}

/// A person was put forward.
package struct AdmissionOpened: DomainEvent {
  /// The stable type.
  package static let type = "admission.opened"
  /// The admission.
  package let subject: RecordID
  let place: String
  let organisation: RecordID
  let account: RecordID
  let by: RecordID

  /// Adds the admission.
  package func changes(
    _ stamp: Stamp, payload: JSON?, _ read: any RecordReader
  ) throws -> [Change] {
    [
      .put(
        Admission(
          id: subject, place: place, organisation: organisation, account: account, openedBy: by,
          openedOn: stamp.occurredOn, steps: [], state: .open))
    ]
  }
}

/// Ends an admission: the person works in the domain no more.
package struct EndAdmission: Action {
  let admission: RecordID
  let ground: String

  /// The declaration.
  package static let spec = Spec<Self>(
    "admission.end", zh: "终止人员准入", en: "End a person's admission",
    capacities: [.operator, .developer, .platformOperator, .implementingBody, .dataAuthority],
    clauses: ["QZ-20.1-b"], on: Admission.table.name,
    inStates: .possible(Admission.State.open, .admitted),
    fields: Field("admission", zh: "人员准入", en: "Admission", refersTo: "admission"),
    Field("ground", zh: "理由", en: "Ground", bounds: 1...200), make: Self.init)

  /// The organisation's admission, or any of the place for the bureau.
  package func facts(_ read: any RecordReader, _ context: Context) throws -> Admission? {
    try Admission.here(admission, read, context)
  }

  /// Once.
  package func decide(_ facts: Admission?, _ context: Context) -> Decision {
    guard let admission = facts else { return .refused(Admission.unknown) }
    guard admission.state.isLive else { return .refused(admission.wrongState) }
    return .allowed(
      Event(AdmissionEnded(subject: admission.id, ground: ground)), id: admission.id)
  }
}

/// A person's admission ended.
package struct AdmissionEnded: DomainEvent {
  /// The stable type.
  package static let type = "admission.ended"
  /// The admission.
  package let subject: RecordID
  let ground: String

  /// Sets the state.
  package func changes(
    _ stamp: Stamp, payload: JSON?, _ read: any RecordReader
  ) throws -> [Change] {
    guard var admission = try read.find(Admission.self, subject) else { return [] }
    admission.state = .ended
    admission.ground = ground
    return [.put(admission)]
  }
}

extension Admission {
  /// The admission of the place that the actor's organisation or the bureau may act on.
  static func here(
    _ id: RecordID, _ read: any RecordReader, _ context: Context
  ) throws -> Admission? {
    guard let found = try read.find(Admission.self, id), found.place == context.place,
      found.organisation == context.actor.organisation || context.isBureau
        || context.actor.holds(.supervisingAuthority)
    else { return nil }
    return found
  }

  static let unknown = Refusals.unknown(
    "admission", zh: "人员准入", en: "admission", field: "admission")

  var wrongState: Reason {
    Refusals.state(
      "admission", is: state.rawValue, zh: "人员准入的状态不允许此操作",
      en: "the admission's state does not allow this")
  }
}
