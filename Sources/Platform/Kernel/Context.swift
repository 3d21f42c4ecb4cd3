// SPDX-License-Identifier: Apache-2.0
package import Core
import Cryptography
package import Regulation

/// Who acts, under which rules, and when: all that a decision may know besides its facts.
package struct Context: Sendable {
  /// Who acts.
  package let actor: Actor
  /// The rules of the actor's place.
  package let profile: Profile
  /// The clock's time.
  package let now: Instant
  /// Working days.
  package let calendar: WorkingCalendar
  /// Whether an administrator moves the clock by hand.
  package let clockIsManual: Bool
  /// 32 random bytes from which new ids are derived.
  private let entropy: [UInt8]

  /// Makes a context.
  package init(
    actor: Actor, profile: Profile, now: Instant, calendar: WorkingCalendar,
    clockIsManual: Bool = false, entropy: [UInt8]
  ) {
    self.actor = actor
    self.profile = profile
    self.now = now
    self.calendar = calendar
    self.clockIsManual = clockIsManual
    self.entropy = entropy
  }

  /// The civil day in China.
  package var today: Day { now.day(in: .china) }

  /// The place whose rules apply.
  package var place: String { actor.place }

  /// A new id for a table; the same arguments give the same id within one request.
  package func newID(_ table: TableSpec, _ index: Int = 0) -> RecordID {
    let seed = entropy + Array("\(table.prefix)/\(index)".utf8)
    return RecordID.make(prefix: table.prefix, random: SHA256.hash(seed).bytes)
  }

  /// 32 bytes for a key or a salt; the same label gives the same bytes within one request.
  package func randomBytes(_ label: String) -> [UInt8] {
    SHA256.hash(entropy + Array("bytes/\(label)".utf8)).bytes
  }
}

/// An authenticated person, service or part of the platform.
package struct Actor: Sendable, Hashable, Codable {
  /// The account's random id.
  package let account: RecordID
  /// The organisation for which it acts.
  package let organisation: RecordID
  /// The place in which it acts.
  package let place: String
  /// What it may act as.
  package let capacities: Set<Capacity>

  /// Makes an actor.
  package init(
    account: RecordID, organisation: RecordID, place: String, capacities: Set<Capacity>
  ) {
    self.account = account
    self.organisation = organisation
    self.place = place
    self.capacities = capacities
  }

  /// Whether it holds a capacity.
  package func holds(_ capacity: Capacity) -> Bool { capacities.contains(capacity) }
}
