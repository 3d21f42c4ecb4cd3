// SPDX-License-Identifier: Apache-2.0
package import Core
import Regulation

/// Says for every gap of an earlier authorisation who sees to it and by when; with that it goes on
/// under an agreement of the platform, as it was authorised (SC-32-a).
package struct PlanGaps: Action {
  let authorisation: RecordID
  let gaps: [GapPlan]

  /// The declaration.
  package static let spec = Spec<Self>(
    "authorisation.planGaps", zh: "安排存量授权差距", en: "Plan the gaps of an earlier authorisation",
    capacities: [.implementingBody], clauses: ["SC-32-a"],
    on: EarlierAuthorisation.table.name, inStates: .duty(EarlierAuthorisation.State.planning),
    fields: Field(
      "authorisation", zh: "存量授权", en: "Earlier authorisation",
      refersTo: "earlierAuthorisation"),
    Field("gaps", zh: "各项差距的责任单位和期限", en: "Who sees to each gap, and by when", bounds: 0...400),
    make: Self.init)

  /// What the decision needs.
  package struct Facts: Sendable {
    let found: EarlierAuthorisation?
    /// The organisations that are to see to gaps, by id.
    let owners: [RecordID: Organisation]
    /// How many authorisations of the mode are in force.
    let others: Int
    let validity: RuleValidity
  }

  /// The authorisation, the organisations named, and what is in force.
  package func facts(_ read: any RecordReader, _ context: Context) throws -> Facts {
    let found = try EarlierAuthorisation.here(authorisation, read, context)
    let owners = try Set(gaps.map(\.owner)).compactMap { try read.find(Organisation.self, $0) }
    return Facts(
      found: found, owners: Dictionary(owners.map { ($0.id, $0) }) { first, _ in first },
      others: try found.map {
        try Agreement.inForce(ofMode: $0.mode, read, context)
      } ?? 0, validity: try RuleValidity.find(read, context))
  }

  /// Every gap has an active organisation of the place and a day to come, by another person than
  /// the one who recorded the authorisation.
  package func decide(_ facts: Facts, _ context: Context) -> Decision {
    guard let found = facts.found else { return .refused(EarlierAuthorisation.unknown) }
    guard found.state == .planning else { return .refused(found.wrongState) }
    let clauses = AdoptAuthorisation.clauses(context)
    var reasons = [found.notKept(context)].compactMap { $0 }
    if found.adoptedBy == context.actor.account {
      reasons.append(
        Reason(
          "adoption.person", clauses: clauses, zh: "差距安排由登记人以外的人员确认",
          en: "another person than who recorded it confirms the plan"))
    }
    reasons += planReasons(found, facts.owners, context)
    if found.endsOn < context.today { reasons.append(AdoptAuthorisation.over(found, context)) }
    if let mode = context.profile.mode(found.mode), let most = mode.activeMax,
      facts.others >= most
    {
      reasons.append(
        Reason(
          "agreement.mode.full", clauses: mode.clauses, zh: "该模式同时有效的授权最多 \(most) 个",
          en: "at most \(most) authorisations of this mode are in force at once"))
    }
    if let refusal = context.refusal(reasons) { return refusal }
    let planned = found.gaps.map { gap in
      var planned = gap
      let plan = gaps.first { $0.gap == gap.gap }
      planned.owner = plan?.owner
      planned.dueOn = plan?.dueOn
      return planned
    }
    let id = context.newID(Agreement.table)
    let term = AgreementTerm(
      mode: found.mode, found.startsOn, found.endsOn, isException: false, context)
    let taken = AgreementTakenOver(
      subject: id, authorisation: found.id,
      termYears: term?.years ?? max(1, found.endsOn.year - found.startsOn.year),
      rulesUntil: facts.validity.outlived(by: found.endsOn),
      mustFile: context.profile.filesAgreements,
      listReason: Agreement.listReason(isPublished: false, context))
    return .allowed(
      [
        Event(
          GapsPlanned(subject: found.id, gaps: planned, agreement: id),
          clauses: clauses + AuthorisationGap.clauses(planned)), Event(taken, clauses: clauses),
      ],
      result: .object([
        "id": .string(found.id.rawValue), "agreement": .string(id.rawValue),
        "open": .int(Int64(planned.count)),
      ]))
  }

  private func planReasons(
    _ found: EarlierAuthorisation, _ owners: [RecordID: Organisation], _ context: Context
  ) -> [Reason] {
    let clauses = AdoptAuthorisation.clauses(context)
    let planned = Set(gaps.map(\.gap))
    let unplanned = found.gaps.filter { !planned.contains($0.gap) }
    var reasons: [Reason] = []
    if !unplanned.isEmpty {
      let names = unplanned.map(\.gap).joined(separator: ", ")
      reasons.append(
        Reason(
          "adoption.plan", clauses: clauses + AuthorisationGap.clauses(unplanned),
          zh: "以下差距尚未写明责任单位和期限：\(names)",
          en: "say who sees to each of these gaps and by when: \(names)", field: "gaps"))
    }
    let known = Set(found.gaps.map(\.gap))
    let isFit = gaps.allSatisfy { plan in
      owners[plan.owner].map { $0.place == context.place && $0.state == .active } == true
        && plan.dueOn > context.today && plan.dueOn <= found.endsOn
    }
    if planned.count != gaps.count || !known.isSuperset(of: planned) || !isFit {
      reasons.append(
        Reason(
          "adoption.plan.unfit", clauses: clauses, zh: "每项差距只安排一次，责任单位为本地区在用单位，期限晚于今天、不晚于届满日",
          en: "each gap is planned once, with an active organisation of the place and a day to come"
            + " within the term",
          field: "gaps"))
    }
    return reasons
  }
}

