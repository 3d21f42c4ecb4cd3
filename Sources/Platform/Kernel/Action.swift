// SPDX-License-Identifier: Apache-2.0
import Core
package import Cryptography

/// One thing a person or a machine can do, declared once.
///
/// From the list of all actions come the HTTP routes, the OpenAPI document, the command-line verbs,
/// the console's forms and the permission matrix.
package protocol Action: Sendable {
  /// What the decision needs to know, read beforehand.
  associatedtype Facts: Sendable

  /// The static declaration: name, capacities, fields and clauses.
  static var spec: Spec<Self> { get }

  /// Does slow work, such as deriving a key from a password, before the writer's transaction.
  func beforehand(_ random: any RandomSource) throws -> Self

  /// Reads what `decide` needs: point look-ups only, on the writer's connection.
  func facts(_ read: any RecordReader, _ context: Context) throws -> Facts

  /// Allows with events or refuses with reasons; pure.
  func decide(_ facts: Facts, _ context: Context) -> Decision
}

extension Action {
  /// Nothing is slow unless said otherwise.
  package func beforehand(_ random: any RandomSource) throws -> Self { self }
}
