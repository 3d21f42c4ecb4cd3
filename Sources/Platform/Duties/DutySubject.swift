// SPDX-License-Identifier: Apache-2.0
package import Core
package import Regulation

/// That for which a duty is owed: the place, an organisation, an agreement in force and the like.
package struct DutySubject: Sendable {
  /// The id of the record, or the place.
  package let about: String
  /// The record; nil for the place.
  package let id: RecordID?
  /// Whose matter it is, by capacity; a capacity that is not here does it for the whole place.
  package let owners: [Capacity: RecordID]
  /// Whether it is in force, so that the duty is owed.
  package let isInForce: Bool
  /// Whether it is on its way into force, when only what others wait for is recorded.
  package private(set) var isComing = false
  /// Whether it is an agreement that has ended, when only what is weighed afterwards is made up.
  package private(set) var isOver = false
  /// The day since when it is owed; nil where nobody can say.
  package let start: Day?
  /// The day on which the subject's own action last did the same, such as the confirmation of a
  /// resource; nil where there is no such action.
  package private(set) var confirmedOn: Day?
  /// The last day of an agreement.
  package private(set) var endsOn: Day?

  /// Whether an actor bears a duty for this subject.
  package func isBorne(by actor: Actor, _ rule: DutyRule) -> Bool {
    rule.by.contains { capacity in
      guard actor.holds(capacity) else { return false }
      return owners[capacity].map { $0 == actor.organisation } ?? true
    }
  }

  /// The organisation that bears it, where the subject says which.
  package func bearer(_ rule: DutyRule) -> RecordID? {
    rule.by.lazy.compactMap { owners[$0] }.first
  }
}

extension DutySubject {
  /// The place as a whole.
  package static func place(_ place: String, start: Day?) -> DutySubject {
    DutySubject(about: place, id: nil, owners: [:], isInForce: true, start: start)
  }

  /// The day since when the place's rules are in force here, or were first gone by.
  static func start(of profile: Profile, _ read: any RecordReader) throws -> Day? {
    if let from = profile.status.from { return from }
    return try read.all(RuleSet.self, .equal("place", profile.place)).map(\.keptOn).min()
  }

  init(
    about: String, id: RecordID?, owners: [Capacity: RecordID], isInForce: Bool, start: Day?
  ) {
    self.about = about
    self.id = id
    self.owners = owners
    self.isInForce = isInForce
    self.start = start
  }

  init(_ organisation: Organisation, _ rule: DutyRule) {
    let own = rule.by.filter(organisation.capacities.contains)
    self.init(
      about: organisation.id.rawValue, id: organisation.id,
      owners: Dictionary(rule.by.map { ($0, organisation.id) }) { first, _ in first },
      isInForce: organisation.state == .active && !own.isEmpty, start: organisation.registeredOn)
  }

  init(_ agreement: Agreement) {
    self.init(
      about: agreement.id.rawValue, id: agreement.id, owners: [.operator: agreement.operator],
      isInForce: agreement.state == .active || agreement.state == .suspended,
      start: agreement.signedOn ?? agreement.startsOn)
    endsOn = agreement.endsOn
    isComing = agreement.state == .draft || agreement.state == .signed
    isOver = agreement.state == .terminating || agreement.state == .ended
  }

  init(_ scenario: Scenario) {
    self.init(
      about: scenario.id.rawValue, id: scenario.id, owners: [.operator: scenario.operator],
      isInForce: scenario.state == .approved, start: scenario.decidedOn)
    isComing = scenario.state == .submitted || scenario.state == .returned
  }

  init(_ product: Product) {
    self.init(
      about: product.id.rawValue, id: product.id, owners: [.operator: product.operator],
      isInForce: product.state == .published || product.state == .suspended,
      start: product.publishedOn)
    isComing = [.defined, .reviewing, .compliant].contains(product.state)
  }

  init(_ resource: Resource) {
    self.init(
      about: resource.id.rawValue, id: resource.id, owners: [.sourceUnit: resource.sourceUnit],
      isInForce: resource.state == .published, start: resource.confirmedOn)
    confirmedOn = resource.confirmedOn
    isComing = resource.state == .draft
  }

  /// The subject of a place that a record names; nil where there is none of this kind, and where
  /// one is named although the duty is owed for the place.
  static func find(
    _ id: RecordID?, of rule: DutyRule, _ read: any RecordReader, _ context: Context
  ) throws -> DutySubject? {
    switch (rule.subject, id) {
    case (.place, nil):
      return .place(context.place, start: try start(of: context.profile, read))
    case (.place, _?): return nil
    case (.organisation, let id):
      guard (id ?? context.actor.organisation) == context.actor.organisation else { return nil }
      return try read.find(Organisation.self, context.actor.organisation).map {
        DutySubject($0, rule)
      }
    case (.agreement, let id?):
      return try Agreement.here(id, read, context).map { DutySubject($0) }
    case (.scenario, let id?):
      return try read.find(Scenario.self, id).flatMap {
        $0.place == context.place ? DutySubject($0) : nil
      }
    case (.product, let id?):
      return try read.find(Product.self, id).flatMap {
        $0.place == context.place ? DutySubject($0) : nil
      }
    case (.resource, let id?):
      return try read.find(Resource.self, id).flatMap {
        $0.place == context.place ? DutySubject($0) : nil
      }
    case (.call, let id?), (.application, let id?), (.release, let id?), (.developer, let id?):
      return try open(id, rule.subject, read, context)
    case (.agreement, nil), (.scenario, nil), (.product, nil), (.resource, nil), (.call, nil),
      (.application, nil), (.release, nil), (.developer, nil):
      return nil
    }
  }
}
