// SPDX-License-Identifier: Apache-2.0
package import Core
import Regulation

/// Lets an approved release out: the bytes must be those that were reviewed.
package struct LetOut: Action {
  let release: RecordID
  let digest: DigestText
  let salt: DigestText?

  /// The declaration.
  package static let spec = Spec<Self>(
    "egress.release", zh: "放行出域", en: "Let a release out",
    capacities: [.system, .platformOperator], clauses: ["EZ-02.13-a"], on: Release.table.name,
    inStates: .duty(Release.State.approved),
    fields: Field("release", zh: "出域申请", en: "Release", refersTo: "release"),
    Field("digest", zh: "内容摘要", en: "Digest of the content", offers: .typed),
    Field("salt", zh: "内容摘要的盐", en: "Salt of the commitment to it", offers: .typed), make: Self.init
  )

  /// What the decision needs.
  package struct Facts: Sendable {
    let release: Release?
    let agreement: Agreement?
    let scenario: Scenario?
    /// The grants from which it comes.
    let grants: [Grant]
    let memory: Int
    /// Whether somebody left of whom the job read rows.
    let hasDepartures: Bool
    /// The standing release that it refreshes.
    let refreshed: Release?
  }

  /// The release and all from which its right comes.
  package func facts(_ read: any RecordReader, _ context: Context) throws -> Facts {
    let found = try read.find(Release.self, release)
    let output = try found?.output.flatMap { try read.find(JobOutput.self, $0) }
    let job = try output.flatMap { try read.find(Job.self, $0.job) }
    let grants = [found?.grant].compactMap { $0 } + (job?.grants ?? [])
    return Facts(
      release: found, agreement: try found.flatMap { try read.find(Agreement.self, $0.agreement) },
      scenario: try found.flatMap { try read.find(Scenario.self, $0.scenario) },
      grants: try grants.compactMap { try read.find(Grant.self, $0) },
      memory: try DisclosureMemory.version(of: found?.resources ?? [], read),
      hasDepartures: try job?.hasDepartures(on: context.today, read) ?? false,
      refreshed: try found?.refreshOf.flatMap { try read.find(Release.self, $0) })
  }

  /// Approved, unchanged, evaluated against all that is out; agreement, scenario and grants live.
  package func decide(_ facts: Facts, _ context: Context) -> Decision {
    guard let found = facts.release, found.place == context.place else {
      return .refused(Release.unknown())
    }
    guard found.state != .released else {
      return .refused(
        Reason("egress.release.already", zh: "已放行", en: "it is released already"))
    }
    if let refusal = context.refusal(found.refusal(to: .released, context)) { return refusal }
    let clauses = context.profile.egress.checkers.clauses
    var reasons = rightReasons(facts, clauses, context)
    if !ContentCommitment.isOpened(found.contentDigest, by: digest, salt: salt) {
      reasons.append(
        Reason(
          "egress.release.digest", clauses: clauses, zh: "内容与审核时不一致，不得放行",
          en: "the content is not what was reviewed", field: "digest"))
    }
    if facts.hasDepartures {
      reasons.append(Release.departed("egress.release.consents", context))
    }
    if found.isBehind(memory: facts.memory) {
      reasons.append(DisclosureMemory.renewal("egress.release.stale", clauses: clauses))
    }
    if found.turn == .refresh, facts.refreshed?.isOut(on: context.today) != true {
      reasons.append(
        Reason(
          "egress.release.ended", clauses: clauses, zh: "所更新的长期有效出域已结束",
          en: "the standing release that it refreshes is not out any more"))
    }
    if let limits = found.standing, limits.expiresOn < context.today {
      reasons.append(
        Reason("egress.release.expired", zh: "申请的期限已过", en: "its last day has passed"))
    }
    if let refusal = context.refusal(reasons) { return refusal }
    return .allowed(Event(ReleaseLetOut(subject: release, digest: digest)), id: release)
  }

  private func rightReasons(
    _ facts: Facts, _ clauses: [ClauseID], _ context: Context
  ) -> [Reason] {
    var reasons: [Reason] = []
    if facts.agreement?.isInForce(on: context.today) != true {
      reasons.append(MarketReasons.agreement(context.profile))
    }
    if facts.scenario?.state != .approved {
      reasons.append(MarketReasons.scenario(context.profile))
    }
    if facts.grants.isEmpty || !facts.grants.allSatisfy(\.state.isLive) {
      reasons.append(
        Reason(
          "egress.release.grant", clauses: clauses, zh: "所依据的数据授权已失效",
          en: "a grant from which it comes is not live"))
    }
    // Asked for before the purposes of grants were held against the kind of release.
    if let kind = facts.release?.kind, !facts.grants.isEmpty,
      Set(facts.grants.map(\.purpose)) != [kind.grantPurpose]
    {
      reasons.append(
        Reason(
          "egress.release.purpose", clauses: clauses, zh: "所依据数据授权的用途与出域类型不一致",
          en: "its data were granted for another kind of use"))
    }
    return reasons
  }
}

/// A release may leave, or has left.
package struct ReleaseLetOut: DomainEvent {
  /// The stable type.
  package static let type = "egress.released"
  /// The release.
  package let subject: RecordID
  let digest: DigestText

  /// Marks the release, and the output whose file it is.
  package func changes(
    _ stamp: Stamp, payload: JSON?, _ read: any RecordReader
  ) throws -> [Change] {
    guard var release = try read.find(Release.self, subject) else { return [] }
    release.state = .released
    release.releasedOn = stamp.occurredOn
    release.releasedDigest = digest
    var changes: [Change] = try [.put(release)] + DisclosureMemory.counted(release, read)
    changes += try release.changesOfServing(digest, stamp.occurredOn, read)
    if release.kind.isFile, let id = release.output,
      var output = try read.find(JobOutput.self, id)
    {
      output.state = .released
      changes.append(.put(output))
    }
    return changes
  }
}
