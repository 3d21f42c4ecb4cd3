// SPDX-License-Identifier: Apache-2.0
import Core
import Platform

/// Filters of columns that hold ids, given as the names that the list shows.
struct NamedFilters {
  /// The most records that a name stands for.
  static let recordsMax = 50

  /// The request.
  let visit: Visit

  /// The request with ids for names; a name that nobody the actor sees bears finds nothing.
  func resolved(_ request: ListingRequest) async throws -> ListingRequest {
    var resolved = request
    resolved.filters = []
    for filter in request.filters {
      resolved.filters.append(try await self.filter(filter))
    }
    return resolved
  }

  private func filter(_ filter: Condition) async throws -> Condition {
    guard filter.test == .equal, let name = filter.value.string, RecordID(name) == nil,
      let actor = visit.context.actor,
      let listing = visit.console.listing(of: Self.table(of: filter.column), for: actor)
    else { return filter }
    let page = try await visit.console.platform.page(
      listing, for: actor,
      ListingRequest(search: name, limit: Self.recordsMax, isCounted: false))
    let ids = page.items.compactMap { record -> RecordID? in
      guard RecordNames.name(in: record, of: listing, visit)?.contains(name) ?? false else {
        return nil
      }
      return record["id"]?.string.flatMap(RecordID.init)
    }
    return .among(filter.column, ids)
  }

  /// The table of the records that a column refers to: its own name, but for organisations.
  private static func table(of column: String) -> String {
    organisations.contains(column) ? "organisation" : column
  }

  private static let organisations: Set<String> = ["operator", "sourceUnit", "owner"]
}
