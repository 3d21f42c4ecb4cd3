// SPDX-License-Identifier: Apache-2.0
package import Core
import Regulation

/// Links a stub of the authorised catalogue to a published resource of the resource catalogue.
package struct DescribeEntry: Action {
  let entry: RecordID
  let resource: RecordID

  /// The declaration.
  package static let spec = Spec<Self>(
    "entry.describe", zh: "目录条目关联资源", en: "Link an entry to its resource",
    capacities: [.sourceUnit, .implementingBody, .dataAuthority],
    clauses: ["EZ-02.1-e", "EZ-02.9-a"], on: AuthorisedEntry.table.name,
    inStates: .possible(AuthorisedEntry.State.stub, .described),
    fields: Field("entry", zh: "目录条目", en: "Entry", refersTo: "authorisedEntry"),
    Field("resource", zh: "数据资源", en: "Resource", refersTo: "resource"), make: Self.init)

  /// What the decision needs.
  package struct Facts: Sendable {
    let entry: AuthorisedEntry?
    let resource: Resource?
    let printed: PrintedRow.Link
  }

  /// The entry and the resource, the name of the unit, and what else the resource stands for.
  package func facts(_ read: any RecordReader, _ context: Context) throws -> Facts {
    Facts(
      entry: try AuthorisedEntry.here(entry, read, context),
      resource: try Resource.here(resource, read, context),
      printed: try PrintedRow.Link(of: resource, read, context))
  }

  /// Refuses resources that are not published, not the unit's own, or not those of the printed row.
  package func decide(_ facts: Facts, _ context: Context) -> Decision {
    guard let entry = facts.entry else { return .refused(AuthorisedEntry.unknown) }
    guard entry.state == .stub || entry.state == .described else {
      return .refused(entry.wrongState)
    }
    let isBureau = context.actor.holds(.implementingBody) || context.actor.holds(.dataAuthority)
    guard let resource = facts.resource,
      isBureau || resource.sourceUnit == context.actor.organisation
    else { return .refused(Resource.unknown) }
    guard resource.state == .published else {
      return .refused(
        Reason(
          "entry.resource.unpublished",
          clauses: entry.clauses + context.profile.catalogue.requiredFields.clauses,
          zh: "数据资源尚未发布，须先补齐目录要素并发布",
          en: "the resource is not published; fill in its fields and publish it first",
          field: "resource"))
    }
    let printed = PrintedRow(entry: entry, link: facts.printed, isBureau: isBureau)
    if let refusal = context.refusal(printed.reasons) { return refusal }
    return .allowed(
      Event(
        EntryDescribed(
          subject: entry.id, resource: resource.id, sourceUnit: resource.sourceUnit,
          by: context.actor.account, reviewAnew: entry.asksReview(of: resource, context))),
      id: entry.id)
  }
}

extension AuthorisedEntry {
  /// The entry of the actor's place; nil for any other.
  static func here(
    _ id: RecordID, _ read: any RecordReader, _ context: Context
  ) throws -> AuthorisedEntry? {
    guard let entry = try read.find(AuthorisedEntry.self, id), entry.place == context.place else {
      return nil
    }
    return entry
  }

  /// True where a review of secrecy was answered for other data than those of the resource, or
  /// before there were any (EZ-03.1-f, EZ-A2.14-a); nil where the answer stands.
  fileprivate func asksReview(of other: Resource, _ context: Context) -> Bool? {
    guard resource != other.id, secrecyReview != .required,
      Self.isReviewGeneral(context) || mustBeReviewed(context)
    else { return nil }
    return true
  }

  static let unknown = Refusals.unknown(
    "entry", zh: "授权运营目录条目", en: "entry of the authorised catalogue", field: "entry")

  var wrongState: Reason {
    Refusals.state(
      "entry", is: state.rawValue, clauses: clauses, zh: "目录条目的状态不允许此操作",
      en: "the entry's state does not allow this")
  }
}

/// An entry was linked to its resource.
package struct EntryDescribed: DomainEvent {
  /// The stable type.
  package static let type = "entry.described"
  /// The entry.
  package let subject: RecordID
  let resource: RecordID
  let sourceUnit: RecordID
  let by: RecordID
  /// Whether the review of secrecy begins again; nil where its answer stands.
  let reviewAnew: Bool?

  /// Sets the link; checks, reports and a review of other data are void.
  package func changes(
    _ stamp: Stamp, payload: JSON?, _ read: any RecordReader
  ) throws -> [Change] {
    guard var entry = try read.find(AuthorisedEntry.self, subject) else { return [] }
    if entry.resource != nil, entry.resource != resource {
      entry.preconditions = [:]
      // A report on other data lifts no point of these (QZ-10.p2-b, QZ-10.p2-c).
      entry.exceptions = nil
    }
    if reviewAnew == true { entry.secrecyReview = .required }
    entry.resource = resource
    entry.sourceUnit = sourceUnit
    entry.proposedBy = by
    entry.state = .described
    return [.put(entry)]
  }
}
