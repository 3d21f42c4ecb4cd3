// SPDX-License-Identifier: Apache-2.0
import Core

/// One thing a person or a machine can do, declared once.
///
/// From the list of all actions come the HTTP routes, the OpenAPI document, the command-line verbs,
/// the console's forms and the permission matrix.
package protocol Action: Sendable {
  /// What the decision needs to know, read beforehand.
  associatedtype Facts: Sendable

  /// The static declaration: name, capacities, fields and clauses.
  static var spec: Spec<Self> { get }

  /// Whether the present rules decide even where the record acted upon hangs on a case that began
  /// under earlier ones.
  static var goesByPresentRules: Bool { get }

  /// Reads what `decide` needs: point look-ups only, on the writer's connection.
  func facts(_ read: any RecordReader, _ context: Context) throws -> Facts

  /// Allows with events or refuses with reasons; pure.
  func decide(_ facts: Facts, _ context: Context) -> Decision
}

extension Action {
  /// A case's acts go by the version under which it began, unless said otherwise.
  package static var goesByPresentRules: Bool { false }
}

/// An action with slow work, such as deriving a key from a password.
///
/// The work is done on a thread of its own before the writer's transaction, and only for an
/// account that holds a capacity for the action.
package protocol SlowAction: Action {
  /// Does the slow work; what it rested on is looked at again by `decide`.
  func beforehand(_ preparation: Preparation) throws -> Self
}
