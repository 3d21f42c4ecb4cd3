// SPDX-License-Identifier: Apache-2.0
import Core
import Regulation

/// A reason as the model of a message.
enum ReasonView {
  /// The words, the code and the clauses.
  static func model(_ reason: Reason, _ visit: Visit) -> JSON {
    .object([
      "message": .string(visit.say(reason.message)), "code": .string(reason.code),
      "clauses": .string(reason.clauses.map(\.rawValue).joined(separator: " ")),
      "notes": .array((reason.notes ?? []).map { .string($0) }),
    ])
  }
}
