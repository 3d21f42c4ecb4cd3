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
      let isTold =
        Self.isSorted(all, keys) || Self.isSorted(within, keys) || Self.isBlocked(all, keys)
        || follows(raw, order)
      guard isTold else { return nil }
      return finding(raw, isCopied: isCopied(raw, keys))
    }
  }

  /// Whether the raw file stands in that order already.
  private func isCopied(_ raw: AlignedColumn, _ keys: [Int]) -> Bool {
    guard let order = sample.rawOrder else { return false }
    let rows = order.indices.sorted { order[$0] < order[$1] }
    let pairs = Array(zip(rows, rows.dropFirst()))
    return Self.isSorted(pairs, keys) || Self.isBlocked(pairs, keys) || follows(raw, order)
  }

  /// Whether a number follows the place of the rows but for some noise, in all or within the groups
  /// of one declared column.
  private func follows(_ raw: AlignedColumn, _ order: [Int]) -> Bool {
    guard let numbers = raw.numbers, raw.distinct > 30 else { return false }
    let places = order.map(Double.init)
    let fit = SmoothFit(numbers, sample)
    let declared = sample.declared.map(\.column)
    let told = fit.explained(declared: declared)
    let books = declared.filter { (2...24).contains($0.distinct) }
      .map { Codebook([$0], rows: sample.rows) }
    let explained = books.reduce(fit.explained(by: places)) {
      max($0, fit.explained(by: places, within: $1))
    }
    return explained >= WideSearch.explainedMax && (1 - explained) * 2 <= 1 - told
  }

  /// Whether rows with one value stand together, in whatever order the values come.
  private static func isBlocked(_ pairs: [(Int, Int)], _ keys: [Int]) -> Bool {
    let known = pairs.filter { keys[$0.0] >= 0 && keys[$0.1] >= 0 }
    guard known.count >= pairsMin else { return false }
    var counts: [Int: Int] = [:]
    for pair in known { counts[keys[pair.0], default: 0] += 1 }
    guard counts.count > 1 else { return false }
    let count = Double(known.count)
    let chance = counts.values.reduce(0) { $0 + Double($1) * Double($1) } / (count * count)
    let equal = Double(known.count { keys[$0.0] == keys[$0.1] }) / count
    return equal > 0.9 && equal - chance > 0.3
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
