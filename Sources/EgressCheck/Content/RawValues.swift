// SPDX-License-Identifier: Apache-2.0
import DisclosureControl

/// Telling values of raw data: those that stand in one row of the sample only.
struct RawValues: Sendable {
  /// Most values of a raw file that are looked at, and most of its rows.
  static let valuesMax = 2_000_000
  static let rowsMax = 100_000

  /// The row in which each telling value stands.
  let rowOf: [String: Int]
  /// The telling values that are numbers.
  let numbers: [Double]
  /// Columns of numbers in the order of their file.
  let series: [[Double]]
  /// Telling values that are the least or greatest of their column.
  let extremes: Set<String>
  /// Rows of all raw files.
  let rows: Int
  /// Values per row.
  let columns: Int
  /// How many rows each value of the target column has.
  var classes: [String: Int] = [:]
  /// The raw files as they are staged.
  var inputs: [DataInput] = []
  /// Whether some raw files have more rows than were looked at.
  var isCut = false

  /// Reads raw files; `target` names a column whose values are counted.
  static func load(
    _ names: [String], target: String?, folder: InputFolder, session: Session
  ) async throws -> RawValues? {
    guard !names.isEmpty else { return nil }
    var texts: [[String]] = []
    var rows = 0
    var columns = 0
    var classes: [String: Int] = [:]
    var inputs: [DataInput] = []
    var isCut = false
    for (index, name) in names.enumerated() {
      let field = "raw[\(index)]"
      let input = try await DataInput(
        name, as: "raw\(index)", field: field, folder: folder, session: session)
      inputs.append(input)
      let most = min(rowsMax, max(1_000, valuesMax / input.columns.count))
      var sql = """
        COPY (SELECT * FROM \(input.relation) LIMIT \(most)) TO '/out/raw\(index).csv'
          (FORMAT csv, HEADER, FORCE_QUOTE *);
        SELECT count(*) FROM \(input.relation);
        """
      if let target, input.columns.contains(target) {
        let column = try input.column(target, field: "target")
        sql += "SELECT \(column), count(*) FROM \(input.relation) GROUP BY 1 ORDER BY 2 LIMIT 50;"
      }
      let answer = try await session.run(
        sql, inputs: [input.file], outputs: ["raw\(index).csv"], field: field)
      let lines = DelimitedText(answer, rowsMax: 100).rows
      let count = lines.dropFirst().first?.first.flatMap { Int($0) } ?? 0
      rows += count
      if count > most { isCut = true }
      for line in lines.dropFirst(3) where line.count == 2 { classes[line[0]] = Int(line[1]) ?? 0 }
      columns += input.columns.count
      let sample = DelimitedText(
        try session.output("raw\(index).csv"), rowsMax: rowsMax + 1
      ).rows.dropFirst()
      texts += Array(sample)
    }
    if target != nil, classes.isEmpty {
      throw SpecProblem(
        "target", zh: "原始文件中没有这一列", en: "no raw file has this column")
    }
    var values = RawValues(texts, rows: rows, columns: columns)
    values.classes = classes
    values.inputs = inputs
    values.isCut = isCut
    return values
  }

  private init(_ texts: [[String]], rows: Int, columns: Int) {
    var rowOf: [String: Int] = [:]
    var repeated: Set<String> = []
    for (row, fields) in texts.enumerated() {
      for field in fields where Self.isTelling(field) {
        let key = Self.key(field)
        if let known = rowOf[key], known != row { repeated.insert(key) }
        rowOf[key] = row
      }
    }
    for key in repeated { rowOf[key] = nil }
    self.rowOf = rowOf
    series = Self.series(texts)
    extremes = Set(
      series.flatMap { [$0.min(), $0.max()] }.compactMap(\.self)
        .map { Document.number($0).json }.filter { rowOf[$0] != nil })
    numbers = rowOf.keys.compactMap { Double($0) }
    self.rows = rows
    self.columns = columns
  }

  /// What was not looked at.
  func unseen(at place: Document) -> [CheckFinding] {
    guard isCut else { return [] }
    return [
      CheckFinding(
        .rawOverlap, .review, at: place, value: Double(rows), formula: "raw-rows-not-searched.1",
        zh: "原始数据行数过多，只按其前面的行查找了抄录的值，须人工核对",
        en: "the raw data have so many rows that values copied from the first of them were sought "
          + "only; look at it", remedy: "review")
    ]
  }

