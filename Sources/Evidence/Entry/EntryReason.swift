// SPDX-License-Identifier: Apache-2.0

/// One reason of a refusal, as recorded; the words shown to people come from its code.
package struct EntryReason: Hashable, Sendable {
  /// The reason's stable code.
  package var code: String
  /// The ids of the clauses that ask for the refusal.
  package var clauses: [String]
  /// The input field the reason is about, if one.
  package var field: String?

  /// Makes a reason.
  package init(code: String, clauses: [String] = [], field: String? = nil) {
    self.code = code
    self.clauses = clauses
    self.field = field
  }
}
