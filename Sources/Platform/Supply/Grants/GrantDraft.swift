// SPDX-License-Identifier: Apache-2.0
import Core
import DisclosureControl

/// A grant's query while it is compiled.
struct GrantDraft {
  private var selected: [String] = []
  private var joins: [String] = []
  private var views: [String] = []
  private var pseudonymTexts: [String] = []
  private var subjectText: String?
  private var consents: String?
  private var tables: [GrantQuery.Table] = []
  /// The conditions of the row filter.
  var tests: Set<String> = []

  private let data: String

  /// Begins a query over the rows of a source of the database.
  init(source: String) {
    data = "\(source) AS d"
  }

  /// Adds a column with its mask.
  mutating func select(_ column: GrantColumn, _ known: ResourceColumn) throws(GrantSQLError) {
    let name = try GrantSQL.identifier(column.name)
    let cell = try cell("d.\(name)", column.mask, known)
    selected.append("\(cell) AS \(name)")
  }

  /// Keeps the rows that authorisations choose.
  mutating func choose(_ rows: ConsentRows, by column: String) throws(GrantSQLError) {
    let text = GrantDraft.text("d.\(try GrantSQL.identifier(column))")
    views.append("s AS (\(GrantLookup.textReader(GrantLookup.subjects, ["v"])))")
    subjectText = text
    let isThere = "\(text) IN (SELECT v FROM s)"
    consents =
      switch rows {
      case .consented: isThere
      // A row without a code is about nobody who could have withdrawn.
      case .notWithdrawn: "(\(text) IS NULL OR NOT (\(isThere)))"
      }
  }

  /// The query.
  var query: GrantQuery {
    var lines = views.isEmpty ? [] : ["WITH " + views.joined(separator: ",\n")]
    lines.append("SELECT \(selected.joined(separator: ", "))")
    lines.append("FROM \(data)")
    lines += joins
    let conditions = filter + [consents].compactMap(\.self)
    if !conditions.isEmpty { lines.append("WHERE \(conditions.joined(separator: " AND "))") }
    lines.append("ORDER BY ALL ASC NULLS FIRST")
    return GrantQuery(
      sql: lines.joined(separator: "\n"),
      pseudonymValues: pseudonymTexts.isEmpty ? nil : values(of: pseudonymTexts),
      subjectValues: subjectText.map { values(of: [$0]) }, tables: tables)
  }

  private var filter: [String] {
    tests.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  /// The keys of all values that texts have in the rows of the filter, each made once.
  private func values(of texts: [String]) -> String {
    let condition = filter.isEmpty ? "" : " WHERE \(filter.joined(separator: " AND "))"
    let parts = texts.map { "SELECT \($0) AS v FROM \(data)\(condition)" }
    return "SELECT \(GrantLookup.keySQL("v")) AS v FROM (SELECT DISTINCT v FROM ("
      + parts.joined(separator: " UNION ALL ") + ") WHERE v IS NOT NULL)"
  }

  private static func text(_ name: String) -> String { "CAST(\(name) AS VARCHAR)" }

  private mutating func cell(
    _ name: String, _ mask: GrantMask, _ known: ResourceColumn
  ) throws(GrantSQLError) -> String {
    let text = GrantDraft.text(name)
    switch mask {
    case .none: return name
    case .year: return "year(\(name))"
    case .bucket(let width):
      let whole = "\(known.type == .real ? "TRY_CAST" : "CAST")(floor(\(name)) AS BIGINT)"
      return "\(whole) - ((\(whole) % \(width)) + \(width)) % \(width)"
    case .level(let level): return try group(text, level, known)
    case .partial: return "left(\(text), length(\(text)) // 4) || '***'"
    case .pseudonym: return pseudonym(GrantDraft.code(text, known.type))
    case .null: return "CAST(NULL AS VARCHAR)"
    }
  }

  /// A code in one writing, so that somebody whose code was delivered in two has one pseudonym.
  /// What is nothing but blanks is nobody's.
  private static func code(_ text: String, _ type: ColumnType) -> String {
    switch type {
    case .text, .creditCode, .identityNumber: "nullif(\(PersonText.capital(text)), '')"
    case .integer, .decimal, .real, .date, .timestamp, .boolean: text
    }
  }

  /// The pseudonym of a text. A value without one would be a fault, and ends the query.
  private mutating func pseudonym(_ text: String) -> String {
    if pseudonymTexts.isEmpty {
      views.append("p AS (\(GrantLookup.textReader(GrantLookup.pseudonyms, ["v", "m"])))")
    }
    let alias = "p\(pseudonymTexts.count)"
    pseudonymTexts.append(text)
    joins.append("LEFT JOIN p AS \(alias) ON \(alias).v = \(text)")
    return "CASE WHEN \(text) IS NULL THEN NULL WHEN \(alias).m IS NULL THEN error('pseudonym') "
      + "ELSE \(alias).m END"
  }

  /// The group of a text at a level of its column's hierarchy; nothing for any other text.
  private mutating func group(
    _ text: String, _ level: Int, _ known: ResourceColumn
  ) throws(GrantSQLError) -> String {
    guard let groups = known.hierarchy?.groups(at: level) else { throw .maskType }
    let (alias, file) = ("l\(tables.count)", GrantLookup.level(tables.count))
    let lines = groups.map { value, group in
      "\(GrantLookup.key(value.utf8)),\(GrantLookup.key(group.utf8))\n"
    }
    tables.append(GrantQuery.Table(name: file, bytes: lines.flatMap { Array($0.utf8) }))
    views.append("\(alias) AS (\(GrantLookup.textReader(file, ["v", "m"])))")
    joins.append("LEFT JOIN \(alias) ON \(alias).v = \(text)")
    return GrantLookup.textSQL("\(alias).m")
  }
}
