// SPDX-License-Identifier: Apache-2.0
package import Core
import Regulation

/// Opens a procedure of the profile as a case, with or without a record that it is about.
package struct OpenCase: Action {
  let procedure: String
  let title: String
  let subject: RecordID?
  let occurredOn: Day?

  /// The declaration.
  package static let spec = Spec<Self>(
    "case.open", zh: "发起程序", en: "Open a case", capacities: CaseFile.actors,
    clauses: ["EZ-02.6-a"],
    fields: Field(
      "procedure", zh: "程序", en: "Procedure", bounds: 1...60, offers: .rules(.procedures)),
    Field("title", zh: "标题", en: "Title", bounds: 1...200),
    Field("subject", zh: "所涉记录", en: "Record concerned", offers: .records(CaseSubject.tables)),
    Field("occurredOn", zh: "事项发起日", en: "The matter began on"),
    make: Self.init)

  /// What the decision needs.
  package struct Facts: Sendable {
    let own: Organisation?
    let subject: CaseSubject?
    /// The organisations whose matter the record is.
    let others: [Organisation]
    let isOpen: Bool
    /// The day on which the agreement that it is about was signed.
    let signedOn: Day?
    let validity: RuleValidity
  }

  /// Who opens it, the record that it is about, and a case that runs on it already.
  package func facts(_ read: any RecordReader, _ context: Context) throws -> Facts {
    let found = try subject.flatMap { try CaseSubject.find($0, read, context) }
    return Facts(
      own: try read.find(Organisation.self, context.actor.organisation), subject: found,
      others: try (found?.parties ?? []).compactMap { try read.find(Organisation.self, $0) },
      isOpen: try subject.map { try isOpen(on: $0, read, context) } ?? false,
      signedOn: try subject.flatMap { try Agreement.here($0, read, context) }?.signedOn,
      validity: try RuleValidity.find(read, context))
  }

  /// Whether the procedure runs on a record already: for anybody, or where each body runs cases of
  /// its own, for the acting one.
  private func isOpen(
    on subject: RecordID, _ read: any RecordReader, _ context: Context
  ) throws -> Bool {
    let conditions: [Condition] = [
      .equal("place", context.place), .equal("subject", subject),
      .equal("procedure", procedure), .equal("state", CaseFile.State.open.rawValue),
    ]
    guard context.profile.procedure(procedure)?.isOfOneBody == true else {
      return try !read.list(CaseFile.self, conditions, limit: 1).isEmpty
    }
    return try read.every(CaseFile.self, conditions).contains {
      $0.openedFor == context.actor.organisation
    }
  }

  /// Only by those whom the first step names, on a record of theirs, and once at a time.
  package func decide(_ facts: Facts, _ context: Context) -> Decision {
    let open = context.profile.procedures.filter { $0.carriedBy == nil }
    guard let procedure = context.profile.procedure(procedure), let first = procedure.first else {
      let names = open.map(\.id).joined(separator: ", ")
      return .refused(
        Reason(
          "case.procedure", zh: "程序应为：\(names)", en: "the procedures are: \(names)",
          field: "procedure"))
    }
    if let name = procedure.carriedBy ?? callFirst(procedure) {
      return .refused(
        Reason(
          "case.procedure.own", clauses: procedure.clauses, zh: "此程序由专门事项发起：\(name)",
          en: "this procedure begins with \(name)", field: "procedure"))
    }
    var reasons: [Reason] = []
    let held = context.actor.capacities.intersection(facts.own?.capacities ?? [])
    if held.isDisjoint(with: first.by) {
      reasons.append(
        Reason(
          "procedure.by", clauses: first.clauses, zh: "此环节由其他单位办理：\(first.label.zh)",
          en: "others do this step: \(first.label.en)"))
    }
    if subject != nil {
      let isOneOfMany = held.intersection(first.by).isSubset(of: CaseFile.owners)
      let isOwn = facts.subject?.parties.contains(context.actor.organisation) == true
      if facts.subject == nil || (isOneOfMany && !isOwn) {
        reasons.append(
          Reason(
            "case.subject", clauses: procedure.clauses, zh: "所涉记录不存在，或不是本单位的事项",
            en: "there is no such record, or it is not this organisation's matter",
            field: "subject"))
      }
    }
    if facts.isOpen {
      reasons.append(
        Reason(
          "case.open.already", clauses: procedure.clauses, zh: "该记录的同一程序正在进行",
          en: "the same procedure runs on this record already", field: "subject"))
    }
    if let reason = tooLate(procedure, facts, context) { reasons.append(reason) }
    if let occurredOn, occurredOn > context.today {
      reasons.append(Refusals.future(field: "occurredOn"))
    }
    if let refusal = context.refusal(reasons) { return refusal }
    let opening = ProcedureState.opening(
      procedure, first: first, about: subject, title: title,
      invited: invited(procedure, facts.others, context), on: occurredOn,
      isTyped: occurredOn == nil, context)
    return .allowed(opening.event, id: opening.id)
  }

  /// A procedure for what began before the text is about an agreement, and not about one signed
  /// under the text: without the agreement nobody can tell when it began.
  private func tooLate(_ procedure: Procedure, _ facts: Facts, _ context: Context) -> Reason? {
    let rule = context.profile.text?.earlierOnly
    guard rule?.value?.contains(procedure.id) == true else { return nil }
    guard let signedOn = facts.signedOn else {
      return Reason(
        "case.earlierOnly", clauses: rule?.clauses ?? [],
        zh: "此程序只办理规定施行前签订的协议，请以该协议为所涉记录；没有本平台协议的，先登记存量授权",
        en: "this procedure is about an agreement signed before the rules: name that agreement, or"
          + " first take over the earlier authorisation", field: "subject")
    }
    guard let from = facts.validity.from else {
      return Reason(
        "adoption.unset", clauses: rule?.clauses ?? [],
        zh: "规定的施行日尚未设定，无法判断是否存量授权，请先凭文件设定",
        en: "it is not set from when the rules apply, so nobody can tell what is earlier; set it "
          + "by its document first")
    }
    guard signedOn >= from else { return nil }
    return Reason(
      "case.earlierOnly", clauses: rule?.clauses ?? [],
      zh: "该授权签订于规定施行（\(from)）之后，须直接适用本规定",
      en: "the agreement was signed under the rules, which apply from \(from)", field: "subject")
  }

  /// Those whose matter it is and whom the procedure names: they see the case and do their steps.
  private func invited(
    _ procedure: Procedure, _ others: [Organisation], _ context: Context
  ) -> [RecordID] {
    let named = CaseFile.owners.intersection(procedure.steps.flatMap(\.by))
    return others.filter { other in
      other.id != context.actor.organisation && !named.isDisjoint(with: other.capacities)
    }.map(\.id)
  }

  /// A procedure that begins with a call's publication is opened by drafting the call.
  private func callFirst(_ procedure: Procedure) -> String? {
    procedure.first?.action == .publishCall ? DraftCall.spec.info.name : nil
  }
}

