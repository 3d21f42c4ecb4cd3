// SPDX-License-Identifier: Apache-2.0

/// The answer of the canonicaliser.
package enum CanonicalisationResult: Hashable, Sendable {
  /// The output in canonical form.
  case canonical(CanonicalOutput)
  /// The output is refused.
  case refused(OutputRefusal)
}
