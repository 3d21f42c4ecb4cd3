// SPDX-License-Identifier: Apache-2.0
package import Core
import Regulation

/// Records with which text of a version of the place's rules the platform was started.
package struct KeepRuleSet: Action {
  let version: Int
  let digest: DigestText
  let state: String
  let documentNumber: String?
  let completes: Bool

  /// The declaration.
  package static let spec = Spec<Self>(
    "ruleSet.keep", zh: "记录规则版本", en: "Keep a version of the rules", capacities: [.system],
    clauses: [], fields: Field("version", zh: "版本", en: "Version", bounds: 1...1_000_000),
    Field("digest", zh: "文本摘要", en: "Digest of the text"),
    Field("state", zh: "文本状态", en: "State of the text", bounds: 1...20),
    Field("documentNumber", zh: "文号", en: "Document number", bounds: 1...200),
    Field("completes", zh: "补全旧版本", en: "Completes an earlier version"), make: Self.init)

  /// What is kept of this version, and how many cases began under it.
  package func facts(
    _ read: any RecordReader, _ context: Context
  ) throws -> (kept: RuleSet?, cases: Int) {
    (
      try RuleSet.find(version, in: context.place, read),
      try read.count(
        CaseFile.self,
        [
          .equal("place", context.place),
          Condition("profileVersion", .equal, .int(Int64(version))),
        ])
    )
  }

  /// Refuses another text for a version under which cases began, unless it completes an earlier
  /// version that a later release of the platform could not read.
  package func decide(
    _ facts: (kept: RuleSet?, cases: Int), _ context: Context
  ) -> Decision {
    let kept = facts.kept
    if let kept, kept.digest == digest {
      return .refused(
        Reason("ruleSet.kept", zh: "该版本已记录", en: "this version is kept already"))
    }
    if kept != nil, facts.cases > 0, !completes {
      return .refused(
        Reason(
          "ruleSet.changed", zh: "已有事项适用规则第 \(version) 版的原文本，修改规则须升版本号",
          en: "cases began under another text of version \(version); raise the version",
          field: "digest"))
    }
    let id = kept?.id ?? context.newID(RuleSet.table)
    return .allowed(
      Event(
        RuleSetKept(
          subject: id, place: context.place, version: version, digest: digest, state: state,
          documentNumber: documentNumber)), id: id)
  }
}

/// A version of a place's rules was kept.
package struct RuleSetKept: DomainEvent {
  /// The stable type.
  package static let type = "ruleSet.kept"
  /// The version's record.
  package let subject: RecordID
  let place: String
  let version: Int
  let digest: DigestText
  let state: String
  let documentNumber: String?

  /// Adds the version, or notes the text that takes the former one's place.
  package func changes(
    _ stamp: Stamp, payload: JSON?, _ read: any RecordReader
  ) throws -> [Change] {
    if var kept = try read.find(RuleSet.self, subject) {
      kept.formerDigests.append(kept.digest)
      kept.digest = digest
      return [.put(kept)]
    }
    return [
      .put(
        RuleSet(
          id: subject, place: place, version: version, digest: digest, state: state,
          documentNumber: documentNumber, keptOn: stamp.occurredOn, formerDigests: []))
    ]
  }
}
