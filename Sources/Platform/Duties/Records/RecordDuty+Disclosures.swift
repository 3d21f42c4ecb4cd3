// SPDX-License-Identifier: Apache-2.0
import Core
import Regulation

/// Duties that are done by publishing: a record stands for a publication that the platform holds
/// with all its items, and not for a word about one.
extension RecordDuty {
  /// Why the record stands for nothing: on its day nothing was published about the agreement.
  func disclosureReasons(_ rule: DutyRule, _ facts: Facts, _ day: Day) -> [Reason] {
    guard let disclosures = facts.disclosures,
      !disclosures.contains(where: { $0.publishedOn == day })
    else { return [] }
    return [
      Reason(
        "duty.disclosure", clauses: rule.clauses,
        zh: "须先办理“公开授权信息”（各项齐全），再按公开日登记本次披露",
        en: "first disclose the authorisation with all its items, then record it for that day",
        field: "occurredOn")
    ]
  }
}

extension DutyRule {
  /// Whether it is done by disclosing the items of an authorisation.
  var isOfDisclosing: Bool {
    subject == .agreement && cadence.interval == .shared(.disclosureDays)
  }
}

extension Disclosure {
  /// What was published about an agreement.
  static func of(_ agreement: RecordID, _ read: any RecordReader) throws -> [Disclosure] {
    try read.every(
      Disclosure.self, [.equal("agreement", agreement), .equal("kind", "authorisation")])
  }
}
