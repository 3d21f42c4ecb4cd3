// SPDX-License-Identifier: Apache-2.0
package import Core
import Regulation

/// Opens an entry to authorisation and demand (EZ-02.9-a).
package struct ListEntry: Action {
  let entry: RecordID

  /// The declaration.
  package static let spec = Spec<Self>(
    "entry.list", zh: "纳入授权运营目录", en: "List an entry",
    capacities: [.implementingBody, .dataAuthority],
    clauses: ["EZ-02.3-b", "EZ-02.9-a", "EZ-03.1-f"], on: AuthorisedEntry.table.name,
    inStates: .duty(AuthorisedEntry.State.described),
    fields: Field("entry", zh: "目录条目", en: "Entry", refersTo: "authorisedEntry"),
    make: Self.init)

  /// What the decision needs.
  package struct Facts: Sendable {
    let entry: AuthorisedEntry?
    let resource: Resource?
  }

  /// The entry and its resource.
  package func facts(_ read: any RecordReader, _ context: Context) throws -> Facts {
    let entry = try AuthorisedEntry.here(entry, read, context)
    return Facts(
      entry: entry,
      resource: try entry?.resource.flatMap { try Resource.here($0, read, context) })
  }

  /// Refuses stubs, empty fields, points unsigned or failed, and a secrecy review not passed.
  package func decide(_ facts: Facts, _ context: Context) -> Decision {
    guard let entry = facts.entry else { return .refused(AuthorisedEntry.unknown) }
    switch entry.state {
    case .described: break
    case .listed, .removed: return .refused(entry.wrongState)
    case .stub:
      let stub = Reason(
        "entry.stub",
        clauses: entry.clauses + context.profile.catalogue.requiredFields.clauses,
        zh: "该条目只有提供单位和名称，须先补齐目录要素并关联已发布的数据资源",
        en: "the entry has provider and name only; link it to a published resource first")
      if let refusal = context.refusal(stub) { return refusal }
    }
    let reasons =
      described(entry, facts.resource, context) + checked(entry, context)
      + [proposer(entry, context)].compactMap { $0 }
    if let refusal = context.refusal(reasons) { return refusal }
    return .allowed(Event(EntryListed(subject: entry.id)), id: entry.id)
  }

  private func described(
    _ entry: AuthorisedEntry, _ resource: Resource?, _ context: Context
  ) -> [Reason] {
    guard let resource, resource.state == .published else {
      return [
        Reason(
          "entry.resource.unpublished", clauses: entry.clauses, zh: "关联的数据资源未发布或已撤回",
          en: "the linked resource is not published or was withdrawn")
      ]
    }
    let required = context.profile.catalogue.requiredFields
    let blanks = (required.value ?? []).filter { KeyedTexts(resource.fields)[$0.id] == nil }
    return [
      Refusals.missing(
        "entry.field.empty", blanks, clauses: entry.clauses + required.clauses, zh: "目录要素尚未填写",
        en: "fields of the entry are empty", field: "entry"),
      resource.originReason("entry.origin.consent", context.profile),
    ].compactMap { $0 }
  }

  private func checked(_ entry: AuthorisedEntry, _ context: Context) -> [Reason] {
    let checks = context.profile.catalogue.inclusionChecks
    let unsigned = (checks.value ?? []).filter { entry.preconditions[$0.id] == nil }
    let exceptions = context.profile.catalogue.inclusionExceptions.value ?? []
    let lifted = Set(
      exceptions.filter { entry.exceptions?[$0.id] != nil }.flatMap(\.checks))
    let failed = (checks.value ?? []).filter {
      entry.preconditions[$0.id]?.passed == false && !lifted.contains($0.id)
    }
    let waysOut = exceptions.filter { way in failed.contains { way.checks.contains($0.id) } }
    var reasons = [
      Refusals.missing(
        "entry.check.open", unsigned, clauses: checks.clauses, zh: "纳入前提尚未核查",
        en: "points are not signed yet", field: "entry"),
      Refusals.missing(
        "entry.check.failed", failed,
        clauses: Set(checks.clauses + waysOut.flatMap(\.clauses)).sorted(), zh: "纳入前提不符合",
        en: "points do not hold", field: "entry"),
    ].compactMap { $0 }
    let rules = context.profile.catalogue.parallelReviews.clauses
    let isOwn = entry.batch == 1 && rules.isEmpty || entry.mustBeReviewed(context)
    let review = rules + (isOwn ? entry.clauses.filter { !rules.contains($0) } : [])
    switch entry.secrecyReview {
    case .notRequired, .passed: break
    case .required:
      reasons.append(
        Reason(
          "entry.secrecy.pending", clauses: review, zh: "保密审查尚未完成",
          en: "the secrecy review is pending"))
    case .failed:
      reasons.append(
        Reason(
          "entry.secrecy.failed", clauses: review, zh: "保密审查未通过", en: "the secrecy review failed"))
    }
    return reasons
  }

  private func proposer(_ entry: AuthorisedEntry, _ context: Context) -> Reason? {
    guard entry.proposedBy == context.actor.account else { return nil }
    return Reason(
      "entry.list.self", zh: "条目的提出人不能自己批准纳入，请换人办理",
      en: "who put the entry forward does not list it; another person must")
  }
}

/// An entry was listed.
package struct EntryListed: DomainEvent {
  /// The stable type.
  package static let type = "entry.listed"
  /// The entry.
  package let subject: RecordID

  /// Sets the state.
  package func changes(
    _ stamp: Stamp, payload: JSON?, _ read: any RecordReader
  ) throws -> [Change] {
    guard var entry = try read.find(AuthorisedEntry.self, subject) else { return [] }
    entry.state = .listed
    return [.put(entry)]
  }
}
