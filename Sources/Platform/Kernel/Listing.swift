// SPDX-License-Identifier: Apache-2.0
import Core
package import Regulation

/// A list of records, declared once: API collection, console list, export.
package struct Listing: Sendable {
  /// The plural in URLs, such as `agreements`.
  package let plural: String
  /// The words in both languages.
  package let label: LocalText
  /// The table.
  package let table: TableSpec
  /// Members shown in lists and exports, in order.
  package let columns: [ListingColumn]
  /// Who may list, and which rows: the first capacity that the actor holds and that is named wins
  /// with the widest scope.
  package private(set) var scopes: [Capacity: RowScope]
  /// The capacities whose bodies see every row of the place, by the body's name in the rules.
  private var supervisedBy: [String: Set<Capacity>] = [:]
  /// The levels below the place whose rules were applied; nil before, and where there are none.
  package private(set) var authorities: AuthorityRules?
  /// Everybody, without signing in, may read these rows.
  package let publicScope: RowScope?
  /// A member that whoever comes upon the id may know, such as an organisation's name; nil where
  /// the whole record must be visible.
  package let openName: String?
  /// The column by which the newest rows come first where no other order is asked for; nil where
  /// they come in the order of their ids.
  package let newestBy: String?

  /// Declares a listing.
  package init(
    _ plural: String, zh: String, en: String, of table: TableSpec, columns: [ListingColumn],
    scopes: [Capacity: RowScope], publicScope: RowScope? = nil, openName: String? = nil,
    newestBy: String? = nil
  ) {
    self.plural = plural
    label = LocalText(zh: zh, en: en)
    self.table = table
    self.columns = columns
    self.scopes = scopes
    self.publicScope = publicScope
    self.openName = openName
    self.newestBy = newestBy
  }

  /// The widest scope that an actor's capacities give, nil when none does.
  package func scope(of actor: Actor) -> RowScope? {
    let own = actor.capacities.compactMap { scopes[$0] }.max { $0.width < $1.width }
    guard let body = actor.body, let by = supervisedBy[body] else { return own }
    return by.isDisjoint(with: actor.capacities) ? own : .place
  }

  /// Whether an actor may list it: by a scope of its own, or because it is public.
  package func isOpen(to actor: Actor) -> Bool {
    publicScope != nil || scope(of: actor) != nil
  }

  /// The same where a place's rules part the bodies that carry out from those that supervise: who
  /// is not named sees the rows of its own organisation, and who is named to supervise sees all.
  package func under(_ profile: Profile?) -> Listing {
    guard let profile else { return self }
    var listing = self
    listing.authorities = profile.authorities
    if let rule = profile.responsibilities.first(where: { $0.listings.contains(plural) }) {
      for capacity in [Capacity.implementingBody, .dataAuthority]
      where !rule.by.contains(capacity) && scopes[capacity] == .place {
        listing.scopes[capacity] = .party
      }
    }
    for rule in profile.supervisors where rule.listings.contains(plural) {
      guard !rule.bodies.isEmpty else {
        for capacity in rule.by { listing.scopes[capacity] = .place }
        continue
      }
      for body in rule.bodies { listing.supervisedBy[body, default: []].formUnion(rule.by) }
    }
    return listing
  }

  /// The columns by which an actor may filter and sort: `id`, `place`, and those that this listing
  /// shows it. An order or a count by any other member would give the member away.
  package func queryable(by actor: Actor?) -> [Column] {
    let hidden = hidden(from: actor).union(withheld(from: actor).keys)
    let shown = Set(columns.map(\.name)).subtracting(hidden).union(["place"])
    return [.text("id")]
      + table.columns.filter { $0.name != "id" && shown.contains($0.name) }
  }

  /// The members that whoever sees a row only because it is public does not see while the row has
  /// another member, which says why: the name of that one, by theirs.
  package func withheld(from actor: Actor?) -> [String: String] {
    guard actor.flatMap({ scope(of: $0) }) == nil else { return [:] }
    let named = columns.compactMap { column in column.withheldBy.map { (column.name, $0) } }
    return Dictionary(named) { first, _ in first }
  }

  /// The members that an actor may not see.
  package func hidden(from actor: Actor?) -> Set<String> {
    Set(
      columns.filter { column in
        guard let allowed = column.visibleTo else { return false }
        return actor.map { allowed.isDisjoint(with: $0.capacities) } ?? true
      }.map(\.name))
  }
}

/// Whose rows an actor sees.
package enum RowScope: Sendable, Hashable {
  /// Rows of the actor's place to which its organisation is a party.
  case party
  /// Rows that the account itself made or is named in: a column holds the account's id.
  case account(column: String)
  /// Rows about the person or enterprise that the account is bound to: a column holds the keyed
  /// digest (`SubjectMarker`).
  case subject(column: String)
  /// Rows of the actor's place with these values.
  case placeWhere([Condition])
  /// All rows of the actor's place.
  case place
  /// Rows of every place with these values; for the public.
  case everywhereWhere([Condition])

  /// Orders scopes from narrow to wide.
  package var width: Int {
    switch self {
    case .account, .subject: 0
    case .party: 1
    case .placeWhere: 2
    case .everywhereWhere: 3
    case .place: 4
    }
  }
}

/// One member of a listing.
package struct ListingColumn: Sendable {
  /// The member of the document.
  package let name: String
  /// Its label.
  package let label: LocalText
  /// Those who may see it, nil for all who may list.
  package let visibleTo: Set<Capacity>?
  /// Whether it is shown in the list and not in the detail only.
  package let inList: Bool
  /// What is shown where a record has no such member, nil where that says nothing.
  package let absent: LocalText?
  /// A member of the row that says why this one is not public: while the row has it, only those see
  /// this one whose capacities let them list; nil where nothing withholds it.
  package let withheldBy: String?

  /// Declares a member.
  package init(
    _ name: String, zh: String, en: String, visibleTo: Set<Capacity>? = nil, inList: Bool = true,
    absent: LocalText? = nil, withheldBy: String? = nil
  ) {
    self.withheldBy = withheldBy
    self.name = name
    label = LocalText(zh: zh, en: en)
    self.visibleTo = visibleTo
    self.inList = inList
    self.absent = absent
  }
}
