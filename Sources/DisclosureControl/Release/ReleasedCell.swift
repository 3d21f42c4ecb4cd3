// SPDX-License-Identifier: Apache-2.0

/// One cell of a released cube.
package enum ReleasedCell: Hashable, Sendable {
  /// The published values, one per measure, as plain decimal text; a mean over no value is empty.
  case published([String])
  /// The cell is withheld; which rule asked for it is not said.
  case withheld

  /// Whether the cell is withheld.
  package var isWithheld: Bool { self == .withheld }
}
