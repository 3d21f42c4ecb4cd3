// SPDX-License-Identifier: Apache-2.0

/// Why a request was refused: a stable code, the clauses it rests on, and words to act on.
///
/// A reason never carries personal data, secrets or the existence of a rival.
package struct Reason: Hashable, Sendable, Codable {
  /// A stable code such as `agreement.term.fixed`.
  package let code: String
  /// The clauses the refusal rests on; empty only for general rules of the platform.
  package let clauses: [ClauseID]
  /// What is wrong and what to do, in both languages.
  package let message: LocalText
  /// The field of the request that is at fault, where there is one.
  package let field: String?
  /// Notes by which the clauses are interpreted; nil where there are none.
  package private(set) var notes: [String]?

  /// Makes a reason.
  package init(
    _ code: String, clauses: [ClauseID] = [], zh: String, en: String, field: String? = nil
  ) {
    self.code = code
    self.clauses = clauses
    message = LocalText(zh: zh, en: en)
    self.field = field
  }

  /// The same reason with notes of interpretation beside it.
  package func noted(_ notes: [String]) -> Reason {
    var reason = self
    reason.notes = notes
    return reason
  }

  /// The same reason resting on other clauses.
  package func citing(_ clauses: [ClauseID]) -> Reason {
    Reason(code, clauses: clauses, zh: message.zh, en: message.en, field: field)
  }
}
