// SPDX-License-Identifier: Apache-2.0
import Core
import Cryptography
import Platform
import Regulation

/// What all pages of the console share; made once at start.
struct Console: Sendable {
  /// The running platform.
  let platform: any PlatformService
  /// Templates and style sheets.
  let templates: PageTemplates
  /// Tokens of forms.
  let guardian: FormGuard
  /// Where idempotency keys and form secrets come from.
  let random: any RandomSource
  /// Words for members and values.
  let words: WordBook
  /// All listings in the order of their plurals.
  private let listings: [Listing]
  /// The actions that people do, by the table that they act upon, in the order of their names.
  private let actions: [String?: [ActionInfo]]

  /// Reads templates and words.
  init(platform: any PlatformService, random: any RandomSource) {
    self.platform = platform
    self.random = random
    templates = PageTemplates()
    guardian = FormGuard(key: random.bytes(32))
    words = WordBook(registry: platform.registry, profiles: platform.profiles)
    listings = platform.registry.listings.values.sorted { $0.plural < $1.plural }
    let infos = platform.registry.actions.values.map(\.info).filter { !$0.isSystem }
    actions = Dictionary(grouping: infos.sorted { $0.name < $1.name }, by: \.on)
  }

  /// A new random text for a key or a secret.
  func token() -> String { Hex.encode(random.bytes(16)) }

  /// The listings that an actor may see, in the order of their plurals.
  func listings(for actor: Actor) -> [Listing] {
    listings.filter { $0.isOpen(to: actor) }
  }

  /// The listing of a table that an actor may see.
  func listing(of table: String, for actor: Actor?) -> Listing? {
    guard let actor else { return nil }
    return listings.first { $0.table.name == table && $0.scope(of: actor) != nil }
  }

  /// The actions that an actor's capacities allow, by name; with a table, those upon its records.
  func actions(for actor: Actor, on table: String?) -> [ActionInfo] {
    (actions[table] ?? []).filter { info in
      guard !info.capacities.isDisjoint(with: actor.capacities),
        platform.profiles.ruling(actor.place)?.leaves(info.name, to: actor) ?? true
      else { return false }
      return info.name != OpenCase.spec.info.name || opensCases(actor)
    }
  }

  /// Whether the place's rules have a procedure that the actor can open.
  private func opensCases(_ actor: Actor) -> Bool {
    platform.profiles.ruling(actor.place)?.procedures
      .contains { $0.canBeOpened(by: actor) } ?? true
  }

  /// The actions without a record of their own that belong with a listing: those of one noun.
  func starts(of listing: Listing, for actor: Actor) -> [ActionInfo] {
    let nouns = Set(
      platform.registry.actions(on: listing.table.name).map { $0.info.noun } + [listing.table.name])
    return actions(for: actor, on: nil).filter { nouns.contains($0.noun) }
  }
}

extension ActionInfo {
  /// The noun of the name: what stands before the dot.
  var noun: String { String(name.prefix { $0 != "." }) }
}
