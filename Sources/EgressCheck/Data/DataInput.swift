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
  /// Those of them that are wide enough for a personal code.
  private let wide: Set<Int>
  /// Columns of CSV whose first values are nearly all codes of people.
  let personalCodes: [String]
  /// Whether another mark parts the first rows of a CSV evenly too, so that another reader may read
  /// other rows.
  let isAmbiguous: Bool
  /// The columns as the file names them, where no query has been asked for them yet.
  private let promise: [ParquetHeading.Column]?
  private let source: String
  /// The file as DuckDB reads it.
  let scan: String
  /// Each column as text, as an expression over the scan.
  private let texts: [String]

  /// Stages a file and reads its heading.
  ///
  /// - Parameter isPromised: Whether the columns of a Parquet file may be taken as the file names
  ///   them; the query that relies on it must then ask by ``question`` and ``isKept(by:)``.
  init(
    _ name: String, as file: String, field: String, folder: InputFolder, session: Session,
    isPromised: Bool = false
  ) async throws {
    let path = try folder.file(name, field: field)
    let source = try HeldFile(path, field: field)
    let head = try source.bytes(count: 1 << 20)
    if head.starts(with: Array("PAR1".utf8)) {
      let file = file + ".parquet"
      try session.stage(source, as: file, field: field)
      if isPromised, let heading = try ParquetHeading(source) {
        try self.init(
          parquet: file, field: field, columns: heading.columns, promise: heading.columns)
      } else {
        try await self.init(asking: file, field: field, session: session)
      }
    } else {
      let file = file + ".csv"
      try self.init(csv: file, field: field, head: head)
      try session.stage(source, as: file, field: field)
    }
  }

  /// A staged Parquet file by what the engine says of it.
  private init(asking file: String, field: String, session: Session) async throws {
    let answer = try await session.run(
      Self.question(file), inputs: [file], field: field)
    try self.init(parquet: file, field: field, columns: Self.described(answer), promise: nil)
  }

  private init(
    parquet file: String, field: String, columns found: [ParquetHeading.Column],
    promise: [ParquetHeading.Column]?
  ) throws(SpecProblem) {
    self.file = file
    self.field = field
    self.promise = promise
    isAmbiguous = false
    columns = found.map(\.name)
    let whole = Set(
      found.indices.filter { place in found[place].type.map(Self.wholeTypes.contains) == true })
    let names = found.enumerated().map { index, column in
      "CAST(\(SQL.name(column.name)) AS VARCHAR) AS t\(index)"
        + (whole.contains(index) ? ", \(SQL.name(column.name)) AS n\(index)" : "")
    }
    wholeNumbers = whole
    wide = Set(
      found.indices.filter { place in found[place].type.map(Self.wideTypes.contains) == true })
    personalCodes = []
    texts = found.map { column in
      let name = SQL.name(column.name)
      return column.type == "VARCHAR" ? name : "CAST(\(name) AS VARCHAR)"
    }
    scan = "read_parquet('/in/\(file)')"
    source = "(SELECT \(names.joined(separator: ", ")) FROM \(scan))"
    try Self.check(columns, field: field)
  }

  private init(csv file: String, field: String, head: [UInt8]) throws(SpecProblem) {
    self.file = file
    self.field = field
    promise = nil
    isAmbiguous = TableReading.marks(of: head).count > 1
    let heading = DelimitedText(head, rowsMax: 1)
    guard let names = heading.rows.first, !names.isEmpty else {
      throw SpecProblem(field, zh: "文件没有表头", en: "the file has no heading")
    }
    guard !names.contains(where: { $0.unicodeScalars.contains("\u{0}") }) else {
      throw SpecProblem(field, zh: "不是文本文件", en: "is not a text file")
    }
    columns = names
    wholeNumbers = []
    wide = []
    personalCodes = Self.personalCodes(names, head)
    let types = names.indices.map { "'t\($0)': 'VARCHAR'" }.joined(separator: ", ")
    let mark = String(decoding: [heading.delimiter], as: UTF8.self)
    texts = names.indices.map { "t\($0)" }
    scan = """
      read_csv('/in/\(file)', auto_detect=false, header=true, delim='\(mark)', quote='"',
      escape='"', nullstr='', max_line_size=16777216, columns={\(types)})
      """
    source = scan
    try Self.check(columns, field: field)
  }

  // MARK: promises

  /// Whether its columns are taken as the file names them.
  var isPromised: Bool { promise != nil }

  /// The statement that prints what the engine says of the columns.
  var question: String { Self.question(file) }

  private static func question(_ file: String) -> String {
    "DESCRIBE SELECT * FROM read_parquet('/in/\(file)');"
  }

  /// Whether what the engine printed for the question is what the file promised.
  func isKept(by answer: [[String]]) -> Bool { promise.map { $0 == Self.columns(answer) } ?? true }

  /// The same file by what the engine says of it.
  func asked(_ session: Session) async throws -> DataInput {
    try await DataInput(asking: file, field: field, session: session)
  }

  private static func described(_ answer: [UInt8]) -> [ParquetHeading.Column] {
    columns(Array(DelimitedText(answer, rowsMax: columnsMax + 2).rows.dropFirst()))
  }

  private static func columns(_ rows: [[String]]) -> [ParquetHeading.Column] {
    rows.compactMap { row in
      guard let name = row.first else { return nil }
      let type = row.count > 1 ? row[1] : ""
      let isKnown = type == "VARCHAR" || wholeTypes.contains(type)
      return ParquetHeading.Column(name: name, type: isKnown ? type : nil)
    }
  }

  /// Rows of fields as a table of their own; each row has a field for each name.
  init(
    rows: [[String]], names: [String], as file: String, field: String, session: Session
  ) throws {
    func line(_ fields: [String]) -> String {
      fields.map { $0.isEmpty ? "" : SQL.name($0) }.joined(separator: ",")
    }
    let head = Array((line(names) + "\n").utf8)
    let lines = rows.map(line).joined(separator: "\n")
    try self.init(csv: file + ".csv", field: field, head: head)
    try session.stage(head + Array(lines.utf8) + [0x0A], as: file + ".csv")
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

  private static let wideTypes: Set<String> = ["BIGINT", "UBIGINT"]

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

  /// Whether a column holds whole numbers, and of those of ten digits and more.
  func digits(_ name: String) -> (isWhole: Bool, isWide: Bool) {
    guard let index = columns.firstIndex(of: name) else { return (false, false) }
    return (wholeNumbers.contains(index), wide.contains(index))
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
