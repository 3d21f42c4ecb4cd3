// SPDX-License-Identifier: Apache-2.0
import Core
import Platform

/// The records that the id fields of a form can refer to, as far as the actor may see them.
struct RecordChoices {
  /// The most records offered for one field.
  static let rowsMax = 200

  /// The choices of one table.
  struct Table: Sendable {
    /// Ids and what to show for them.
    let options: [(String, String)]
    /// Whether these are all.
    let isComplete: Bool
  }

  /// Choices by table.
  let byTable: [String: Table]

  /// Reads the choices of a form, one listing each.
  init(_ info: ActionInfo, _ visit: Visit) async throws {
    var byTable: [String: Table] = [:]
    for table in Set(info.fields.compactMap(\.refersTo)).sorted() {
      guard let listing = visit.console.listing(of: table, for: visit.context.actor) else {
        continue
      }
      let page = try await visit.console.platform.page(
        listing, for: visit.context.actor, ListingRequest(limit: Self.rowsMax, isCounted: false))
      let options = page.items.compactMap { record -> (String, String)? in
        guard let id = record["id"]?.string else { return nil }
        return (id, RecordChoices.label(record, id, listing, visit))
      }
      byTable[table] = Table(
        options: options.sorted { $0.1 < $1.1 }, isComplete: page.next == nil)
    }
    self.byTable = byTable
  }

  /// The name with the state, and the end of the id so that equal names can be told apart.
  private static func label(
    _ record: JSON, _ id: String, _ listing: Listing, _ visit: Visit
  ) -> String {
    let hidden = listing.hidden(from: visit.context.actor)
    var parts: [String] = []
    parts.append(RecordNames.title(of: record, in: listing, visit))
    if !hidden.contains("state"), let state = record["state"]?.string {
      parts.append(visit.valueText.text(state, in: record))
    }
    let end = "…\(id.suffix(4))"
    if !parts[0].hasSuffix(end) { parts.append(end) }
    return parts.joined(separator: " · ")
  }
}