/// A record that a case can be about, with the organisations whose matter it is.
package struct CaseSubject: Sendable {
  /// The tables of such records.
  static let tables = [
    Agreement.table.name, Application.table.name, AuthorisedEntry.table.name, Call.table.name,
    CaseFile.table.name, Product.table.name, Resource.table.name, Scenario.table.name,
    ScenarioContract.table.name, Organisation.table.name,
  ]

  let parties: [RecordID]

  /// The record of an id in the context's place; nil when there is none.
  static func find(
    _ id: RecordID, _ read: any RecordReader, _ context: Context
  ) throws -> CaseSubject? {
    func look<R: Record>(_ type: R.Type, _ place: (R) -> String) throws -> CaseSubject? {
      guard let record = try read.find(type, id), place(record) == context.place else {
        return nil
      }
      return CaseSubject(parties: record.parties)
    }
    func withUnits(_ found: CaseSubject?, _ entries: [RecordID]?) throws -> CaseSubject? {
      guard let found else { return nil }
      let units = try (entries ?? []).compactMap {
        try AuthorisedEntry.here($0, read, context)?.sourceUnit
      }
      return CaseSubject(parties: Array(Set(found.parties + units)).sorted())
    }
    return switch id.prefix {
    case Agreement.table.prefix:
      try withUnits(
        try look(Agreement.self, \.place), try read.find(Agreement.self, id)?.entries)
    case Application.table.prefix: try look(Application.self, \.place)
    case AuthorisedEntry.table.prefix: try look(AuthorisedEntry.self, \.place)
    case Call.table.prefix:
      try withUnits(try look(Call.self, \.place), try read.find(Call.self, id)?.scopeEntries)
    case CaseFile.table.prefix: try look(CaseFile.self, \.place)
    case Product.table.prefix: try look(Product.self, \.place)
    case Resource.table.prefix: try look(Resource.self, \.place)
    case Scenario.table.prefix: try look(Scenario.self, \.place)
    case ScenarioContract.table.prefix: try look(ScenarioContract.self, \.place)
    case Organisation.table.prefix: try look(Organisation.self, \.place)
    default: nil
    }
  }
}

/// A case that was opened without a record is about one from now on, such as a call.
package struct CaseSubjectNamed: DomainEvent {
  /// The stable type.
  package static let type = "case.bound"
  /// The case.
  package let subject: RecordID
  let about: RecordID
  /// Organisations whose part the record makes the case.
  let invited: [RecordID]?

  /// Sets the record.
  package func changes(
    _ stamp: Stamp, payload: JSON?, _ read: any RecordReader
  ) throws -> [Change] {
    guard let file = try read.find(CaseFile.self, subject) else { return [] }
    return [.put(file.bound(to: about, inviting: invited ?? []))]
  }
}
