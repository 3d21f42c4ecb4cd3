// SPDX-License-Identifier: Apache-2.0
import Platform

/// The groups of columns by which listings and lists of tasks find their rows in order.
///
/// A listing asks for the rows of one place, or for public ones, in the order of a column: an
/// index of both leads to the page alone, however many rows there are.
struct ListingIndexes {
  /// All that the platform declares.
  let registry: Registry

  /// The groups of a table, each once, in order; the id follows in the index.
  func groups(of table: TableSpec) -> [[String]] {
    let listings = registry.listings.values.filter { $0.table.name == table.name }
    guard !listings.isEmpty else { return [] }
    let names = Set(table.columns.map(\.name))
    let asked = listings.flatMap { $0.columns.map(\.name) + $0.scopeColumns }
    let columns = names.intersection(asked).subtracting(["place", "id"]).sorted()
    var groups: Set<[String]> = []
    if names.contains("place") {
      groups.formUnion(columns.map { ["place", $0] })
      groups.formUnion(table.orders.map { ["place"] + $0 })
      for member in waitingMembers(table) where names.contains(member) {
        let days = columns.filter { $0.isDay && $0 != member }
        groups.formUnion(days.map { ["place", member, $0] })
      }
    }
    for listing in listings {
      let fixed = listing.publicColumns.filter(names.contains)
      guard !fixed.isEmpty else { continue }
      groups.formUnion(columns.filter { !fixed.contains($0) }.map { fixed + [$0] })
    }
    return groups.sorted { $0.lexicographicallyPrecedes($1) }
  }

  /// The members whose values say that a record waits for an action.
  private func waitingMembers(_ table: TableSpec) -> Set<String> {
    Set(
      registry.actions(on: table.name).compactMap { action in
        action.info.states.flatMap { $0.duties.isEmpty ? nil : $0.member }
      })
  }
}

extension String {
  /// Whether a member of this name holds a day or a moment, as lists of tasks order records by.
  fileprivate var isDay: Bool { hasPrefix("due") || hasSuffix("On") || hasSuffix("At") }
}

extension Listing {
  /// The columns by which some scope narrows the rows.
  fileprivate var scopeColumns: [String] {
    scopes.values.flatMap(\.columns)
  }

  /// The columns whose values make a row public.
  fileprivate var publicColumns: [String] {
    guard case .everywhereWhere(let conditions) = publicScope else { return [] }
    return conditions.filter { $0.test == .equal }.map(\.column)
  }
}

extension RowScope {
  /// The columns by which it narrows the rows of a place.
  fileprivate var columns: [String] {
    switch self {
    case .placeWhere(let conditions), .everywhereWhere(let conditions): conditions.map(\.column)
    case .account(let column), .subject(let column): [column]
    case .place, .party: []
    }
  }
}
