// SPDX-License-Identifier: Apache-2.0

/// What became of an action.
package enum Outcome: String, Hashable, Sendable, CaseIterable {
  /// The action was done; its events say what changed.
  case allowed
  /// The action was refused by a rule; its reasons say why.
  case refused
}
