// SPDX-License-Identifier: Apache-2.0
import Core

/// The groupings of a dimension's values, read from a file: the value, then one group per level.
///
/// A first row whose first field is the dimension's name is a heading and names the levels. Levels
/// need not nest; where they do not, each is a table of its own that is linked with the others.
struct Hierarchy: Sendable {
  /// Most values.
  static let valuesMax = 100_000
  /// Most levels above the value.
  static let levelsMax = 8

  /// The names of the levels above the value.
  let levels: [String]
  /// The groups by value.
  let groups: [String: [String]]
  /// Whether each level's groups lie within those of the next.
  let isNested: Bool

  init(_ bytes: [UInt8], dimension: String, field: String) throws(SpecProblem) {
    let text = DelimitedText(bytes, rowsMax: Self.valuesMax + 2)
    var rows = text.rows
    guard let first = rows.first, !text.isOpen else {
      throw SpecProblem(
        field, zh: "层次文件为空或引号未闭合", en: "the hierarchy is empty or has an open quote")
    }
    let width = first.count
    guard (2...Self.levelsMax + 1).contains(width), rows.allSatisfy({ $0.count == width }) else {
      throw SpecProblem(
        field, zh: "层次文件每行应有相同的 2 到 \(Self.levelsMax + 1) 个字段",
        en: "every row of a hierarchy must have the same 2 to \(Self.levelsMax + 1) fields")
    }
    guard rows.count <= Self.valuesMax else {
      throw SpecProblem(field, zh: "层次文件过长", en: "the hierarchy is too long")
    }
    if first[0].lowercased() == dimension.lowercased() {
      levels = Array(first.dropFirst())
      rows.removeFirst()
    } else {
      levels = (1..<width).map { "\(dimension)@\($0)" }
    }
    guard Set(levels + [dimension]).count == levels.count + 1 else {
      throw SpecProblem(field, zh: "层次的名称重复", en: "two levels have one name")
    }
    var groups: [String: [String]] = [:]
    for row in rows {
      let parents = Array(row.dropFirst())
      if let known = groups[row[0]], known != parents {
        throw SpecProblem(
          field, zh: "同一个值归入了两个不同的组，层次自相矛盾",
          en: "one value belongs to two different groups: the hierarchy contradicts itself")
      }
      guard parents.allSatisfy({ !$0.isEmpty }) else {
        throw SpecProblem(field, zh: "层次中有空的组名", en: "a group of the hierarchy has no name")
      }
      groups[row[0]] = parents
    }
    self.groups = groups
    isNested = (1..<max(1, levels.count)).allSatisfy { level in
      var above: [String: String] = [:]
      return groups.values.allSatisfy { parents in
        above.updateValue(parents[level], forKey: parents[level - 1]).map { $0 == parents[level] }
          ?? true
      }
    }
  }

  /// The levels that are worth a table: those with more than one group.
  var telling: [Int] {
    levels.indices.filter { level in Set(groups.values.map { $0[level] }).count > 1 }
  }

  /// The mapping as CSV for a query.
  var csv: [UInt8] {
    var text = ""
    for (value, parents) in groups.sorted(by: { $0.key < $1.key }) {
      text += ([value] + parents).map { QuotedText.of($0, in: "\"") }.joined(separator: ",") + "\n"
    }
    return Array(text.utf8)
  }
}
