// SPDX-License-Identifier: Apache-2.0
package import Core
import Regulation

/// Makes the profile's items about an authorisation public (EZ-02.15-a).
package struct PublishDisclosure: Action {
  let agreement: RecordID
  let items: KeyedTexts
  let occurredOn: Day?

  /// What is done under an agreement goes by the rules of the day on which it is done.
  package static let goesByPresentRules = true

  /// The declaration.
  package static let spec = Spec<Self>(
    "disclosure.publish", zh: "公开授权信息", en: "Disclose an authorisation",
    capacities: [.grantor, .implementingBody, .dataAuthority], clauses: ["EZ-02.15-a"],
    on: Agreement.table.name,
    inStates: ActionStates(member: "isPublic", all: ["yes"], known: ["yes", "no"]),
    fields: Field("agreement", zh: "协议", en: "Agreement", refersTo: "agreement"),
    Field("items", zh: "公开事项", en: "Items", offers: .rules(.disclosureItems)),
    Field("occurredOn", zh: "公开日", en: "Disclosed on"), make: Self.init)

  /// What the decision needs.
  package struct Facts: Sendable {
    let agreement: Agreement?
    let interval: OpenSetting?
    let duties: [DutyDoneByAct]
  }

  /// The agreement, how often disclosure is due, and the duties that it does.
  package func facts(_ read: any RecordReader, _ context: Context) throws -> Facts {
    let found = try Agreement.here(agreement, read, context)
    return Facts(
      agreement: found,
      interval: try OpenSetting.find("supervision.disclosureIntervalDays", read, context),
      duties: try found.map { try DutyDoneByAct.find(.disclosure, for: $0, read, context) } ?? [])
  }

  /// Refuses with an item missing, and before the agreement was in force.
  package func decide(_ facts: Facts, _ context: Context) -> Decision {
    guard let agreement = facts.agreement else { return .refused(Agreement.unknown) }
    guard agreement.isPublic == "yes" else { return .refused(agreement.wrongState) }
    let rules = context.profile.supervision
    let required = rules.disclosureItems.value ?? []
    let missing = required.filter { items[$0.id] == nil }
    var reasons = [
      Refusals.missing(
        "disclosure.item.missing", missing, clauses: rules.disclosureItems.clauses, zh: "公开事项不全",
        en: "items are missing", field: "items")
    ].compactMap { $0 }
    let known = Set(required.map(\.id))
    let isBounded = items.values.values.allSatisfy { $0.unicodeScalars.count <= 2_000 }
    if !known.isSuperset(of: items.values.keys) || !isBounded {
      reasons.append(
        Reason(
          "disclosure.item.form", clauses: rules.disclosureItems.clauses,
          zh: "公开事项只能是规定的各项，每项不超过 2000 字",
          en: "only the items of the rules, each of at most 2,000 characters", field: "items"))
    }
    let day = occurredOn ?? context.today
    if day > context.today { reasons.append(Refusals.future(field: "occurredOn")) }
    if let refusal = context.refusal(reasons) { return refusal }
    let id = context.newID(Disclosure.table)
    let interval = rules.disclosureIntervalDays.number(or: facts.interval)
    let wasDueOn = facts.duties.compactMap { $0.wasDueOn(context) }.min()
    let fulfils = facts.duties.enumerated().map { index, duty in
      duty.with(id, on: day, at: index, context)
    }
    return .allowed(
      Event(
        DisclosurePublished(
          subject: id, place: context.place, kind: "authorisation", agreement: agreement.id,
          items: items.values, nextDueOn: interval.map { day.adding(days: $0) },
          by: context.actor.account, wasDueOn: wasDueOn,
          fulfils: fulfils.isEmpty ? nil : fulfils),
        clauses: rules.disclosureItems.clauses), id: id)
  }
}

/// An authorisation was disclosed.
package struct DisclosurePublished: DomainEvent {
  /// The stable type.
  package static let type = "disclosure.published"
  /// The disclosure.
  package let subject: RecordID
  let place: String
  let kind: String
  let agreement: RecordID
  let items: [String: String]
  let nextDueOn: Day?
  let by: RecordID
  /// By when it was due; absent where no interval is set or no duty asks for it.
  let wasDueOn: Day?
  /// When the duties that it does were last done, with this disclosure; absent where none is.
  let fulfils: [DutyLatest]?

  /// Adds the disclosure, and with it the duties count as done.
  package func changes(
    _ stamp: Stamp, payload: JSON?, _ read: any RecordReader
  ) throws -> [Change] {
    let disclosure = Disclosure(
      id: subject, place: place, kind: kind, agreement: agreement, items: items,
      publishedOn: stamp.occurredOn, nextDueOn: nextDueOn, publishedBy: by, wasDueOn: wasDueOn,
      isLate: wasDueOn.map { stamp.occurredOn > $0 })
    return [.put(disclosure)] + (fulfils ?? []).map { Change.put($0) }
  }
}
