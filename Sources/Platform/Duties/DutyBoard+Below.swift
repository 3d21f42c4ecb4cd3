// SPDX-License-Identifier: Apache-2.0
package import Core
package import Regulation

extension DutyBoard {
  /// How the duties stand that are owed for agreements of the authorities below an actor's place,
  /// as far as the actor sees those authorities' rows (SC-15.p2-c).
  ///
  /// Only what is owed for an agreement: the rest of a lower authority's duties is its own matter
  /// and stands on its own board.
  package static func below(
    _ actor: Actor, _ profile: Profile, today: Day, calendar: WorkingCalendar,
    _ read: any RecordReader
  ) throws -> [DutyStanding] {
    guard let rules = profile.authorities,
      actor.capacities.contains(where: { Scopes.authorities[$0] != nil })
    else { return [] }
    return try Authority.seen(by: actor, rules, read).flatMap { place in
      let name = try Authority.of(place, read)?.name ?? place
      return try DutyBoard(profile, of: place, today: today, calendar: calendar, read)
        .standings(for: actor)
        .filter { $0.rule.subject == .agreement }
        .map { $0.watched(at: name) }
    }
  }
}

extension DutyStanding {
  /// The same, seen from the authority above, which bears nothing of it.
  fileprivate func watched(at place: String) -> DutyStanding {
    var standing = self
    standing.place = place
    standing.isOwn = false
    return standing
  }
}
