// SPDX-License-Identifier: Apache-2.0
package import Core
package import Regulation

/// Answers the secrecy review of an entry: passed, failed, or not required for a reason
/// (EZ-03.1-f).
package struct ReviewSecrecy: Action {
  let entry: RecordID
  let conclusion: SecrecyConclusion
  let ground: String
  let documentNumber: String?

  /// The declaration.
  package static let spec = Spec<Self>(
    "entry.secrecyReview", zh: "保密审查", en: "Review an entry for secrecy",
    capacities: [.securityAuthority], clauses: ["EZ-03.1-f"], on: AuthorisedEntry.table.name,
    inStates: .except(AuthorisedEntry.State.removed),
    fields: Field("entry", zh: "目录条目", en: "Entry", refersTo: "authorisedEntry"),
    Field("conclusion", zh: "审查结论", en: "Conclusion"),
    Field("ground", zh: "理由", en: "Ground", bounds: 1...500),
    Field("documentNumber", zh: "文号", en: "Document number", bounds: 1...100), make: Self.init)

  /// The entry.
  package func facts(_ read: any RecordReader, _ context: Context) throws -> AuthorisedEntry? {
    try AuthorisedEntry.here(entry, read, context)
  }

  /// Refuses an answer where none is asked, and a waiver of a review that the text's row requires.
  package func decide(_ facts: AuthorisedEntry?, _ context: Context) -> Decision {
    guard let entry = facts else { return .refused(AuthorisedEntry.unknown) }
    guard entry.state != .removed, entry.secrecyReview != .notRequired else {
      return .refused(entry.wrongState)
    }
    if let refusal = context.refusal(otherBody(context)) { return refusal }
    let mustReview = entry.mustBeReviewed(context)
    guard !mustReview || conclusion != .notRequired else {
      return .refused(
        Reason(
          "entry.secrecy.needed", clauses: entry.clauses, zh: "该条目必须经保密审查，不能免审",
          en: "this entry must be reviewed; the review cannot be waived", field: "conclusion"))
    }
    return .allowed(
      Event(
        SecrecyReviewed(
          subject: entry.id, conclusion: conclusion, ground: ground,
          documentNumber: documentNumber)), id: entry.id)
  }

  /// Several bodies keep data safe, and the text gives this review to one of them (EZ-03.1-f).
  private func otherBody(_ context: Context) -> Reason? {
    guard let rule = context.profile.catalogue.secrecyReviewer, let name = rule.value,
      context.actor.body != name
    else { return nil }
    let body = context.profile.bodies.first { $0.id == name }?.label
    return Reason(
      "entry.secrecy.body", clauses: rule.clauses,
      zh: "保密审查由\(body?.zh ?? name)办理；是该单位的，请实施机构先登记单位对应的机构",
      en: "the secrecy review is for: \(body?.en ?? name); if this is that body, the implementing"
        + " body first records so")
  }
}

/// How a secrecy review ended.
package enum SecrecyConclusion: String, ChoiceValue {
  case passed
  case failed
  case notRequired

  var state: AuthorisedEntry.SecrecyReview {
    switch self {
    case .passed: .passed
    case .failed: .failed
    case .notRequired: .notRequired
    }
  }

  /// The words of one choice.
  package var label: LocalText {
    switch self {
    case .passed: LocalText(zh: "通过", en: "passed")
    case .failed: LocalText(zh: "不通过", en: "failed")
    case .notRequired: LocalText(zh: "不需审查", en: "not required")
    }
  }
}

/// The secrecy review of an entry was answered; a failed one takes the entry off the list.
package struct SecrecyReviewed: DomainEvent {
  /// The stable type.
  package static let type = "entry.secrecyReviewed"
  /// The entry.
  package let subject: RecordID
  let conclusion: SecrecyConclusion
  let ground: String
  let documentNumber: String?

  /// Sets the answer.
  package func changes(
    _ stamp: Stamp, payload: JSON?, _ read: any RecordReader
  ) throws -> [Change] {
    guard var entry = try read.find(AuthorisedEntry.self, subject) else { return [] }
    entry.secrecyReview = conclusion.state
    if conclusion == .failed, entry.state == .listed { entry.state = .described }
    return [.put(entry)]
  }
}

extension AuthorisedEntry {
  /// Whether the text's own row asks for a secrecy review (EZ-A2.14-a).
  func mustBeReviewed(_ context: Context) -> Bool {
    context.profile.catalogue.firstBatch.contains { stub in
      batch == 1 && stub.row == row && stub.resource == name && stub.secrecyReview
    }
  }
}
