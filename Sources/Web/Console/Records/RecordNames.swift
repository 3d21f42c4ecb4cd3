// SPDX-License-Identifier: Apache-2.0
import Core
import Platform

/// What records are called, for links and choices, as far as the actor may see them.
struct RecordNames {
  /// Members that name a record, the best first.
  private static let members = ["name", "title", "login", "documentNumber", "code", "key"]

  private let visit: Visit

  /// Names within a request's rights.
  init(_ visit: Visit) {
    self.visit = visit
  }

  /// The name of a record; nil when the actor may not see it or it has none.
  func name(of id: RecordID) async throws -> String? {
    guard let actor = visit.context.actor, let listing = visit.linkedListings[id.prefix],
      let record = try await visit.console.platform.record(listing, for: actor, id: id)
    else { return nil }
    return RecordNames.name(in: record, of: listing)
  }

  /// The name that a record bears, only from members that the listing declares.
  static func name(in record: JSON, of listing: Listing) -> String? {
    let declared = Set(listing.columns.map(\.name))
    for member in members where declared.contains(member) {
      if let text = record[member]?.string, !text.isEmpty { return String(text.prefix(80)) }
    }
    return nil
  }
}
