// SPDX-License-Identifier: Apache-2.0

/// One objection to a subject template.
package struct SubjectObjection: Hashable, Sendable {
  /// Where in the template, for example `fields[2]`.
  package let field: String
  /// What is wrong.
  package let reason: Reason

  /// Makes an objection.
  package init(_ field: String, _ reason: Reason) {
    self.field = field
    self.reason = reason
  }

  /// `review` where a person may still allow it, else `fail`.
  package var severity: Verdict {
    switch reason {
    case .rawValueOfPersonalColumn, .scoreNeedsReview: .review
    case .lookupKeyNotIdentifier, .limitOutOfRange, .noFields, .tooManyFields, .duplicateName,
      .malformedName, .necessityMissing, .wrongColumnCount, .notGranted, .identifier, .freeText,
      .malformedDerivation:
      .fail
    }
  }

  /// The kinds of objection.
  package enum Reason: String, Hashable, Sendable, CaseIterable {
    /// The lookup key is not a granted identifier column.
    case lookupKeyNotIdentifier
    /// The daily limit is not 1 to 100.
    case limitOutOfRange
    /// There are no fields.
    case noFields
    /// There are more fields than the bound.
    case tooManyFields
    /// Two fields have the same name.
    case duplicateName
    /// The field's name is not of the permitted form.
    case malformedName
    /// It is not said why the field is needed, or at too great length.
    case necessityMissing
    /// A score needs two columns or more, every other field exactly one, none twice.
    case wrongColumnCount
    /// A column is not in the grant.
    case notGranted
    /// A column identifies the subject; only the lookup key may.
    case identifier
    /// A column holds free text; only whether it is present may leave.
    case freeText
    /// Edges do not rise, or values are out of bounds.
    case malformedDerivation
    /// A personal column leaves as it is where a band or a yes-or-no might do.
    case rawValueOfPersonalColumn
    /// What a score gives away of its inputs must be reviewed.
    case scoreNeedsReview
  }
}
