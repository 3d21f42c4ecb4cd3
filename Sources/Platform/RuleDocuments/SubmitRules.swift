// SPDX-License-Identifier: Apache-2.0
package import Core
import Regulation

/// Hands in a version of rules, a plan or a record that gates something (EZ-02.11-a, EZ-02.11-b,
/// SC-23.p2-c, SZ-10.6-a, SZ-11.4.3-a).
package struct SubmitRules: Action {
  let kind: String
  let title: String
  let digest: DigestText
  let parts: KeyedTexts?

  /// The declaration.
  package static let spec = Spec<Self>(
    "ruleDocument.submit", zh: "提交规范", en: "Submit rules",
    capacities: [
      .operator, .developer, .platformOperator, .implementingBody, .dataAuthority, .sourceUnit,
    ],
    clauses: ["EZ-02.11-a", "EZ-02.11-b", "EZ-02.11-c"],
    fields: Field("kind", zh: "规范类别", en: "Kind", bounds: 1...60, offers: .rules(.ruleDocuments)),
    Field("title", zh: "标题", en: "Title", bounds: 1...200),
    Field("digest", zh: "文件", en: "Document"),
    Field("parts", zh: "各部分所在位置", en: "Where each part is found", offers: .rules(.ruleParts)),
    make: Self.init)

  /// The organisation's versions of this kind.
  package func facts(_ read: any RecordReader, _ context: Context) throws -> [OperatorRules] {
    try read.all(
      OperatorRules.self, .equal("place", context.place),
      .equal("operator", context.actor.organisation), .equal("kind", kind))
  }

  /// Refuses kinds that the profile does not know or that others write, parts that are missing,
  /// and a second version while one waits.
  package func decide(_ versions: [OperatorRules], _ context: Context) -> Decision {
    guard let rule = context.profile.ruleDocument(kind) else {
      let known = context.profile.operation.ruleDocuments
      let names = known.map(\.id).joined(separator: ", ")
      return .refused(
        Reason(
          "ruleDocument.kind", clauses: known.flatMap(\.clauses), zh: "规范类别应为：\(names)",
          en: "the kinds are: \(names)", field: "kind"))
    }
    guard context.actor.holds(rule.by) else {
      let word = context.profile.word(for: rule.by)
      return .refused(
        Reason(
          "ruleDocument.by", clauses: rule.clauses, zh: "该文件由\(word.zh)提交",
          en: "this is handed in by the \(word.en)", field: "kind"))
    }
    let missing = Refusals.missing(
      "ruleDocument.parts", rule.parts.filter { parts?[$0.id] == nil }, clauses: rule.clauses,
      zh: "请写明各部分在文件中的位置", en: "say where in the document is found", field: "parts")
    if let missing { return .refused(missing) }
    guard !versions.contains(where: { $0.state == .submitted }) else {
      return .refused(
        Reason(
          "ruleDocument.waiting", zh: "上一版本尚在审核", en: "the version before is still under review"))
    }
    let id = context.newID(OperatorRules.table)
    let submitted = Event(
      RulesSubmitted(
        subject: id, place: context.place, operator: context.actor.organisation, kind: kind,
        version: (versions.map(\.version).max() ?? 0) + 1, title: title, digest: digest,
        parts: parts?.values, by: context.actor.account), clauses: rule.clauses)
    let entered = rule.reviewer == nil ? [Event(RulesEntered(subject: id))] : []
    return .allowed([submitted] + entered, result: ["id": .string(id.rawValue)])
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
  /// Where each part is found; nil where none was said.
  let parts: [String: String]?
  let by: RecordID

  /// Adds the version.
  package func changes(
    _ stamp: Stamp, payload: JSON?, _ read: any RecordReader
  ) throws -> [Change] {
    [
      .put(
        OperatorRules(
          id: subject, place: place, operator: `operator`, kind: kind, version: version,
          title: title, digest: digest, parts: parts, state: .submitted, submittedBy: by,
          submittedOn: stamp.occurredOn, decidedBy: nil, decidedOn: nil, opinion: nil))
    ]
  }
}

/// A version came into force as it was handed in: the place asks nobody to approve it.
package struct RulesEntered: DomainEvent {
  /// The stable type.
  package static let type = "ruleDocument.entered"
  /// The version.
  package let subject: RecordID

  /// Puts it in force in place of the one before.
  package func changes(
    _ stamp: Stamp, payload: JSON?, _ read: any RecordReader
  ) throws -> [Change] {
    guard var rules = try read.find(OperatorRules.self, subject) else { return [] }
    rules.state = .approved
    return try rules.superseding(read)
  }
}
