// SPDX-License-Identifier: Apache-2.0
import DisclosureControl

/// Finds attributes that the order of an output's rows tells.
struct RowOrder {
  /// The share of neighbours that stand in order from which rows are sorted.
  private static let sortedShare = 0.99
  /// Fewest pairs of neighbours that are judged.
  private static let pairsMin = 50

  let sample: AlignedSample

  var findings: [CheckFinding] {
    guard let order = sample.order else { return [] }
    let rows = order.indices.sorted { order[$0] < order[$1] }
    let groups = Codebook(sample.declared.map(\.column), rows: sample.rows).groups
    let book = Codebook(sample.declared.map(\.column), rows: sample.rows)
    return sample.raw.compactMap { raw in
      guard raw.distinct > 1, book.rate(raw, sample) < 0.9 else { return nil }
      let keys = Self.keys(raw)
      let pairs = zip(rows, rows.dropFirst())
      let all = Array(pairs)
      let within = all.filter { groups[$0.0] == groups[$0.1] }
      guard Self.isSorted(all, keys) || Self.isSorted(within, keys) else { return nil }
      return finding(raw, isCopied: isCopied(keys))
    }
  }

  /// Whether the raw file stands in that order already.
  private func isCopied(_ keys: [Int]) -> Bool {
    guard let order = sample.rawOrder else { return false }
    let rows = order.indices.sorted { order[$0] < order[$1] }
    return Self.isSorted(Array(zip(rows, rows.dropFirst())), keys)
  }

  private static func isSorted(_ pairs: [(Int, Int)], _ keys: [Int]) -> Bool {
    let known = pairs.filter { keys[$0.0] >= 0 && keys[$0.1] >= 0 }
    guard known.count >= pairsMin else { return false }
    let rising = known.count { keys[$0.0] <= keys[$0.1] }
    let falling = known.count { keys[$0.0] >= keys[$0.1] }
    // All equal tells nothing.
    guard known.contains(where: { keys[$0.0] != keys[$0.1] }) else { return false }
    return Double(max(rising, falling)) >= sortedShare * Double(known.count)
  }

  /// The place of each value among the different ones, -1 for a missing one.
  private static func keys(_ column: AlignedColumn) -> [Int] {
    if let numbers = column.numbers {
      let sorted = Set(numbers.filter(\.isFinite)).sorted()
      let places = Dictionary(uniqueKeysWithValues: zip(sorted, sorted.indices))
      return numbers.map { $0.isFinite ? places[$0] ?? -1 : -1 }
    }
    let sorted = Set(column.texts.compactMap(\.self)).sorted()
    let places = Dictionary(uniqueKeysWithValues: zip(sorted, sorted.indices))
    return column.texts.map { $0.flatMap { places[$0] } ?? -1 }
  }

  private func finding(_ raw: AlignedColumn, isCopied: Bool) -> CheckFinding {
    CheckFinding(
      .reversibleEncoding, isCopied ? .review : .fail,
      at: .members([("rows", .string("order")), ("attribute", .string(raw.name))]),
      formula: "row-order.1",
      zh: "记录按一个未声明的原始属性排序，次序会泄露此属性；请按声明的列或随机排序",
      en: "the rows stand in the order of an undeclared raw attribute, which the order tells; sort "
        + "them by declared columns or at random", remedy: "coarsen")
  }
}
