// SPDX-License-Identifier: Apache-2.0
package import Core
package import Regulation

/// An authority below a place's own, such as a county of a city: it goes by the place's rules, and
/// its organisations, cases and data are apart from those of every other.
package struct Authority: Record {
  /// The table.
  package static let table = TableSpec(
    "authority", prefix: "LAU",
    columns: [
      .text("place"), .text("root"), .text("parent"), .text("level"), .text("division"),
      .text("name"),
    ], unique: [["place"]])

  /// The random id.
  package let id: RecordID
  /// Its name in code: whatever belongs to it bears this as its place.
  package let place: String
  /// The place whose rules apply.
  package let root: String
  /// The place directly above it.
  package let parent: String
  /// Its level: a name of the profile.
  package let level: String
  /// Its name for people.
  package let name: String
  /// Its division code (GB/T 2260, or that of a zone).
  package let division: DivisionCode
  /// The papers on which it rests, in the order in which they were recorded.
  package var papers: [AuthorityPaper]
  /// The platform that it runs by exception; nil while it uses that of the level above.
  package var ownPlatform: OwnPlatform?
  /// The day of registration.
  package let registeredOn: Day

  /// Its level in the place's rules.
  package func rule(_ profile: Profile) -> AuthorityLevel? { profile.authorities?.level(level) }

  /// The paper of a kind that holds: the last recorded, if no later one took its place.
  package func paper(_ kind: AuthorityPaperKind) -> AuthorityPaper? {
    let alike = kind.excluding.union([kind])
    return papers.last { alike.contains($0.kind) }.flatMap { $0.kind == kind ? $0 : nil }
  }
}

/// A paper on which a lower authority rests.
package struct AuthorityPaper: Codable, Hashable, Sendable {
  /// What it does.
  package let kind: AuthorityPaperKind
  /// Its number.
  package let number: String
  /// Its day.
  package let dated: Day
  /// The digest of the file.
  package let digest: DigestText
  /// The organisation that it designates; nil for every other kind.
  package let body: RecordID?
  /// The account that recorded it.
  package let by: RecordID
}

/// A platform that a lower authority runs by exception.
package struct OwnPlatform: Codable, Hashable, Sendable {
  /// Its name.
  package let name: String
  /// The statement of the exception.
  package let statement: AuthorityPaper
}

extension AuthorityPaperKind: ChoiceValue {
  /// The kinds that take its place when they come later.
  var excluding: Set<AuthorityPaperKind> {
    switch self {
    case .expertCommission: [.ownExperts]
    case .ownExperts: [.expertCommission]
    // A receipt is for the body that was designated then; another one is filed anew.
    case .receipt: [.designation]
    case .adoption, .designation, .platformException: []
    }
  }

  /// The words of one choice.
  package var label: LocalText {
    switch self {
    case .adoption: LocalText(zh: "本级采用（制定）文件", en: "own adopting document")
    case .designation: LocalText(zh: "确定实施机构的文件", en: "designation of the implementing body")
    case .receipt: LocalText(zh: "上级备案回执", en: "receipt of the level above")
    case .expertCommission:
      LocalText(zh: "委托上级专家组评审的文件", en: "commission to the expert group above")
    case .ownExperts: LocalText(zh: "自建专家组的文件", en: "own expert group")
    case .platformException: LocalText(zh: "单设平台的例外说明", en: "exception for an own platform")
    }
  }
}

extension Authority {
  /// The authority that a place is; nil for a place with rules of its own.
  package static func of(_ place: String, _ read: any RecordReader) throws -> Authority? {
    guard PlaceKey.above(place) != nil else { return nil }
    return try read.first(Authority.self, .equal("place", place))
  }

  /// The level at which the context's place stands; nil for a place with rules of its own.
  package static func level(
    _ read: any RecordReader, _ context: Context
  ) throws -> AuthorityLevel? {
    try of(context.place, read)?.rule(context.profile)
  }

  /// Those below a place, in the order of their ids.
  package static func below(
    _ place: String, _ read: any RecordReader
  ) throws -> [Authority] {
    try read.every(Authority.self, [.equal("root", PlaceKey.root(of: place))])
      .filter { PlaceKey.isBelow($0.place, place) }
  }

  /// Whether bodies with a service above may act in its cases now.
  func uses(_ service: AuthorityService) -> Bool {
    if service.isOfPlatform, ownPlatform != nil { return false }
    return service.paper.map { paper($0) != nil } ?? true
  }
}

extension Authority {
  /// The places below the actor's own whose rows it sees: all of them for those who carry out,
  /// supervise, audit and administer there, and for others those in which they act.
  package static func seen(
    by actor: Actor, _ rules: AuthorityRules, _ read: any RecordReader
  ) throws -> [String] {
    let services = rules.levels.flatMap(\.above)
    let isOverseer = !actor.capacities.isDisjoint(with: Authorities.overseers)
    guard isOverseer || services.contains(where: { !actor.capacities.isDisjoint(with: $0.by) })
    else { return [] }
    return try below(actor.place, read).filter { authority in
      if isOverseer { return true }
      let own = rules.level(authority.level)?.above ?? []
      return own.contains { service in
        !actor.capacities.isDisjoint(with: service.by) && authority.uses(service)
      }
    }.map(\.place)
  }
}
