// SPDX-License-Identifier: Apache-2.0

/// The answer to a declared tabulation.
package enum TabulationCheck: Hashable, Sendable {
  /// The declaration is sound.
  case accepted(Tabulation)
  /// The declaration is refused for these reasons, in order of the declaration.
  case refused([SpecRefusal])

  /// The tabulation when accepted.
  package var tabulation: Tabulation? {
    if case .accepted(let tabulation) = self { tabulation } else { nil }
  }

  /// The refusals, none when accepted.
  package var refusals: [SpecRefusal] {
    if case .refused(let refusals) = self { refusals } else { [] }
  }
}
