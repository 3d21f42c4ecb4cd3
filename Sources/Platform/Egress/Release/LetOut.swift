// SPDX-License-Identifier: Apache-2.0
package import Core
import Regulation

/// Lets an approved release out: the bytes must be those that were reviewed.
package struct LetOut: Action {
  let release: RecordID
  let digest: DigestText

  /// The declaration.
  package static let spec = Spec<Self>(
    "egress.release", zh: "放行出域", en: "Let a release out",
    capacities: [.system, .platformOperator], clauses: ["EZ-02.13-a"], on: Release.table.name,
    fields: Field("release", zh: "出域申请", en: "Release", refersTo: "release"),
    Field("digest", zh: "内容摘要", en: "Digest of the content"), make: Self.init)

  /// The release and its agreement.
  package func facts(
    _ read: any RecordReader, _ context: Context
  ) throws -> (Release?, Agreement?) {
    let found = try read.find(Release.self, release)
    return (found, try found.flatMap { try read.find(Agreement.self, $0.agreement) })
  }

  /// Approved, unchanged, under an agreement in force.
  package func decide(_ facts: (Release?, Agreement?), _ context: Context) -> Decision {
    guard let found = facts.0, found.place == context.place else {
      return .refused(Release.unknown())
    }
    guard found.state != .released else {
      return .refused(
        Reason("egress.release.already", zh: "已放行", en: "it is released already"))
    }
    if let reason = found.refusal(to: .released, context) { return .refused(reason) }
    var reasons: [Reason] = []
    if found.contentDigest != digest {
      reasons.append(
        Reason(
          "egress.release.digest", clauses: context.profile.egress.checkers.clauses,
          zh: "内容与审核时不一致，不得放行", en: "the content is not what was reviewed", field: "digest"))
    }
    if facts.1?.isInForce(on: context.today) != true {
      reasons.append(MarketReasons.agreement(context.profile))
    }
    if let limits = found.standing, limits.expiresOn < context.today {
      reasons.append(
        Reason("egress.release.expired", zh: "申请的期限已过", en: "its last day has passed"))
    }
    guard reasons.isEmpty else { return .refused(reasons) }
    return .allowed(Event(ReleaseLetOut(subject: release, digest: digest)), id: release)
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
    var changes: [Change] = [.put(release)]
    if release.kind == .file, let id = release.output,
      var output = try read.find(JobOutput.self, id)
    {
      output.state = .released
      changes.append(.put(output))
    }
    return changes
  }
}
