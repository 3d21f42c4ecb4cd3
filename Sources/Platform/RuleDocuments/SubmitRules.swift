// SPDX-License-Identifier: Apache-2.0
package import Core
import Regulation

/// Submits a version of rules that the operator writes (EZ-02.11-a, EZ-02.11-b).
package struct SubmitRules: Action {
  let kind: String
  let title: String
  let digest: DigestText

  /// The declaration.
  package static let spec = Spec<Self>(
    "ruleDocument.submit", zh: "提交规范", en: "Submit rules", capacities: [.operator],
    clauses: ["EZ-02.11-a", "EZ-02.11-b", "EZ-02.11-c"],
    fields: Field("kind", zh: "规范类别", en: "Kind", bounds: 1...60),
    Field("title", zh: "标题", en: "Title", bounds: 1...200),
    Field("digest", zh: "文件摘要", en: "Digest"), make: Self.init)

  /// The operator's versions of this kind.
  package func facts(_ read: any RecordReader, _ context: Context) throws -> [OperatorRules] {
    try read.all(
      OperatorRules.self, .equal("place", context.place),
      .equal("operator", context.actor.organisation), .equal("kind", kind))
  }

  /// Refuses kinds that the profile does not know, and a second version while one waits.
  package func decide(_ versions: [OperatorRules], _ context: Context) -> Decision {
    guard context.profile.ruleDocument(kind) != nil else {
      let known = context.profile.operation.ruleDocuments
      let names = known.map(\.id).joined(separator: ", ")
      return .refused(
        Reason(
          "ruleDocument.kind", clauses: known.flatMap(\.clauses), zh: "规范类别应为：\(names)",
          en: "the kinds are: \(names)", field: "kind"))
    }
    guard !versions.contains(where: { $0.state == .submitted }) else {
      return .refused(
        Reason(
          "ruleDocument.waiting", zh: "上一版本尚在审核", en: "the version before is still under review"))
    }
    let id = context.newID(OperatorRules.table)
    return .allowed(
      Event(
        RulesSubmitted(
          subject: id, place: context.place, operator: context.actor.organisation, kind: kind,
          version: (versions.map(\.version).max() ?? 0) + 1, title: title, digest: digest,
          by: context.actor.account)), id: id)
  }
}

/// A version of rules was submitted.
package struct RulesSubmitted: DomainEvent {
  /// The stable type.
  package static let type = "ruleDocument.submitted"
  /// The version.
  package let subject: RecordID
  let place: String
  let `operator`: RecordID
  let kind: String
  let version: Int
  let title: String
  let digest: DigestText
  let by: RecordID

  /// Adds the version.
  package func changes(
    _ stamp: Stamp, payload: JSON?, _ read: any RecordReader
  ) throws -> [Change] {
    [
      .put(
        OperatorRules(
          id: subject, place: place, operator: `operator`, kind: kind, version: version,
          title: title, digest: digest, state: .submitted, submittedBy: by,
          submittedOn: stamp.occurredOn, decidedBy: nil, decidedOn: nil, opinion: nil))
    ]
  }
}
