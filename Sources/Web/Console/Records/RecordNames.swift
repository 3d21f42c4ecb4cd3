// SPDX-License-Identifier: Apache-2.0
import Core
import Platform
import Regulation

/// What records are called, for titles, links and choices.
enum RecordNames {
  /// Members that name a record, the best first.
  private static let members = [
    "name", "title", "login", "catalogueName", "documentNumber", "code", "key", "tableName",
  ]

  /// The name that a record bears, only from members that the listing declares.
  static func name(in record: JSON, of listing: Listing, _ visit: Visit? = nil) -> String? {
    let declared = Set(listing.columns.map(\.name))
    let own = listing.table.name == "agreement" ? ["number"] + members : members
    for member in own where declared.contains(member) {
      if let text = record[member]?.string, !text.isEmpty {
        let words = member == "key" ? visit?.valueText.text(text, in: nil) ?? text : text
        return String(words.prefix(80))
      }
    }
    return nil
  }

  /// The name, or else the kind of record with its day and the end of its id.
  static func title(of record: JSON, in listing: Listing, _ visit: Visit) -> String {
    if let name = name(in: record, of: listing, visit) { return name }
    let day = listing.columns.lazy.filter { $0.name.hasSuffix("On") || $0.name.hasSuffix("At") }
      .compactMap { record[$0.name]?.string }.first
    let end = (record["id"]?.string ?? "").suffix(4)
    return [visit.say(listing.label), day.map { visit.valueText.day($0) }, "…\(end)"]
      .compactMap { $0 }.joined(separator: " ")
  }
}
