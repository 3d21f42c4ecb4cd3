// SPDX-License-Identifier: Apache-2.0

/// What is measured of a record: a column, a column times the record's weight, or the weight.
enum MeasuredValue: Hashable, Sendable {
  case column(String)
  case weight(String)
  /// The weight of records that have a value in a column.
  case weightOf(String, by: String)
  case weighted(String, by: String)

  /// The type weights are read as: eight digits before the point and six behind it.
  private static let weightType = "DECIMAL(14,6)"
  private static let numberType = "DECIMAL(24,6)"

  /// Its name in a stored release.
  var name: String {
    switch self {
    case .column(let name): name
    case .weight(let weight): "\(weight)*"
    case .weightOf(let name, let weight): "\(weight)*(\(name))"
    case .weighted(let name, let weight): "\(weight)*\(name)"
    }
  }

  /// The value in SQL; the columns of the file are named by `column`.
  ///
  /// What is no number stays unreadable, and is found as such.
  func sql(_ column: (String) throws(SpecProblem) -> String) throws(SpecProblem) -> String {
    switch self {
    case .column(let name): return try column(name)
    case .weight(let weight): return Self.number(try column(weight))
    case .weightOf(let name, let weight):
      return "CASE WHEN \(try column(name)) IS NOT NULL THEN \(Self.number(try column(weight))) END"
    case .weighted(let name, let weight):
      let (value, factor) = (try column(name), try column(weight))
      let product =
        "TRY_CAST(\(factor) AS \(Self.weightType)) * TRY_CAST(\(value) AS \(Self.numberType))"
      return """
        CASE WHEN \(value) IS NOT NULL THEN
          coalesce(CAST(TRY_CAST(\(product) AS \(Self.numberType)) AS VARCHAR), 'unreadable') END
        """
    }
  }

  private static func number(_ weight: String) -> String {
    "CAST(TRY_CAST(\(weight) AS \(weightType)) AS VARCHAR)"
  }

  /// Whether a record has any weight: one without stands for nobody and is nobody's contribution.
  static func hasWeight(_ weight: String) -> String {
    "TRY_CAST(\(weight) AS \(weightType)) > 0"
  }

  /// The statement that prints the first row whose weight cannot be used, and what it is.
  static func firstBad(_ weight: String, in relation: String) -> String {
    let number = "TRY_CAST(\(weight) AS DOUBLE)"
    return """
      SELECT n, kind FROM (SELECT row_number() OVER () AS n,
          CASE WHEN \(weight) IS NULL THEN 'missing'
            WHEN \(number) IS NULL OR NOT isfinite(\(number)) THEN 'number'
            WHEN \(number) < 0 THEN 'negative'
            WHEN TRY_CAST(\(weight) AS \(weightType)) IS NULL THEN 'large' END AS kind
        FROM \(relation)) WHERE kind IS NOT NULL ORDER BY n LIMIT 1;
      """
  }

  /// Refuses weights by the row that the statement printed.
  static func refuse(_ row: [String]) -> SpecProblem? {
    guard row.count == 2, let number = Int(row[0]) else { return nil }
    let (zh, en) =
      switch row[1] {
      case "missing": ("权重缺失", "the weight is missing")
      case "negative": ("权重为负", "the weight is negative")
      case "large": ("权重过大", "the weight is too large")
      default: ("权重不是有限的数", "the weight is no finite number")
      }
    return SpecProblem("weight", zh: "第 \(number) 行：\(zh)", en: "row \(number): \(en)")
  }
}
