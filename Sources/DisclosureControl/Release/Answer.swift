// SPDX-License-Identifier: Apache-2.0

/// What a query product answers to one set of parameters.
package enum Answer: Hashable, Sendable {
  /// The published values, one per measure.
  case value([String])
  /// The cell exists and is withheld.
  case withheld
  /// The parameters do not name a cell of the reviewed domain.
  case outsideDomain
}
