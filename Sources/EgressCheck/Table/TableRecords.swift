// SPDX-License-Identifier: Apache-2.0
import DisclosureControl

/// The records of a declared table, laid out for the engine and counted once over.
struct TableRecords: Sendable {
  /// The file of the laid-out records in the session.
  static let file = "records.parquet"

  /// The most different values of one dimension.
  static let labelsMax = Tabulation.cellsMax

  let layout: TableLayout
  /// The staged input.
  let input: DataInput
  let rows: Int
  /// The different people; nothing of a long table whose answer does not follow from it.
  let subjects: Int?
  /// Listed parameter values that no record has, by dimension.
  let unseen: [(dimension: String, value: String)]
  /// A column that looks more like the person than the declared subject.
  let rival: String?
  /// The digest of the input, told apart by content.
  let source: String

  /// The laid-out records in SQL, and the files of the session they are read from.
  let relation: String
  let files: [String]

  /// Lays out the records of a declaration.
  ///
  /// They are kept as a file of their own where more than the evidence is made of them, and where
  /// reading them a second time would cost more than writing them.
  static func load(
    _ declaration: TableDeclaration, isReleased: Bool, folder: InputFolder, session: Session
  ) async throws -> TableRecords {
    let input = try await DataInput(
      declaration.input, as: "data", field: "input", folder: folder, session: session)
    let hierarchies = try loadHierarchies(declaration, folder: folder)
    let layout = try TableLayout(declaration, hierarchies: hierarchies)
    var files = [input.file]
    for (index, hierarchy) in hierarchies.enumerated() {
      guard let hierarchy else { continue }
      try session.stage(hierarchy.csv, as: "h\(index).csv")
      files.append("h\(index).csv")
    }
    try await checkWeights(declaration, input, session)
    let sql = try LayoutQuery(declaration: declaration, layout: layout, input: input)
    let isKept =
      isReleased || !declaration.releases.isEmpty || files.count > 1 || !input.isColumnar
    let answer = try await session.run(
      sql.text(isKept: isKept), inputs: files, outputs: isKept ? [file] : [], field: "input")
    if isKept { try session.keep(file) }
    let counts = DelimitedText(answer, rowsMax: 3).rows.dropFirst().first?.map { Int($0) }
    guard let counts, counts.count == sql.columns,
      counts.enumerated().allSatisfy({ $0 == Counts.subjectsPlace || $1 != nil })
    else {
      throw SpecProblem("input", zh: "无法统计输入", en: "the input could not be counted")
    }
    let place = isKept ? ("read_parquet('/in/\(file)')", [file]) : (sql.records, files)
    return try await finish(
      declaration, layout, input, Counts(counts, sql: sql), place, folder: folder,
      session: session)
  }

  /// Refuses weights that are none, by the first row that has one.
  private static func checkWeights(
    _ declaration: TableDeclaration, _ input: DataInput, _ session: Session
  ) async throws {
    guard let weight = declaration.weight else { return }
    let column = try input.column(weight, field: "weight")
    let answer = try await session.run(
      MeasuredValue.firstBad(column, in: input.relation), inputs: [input.file], field: "weight")
    let row = DelimitedText(answer, rowsMax: 3).rows.dropFirst().first
    if let problem = row.flatMap(MeasuredValue.refuse) { throw problem }
  }

  /// What the layout query counts.
  struct Counts {
    static let subjectsPlace = 1
    let rows: Int
    let subjects: Int?
    let labels: [Int]
    let unplaced: [Int]
    let rivals: [Int]

    init(_ fields: [Int?], sql: LayoutQuery) {
      subjects = fields[Counts.subjectsPlace]
      let numbers = fields.map { $0 ?? 0 }
      rows = numbers[0]
      let axes = sql.layout.axes.count
      labels = Array(numbers[2..<2 + axes])
      unplaced = Array(numbers[(2 + axes)..<(2 + 2 * axes)])
      rivals = Array(numbers[(2 + 2 * axes)...])
    }
  }

  private static func finish(
    _ declaration: TableDeclaration, _ layout: TableLayout, _ input: DataInput, _ counts: Counts,
    _ place: (relation: String, files: [String]), folder: InputFolder, session: Session
  ) async throws -> TableRecords {
    guard counts.rows > 0 else {
      throw SpecProblem("input", zh: "没有可统计的记录", en: "there are no records to count")
    }
    for (index, labels) in counts.labels.enumerated() where labels > labelsMax {
      throw SpecProblem(
        "dimensions[\(index)]", zh: "不同的值有 \(labels) 个，超过 \(labelsMax)；请先归并",
        en: "has \(labels) different values, more than \(labelsMax); group them first")
    }
    for (index, axis) in layout.axes.enumerated()
    where axis.dimension.bucket != nil && counts.labels[index] == 0 {
      throw SpecProblem(
        SpecObject.join("parametersOf", axis.dimension.name), zh: "此列没有数值，不能分段",
        en: "the column holds no numbers that could be banded")
    }
    for (index, unplaced) in counts.unplaced.enumerated() where unplaced > 0 {
      throw SpecProblem(
        SpecObject.join("hierarchies", layout.axes[index].dimension.name),
        zh: "数据中有 \(unplaced) 个值不在层次文件中",
        en: "\(unplaced) values of the data are not in the hierarchy")
    }
    let rivals = LayoutQuery.rivals(input, subject: declaration.subject)
    let named = LayoutQuery.named(input, subject: declaration.subject)
    let rival = zip(rivals, counts.rivals).first { name, distinct in
      guard let subjects = counts.subjects else { return false }
      // A family may share a telephone: a column not named as a key must repeat more often.
      let isShared = named.contains(name) || distinct * 10 <= subjects * 8
      return distinct > 1 && distinct < subjects && subjects * 100 >= counts.rows * 98 && isShared
    }
    return TableRecords(
      layout: layout, input: input, rows: counts.rows, subjects: counts.subjects,
      unseen: try await unseen(layout, place, session: session), rival: rival?.0,
      source: try folder.digest(declaration.input, field: "input"), relation: place.relation,
      files: place.files)
  }

  private static func loadHierarchies(
    _ declaration: TableDeclaration, folder: InputFolder
  ) throws -> [Hierarchy?] {
    try declaration.dimensions.map { dimension in
      guard let name = dimension.hierarchy else { return nil }
      let field = SpecObject.join("hierarchies", dimension.name)
      let bytes = try folder.bytes(name, field: field, max: 64 << 20)
      return try Hierarchy(bytes, dimension: dimension.name, field: field)
    }
  }

  private static func unseen(
    _ layout: TableLayout, _ place: (relation: String, files: [String]), session: Session
  ) async throws -> [(dimension: String, value: String)] {
    var found: [(String, String)] = []
    for (index, axis) in layout.axes.enumerated() {
      guard let values = axis.dimension.values else { continue }
      let column = TableLayout.column(index, 0)
      let answer = try await session.run(
        "SELECT DISTINCT \(column) FROM \(place.relation) AS r LIMIT 20000;",
        inputs: place.files, field: "parametersOf")
      let seen = Set(DelimitedText(answer, rowsMax: 20_002).rows.dropFirst().compactMap(\.first))
      found += values.filter { !seen.contains($0) }.map { (axis.dimension.name, $0) }
    }
    return found
  }
}
