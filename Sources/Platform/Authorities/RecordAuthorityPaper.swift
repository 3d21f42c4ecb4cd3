// SPDX-License-Identifier: Apache-2.0
package import Core
import Regulation

/// Records a paper on which a lower authority rests: how it adopted the rules, whom it named, which
/// expert group it takes (HD-02-b, SC-08-c, QZ-07.p3-a).
package struct RecordAuthorityPaper: Action {
  let authority: RecordID
  let kind: AuthorityPaperKind
  let number: String
  let occurredOn: Day
  let digest: DigestText
  let body: RecordID?

  /// The declaration.
  package static let spec = Spec<Self>(
    "authority.recordPaper", zh: "登记本级依据文件", en: "Record a paper of a lower authority",
    capacities: [.grantor, .implementingBody, .dataAuthority],
    clauses: ["HD-02-b", "SC-08-c", "QZ-07.p3-a"], on: Authority.table.name,
    fields: Field("authority", zh: "授权单位", en: "Authority", refersTo: "authority"),
    Field("kind", zh: "文件用途", en: "What it does"),
    Field("number", zh: "文号", en: "Number", bounds: 1...100),
    Field("occurredOn", zh: "文件日期", en: "Dated"),
    Field("digest", zh: "文件", en: "Document"),
    Field("body", zh: "确定的实施机构", en: "Body designated", refersTo: "organisation"),
    make: Self.init)

  /// The authority and the body that is designated.
  package func facts(
    _ read: any RecordReader, _ context: Context
  ) throws -> (Authority?, Organisation?) {
    (
      try read.find(Authority.self, authority),
      try body.flatMap { try read.find(Organisation.self, $0) }
    )
  }

  /// Only by the authority itself, only what the rules of its level know, and for a designation
  /// an organisation of its own that holds the capacity.
  package func decide(_ facts: (Authority?, Organisation?), _ context: Context) -> Decision {
    guard let found = facts.0, found.place == context.place,
      let rule = found.rule(context.profile)
    else {
      return .refused(
        Refusals.unknown("authority", zh: "授权单位", en: "authority", field: "authority"))
    }
    var reasons: [Reason] = []
    let known = rule.papers
    if !known.contains(kind) {
      let words = known.map(\.label)
      reasons.append(
        Reason(
          "authority.paper", clauses: rule.clauses,
          zh: "此层级登记的文件为：\(words.map(\.zh).joined(separator: "、"))",
          en: "the papers of this level are: \(words.map(\.en).joined(separator: ", "))",
          field: "kind"))
    }
    if kind == .designation {
      let fits = facts.1.map {
        $0.place == found.place && $0.state == .active
          && $0.capacities.contains(.implementingBody)
      }
      if fits != true {
        reasons.append(
          Reason(
            "authority.designated", clauses: rule.clauses, zh: "须指明本级登记的实施机构",
            en: "name an implementing body that is registered at this level", field: "body"))
      }
    }
    if occurredOn > context.today { reasons.append(Refusals.future(field: "occurredOn")) }
    if let refusal = context.refusal(reasons) { return refusal }
    let paper = AuthorityPaper(
      kind: kind, number: number, dated: occurredOn, digest: digest,
      body: kind == .designation ? body : nil, by: context.actor.account)
    return .allowed(
      Event(
        AuthorityPaperRecorded(subject: found.id, paper: paper), clauses: rule.clauses(of: kind)),
      id: found.id)
  }
}

/// A paper of a lower authority was recorded.
package struct AuthorityPaperRecorded: DomainEvent {
  /// The stable type.
  package static let type = "authority.paperRecorded"
  /// The authority.
  package let subject: RecordID
  let paper: AuthorityPaper

  /// Adds the paper.
  package func changes(
    _ stamp: Stamp, payload: JSON?, _ read: any RecordReader
  ) throws -> [Change] {
    guard var authority = try read.find(Authority.self, subject) else { return [] }
    authority.papers.append(paper)
    return [.put(authority)]
  }
}

extension AuthorityLevel {
  /// The papers that an authority of this level records itself.
  var papers: [AuthorityPaperKind] {
    var kinds = needs.compactMap(\.paper) + above.compactMap(\.paper)
    if kinds.contains(.receipt) { kinds.append(.designation) }
    if kinds.contains(.expertCommission) { kinds.append(.ownExperts) }
    let own = Set(kinds).subtracting([.receipt, .platformException])
    return AuthorityPaperKind.allCases.filter(own.contains)
  }

  /// The clauses by which a kind of paper is asked for.
  func clauses(of kind: AuthorityPaperKind) -> [ClauseID] {
    let asked = kind.excluding.union([kind, kind == .designation ? .receipt : kind])
    let found =
      needs.filter { $0.paper.map(asked.contains) ?? false }.flatMap(\.clauses)
      + above.filter { $0.paper.map(asked.contains) ?? false }.flatMap(\.clauses)
    return found.isEmpty ? clauses : found
  }
}
