// SPDX-License-Identifier: Apache-2.0
package import Core
import Cryptography
package import Regulation

/// Who acts, under which rules, and when: all that a decision may know besides its facts.
package struct Context: Sendable {
  /// Who acts.
  package private(set) var actor: Actor
  /// The rules of the actor's place: the present ones, or for an act on a case those of the version
  /// under which it began.
  package private(set) var profile: Profile
  /// The versions of the place's rules before the present one, for cases that began under them.
  package let earlier: [Int: Profile]
  /// The clock's time.
  package let now: Instant
  /// Working days.
  package let calendar: WorkingCalendar
  /// Whether an administrator moves the clock by hand.
  package let clockIsManual: Bool
  /// Which controls are in effect; all, but in a scenario's switch-off run.
  package let controls: Controls
  /// 32 random bytes from which new ids are derived.
  private let entropy: [UInt8]

  /// Makes a context.
  package init(
    actor: Actor, profile: Profile, earlier: [Int: Profile] = [:], now: Instant,
    calendar: WorkingCalendar, clockIsManual: Bool = false, controls: Controls = .all,
    entropy: [UInt8]
  ) {
    self.actor = actor
    self.profile = profile
    self.earlier = earlier
    self.now = now
    self.calendar = calendar
    self.clockIsManual = clockIsManual
    self.controls = controls
    self.entropy = entropy
  }

  /// The civil day in China.
  package var today: Day { now.day(in: .china) }

  /// The place for which is decided: one with rules of its own, or an authority below it.
  package var place: String { actor.place }

  /// The place whose rules apply.
  package var rulesPlace: String { PlaceKey.root(of: place) }

  /// Refuses for those reasons whose controls are in effect; nil when none is left.
  ///
  /// Every decision ends its checks with this, so that a scenario can show which one refuses.
  package func refusal(_ reasons: [Reason]) -> Decision? {
    let standing = controls.standing(reasons)
    return standing.isEmpty ? nil : .refused(standing)
  }

  /// Refuses for a reason, if there is one and its control is in effect.
  package func refusal(_ reason: Reason?) -> Decision? {
    reason.flatMap { refusal([$0]) }
  }

  /// Whether a control is not applied; for guards that refuse by themselves.
  package func isOff(_ control: String) -> Bool { controls.isOff(control) }

  /// The same under another version of the place's rules; nil when that version is not kept.
  package func under(version: Int) -> Context? {
    if version == profile.version { return self }
    guard let profile = earlier[version] else { return nil }
    var context = self
    context.profile = profile
    return context
  }

  /// The same for an authority below that the actor serves, with the capacities by which it does.
  func acting(in place: String, as capacities: Set<Capacity>) -> Context {
    var context = self
    context.actor = Actor(
      account: actor.account, organisation: actor.organisation, place: place,
      capacities: capacities, body: actor.body, home: actor.place)
    return context
  }

  /// The same for the place one level up, which answers for what a lower one rests on.
  func raised() -> Context? {
    guard let above = PlaceKey.above(place) else { return nil }
    var context = self
    context.actor = Actor(
      account: actor.account, organisation: actor.organisation, place: above,
      capacities: actor.capacities, body: actor.body, home: actor.home)
    return context
  }

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
  /// Which of the bodies that the place's text names its organisation is; nil where that is not
  /// recorded or nothing goes by it.
  package var body: String?
  /// The place of its account where it serves an authority below; nil where it acts at home.
  package let home: String?

  /// Makes an actor.
  package init(
    account: RecordID, organisation: RecordID, place: String, capacities: Set<Capacity>,
    body: String? = nil, home: String? = nil
  ) {
    self.account = account
    self.organisation = organisation
    self.place = place
    self.capacities = capacities
    self.body = body
    self.home = home
  }

  /// Whether it holds a capacity.
  package func holds(_ capacity: Capacity) -> Bool { capacities.contains(capacity) }
}
