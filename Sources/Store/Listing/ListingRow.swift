// SPDX-License-Identifier: Apache-2.0
import GRDB

/// A row that a listing's question found, with the members that may be shown of it.
struct ListingRow {
  /// The record's id.
  let id: String
  /// What the page is sorted by.
  let sort: DatabaseValue
  /// The record's document.
  let body: String
  /// The members that may be shown.
  let shown: ShownMembers

  /// Takes a row of `ListingQuery.sql`.
  init(_ row: Row, shown: ShownMembers) {
    id = row["id"]
    sort = row["sort"]
    body = row["body"]
    self.shown = shown
  }

  /// The rows of several questions in one order, each row once; the first question's wins.
  static func merged(_ answers: [[ListingRow]], descending: Bool) -> [ListingRow] {
    guard answers.count > 1 else { return answers.first ?? [] }
    var seen: Set<String> = []
    let rows = answers.joined().filter { seen.insert($0.id).inserted }
    return rows.sorted { descending ? $1.precedes($0) : $0.precedes($1) }
  }

  /// SQLite's order from low to high: nothing, numbers, texts by their bytes; then the id.
  private func precedes(_ other: ListingRow) -> Bool {
    switch (sort.storage, other.sort.storage) {
    case (.int64(let mine), .int64(let theirs)) where mine != theirs: return mine < theirs
    case (.string(let mine), .string(let theirs)) where mine != theirs:
      return mine.utf8.lexicographicallyPrecedes(theirs.utf8)
    default:
      let ranks = (rank, other.rank)
      return ranks.0 == ranks.1
        ? id.utf8.lexicographicallyPrecedes(other.id.utf8) : ranks.0 < ranks.1
    }
  }

  private var rank: Int {
    switch sort.storage {
    case .null: 0
    case .int64, .double: 1
    case .string, .blob: 2
    }
  }
}