/// The gaps of an earlier authorisation were planned.
package struct GapsPlanned: DomainEvent {
  /// The stable type.
  package static let type = "authorisation.gapsPlanned"
  /// The earlier authorisation.
  package let subject: RecordID
  let gaps: [AuthorisationGap]
  let agreement: RecordID

  /// Notes who sees to each gap, and the agreement.
  package func changes(
    _ stamp: Stamp, payload: JSON?, _ read: any RecordReader
  ) throws -> [Change] {
    guard let found = try read.find(EarlierAuthorisation.self, subject) else { return [] }
    var planned = found.with(gaps)
    planned.agreement = agreement
    return [.put(planned)]
  }
}

/// An earlier authorisation goes on under an agreement of the platform.
package struct AgreementTakenOver: DomainEvent {
  /// The stable type.
  package static let type = "agreement.takenOver"
  /// The agreement.
  package let subject: RecordID
  let authorisation: RecordID
  let termYears: Int
  let rulesUntil: Day?
  let mustFile: Bool
  /// Why its product list is not public yet; absent where it is.
  var listReason: Reason?

  /// Adds the agreement in force, with the scope and the term that it always had.
  package func changes(
    _ stamp: Stamp, payload: JSON?, _ read: any RecordReader
  ) throws -> [Change] {
    guard let found = try read.find(EarlierAuthorisation.self, authorisation) else { return [] }
    // There is neither a case nor an application of this platform: the record stands for both.
    var agreement = Agreement(
      id: subject, place: found.place, case: found.id, application: found.id,
      operator: found.operator, grantor: found.grantor,
      signatory: found.grantor == found.organisation ? nil : found.organisation, cosigners: nil,
      mode: found.mode, number: found.number, digest: found.digest, startsOn: found.startsOn,
      endsOn: found.endsOn, termYears: termYears, entries: found.entries,
      products: found.products, sections: found.sections, termException: nil,
      draftedBy: found.adoptedBy, state: .active, signatures: [], signedOn: found.signedOn,
      rulesUntil: rulesUntil, exit: ExitRecord(), isPublic: "yes")
    agreement.earlier = found.id
    agreement.filingState = mustFile ? .unfiled : nil
    agreement.version = 1
    agreement.listReason = listReason
    return [.put(agreement)]
  }
}
