// SPDX-License-Identifier: Apache-2.0

/// One value of a profile with what it rests on, or nil where the text leaves it open.
package struct ProfileValue<Value: Codable & Hashable & Sendable>: Codable, Hashable, Sendable {
  /// The value; nil while it is to be configured.
  package let value: Value?
  /// The clauses that give the value, or that require one without giving it.
  package let clauses: [ClauseID]
  /// Who decided the value where no clause does, such as a document number or a platform policy.
  package let source: String?
  /// Whether the value is our reading of a text that can be read otherwise.
  package let isReading: Bool
  /// Whether the text asks for nothing here, which is neither a value nor a gap to be filled.
  package let isSilent: Bool

  /// Makes a value from its parts.
  package init(
    _ value: Value?, clauses: [ClauseID], source: String? = nil, isReading: Bool = false,
    isSilent: Bool = false
  ) {
    self.value = value
    self.clauses = clauses
    self.source = source
    self.isReading = isReading
    self.isSilent = isSilent
  }

  /// Whether the value is still to be configured.
  package var isOpen: Bool { value == nil && !isSilent }
}

extension ProfileValue where Value == Bool {
  /// Whether the thing is to be asked for: as the text says, and also while the text's word is
  /// still to be configured; not where the text is silent.
  package var isAsked: Bool { value ?? !isSilent }
}

/// A value that a text requires without giving it, and that nobody has configured yet.
package struct OpenValue: Codable, Hashable, Sendable {
  /// The path of the value in the profile, such as `catalogue.updateIntervalDays`.
  package let key: String
  /// The clauses that require it.
  package let clauses: [ClauseID]
  /// Whether it gates access, so that nothing that depends on it may be activated before it is set.
  package let gates: Bool
  /// What may be set for it.
  package let form: OpenForm

  /// Makes an open value.
  package init(key: String, clauses: [ClauseID], gates: Bool, form: OpenForm = .structured) {
    self.key = key
    self.clauses = clauses
    self.gates = gates
    self.form = form
  }
}

/// A value that somebody competent set where the text leaves it open, or that a newer or higher
/// instrument put in the place of one that the text gives.
package struct ProfileSetting: Codable, Hashable, Sendable {
  /// The path of the open value.
  package let key: String
  /// The value as it would be written in the profile, such as `5`.
  package let text: String
  /// The document that set it.
  package let source: String
  /// The clauses by which it prevails over a value that the text gives; nil where it sets one that
  /// the text leaves open.
  package let superseding: [ClauseID]?

  /// Makes a setting.
  package init(key: String, text: String, source: String, superseding: [ClauseID]? = nil) {
    self.key = key
    self.text = text
    self.source = source
    self.superseding = superseding
  }
}