  /// Columns of which all values of the first rows are numbers.
  private static func series(_ texts: [[String]]) -> [[Double]] {
    guard let width = texts.first?.count else { return [] }
    let rows = texts.prefix(rowsMax).filter { $0.count == width }
    return (0..<width).compactMap { place in
      var values: [Double] = []
      for row in rows {
        guard let number = Double(row[place]), number.isFinite else { return nil }
        values.append(number)
      }
      return values
    }
  }

  /// Long enough that it does not stand somewhere by chance.
  private static func isTelling(_ text: String) -> Bool {
    if Double(text) != nil {
      return text.filter(\.isNumber).drop { $0 == "0" }.count >= 5
    }
    let isASCII = text.utf8.allSatisfy { $0 < 128 }
    return (isASCII ? 6...200 : 2...200).contains(text.count)
  }

  /// A number in one writing, any other text as it is.
  static func key(_ text: String) -> String {
    guard let number = Double(text), number.isFinite else { return text }
    return Document.number(number).json
  }

  /// How a text repeats telling values: how many of them, how many raw rows of which a line holds
  /// two or more, and how many fields the text has.
  func matches(in text: String) -> (values: Int, rows: Int, tokens: Int, isExtreme: Bool) {
    guard !rowOf.isEmpty else { return (0, 0, 0, false) }
    var all = 0
    var values: Set<String> = []
    var rows: Set<Int> = []
    for line in text.split(whereSeparator: { $0 == "\n" || $0 == "\r" || $0 == "\r\n" }) {
      var inLine: [Int: Int] = [:]
      let fields = line.split { Self.marks.contains($0) }
      all += fields.count
      for field in fields {
        let tokens =
          [field] + (field.contains(" ") ? field.split(separator: " ") : [])
          + Self.numbers(in: field)
        for token in tokens {
          let key = Self.key(String(token).trimmed)
          guard let row = rowOf[key] else { continue }
          values.insert(key)
          inLine[row, default: 0] += 1
        }
      }
      // In a long line, such as the outline of a map, two values meet by chance.
      if fields.count <= 60 { rows.formUnion(inLine.filter { $0.value >= 2 }.keys) }
    }
    return (values.count, rows.count, all, !values.isDisjoint(with: extremes))
  }

  private static let marks: Set<Character> = [
    ",", ";", "\t", "|", "\"", "'", "<", ">", "[", "]", "{", "}", "(", ")", "、", "，", "；", "。", "：",
    "（", "）", "\u{0}", "\u{1}", "\u{2}", "\u{3}", "\u{4}", "\u{5}", "\u{6}", "\u{7}", "\u{8}",
    "\u{94}", "\u{FFFD}",
  ]

  /// The numbers within a field that is none itself, such as a width with its unit.
  private static func numbers(in field: Substring) -> [Substring] {
    guard field.utf8.count <= 400, field.contains(where: { !$0.isASCII || $0.isLetter }) else {
      return []
    }
    return field.split { !($0.isASCII && ($0.isNumber || $0 == ".")) }
      .filter { $0.utf8.count >= 5 && $0.utf8.count < field.utf8.count }
  }

  /// How many telling numbers stand among bytes as binary numbers of eight or four bytes.
  func binaryMatches(in bytes: [UInt8]) -> Int {
    var wide: [UInt64: Double] = [:]
    for number in numbers where abs(number) > 1e-6 {
      wide[number.bitPattern] = number
      if number == number.rounded(), abs(number) < 9e15 {
        wide[UInt64(bitPattern: Int64(number))] = number
      }
    }
    // Numbers of four bytes, where they hold the value whole.
    var narrow: [UInt32: Double] = [:]
    for number in numbers where abs(number) > 1e-6 && Double(Float(number)) == number {
      narrow[Float(number).bitPattern] = number
    }
    guard !wide.isEmpty, bytes.count >= 8 else { return 0 }
    var found: Set<Double> = []
    var window: UInt64 = 0
    for (index, byte) in bytes.enumerated() {
      window = window >> 8 | UInt64(byte) << 56
      if index >= 7, window > 0xFFFF, let number = wide[window] { found.insert(number) }
      if index >= 3, let number = narrow[UInt32(window >> 32)] { found.insert(number) }
    }
    return found.count
  }
}

extension String {
  /// The text without blanks around it.
  fileprivate var trimmed: String {
    var text = self[...]
    while text.first?.isWhitespace == true { text = text.dropFirst() }
    while text.last?.isWhitespace == true { text = text.dropLast() }
    return String(text)
  }
}
