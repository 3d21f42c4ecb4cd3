// SPDX-License-Identifier: Apache-2.0

/// Values of a column between which none of some tables' dimensions and filters tells apart.
enum ValueClass: Hashable {
  /// One value, or the missing one.
  case value(Coordinate)
  /// Any other value; a number stands for all numbers between two bounds, nil for other texts.
  case other(ExactDecimal?)

  /// Whether values of this class pass a test; nil where the text might be read as a number in
  /// another way than here.
  func passes(_ comparison: Filter.Comparison) -> Bool? {
    switch (self, comparison) {
    case (.value(.missing), .missing): true
    case (.value(.missing), _), (.value(.total), _), (_, .missing): false
    case (_, .present): true
    case (.value(.label(let text)), .isIn(let values)): values.contains(text)
    case (.value(.label(let text)), .isNotIn(let values)): !values.contains(text)
    case (.other, .isIn): false
    case (.other, .isNotIn): true
    case (.value(.label(let text)), .atLeast(let bound)): Self.number(text).map { $0 >= bound }
    case (.value(.label(let text)), .below(let bound)): Self.number(text).map { $0 < bound }
    case (.other(let number), .atLeast(let bound)): number.map { $0 >= bound } ?? false
    case (.other(let number), .below(let bound)): number.map { $0 < bound } ?? false
    }
  }

  private static func number(_ text: String) -> ExactDecimal? {
    do { return try ExactDecimal(parsing: text) } catch { return nil }
  }
}
