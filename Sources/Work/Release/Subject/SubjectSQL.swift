// SPDX-License-Identifier: Apache-2.0
import DisclosureControl

/// The platform's own SQL of the fields about one subject, each by its declared derivation.
///
/// Every field is text, or missing when the data have none: `value` as it stands; `band` as
/// `<10`, `10..20` (the lower edge belongs to it) or `>=20`; `atLeast`, `isOneOf` and `isPresent`
/// as `true` or `false`; `score` as the mean of its columns, cut to its bounds and rounded down to
/// whole steps from the lower one.
enum SubjectSQL {
  /// The number type of edges and scores.
  private static let number = "DECIMAL(24,6)"

  /// One row for each subject: the key, then the fields in the order of the template.
  static func rows(_ template: SubjectTemplate) -> String {
    let key = "CAST(\(SQLText.name(template.lookupKey)) AS VARCHAR)"
    let fields = template.fields.enumerated().map { index, field in
      "\(expression(field)) AS f\(index)"
    }
    return """
      SELECT \(([key + " AS subject"] + fields).joined(separator: ", "))
      FROM \(ReleaseData.view) WHERE \(key) IS NOT NULL AND \(key) <> '' ORDER BY 1
      """
  }

  /// Subjects, rows with a key, and present values of each field.
  static func measure(_ template: SubjectTemplate) -> String {
    let present = template.fields.indices.map { "count(f\($0)) AS p\($0)" }
    let columns = ["count(DISTINCT subject) AS subjects", "count(*) AS rows"] + present
    return "SELECT \(columns.joined(separator: ", ")) FROM (\(rows(template)))"
  }

  private static func expression(_ field: SubjectField) -> String {
    let column = SQLText.name(field.columns.first ?? "")
    let value = "TRY_CAST(\(column) AS \(number))"
    switch field.derivation {
    case .value: return "CAST(\(column) AS VARCHAR)"
    case .band(let edges): return band(value, edges)
    case .atLeast(let bound):
      return "CASE WHEN \(value) IS NULL THEN NULL WHEN \(value) >= \(literal(bound)) "
        + "THEN 'true' ELSE 'false' END"
    case .isOneOf(let values):
      let list = values.map(SQLText.text).joined(separator: ", ")
      return "CASE WHEN \(column) IS NULL THEN NULL WHEN "
        + "nfc_normalize(CAST(\(column) AS VARCHAR)) IN (\(list)) THEN 'true' ELSE 'false' END"
    case .isPresent: return "CASE WHEN \(column) IS NULL THEN 'false' ELSE 'true' END"
    case .score(let low, let high, let step):
      return score(field.columns, low: low, high: high, step: step)
    }
  }

  private static func band(_ value: String, _ edges: [String]) -> String {
    var text = "CASE WHEN \(value) IS NULL THEN NULL"
    var lower: String?
    for edge in edges {
      let label = lower.map { "\($0)..\(edge)" } ?? "<\(edge)"
      text += " WHEN \(value) < \(literal(edge)) THEN \(SQLText.text(label))"
      lower = edge
    }
    return text + " ELSE \(SQLText.text(">=\(lower ?? "")")) END"
  }

  private static func score(_ columns: [String], low: Int, high: Int, step: Int) -> String {
    let values = columns.map { "TRY_CAST(\(SQLText.name($0)) AS \(number))" }
    let sum = values.joined(separator: " + ")
    let mean = "((\(sum)) / \(columns.count))"
    let cut = "greatest(\(low), least(\(high), \(mean)))"
    return "CASE WHEN \(sum) IS NULL THEN NULL ELSE "
      + "CAST(\(low) + CAST(floor((\(cut) - \(low)) / \(step)) AS BIGINT) * \(step) AS VARCHAR) END"
  }

  /// A decimal number of a checked template as a typed literal.
  private static func literal(_ text: String) -> String {
    "CAST(\(SQLText.text(text)) AS \(number))"
  }
}
