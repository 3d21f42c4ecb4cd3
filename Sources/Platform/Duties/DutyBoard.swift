// SPDX-License-Identifier: Apache-2.0
package import Core
package import Regulation

/// The duties of a place as they stand on a day, for whoever may see them.
package struct DutyBoard {
  /// The most subjects of one duty that are looked at.
  package static let subjectsMax = 500

  private let profile: Profile
  private let place: String
  private let today: Day
  private let calendar: WorkingCalendar
  private let read: any RecordReader

  /// The board of a place; nil means that whose rules they are.
  package init(
    _ profile: Profile, of place: String? = nil, today: Day, calendar: WorkingCalendar,
    _ read: any RecordReader
  ) {
    self.profile = profile
    self.place = place ?? profile.place
    self.today = today
    self.calendar = calendar
    self.read = read
  }

  /// How the duties stand: what is missing first, then by due day, then as the profile has them.
  ///
  /// The authorities see all of the place; others those that they bear, which are all that
  /// `ownOnly` gives to anybody.
  package func standings(for actor: Actor, ownOnly: Bool = false) throws -> [DutyStanding] {
    let isWide = !ownOnly && actor.capacities.contains { Scopes.authorities[$0] != nil }
    let rules = profile.duties.filter { isWide || $0.by.contains(where: actor.holds) }
    guard !rules.isEmpty else { return [] }
    let start = try DutySubject.start(of: profile, read)
    var found: [DutyStanding] = []
    for rule in rules {
      let number = try rule.number(profile, in: place, read)
      let key = rule.cadence.interval.map { profile.number(of: $0).key }
      let subjects = try subjects(of: rule, start: start).filter {
        ($0.isInForce || ($0.isComing && profile.isPrerequisite(rule.id)))
          && (isWide || $0.isBorne(by: actor, rule))
      }
      let latest = try latest(of: rule, subjects)
      found += subjects.map { subject in
        DutyStanding(
          rule, subject, latest: latest[subject.about], number: number, openKey: key,
          today: today, calendar: calendar, isOwn: subject.isBorne(by: actor, rule))
      }
    }
    return found.enumerated().sorted { order($0.element, $0.offset) < order($1.element, $1.offset) }
      .map(\.element)
  }

  /// What sorts a standing: missing first, then by due day, then the order of the profile.
  private func order(_ standing: DutyStanding, _ offset: Int) -> (Int, Int, Int) {
    let rank = DutyStanding.Standing.allCases.firstIndex(of: standing.standing) ?? 0
    return (rank, standing.dueOn?.number ?? .max, offset)
  }

  private func latest(
    of rule: DutyRule, _ subjects: [DutySubject]
  ) throws -> [String: DutyLatest] {
    // A few are looked up one by one, many by the duty.
    let found =
      subjects.count <= 3
      ? try subjects.compactMap {
        try DutyLatest.find(rule.id, about: $0.about, in: place, read)
      }
      : try read.every(
        DutyLatest.self, [.equal("place", place), .equal("duty", rule.id)])
    return Dictionary(found.map { ($0.about, $0) }) { first, _ in first }
  }

  private func subjects(of rule: DutyRule, start: Day?) throws -> [DutySubject] {
    let waits = profile.isPrerequisite(rule.id)
    switch rule.subject {
    case .place: return [.place(place, start: start)]
    case .organisation:
      return try here(Organisation.self, [.active]).filter { organisation in
        rule.by.contains(where: organisation.capacities.contains)
      }.map { DutySubject($0, rule) }
    case .agreement:
      return try here(Agreement.self, [.active, .suspended] + (waits ? [.draft, .signed] : []))
        .map { DutySubject($0) }
    case .scenario:
      return try here(Scenario.self, [.approved] + (waits ? [.submitted, .returned] : []))
        .map { DutySubject($0) }
    case .product:
      let coming: [Product.State] = waits ? [.defined, .reviewing, .compliant] : []
      return try here(Product.self, [.published, .suspended] + coming).map { DutySubject($0) }
    case .resource:
      return try here(Resource.self, [.published] + (waits ? [.draft] : []))
        .map { DutySubject($0) }
    case .call:
      return try here(Call.self, [.draft, .published, .closed]).map { DutySubject($0) }
    case .application:
      return try here(Application.self, [.submitted, .eligible, .selected])
        .map { DutySubject($0) }
    case .release:
      return try here(Release.self, [.requested, .reviewing, .approved]).map { DutySubject($0) }
    case .developer:
      return try here(Organisation.self, [.active]).filter { $0.capacities.contains(.developer) }
        .map { DutySubject(developer: $0) }
    }
  }

  /// The place's records of some states.
  private func here<R: StatedRecord>(_ type: R.Type, _ states: [R.State]) throws -> [R] {
    try states.flatMap { state in
      try read.list(
        R.self, [.equal("place", place), .equal("state", state.rawValue)],
        limit: Self.subjectsMax)
    }
  }
}

/// A record with a state, for which duties can be owed.
private protocol StatedRecord: Record {
  associatedtype State: RawRepresentable<String>
}

extension Organisation: StatedRecord {}
extension Agreement: StatedRecord {}
extension Scenario: StatedRecord {}
extension Product: StatedRecord {}
extension Resource: StatedRecord {}
extension Call: StatedRecord {}
extension Application: StatedRecord {}
extension Release: StatedRecord {}

extension DutyRule {
  /// The number of its cadence: that of the text, or what was set where the text leaves it open.
  func number(
    _ profile: Profile, in place: String, _ read: any RecordReader
  ) throws -> Int? {
    guard let interval = cadence.interval else { return nil }
    let (key, value) = profile.number(of: interval)
    guard value.value == nil else { return value.value }
    let setting = try OpenSetting.find(key, holdingIn: place, profile, read)
    return value.number(or: setting)
  }
}
