// SPDX-License-Identifier: Apache-2.0

/// What is read of a database.
package enum SourceQuery: Hashable, Sendable {
  /// A whole table or view, with its schema before a point where it needs one.
  case table(String)
  /// The rows of a query.
  case query(String)

  /// The query as the inside of a bracket.
  func inner(_ product: DatabaseProduct) -> String {
    switch self {
    case .table(let name):
      let parts = name.split(separator: ".", maxSplits: 1).map { product.quoted(String($0)) }
      return "SELECT * FROM " + parts.joined(separator: ".")
    case .query(let text):
      var body = Substring(text)
      while let last = body.last, last.isWhitespace || last == ";" { body.removeLast() }
      // What follows a comment in its last line would be part of the comment.
      return "\n\(body)\n"
    }
  }

  /// A statement that has the columns and no rows.
  func describing(_ product: DatabaseProduct) -> String {
    "SELECT * FROM (\(inner(product))) delivered WHERE 1 = 0"
  }

  /// A statement that counts the rows.
  func counting(_ product: DatabaseProduct) -> String {
    "SELECT COUNT(*) AS rows_there FROM (\(inner(product))) delivered"
  }

  /// A statement that reads the columns.
  func reading(
    _ columns: [SourceColumn], _ product: DatabaseProduct, _ zone: ZoneOffset
  ) -> String {
    let list = columns.map { product.expression($0, zone) }.joined(separator: ", ")
    return "SELECT \(list) FROM (\(inner(product))) delivered"
  }
}
