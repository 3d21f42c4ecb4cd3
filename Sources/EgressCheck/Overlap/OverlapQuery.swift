// SPDX-License-Identifier: Apache-2.0

/// The SQL that counts how many rows of a table that leaves are rows of raw data.
///
/// A row counts where its values together stand in exactly one raw record. The same is counted for
/// rows that cannot be copies, put together of two rows or with each measure moved by one unit:
/// what they find is chance.
struct OverlapQuery {
  /// What was counted of one set of columns.
  struct Count: Sendable {
    /// Rows that stand in one raw record, the most that chance explains, and all rows.
    let rows: Int
    let chance: Int
    let all: Int
    /// Of them those that are not alone in their group.
    let repeated: Int
    /// Of their groups those of too few raw records: what they tell is no median of many.
    let keyed: Int
  }

  /// Most rows of a file that are compared.
  static let rowsMax = 5_000
  /// The fewest raw records of a group.
  static let groupMin = 5
  /// How many numbers are printed of each set.
  static let numbers = 8

  let table: DataInput
  let raw: DataInput
  /// The columns of the table that name groups.
  let labels: [OverlapColumn]
  /// Most rows of the table that are compared.
  let rowsMax: Int

  /// A table `f` of the rows with the values of all columns and the group, and two orders of it.
  func rows(_ columns: [OverlapColumn]) -> String {
    let keys = columns.map {
      "\(OverlapColumn.key("c\($0.place)", form: $0.form)) AS k\($0.place)"
    }
    let group =
      labels.isEmpty
      ? "''"
      : labels.map { "coalesce(c\($0.place), '')" }
        .joined(separator: " || chr(31) || ")
    return """
      CREATE TEMP TABLE f AS SELECT row_number() OVER () AS r, \(group) AS y,
        \(keys.joined(separator: ", "))
      FROM (SELECT * FROM \(table.relation) LIMIT \(rowsMax));
      CREATE TEMP TABLE p1 AS SELECT r, row_number() OVER (ORDER BY hash(r), r) AS q FROM f;
      CREATE TEMP TABLE p2 AS SELECT r, row_number() OVER (ORDER BY hash(r + 7919), r) AS q FROM f;

      """
  }

  /// The statements that count one set of columns; the last prints the numbers.
  func count(_ set: [OverlapMatch], index: Int) -> String {
    let names = set.map { "k\($0.column.place)" }
    let list = names.joined(separator: ", ")
    let raws = set.map {
      "\(OverlapColumn.key("c\($0.raw.place)", form: $0.column.form)) AS k\($0.column.place)"
    }.joined(separator: ", ")
    let keys = set.filter { !$0.isMeasure }.map { "k\($0.column.place)" }.joined(separator: ", ")
    let keyed =
      keys.isEmpty || !set.contains(where: \.isMeasure)
      ? "0"
      : """
      (SELECT count(*) FROM (SELECT \(keys) FROM
        (SELECT \(raws) FROM \(raw.relation)) SEMI JOIN
        (SELECT DISTINCT \(keys) FROM h\(index) WHERE v = 0) USING (\(keys))
        GROUP BY \(keys) HAVING count(*) < \(Self.groupMin)))
      """
    // A changed row that is another row of the table is no chance; labels alone can make all pairs.
    let others =
      set.contains(where: \.isMeasure)
      ? " ANTI JOIN (SELECT \(list) FROM h\(index) WHERE v = 0) USING (\(list))" : ""
    func found(_ variant: Int) -> String {
      let rows = "(SELECT \(list) FROM h\(index) WHERE v = \(variant))"
      return "(SELECT count(*) FROM \(rows)\(variant == 0 ? "" : others))"
    }
    return """
      CREATE TEMP TABLE v\(index) AS SELECT DISTINCT * FROM (\(variants(set)));
      CREATE TEMP TABLE g\(index) AS SELECT \(list) FROM
        (SELECT \(raws) FROM \(raw.relation)) SEMI JOIN
        (SELECT DISTINCT \(list) FROM v\(index)) USING (\(list))
        GROUP BY \(list) HAVING count(*) = 1;
      CREATE TEMP TABLE h\(index) AS SELECT * FROM v\(index) SEMI JOIN g\(index) USING (\(list));
      SELECT \(found(0)), \(found(1)), \(found(2)), \(found(3)), \(found(4)),
        (SELECT count(*) FROM f),
        (SELECT count(*) - count(DISTINCT y) FROM f SEMI JOIN
          (SELECT \(list) FROM h\(index) WHERE v = 0) USING (\(list))), \(keyed);

      """
  }

  /// The rows as they are, of two rows each, and with measures moved.
  private func variants(_ set: [OverlapMatch]) -> String {
    let names = set.map { "k\($0.column.place)" }
    var parts = ["SELECT 0 AS v, \(names.joined(separator: ", ")) FROM f"]
    // A column with one value says nothing when it is taken from another row.
    let changing = set.filter { $0.column.distinct > 1 }.map { "k\($0.column.place)" }
    let other = Set(changing.enumerated().filter { $0.offset % 2 == 1 }.map(\.element))
    if !other.isEmpty {
      let mixed = names.map { other.contains($0) ? "b.\($0)" : "a.\($0)" }.joined(separator: ", ")
      for (variant, order) in ["p1", "p2"].enumerated() {
        parts.append(
          """
          SELECT \(variant + 1) AS v, \(mixed) FROM f AS a JOIN \(order) AS p ON p.r = a.r
            JOIN f AS b ON b.r = p.q
          """)
      }
    }
    if set.contains(where: \.isMeasure) {
      for (variant, sign) in ["+", "-"].enumerated() {
        let moved = set.map {
          let name = "k\($0.column.place)"
          return $0.isMeasure ? "\(name) \(sign) 1 AS \(name)" : name
        }
        parts.append("SELECT \(variant + 3) AS v, \(moved.joined(separator: ", ")) FROM f")
      }
    }
    return parts.joined(separator: " UNION ALL ")
  }

  /// In how many rows each column has a value of each raw column, in rows of three numbers.
  func shared(_ columns: [OverlapColumn], _ others: [OverlapColumn]) -> String {
    var sql = "CREATE TEMP TABLE v(o INTEGER, form INTEGER, k VARCHAR, n BIGINT);\n"
    for column in columns {
      let key = OverlapColumn.key("c\(column.place)", form: column.form)
      sql += """
        INSERT INTO v SELECT \(column.place), \(column.form), CAST(\(key) AS VARCHAR), count(*)
          FROM \(table.relation) WHERE c\(column.place) IS NOT NULL GROUP BY ALL;

        """
    }
    var parts: [String] = []
    for other in others {
      for form in Set(columns.map(\.form)).sorted() where (form >= 0) == other.isNumber {
        let key = OverlapColumn.key("c\(other.place)", form: form)
        parts.append(
          """
          SELECT o, \(other.place) AS g, CAST(sum(n) AS BIGINT) AS n FROM v
            WHERE form = \(form) AND k IN (SELECT DISTINCT k FROM
              (SELECT CAST(\(key) AS VARCHAR) AS k FROM \(raw.relation)
                WHERE c\(other.place) IS NOT NULL)
              WHERE k IN (SELECT k FROM v WHERE form = \(form)))
            GROUP BY o
          """)
      }
    }
    guard !parts.isEmpty else { return "" }
    return sql + parts.joined(separator: " UNION ALL ") + " ORDER BY 1, 2;"
  }
}
