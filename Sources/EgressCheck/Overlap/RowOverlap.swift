// SPDX-License-Identifier: Apache-2.0
import DisclosureControl
import Foundation

/// Compares the rows of a table that leaves with all rows of raw data, whatever its columns are
/// called there: texts as they are, numbers to the decimals of the table.
///
/// Sums and means of groups meet raw values by chance, and medians are raw values: they are told
/// from copied rows by what chance finds, by several measures of one record in one row, and by
/// groups with several rows.
struct RowOverlap {
  /// Most columns that are compared.
  static let columnsMax = 256
  static let rawColumnsMax = 512
  /// Fewest rows that are no chance.
  static let rowsMin = 3
  /// Rows of labels alone from which a table lists records, and what they must tell.
  static let listMin = 20
  static let bitsMin = 6.0

  let session: Session
  let table: DataInput
  let place: Document
  /// The rows of the table.
  let rows: Int
  /// Whether the table has more columns or rows than it was read with.
  var isCut = false
  /// The columns that are compared; all without.
  var only: Set<String>?
  /// Most rows that are compared.
  var rowsMax = OverlapQuery.rowsMax
  /// Whether rows count only where they hold a number that most raw rows have for themselves.
  var needsMeasure = false

  /// Objections to rows that are raw, of each raw file.
  func findings(_ raw: [DataInput]) async throws -> [CheckFinding] {
    do {
      return try await compared(raw)
    } catch let problem as SpecProblem where problem.isTooLarge {
      return [
        CheckFinding(
          .rawOverlap, .review, at: place, formula: "rows-not-compared.1",
          zh: "规模过大，未与原始数据逐行比对，须人工核对",
          en: "too large to be compared with the raw data row by row; look at it",
          remedy: "review")
      ]
    } catch is SpecProblem {
      return [
        CheckFinding(
          .rawOverlap, .review, at: place, formula: "rows-not-read.1",
          zh: "无法读成表，未与原始数据逐行比对，须人工核对",
          en: "cannot be read as a table and was not compared with the raw data row by row; look "
            + "at it", remedy: "review")
      ]
    }
  }

  private func compared(_ raw: [DataInput]) async throws -> [CheckFinding] {
    // Exact where it decides what is chance, and where counting costs little.
    let columns = try await counted(
      table, Array(places.prefix(Self.columnsMax)), isExact: rows <= rowsMax
    ).filter { $0.filled > 0 }
    if needsMeasure, !columns.contains(where: OverlapMatch.mayMeasure) { return [] }
    var worst: CheckFinding?
    for file in raw {
      let others = try await counted(
        file, Array(file.columns.indices.prefix(Self.rawColumnsMax)), isExact: false)
      let matches = try await matches(columns, others, file)
      for (set, count) in try await counts(matches, columns, file) {
        guard let finding = Self.finding(count, of: set, at: place) else { continue }
        if worst.map({ $0.severity < finding.severity }) != false { worst = finding }
      }
    }
    return [worst].compactMap(\.self) + unseen(raw)
  }

  /// The places of the columns that are compared.
  private var places: [Int] {
    table.columns.indices.filter { only?.contains(table.columns[$0]) != false }
  }

  /// What was not looked at.
  private func unseen(_ raw: [DataInput]) -> [CheckFinding] {
    var found: [CheckFinding] = []
    if isCut || places.count > Self.columnsMax
      || raw.contains(where: { $0.columns.count > Self.rawColumnsMax })
    {
      found.append(
        CheckFinding(
          .rawOverlap, .review, at: place, parameter: Double(Self.columnsMax),
          formula: "columns-not-compared.1",
          zh: "列数过多，只比对了一部分，须人工核对",
          en: "only some of so many columns were compared; look at the others", remedy: "review"))
    }
    if rows > rowsMax {
      found.append(
        CheckFinding(
          .rawOverlap, .review, at: place, value: Double(rows), parameter: Double(rowsMax),
          formula: "rows-beyond-not-compared.1",
          zh: "行数过多，只与原始数据比对了前 \(rowsMax) 行，须人工核对",
          en: "only the first \(rowsMax) rows were compared with the raw data; look at the others",
          remedy: "review"))
    }
    return found
  }

