// SPDX-License-Identifier: Apache-2.0
import Core
import Regulation

/// Compiles grants to the platform's own DuckDB SQL, run by trusted code over the stored data.
///
/// The text holds names, masks and the literals of the row filter, and nothing else. What masks
/// and authorisations make of single values comes from look-up files, which trusted code writes
/// beside the data: in one pass over the distinct values, so that no key is in a sandbox.
package enum GrantSQL {
  /// The version of the compiler; part of a policy's digest.
  ///
  /// The third makes pseudonyms of codes in one writing; the second made them of cells as they were
  /// delivered, by HMAC-SM3; the first used SHA-256.
  package static let version = 3
  /// The data, as a file of the sandbox.
  package static let dataPath = "/in/data.parquet"
  /// The data, where one file holds it, as a source of the database.
  package static let oneFile = "read_parquet(\(literalText(dataPath)))"

  /// Compiles a policy for the columns of its resource.
  ///
  /// Rows come in an order that follows from what is shown alone, so that order tells nothing.
  ///
  /// - Parameters:
  ///   - subjectColumn: the column with the code of the person or enterprise that a row is about;
  ///     needed where authorisations choose rows.
  ///   - source: the rows, as the platform's own SQL names them.
  package static func compile(
    _ policy: GrantPolicy, columns: [ResourceColumn], subjectColumn: String? = nil,
    source: String = oneFile
  ) throws(GrantSQLError) -> GrantQuery {
    guard !policy.columns.isEmpty else { throw .noColumns }
    // The database takes names that differ in case alone for one, quoted or not: another column
    // than the granted one would be read.
    guard Set(columns.map { $0.name.lowercased() }).count == columns.count else {
      throw .ambiguousNames
    }
    var draft = GrantDraft(source: source)
    for column in policy.columns {
      guard let known = columns.first(where: { $0.name == column.name }) else {
        throw .unknownColumn
      }
      guard column.mask.applies(to: known.type) else { throw .maskType }
      try draft.select(column, known)
    }
    for test in policy.rowFilter {
      guard let known = columns.first(where: { $0.name == test.column }) else {
        throw .unknownColumn
      }
      draft.tests.insert(try RowTestSQL(test: test, type: known.type).text)
    }
    if let rows = policy.consentRows {
      guard let subjectColumn, columns.contains(where: { $0.name == subjectColumn }) else {
        throw .unknownColumn
      }
      try draft.choose(rows, by: subjectColumn)
    }
    return draft.query
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

  static func literalText(_ text: String) -> String { quoted(text, with: "'") }

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
}

/// The platform's own query that writes a grant, with the look-up files that it wants.
package struct GrantQuery: Hashable, Sendable {
  /// A look-up file that is there before any query runs.
  package struct Table: Hashable, Sendable {
    /// Its name.
    package let name: String
    /// Its bytes.
    package let bytes: [UInt8]
  }

  /// The text: one SELECT.
  package let sql: String
  /// One SELECT of the distinct values of which pseudonyms are made, as look-up keys; nil when
  /// there are none. The query wants `GrantLookup.pseudonyms`.
  package let pseudonymValues: String?
  /// One SELECT of the distinct codes of subjects, as look-up keys; nil when authorisations choose
  /// no rows. The query wants `GrantLookup.subjects`.
  package let subjectValues: String?
  /// The look-up files of hierarchies.
  package let tables: [Table]
}

/// Why a grant cannot be compiled.
package enum GrantSQLError: Error, Hashable, Sendable {
  /// There are no columns.
  case noColumns
  /// Two columns of the resource differ in case alone.
  case ambiguousNames
  /// A column is not the resource's.
  case unknownColumn
  /// A mask does not fit the column's type, or its hierarchy has no such level.
  case maskType
  /// A name or a text holds a control character.
  case characters
  /// A literal is no value of the column's type.
  case literal
  /// A comparison has too many or too few values, or does not fit the type.
  case comparison
}
