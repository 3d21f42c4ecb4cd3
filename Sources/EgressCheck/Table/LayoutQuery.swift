// SPDX-License-Identifier: Apache-2.0
import DisclosureControl
import Foundation

/// The SQL that lays out the records of a table and counts what has to be known beforehand.
///
/// The subject is compared without blanks around it, without regard to capitals and wide digits and
/// in normal form C, so that variants of one identifier are one person.
struct LayoutQuery {
  /// Most columns that are looked at as a better subject.
  static let rivalsMax = 8
  /// Up to so many records people are counted whether or not the answer follows from it: beyond,
  /// that costs as much as the table.
  static let countedMax = 1_000_000

  let layout: TableLayout
  private let selection: [String]
  private let joins: [String]
  private let conditions: [String]
  private let relation: String
  private let rivals: [String]
  private let needsSubjects: Bool

  init(
    declaration: TableDeclaration, layout: TableLayout, input: DataInput
  ) throws(SpecProblem) {
    self.layout = layout
    relation = input.relation
    let subject = try input.column(declaration.subject, field: "subject")
    let person =
      input.wholeNumber(declaration.subject).map { "r.\($0)" }
      ?? "nullif(\(Self.person("r.\(subject)")), '')"
    var selection = ["\(person) AS person"]
    var joins: [String] = []
    var conditions: [String] = []
    for (index, axis) in layout.axes.enumerated() {
      let place =
        declaration.isQuery
        ? SpecObject.join("parametersOf", axis.dimension.name) : "dimensions[\(index)]"
      let column = "r." + (try input.column(axis.dimension.column, field: place))
      selection.append("\(Self.value(column, axis.dimension)) AS \(TableLayout.column(index, 0))")
      if let values = axis.dimension.values {
        conditions.append("nfc_normalize(\(column)) IN (\(SQL.texts(values)))")
      }
      guard let hierarchy = axis.hierarchy else { continue }
      let width = hierarchy.levels.count + 1
      let types = (0..<width).map { "'g\($0)': 'VARCHAR'" }.joined(separator: ", ")
      joins.append(
        """
        LEFT JOIN read_csv('/in/h\(index).csv', auto_detect=false, header=false, delim=',',
          quote='"', escape='"', columns={\(types)}) AS h\(index) ON h\(index).g0 = \(column)
        """)
      for (level, place) in hierarchy.telling.enumerated() {
        selection.append(
          "h\(index).g\(place + 1) AS \(TableLayout.column(index, level + 1))")
      }
      selection.append("(h\(index).g0 IS NULL AND \(column) IS NOT NULL) AS lost\(index)")
    }
    for (index, value) in layout.values.enumerated() {
      let text = try value.sql { (name: String) throws(SpecProblem) -> String in
        "r." + (try input.column(name, field: name == declaration.weight ? "weight" : "measures"))
      }
      selection.append("\(text) AS val\(index)")
    }
    if let weight = declaration.weight {
      conditions.append(
        MeasuredValue.hasWeight("r." + (try input.column(weight, field: "weight"))))
    }
    rivals = Self.rivals(input, subject: declaration.subject)
    for (index, name) in rivals.enumerated() {
      selection.append(try "r.\(input.column(name, field: "input")) AS rival\(index)")
    }
    needsSubjects = !rivals.isEmpty || !declaration.releases.isEmpty
    self.selection = selection
    self.joins = joins
    self.conditions = conditions
  }

  /// One person's identifier in one writing; empty where it is nothing but blanks.
  static func person(_ column: String) -> String { PersonText.small(column) }

  /// How many numbers the query prints.
  var columns: Int { 2 + 2 * layout.axes.count + rivals.count }

  /// The laid-out records.
  var records: String {
    let condition = conditions.isEmpty ? "" : "WHERE \(conditions.joined(separator: " AND "))"
    return """
      (SELECT \(selection.joined(separator: ",\n  "))
      FROM \(relation) AS r \(joins.joined(separator: "\n")) \(condition))
      """
  }

  /// The statements: they keep the records as a file or leave them where they are, and count them.
  func text(isKept: Bool) -> String {
    let records = isKept ? "read_parquet('/out/\(TableRecords.file)')" : self.records
    var counts = ["count(*)", needsSubjects ? "count(DISTINCT person)" : Self.subjects(records)]
    counts += layout.axes.indices.map { "count(DISTINCT \(TableLayout.column($0, 0)))" }
    counts += layout.axes.enumerated().map { index, axis in
      axis.hierarchy == nil
        ? "0" : "count(DISTINCT \(TableLayout.column(index, 0))) FILTER (WHERE lost\(index))"
    }
    counts += rivals.indices.map { "count(DISTINCT rival\($0))" }
    let copy = "COPY \(self.records) TO '/out/\(TableRecords.file)' (FORMAT parquet);\n"
    return (isKept ? copy : "")
      + "SELECT \(counts.joined(separator: ", ")) FROM \(records) AS counted;"
  }

  /// The people of a table that is not too long, else an empty field.
  private static func subjects(_ records: String) -> String {
    """
    (SELECT CASE WHEN (SELECT count(*) FROM \(records) AS a) <= \(countedMax)
        THEN count(DISTINCT person) END
      FROM \(records) AS b WHERE (SELECT count(*) FROM \(records) AS c) <= \(countedMax))
    """
  }

  /// The value of a dimension, or the interval its number falls in.
  static func value(_ column: String, _ dimension: TableDeclaration.Dimension) -> String {
    guard let width = dimension.bucket else { return "nfc_normalize(\(column))" }
    let low = "floor(TRY_CAST(\(column) AS DOUBLE) / \(width)) * \(width)"
    guard width == width.rounded(), width < 1e9 else { return "CAST(\(low) AS VARCHAR)" }
    let whole = "CAST(\(low) AS BIGINT)"
    return width == 1
      ? "CAST(\(whole) AS VARCHAR)"
      : "CASE WHEN isfinite(TRY_CAST(\(column) AS DOUBLE)) "
        + "THEN concat(\(whole), '-', \(whole) + \(Int(width) - 1)) END"
  }

  /// Columns whose names say that they hold a person's or an enterprise's identifier, or whose
  /// values do.
  static func rivals(_ input: DataInput, subject: String) -> [String] {
    let named = named(input, subject: subject)
    let held = input.personalCodes.filter { $0 != subject && !named.contains($0) }
    return Array((named + held).prefix(rivalsMax))
  }

  /// Those among them whose names say so.
  static func named(_ input: DataInput, subject: String) -> [String] {
    let holders = [
      "person", "citizen", "resident", "people", "patient", "user", "member", "customer",
      "enterprise", "company", "uscc", "idcard", "id_card", "身份证", "证件", "人员", "个人", "企业", "信用代码",
    ]
    let ends = ["id", "no", "code", "card", "uscc", "person", "编号", "号", "号码", "代码", "证"]
    return input.columns.filter { name in
      let small = name.lowercased()
      return name != subject && holders.contains(where: small.contains)
        && ends.contains(where: small.hasSuffix)
    }
  }
}
