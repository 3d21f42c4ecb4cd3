// SPDX-License-Identifier: Apache-2.0
import Core
import Regulation

/// Compiles grants to the platform's own DuckDB SQL, run by trusted code over the stored data.
///
/// The text holds names, masks and the literals of the row filter, and nothing else: the
/// pseudonyms' key is read from a file, so that it is in no query and no process argument.
package enum GrantSQL {
  /// The version of the compiler; part of a policy's digest.
  package static let version = 1
  /// The data, as a file of the sandbox.
  package static let dataPath = "/in/data.parquet"
  /// The key of the scenario's pseudonyms, as a file of the sandbox: a CSV file with one column
  /// `key` and one row of 64 lower-case hexadecimal digits.
  package static let keyPath = "/in/key.csv"

  /// Compiles a policy for the columns of its resource.
  ///
  /// Rows come in an order that follows from what is shown alone, so that order tells nothing.
  package static func compile(
    _ policy: GrantPolicy, columns: [ResourceColumn]
  ) throws(GrantSQLError) -> GrantQuery {
    guard !policy.columns.isEmpty else { throw .noColumns }
    // The database takes names that differ in case alone for one, quoted or not: another column
    // than the granted one would be read.
    guard Set(columns.map { $0.name.lowercased() }).count == columns.count else {
      throw .ambiguousNames
    }
    let types = Dictionary(columns.map { ($0.name, $0.type) }, uniquingKeysWith: { $1 })
    var selected: [String] = []
    for column in policy.columns {
      guard let type = types[column.name] else { throw .unknownColumn }
      guard column.mask.applies(to: type) else { throw .maskType }
      let name = try identifier(column.name)
      selected.append("\(cell("d.\(name)", column.mask, type)) AS \(name)")
    }
    var tests: Set<String> = []
    for test in policy.rowFilter {
      guard let type = types[test.column] else { throw .unknownColumn }
      tests.insert(try RowTestSQL(test: test, type: type).text)
    }
    let needsKey = policy.columns.contains { $0.mask == .pseudonym }
    var lines: [String] = needsKey ? [key] : []
    lines.append("SELECT \(selected.joined(separator: ", "))")
    lines.append("FROM read_parquet(\(literalText(dataPath))) AS d\(needsKey ? ", k" : "")")
    if !tests.isEmpty {
      let ordered = tests.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
      lines.append("WHERE \(ordered.joined(separator: " AND "))")
    }
    lines.append("ORDER BY ALL ASC NULLS FIRST")
    return GrantQuery(sql: lines.joined(separator: "\n"), needsKey: needsKey)
  }

  /// Quotes a name; control characters are refused.
  package static func identifier(_ name: String) throws(GrantSQLError) -> String {
    guard !name.isEmpty, !hasControls(name) else { throw .characters }
    return quoted(name, with: "\"")
  }

  /// Quotes a text; control characters are refused.
  package static func literal(_ text: String) throws(GrantSQLError) -> String {
    guard !hasControls(text) else { throw .characters }
    return literalText(text)
  }

  private static func literalText(_ text: String) -> String { quoted(text, with: "'") }

  /// Works on scalars: a quote that carries a combining mark is one character but still a quote.
  private static func quoted(_ text: String, with quote: Unicode.Scalar) -> String {
    var result = String.UnicodeScalarView()
    result.append(quote)
    for scalar in text.unicodeScalars {
      if scalar == quote { result.append(quote) }
      result.append(scalar)
    }
    result.append(quote)
    return String(result)
  }

  private static func hasControls(_ text: String) -> Bool {
    text.unicodeScalars.contains { $0.value < 0x20 || (0x7F...0x9F).contains($0.value) }
  }

  /// Makes one row of the key whatever the file holds, or fails the query.
  private static let key = """
    WITH k AS (SELECT CASE WHEN count(*) = 1 AND min(length(key)) = 64 THEN min(key) \
    ELSE error('key') END AS key FROM read_csv('/in/key.csv', header = true, \
    columns = {'key': 'VARCHAR'}))
    """

  private static func cell(_ name: String, _ mask: GrantMask, _ type: ColumnType) -> String {
    let text = "CAST(\(name) AS VARCHAR)"
    return switch mask {
    case .none: name
    case .year: "year(\(name))"
    case .bucket(let width):
      bucket("\(type == .real ? "TRY_CAST" : "CAST")(floor(\(name)) AS BIGINT)", width)
    case .partial: "left(\(text), length(\(text)) // 4) || '***'"
    case .pseudonym: "sha256(k.key || sha256(k.key || \(text)))"
    case .null: "CAST(NULL AS VARCHAR)"
    }
  }
}

extension GrantSQL {
  /// The lower bound of the interval of a whole number; real numbers beyond 64 bits have none.
  private static func bucket(_ whole: String, _ width: Int) -> String {
    "\(whole) - ((\(whole) % \(width)) + \(width)) % \(width)"
  }
}

/// The platform's own query that writes a grant.
package struct GrantQuery: Hashable, Sendable {
  /// The text: one SELECT.
  package let sql: String
  /// Whether the key file must be there.
  package let needsKey: Bool
}

/// Why a grant cannot be compiled.
package enum GrantSQLError: Error, Hashable, Sendable {
  /// There are no columns.
  case noColumns
  /// Two columns of the resource differ in case alone.
  case ambiguousNames
  /// A column is not the resource's.
  case unknownColumn
  /// A mask does not fit the column's type.
  case maskType
  /// A name or a text holds a control character.
  case characters
  /// A literal is no value of the column's type.
  case literal
  /// A comparison has too many or too few values, or does not fit the type.
  case comparison
}
