// SPDX-License-Identifier: Apache-2.0
package import Core

/// Bounded look-ups in the projected tables.
package protocol RecordReader {
  /// The record with this id.
  func find<R: Record>(_ type: R.Type, _ id: RecordID) throws -> R?

  /// Records whose declared columns have these values, ordered by id, at most `limit`.
  func list<R: Record>(_ type: R.Type, _ conditions: [Condition], limit: Int) throws -> [R]

  /// How many records have these column values.
  func count<R: Record>(_ type: R.Type, _ conditions: [Condition]) throws -> Int
}

extension RecordReader {
  /// The first record with these column values.
  package func first<R: Record>(_ type: R.Type, _ conditions: Condition...) throws -> R? {
    try list(type, conditions, limit: 1).first
  }

  /// Records with these column values, at most 1,000.
  package func all<R: Record>(_ type: R.Type, _ conditions: Condition...) throws -> [R] {
    try list(type, conditions, limit: 1_000)
  }

  /// Every record with these column values, however many, read in pages.
  package func every<R: Record>(_ type: R.Type, _ conditions: [Condition]) throws -> [R] {
    let page = 500
    var records: [R] = []
    var seen: [Condition] = []
    while true {
      let next = try list(type, conditions + seen, limit: page)
      records += next
      guard next.count == page, let last = next.last else { return records }
      seen = [Condition("id", .greater, .string(last.id.rawValue))]
    }
  }
}

/// A condition on a declared column.
package struct Condition: Sendable, Hashable {
  /// How the column is compared.
  package enum Test: String, Sendable, Hashable, CaseIterable {
    case equal = "="
    case notEqual = "<>"
    case less = "<"
    case lessOrEqual = "<="
    case greater = ">"
    case greaterOrEqual = ">="
    /// The text matches a pattern of SQL; made by `lists` alone.
    case like = "LIKE"
  }

  /// The column.
  package let column: String
  /// The comparison.
  package let test: Test
  /// The value: a string, an integer or null; or a list of strings, one of which it is.
  package let value: JSON

  /// Makes a condition.
  package init(_ column: String, _ test: Test, _ value: JSON) {
    self.column = column
    self.test = test
    self.value = value
  }

  /// The column has this text.
  package static func equal(_ column: String, _ value: String) -> Condition {
    Condition(column, .equal, .string(value))
  }

  /// The column has one of these ids.
  package static func among(_ column: String, _ ids: [RecordID]) -> Condition {
    Condition(column, .equal, .array(ids.map { .string($0.rawValue) }))
  }

  /// The column holds a list such as `|a|b|` in which this word stands.
  package static func lists(_ column: String, _ word: String) -> Condition {
    Condition(column, .like, .string("%|\(word)|%"))
  }

  /// Whether a text passes a condition made by `lists`.
  package static func isListed(_ pattern: String, in text: String) -> Bool {
    text.contains(pattern.filter { $0 != "%" })
  }

  /// The column holds this id.
  package static func equal(_ column: String, _ value: RecordID) -> Condition {
    Condition(column, .equal, .string(value.rawValue))
  }
}
