// SPDX-License-Identifier: Apache-2.0

/// One field of a subject release.
package struct SubjectField: Codable, Hashable, Sendable {
  /// The field's name in the answer.
  package var name: String
  /// The columns it is derived from: one, or two to fifty for a score.
  package var columns: [String]
  /// The derivation.
  package var derivation: FieldDerivation
  /// Why the purpose needs the field in this form; 1 to 500 characters.
  package var necessity: String

  /// Declares a field.
  package init(name: String, columns: [String], derivation: FieldDerivation, necessity: String) {
    self.name = name
    self.columns = columns
    self.derivation = derivation
    self.necessity = necessity
  }
}
