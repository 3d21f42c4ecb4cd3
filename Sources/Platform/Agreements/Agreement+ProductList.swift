// SPDX-License-Identifier: Apache-2.0
package import Core
import Regulation

extension Agreement {
  /// Why the public does not see the product list of an agreement that comes into force; nil where
  /// the rules ask for no filing first, and where the list was filed and published already.
  ///
  /// The agreement itself is public: who may do what, within which scope, and for how long.
  static func listReason(isPublished: Bool, _ context: Context) -> Reason? {
    guard let rule = context.profile.products.listPublication, !isPublished else { return nil }
    let label = context.profile.procedure(rule.procedure)?.label
    let reason = Reason(
      "agreement.list.unfiled", clauses: rule.clauses,
      zh: "产品清单须先备案、取得备案回执，再办结“\(label?.zh ?? "")”的公开环节，此前不向社会公开",
      en: "the product list is filed first; it is public once its filing has the receipt and the "
        + "step of publishing is done: \(label?.en ?? "")")
    return context.controls.standing([reason]).first
  }

  /// Whether a case has published the product list of an agreement, with the receipt of its filing.
  static func isListPublished(
    _ agreement: RecordID, _ read: any RecordReader, _ context: Context
  ) throws -> Bool {
    guard let rule = context.profile.products.listPublication,
      let filing = context.profile.listFiling
    else { return false }
    return try read.every(
      CaseFile.self,
      [
        .equal("place", context.place), .equal("procedure", rule.procedure),
        .equal("state", CaseFile.State.active.rawValue), .equal("subject", agreement),
      ]
    ).contains { try filing.isReceived($0.id, read, context) }
  }
}

extension ProcedureState {
  /// That the list of the agreement is public, where the step ends a case of publishing it.
  func publishing(
    _ step: ProcedureStep, _ outcome: StepOutcome, on day: Day, _ context: Context
  ) -> [Event] {
    guard let rule = context.profile.products.listPublication, rule.procedure == procedure.id,
      file.subject.prefix == Agreement.table.prefix, !runsBeside(step),
      way(from: step, outcome, on: day, context).end == .active
    else { return [] }
    return [Event(ProductListPublished(subject: file.subject), clauses: rule.clauses)]
  }
}

/// The product list of an agreement was published, after its filing.
package struct ProductListPublished: DomainEvent {
  /// The stable type.
  package static let type = "agreement.listPublished"
  /// The agreement.
  package let subject: RecordID

  /// Shows the list to the public.
  package func changes(
    _ stamp: Stamp, payload: JSON?, _ read: any RecordReader
  ) throws -> [Change] {
    guard var agreement = try read.find(Agreement.self, subject) else { return [] }
    agreement.listReason = nil
    return [.put(agreement)]
  }
}
