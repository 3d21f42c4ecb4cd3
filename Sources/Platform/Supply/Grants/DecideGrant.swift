// SPDX-License-Identifier: Apache-2.0
package import Core
import Regulation

/// Approves a grant: the bureau's act, never the requester's.
package struct ApproveGrant: Action {
  let grant: RecordID
  let opinion: String?
  let linkageAssessment: DigestText?

  /// The declaration.
  package static let spec = Spec<Self>(
    "grant.approve", zh: "同意数据授权", en: "Approve a grant",
    capacities: [.implementingBody, .dataAuthority],
    clauses: ["EZ-02.2-d", "EZ-02.13-a", "EZ-02.13-e"], on: Grant.table.name,
    inStates: .duty(Grant.State.requested),
    fields: Field("grant", zh: "数据授权", en: "Grant", refersTo: "grant"),
    Field("opinion", zh: "意见", en: "Opinion", bounds: 1...500),
    Field("linkageAssessment", zh: "关联汇聚风险评估", en: "Assessment of joining"),
    make: Self.init)

  /// The grant with what it hangs on.
  package func facts(_ read: any RecordReader, _ context: Context) throws -> GrantChain? {
    try Grant.here(grant, read, context).map { try GrantChain($0, read) }
  }

  /// Refuses while the risk of joining is not assessed, or the scenario may not be worked on.
  package func decide(_ facts: GrantChain?, _ context: Context) -> Decision {
    guard let facts else { return .refused(Grant.unknown) }
    let grant = facts.grant
    guard grant.state == .requested else { return .refused(grant.wrongState(context)) }
    var reasons = [
      grant.separation(from: grant.requestedBy, context), facts.stop(context),
      facts.resource?.originReason("grant.origin.consent", context.profile),
      SupplyChain.stop(importBehind: grant, on: context.today, context.profile),
    ].compactMap { $0 }
    if grant.needsLinkageReview, linkageAssessment == nil {
      reasons.append(
        Reason(
          "grant.linkage", clauses: context.profile.security.linkageReviewResources.clauses,
          zh: "该场景关联 \(grant.joinedResources) 项资源，须先评估关联汇聚风险",
          en: "the scenario joins \(grant.joinedResources) resources: assess that risk first",
          field: "linkageAssessment"))
    }
    if let refusal = context.refusal(reasons) { return refusal }
    let fact = GrantDecided(
      subject: grant.id, conclusion: .approved, opinion: opinion,
      linkageAssessment: linkageAssessment, by: context.actor.account)
    return .allowed(Event(fact), id: grant.id)
  }
}

/// Rejects a grant.
package struct RejectGrant: Action {
  let grant: RecordID
  let opinion: String

  /// The declaration.
  package static let spec = Spec<Self>(
    "grant.reject", zh: "不同意数据授权", en: "Reject a grant",
    capacities: [.implementingBody, .dataAuthority],
    clauses: ["EZ-02.2-d", "EZ-02.13-e"], on: Grant.table.name,
    inStates: .possible(Grant.State.requested),
    fields: Field("grant", zh: "数据授权", en: "Grant", refersTo: "grant"),
    Field("opinion", zh: "理由", en: "Ground", bounds: 1...500), make: Self.init)

  /// The grant.
  package func facts(_ read: any RecordReader, _ context: Context) throws -> Grant? {
    try Grant.here(grant, read, context)
  }

  /// Only what is asked for, never by the requester.
  package func decide(_ facts: Grant?, _ context: Context) -> Decision {
    guard let grant = facts else { return .refused(Grant.unknown) }
    guard grant.state == .requested else { return .refused(grant.wrongState(context)) }
    if let refusal = context.refusal(grant.separation(from: grant.requestedBy, context)) {
      return refusal
    }
    let fact = GrantDecided(
      subject: grant.id, conclusion: .rejected, opinion: opinion, linkageAssessment: nil,
      by: context.actor.account)
    return .allowed(Event(fact), id: grant.id)
  }
}

/// The bureau decided on a grant.
package struct GrantDecided: DomainEvent {
  /// The stable type.
  package static let type = "grant.decided"
  /// The grant.
  package let subject: RecordID
  let conclusion: Conclusion
  let opinion: String?
  let linkageAssessment: DigestText?
  let by: RecordID

  /// Sets the state; with a yes, the operator may read the data sheet that holds now.
  package func changes(
    _ stamp: Stamp, payload: JSON?, _ read: any RecordReader
  ) throws -> [Change] {
    guard var grant = try read.find(Grant.self, subject) else { return [] }
    grant.state = conclusion == .approved ? .approved : .rejected
    grant.decidedBy = by
    grant.opinion = opinion
    grant.linkageAssessment = linkageAssessment
    var changes: [Change] = [.put(grant)]
    if conclusion == .approved,
      var version = try DatasetVersion.active(of: grant.resource, read),
      !version.readers.contains(grant.operator)
    {
      version.readers.append(grant.operator)
      changes.append(.put(version))
    }
    return changes
  }
}
