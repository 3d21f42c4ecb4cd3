// SPDX-License-Identifier: Apache-2.0
import DisclosureControl

/// A staged table of the specification: CSV with a heading, or Parquet.
///
/// In SQL its columns are `c0`, `c1`, … as text, an empty field being a missing value; names of
/// the file never stand in SQL but as quoted identifiers of a Parquet file. A column of whole
/// numbers of a Parquet file is there a second time, as numbers: `n0`, `n1`, ….
struct DataInput: Sendable {
  /// Most columns of a file.
  static let columnsMax = 2_000

  let file: String
  let field: String
  let columns: [String]
  /// The places of columns that hold whole numbers by their type.
  let wholeNumbers: Set<Int>
  /// Columns of CSV whose first values are nearly all codes of people.
  let personalCodes: [String]
  private let source: String
  /// The file as DuckDB reads it.
  let scan: String
  /// Each column as text, as an expression over the scan.
  private let texts: [String]

  /// Stages a file and reads its heading.
  init(
    _ name: String, as file: String, field: String, folder: InputFolder, session: Session
  ) async throws {
    let path = try folder.file(name, field: field)
    let head = try folder.head(path, field: field, count: 1 << 20)
    self.field = field
    if head.starts(with: Array("PAR1".utf8)) {
      self.file = file + ".parquet"
      try session.stage(path, as: self.file, field: field)
      let scan = "read_parquet('/in/\(self.file)')"
      let answer = try await session.run(
        "DESCRIBE SELECT * FROM \(scan);", inputs: [self.file], field: field)
      let rows = DelimitedText(answer, rowsMax: Self.columnsMax + 2).rows.dropFirst()
      columns = rows.compactMap(\.first)
      let types = rows.map { $0.count > 1 ? $0[1] : "" }
      let whole = Set(columns.indices.filter { Self.wholeTypes.contains(types[$0]) })
      let names = columns.enumerated().map { index, name in
        "CAST(\(SQL.name(name)) AS VARCHAR) AS t\(index)"
          + (whole.contains(index) ? ", \(SQL.name(name)) AS n\(index)" : "")
      }
      wholeNumbers = whole
      personalCodes = []
      texts = zip(columns, types).map { name, type in
        type == "VARCHAR" ? SQL.name(name) : "CAST(\(SQL.name(name)) AS VARCHAR)"
      }
      self.scan = scan
      source = "(SELECT \(names.joined(separator: ", ")) FROM \(scan))"
    } else {
      self.file = file + ".csv"
      let heading = DelimitedText(head, rowsMax: 1)
      guard let names = heading.rows.first, !names.isEmpty else {
        throw SpecProblem(field, zh: "文件没有表头", en: "the file has no heading")
      }
      guard !names.contains(where: { $0.unicodeScalars.contains("\u{0}") }) else {
        throw SpecProblem(field, zh: "不是文本文件", en: "is not a text file")
      }
      columns = names
      wholeNumbers = []
      personalCodes = Self.personalCodes(names, head)
      try session.stage(path, as: self.file, field: field)
      let types = names.indices.map { "'t\($0)': 'VARCHAR'" }.joined(separator: ", ")
      let mark = String(decoding: [heading.delimiter], as: UTF8.self)
      texts = names.indices.map { "t\($0)" }
      scan = """
        read_csv('/in/\(self.file)', auto_detect=false, header=true, delim='\(mark)', quote='"',
        escape='"', nullstr='', max_line_size=16777216, columns={\(types)})
        """
      source = scan
    }
    try Self.check(columns, field: field)
  }

  private static func check(_ columns: [String], field: String) throws(SpecProblem) {
    guard columns.count <= columnsMax else {
      throw SpecProblem(
        field, zh: "列数超过 \(columnsMax)", en: "has more than \(columnsMax) columns")
    }
    guard Set(columns).count == columns.count else {
      throw SpecProblem(field, zh: "表头有重复的列名", en: "the heading names a column twice")
    }
  }

  private static func personalCodes(_ names: [String], _ head: [UInt8]) -> [String] {
    guard names.count <= 200 else { return [] }
    let rows = DelimitedText(head, rowsMax: 101).rows.dropFirst()
    return names.indices.filter { place in
      let values = rows.compactMap { place < $0.count && !$0[place].isEmpty ? $0[place] : nil }
      return values.count >= 20
        && values.count(where: ContentScan.containsPersonalCode) * 5 >= values.count * 4
    }.map { names[$0] }
  }

  private static let wholeTypes: Set<String> = [
    "TINYINT", "SMALLINT", "INTEGER", "BIGINT", "UTINYINT", "USMALLINT", "UINTEGER", "UBIGINT",
  ]

  /// Whether some columns can be read without the others.
  var isColumnar: Bool { file.hasSuffix(".parquet") }

  /// The rows with their columns as text, missing where empty.
  var relation: String { relation { "nullif(t\($0), '')" } }

  /// The same with empty texts left as they are, which lets the engine work on the dictionaries of
  /// a Parquet file instead of on each row.
  var unfolded: String { relation { "t\($0)" } }

  private func relation(_ text: (Int) -> String) -> String {
    let names = columns.indices.map { index in
      "\(text(index)) AS c\(index)" + (wholeNumbers.contains(index) ? ", n\(index)" : "")
    }
    return "(SELECT \(names.joined(separator: ", ")) FROM \(source))"
  }

  /// A column as text over the scan itself: a test on it is made in the scan, once for each entry
  /// of a Parquet file's dictionary.
  func scanned(_ name: String, field: String) throws(SpecProblem) -> String {
    texts[try index(of: name, field: field)]
  }

  /// The SQL name of a column as whole numbers; nothing when its type is another.
  func wholeNumber(_ name: String) -> String? {
    guard let index = columns.firstIndex(of: name), wholeNumbers.contains(index) else {
      return nil
    }
    return "n\(index)"
  }

  /// The SQL name of a column of the file.
  func column(_ name: String, field: String) throws(SpecProblem) -> String {
    "c\(try index(of: name, field: field))"
  }

  private func index(of name: String, field: String) throws(SpecProblem) -> Int {
    guard let index = columns.firstIndex(of: name) else {
      throw SpecProblem(field, zh: "文件中没有这一列", en: "the file has no such column")
    }
    return index
  }
}