  private func counted(
    _ input: DataInput, _ places: [Int], isExact: Bool
  ) async throws -> [OverlapColumn] {
    let sql = OverlapColumn.counts(of: input, places: places, isExact: isExact)
    guard !places.isEmpty, let line = try await numbers(sql, [input]).last else { return [] }
    return OverlapColumn.all(line, places: places, names: input.columns)
  }

  private func matches(
    _ columns: [OverlapColumn], _ others: [OverlapColumn], _ file: DataInput
  ) async throws -> [OverlapMatch] {
    let query = OverlapQuery(table: table, raw: file, labels: [], rowsMax: rowsMax)
    let sql = query.shared(columns, others.filter { $0.filled > 0 })
    guard !sql.isEmpty else { return [] }
    var shared: [[Int]: Int] = [:]
    for line in try await numbers(sql, [table, file]) where line.count == 3 {
      shared[[line[0], line[1]]] = line[2]
    }
    let rows = others.map(\.filled).max() ?? 0
    return OverlapMatch.all(columns, others, shared: shared, rows: rows)
  }

  /// What was counted of each set of columns.
  private func counts(
    _ matches: [OverlapMatch], _ columns: [OverlapColumn], _ file: DataInput
  ) async throws -> [([OverlapMatch], OverlapQuery.Count)] {
    let sets = OverlapMatch.sets(of: matches).filter { set in
      !needsMeasure || set.contains(where: \.isMeasure)
    }
    guard !sets.isEmpty else { return [] }
    let measures = Set(matches.filter(\.isMeasure).map(\.column.place))
    let mapped = Set(matches.map(\.column.place))
    let labels = columns.filter { column in
      !measures.contains(column.place) && (!column.isNumber || mapped.contains(column.place))
    }
    let query = OverlapQuery(table: table, raw: file, labels: labels, rowsMax: rowsMax)
    let sql =
      query.rows(matches.map(\.column))
      + sets.enumerated().map { query.count($0.element, index: $0.offset) }.joined()
    let lines = try await numbers(sql, [table, file])
      .filter { $0.count == OverlapQuery.numbers }
    return zip(sets, lines).map { set, line in
      let count = OverlapQuery.Count(
        rows: line[0], chance: line[1...4].max() ?? 0, all: line[5], repeated: line[6],
        keyed: line[7])
      return (set, count)
    }
  }

  /// The lines of whole numbers that statements print; headings are none.
  private func numbers(_ sql: String, _ inputs: [DataInput]) async throws -> [[Int]] {
    let answer = try await session.run(
      sql, inputs: inputs.map(\.file), field: inputs.last?.field ?? table.field)
    return DelimitedText(answer, rowsMax: 200_000).rows.compactMap { line in
      let numbers = line.compactMap { Int($0) }
      return numbers.count == line.count ? numbers : nil
    }
  }

  /// The objection to what was counted; nil where chance explains it.
  private static func finding(
    _ count: OverlapQuery.Count, of set: [OverlapMatch], at place: Document
  ) -> CheckFinding? {
    let beyond = Double(count.rows - count.chance) - 2 * Double(count.chance).squareRoot()
    let measures = set.count(where: \.isMeasure)
    guard beyond >= Double(rowsMin), measures > 0 || bits(of: set) >= bitsMin else { return nil }
    let isCopied =
      measures >= 2 || count.keyed >= rowsMin || count.repeated >= rowsMin
    let isList = count.rows >= listMin && count.rows * 2 >= count.all
    return CheckFinding(
      .rawOverlap, (measures > 0 ? isCopied : isList) ? .fail : .review, at: place,
      value: Double(count.rows), parameter: Double(count.chance), formula: "rows-of-raw.1",
      zh: "文件中有与原始数据某一条记录相同的行", en: "rows of the file are those of single raw records",
      remedy: "drop")
  }

  /// What labels tell of a record beyond the one that tells most, in bits.
  private static func bits(of set: [OverlapMatch]) -> Double {
    let all = set.map { log2(Double(max(1, $0.raw.distinct))) }
    return all.reduce(0, +) - (all.max() ?? 0)
  }
}
