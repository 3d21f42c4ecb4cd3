// SPDX-License-Identifier: Apache-2.0

/// A column as the comparison of rows sees it: texts, or numbers of so many decimals.
struct OverlapColumn: Hashable, Sendable {
  /// The place in its file.
  let place: Int
  let name: String
  /// Values that are not missing, and those of them that are numbers.
  let filled: Int
  let numeric: Int
  /// The most decimals of a number, up to six.
  let decimals: Int
  let distinct: Int

  /// Fewest values by which a column is told to hold numbers.
  private static let filledMin = 3

  var isNumber: Bool { filled >= Self.filledMin && numeric * 10 >= filled * 9 }

  /// What decides whether values can be the same: the decimals of numbers, -1 for texts.
  var form: Int { isNumber ? decimals : -1 }

  /// The values as they are compared, of a column of SQL: numbers as whole units of the last
  /// decimal.
  static func key(_ column: String, form: Int) -> String {
    guard form >= 0 else { return "coalesce(trim(\(column)), '')" }
    let unit = (0..<form).reduce(1) { power, _ in power * 10 }
    return """
      coalesce(TRY_CAST(round(TRY_CAST(\(column) AS DOUBLE) * \(unit)) AS BIGINT), \
      -8000000000000000000)
      """
  }

  /// Counts what is needed of some columns of a file in one scan: a row with four numbers for each.
  ///
  /// - Parameter isExact: Whether distinct values are counted and not only estimated.
  static func counts(of input: DataInput, places: [Int], isExact: Bool) -> String {
    let parts = places.map { place in
      let column = "c\(place)"
      let distinct = isExact ? "count(DISTINCT \(column))" : "approx_count_distinct(\(column))"
      return """
        count(\(column)), count(TRY_CAST(\(column) AS DOUBLE)),
        coalesce(max(CASE WHEN TRY_CAST(\(column) AS DOUBLE) IS NOT NULL
          THEN least(6, length(rtrim(split_part(\(column), '.', 2), '0'))) END), 0), \(distinct)
        """
    }
    return "SELECT \(parts.joined(separator: ", ")) FROM \(input.relation);"
  }

  /// Reads what was counted.
  static func all(_ numbers: [Int], places: [Int], names: [String]) -> [OverlapColumn] {
    places.enumerated().filter { $0.offset * 4 + 3 < numbers.count }.map { index, place in
      OverlapColumn(
        place: place, name: names[place], filled: numbers[index * 4],
        numeric: numbers[index * 4 + 1], decimals: numbers[index * 4 + 2],
        distinct: numbers[index * 4 + 3])
    }
  }
}
