// SPDX-License-Identifier: Apache-2.0
package import Core
package import Regulation

/// What an action came to: events to record, or reasons why not.
package enum Decision: Sendable {
  /// Allowed: what happened, and the answer to the caller.
  case allowed([Event], result: JSON)
  /// Refused by a rule; at least one reason.
  case refused([Reason])

  /// Allows with events and no more to say.
  package static func allowed(_ events: [Event]) -> Decision {
    .allowed(events, result: .object([:]))
  }

  /// Allows with one event whose subject is the answer.
  package static func allowed(_ event: Event, id: RecordID) -> Decision {
    .allowed([event], result: .object(["id": .string(id.rawValue)]))
  }

  /// Refuses for one reason.
  package static func refused(_ reason: Reason) -> Decision {
    .refused([reason])
  }
}
