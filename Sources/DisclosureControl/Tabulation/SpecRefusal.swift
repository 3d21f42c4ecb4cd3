// SPDX-License-Identifier: Apache-2.0

/// One reason why a declared tabulation is refused; a value, not an error.
///
/// A refusal names the place in the declaration (`measures[1]`), never its contents.
package struct SpecRefusal: Hashable, Sendable {
  /// Where in the declaration, for example `dimensions[0]`.
  package let field: String
  /// What is wrong there.
  package let reason: Reason

  /// Makes a refusal.
  package init(_ field: String, _ reason: Reason) {
    self.field = field
    self.reason = reason
  }

  /// The kinds of refusal.
  package enum Reason: String, Hashable, Sendable, CaseIterable {
    /// The name is not of the permitted form.
    case malformedName
    /// The list is empty where at least one entry is needed.
    case empty
    /// The list has more entries than the bound.
    case tooMany
    /// The same column or measure is named twice.
    case duplicate
    /// The subject column is used as dimension, measure or filter, which would isolate people.
    case subjectExposed
    /// A dimension is measured too, which no honest table needs.
    case dimensionMeasured
    /// `min` and `max` publish one person's value (OpenSAFELY, ABS output rules).
    case extremeValue
    /// The function is not known or not yet supported.
    case unsupportedFunction
    /// The function needs a column.
    case columnNeeded
    /// The function takes no column.
    case columnNotTaken
    /// The comparison is not known.
    case unsupportedComparison
    /// The filter has too few or too many values.
    case wrongValueCount
    /// A filter value is too long, holds control characters, or is not a number where one is due.
    case malformedValue
    /// Margins are offered up to five dimensions only.
    case tooManyDimensionsForMargins
  }
}
