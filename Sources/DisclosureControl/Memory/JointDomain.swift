// SPDX-License-Identifier: Apache-2.0

/// The finest groups that some tables over one source speak of: one for each combination of the
/// classes of all columns they name.
struct JointDomain {
  /// Most combinations that are examined exactly.
  static let atomsMax = 512

  let columns: [MaskedColumn]
  let classes: [[ValueClass]]
  private let strides: [Int]
  let count: Int
  private let rules: [Rule]

  /// A link between two columns by position.
  private struct Rule {
    let from: Int
    let to: Int
    let values: [Coordinate: Coordinate]
  }

  /// Makes the domain; nothing when it is too large, or when values cannot be related.
  init?(_ tables: [RememberedTable], links: [ColumnLink] = []) {
    columns = Set(tables.flatMap { $0.columns + $0.tests.map(\.column) }).sorted()
    // One column under two masks: how their values relate is not known here.
    guard Set(columns.map(\.name)).count == columns.count else { return nil }
    classes = columns.map { Self.classes(of: $0, tables) }
    var strides: [Int] = []
    var size = 1
    for classes in classes {
      strides.append(size)
      size *= classes.count
      guard size <= Self.atomsMax else { return nil }
    }
    self.strides = strides
    count = size
    // Columns that are only tested stand for several values at once and are left out.
    let named = self.columns
    rules = links.compactMap { link in
      let places = [link.from, link.to].compactMap { name in
        named.firstIndex { column in
          column.name == name.lowercased() && column.mask.isEmpty
            && tables.contains { $0.columns.contains(column) }
        }
      }
      return places.count == 2
        ? Rule(from: places[0], to: places[1], values: link.values) : nil
    }
    for table in tables {
      for test in table.tests {
        guard let column = columns.firstIndex(of: test.column),
          classes[column].allSatisfy({ $0.passes(test.comparison) != nil })
        else { return nil }
      }
    }
  }

  /// The combinations of a column's class.
  func value(_ column: Int, of atom: Int) -> ValueClass {
    classes[column][atom / strides[column] % classes[column].count]
  }

  /// Whether a combination agrees with what is known of columns that follow from others.
  func isAllowed(_ atom: Int) -> Bool {
    rules.allSatisfy { rule in
      guard case .value(let coordinate) = value(rule.from, of: atom),
        let expected = rule.values[coordinate]
      else { return true }
      switch value(rule.to, of: atom) {
      case .value(let found): return found == expected
      case .other: return !classes[rule.to].contains(.value(expected))
      }
    }
  }

  /// The combinations whose records a table counts.
  func population(of table: RememberedTable) -> [Int] {
    let tests = table.tests.compactMap { test in
      columns.firstIndex(of: test.column).map { ($0, test.comparison) }
    }
    return (0..<count).filter { atom in
      tests.allSatisfy { value($0.0, of: atom).passes($0.1) == true }
    }
  }

  /// The combinations of a population that fall in a cell of a table.
  func atoms(_ key: CellKey, of table: RememberedTable, in population: [Int]) -> [Int] {
    let wanted = zip(table.columns, key.coordinates).compactMap { column, coordinate in
      coordinate == .total ? nil : columns.firstIndex(of: column).map { ($0, coordinate) }
    }
    return population.filter { atom in
      wanted.allSatisfy { value($0.0, of: atom) == .value($0.1) }
    }
  }

  /// The combinations of a population whose values the table does not list: it holds nobody there.
  func unlisted(by table: RememberedTable, in population: [Int]) -> [Int] {
    let axes = zip(table.columns, table.cube.shape.axes).compactMap { column, axis in
      columns.firstIndex(of: column).map { ($0, Set(axis.map(ValueClass.value))) }
    }
    return population.filter { atom in
      axes.contains { column, listed in !listed.contains(value(column, of: atom)) }
    }
  }

  /// Every group that fixes the classes of some columns, none of them included.
  func groups(atMost bound: Int) -> [[Int]]? {
    guard classes.reduce(1, { min($0 * ($1.count + 1), bound + 1) }) <= bound else { return nil }
    var groups: [[Int]] = [Array(0..<count)]
    for column in columns.indices {
      groups += groups.flatMap { group in
        classes[column].map { wanted in group.filter { value(column, of: $0) == wanted } }
      }
    }
    return groups
  }

  private static func classes(
    of column: MaskedColumn, _ tables: [RememberedTable]
  ) -> [ValueClass] {
    var values: Set<Coordinate> = []
    var bounds: Set<ExactDecimal> = []
    var isExhaustive = false
    for table in tables {
      if let place = table.columns.firstIndex(of: column) {
        values.formUnion(table.cube.shape.axes[place].filter { $0 != .total })
        if table.filters.isEmpty { isExhaustive = true }
      }
      for test in table.tests where test.column == column {
        switch test.comparison {
        case .isIn(let texts), .isNotIn(let texts): values.formUnion(texts.map(Coordinate.label))
        case .atLeast(let bound), .below(let bound): bounds.insert(bound)
        case .present, .missing: break
        }
      }
    }
    if isExhaustive { return values.sorted().map(ValueClass.value) }
    values.insert(.missing)
    let sorted = bounds.sorted()
    let below = sorted.first.flatMap { ExactDecimal(units: $0.units - 1) }
    let numbers = ([below] + sorted).compactMap { $0 }.map { ValueClass.other($0) }
    let classes = values.sorted().map(ValueClass.value) + [.other(nil)] + numbers
    return tables.contains { $0.columns.contains(column) }
      ? classes : merged(classes, by: tables.flatMap(\.tests).filter { $0.column == column })
  }

  /// One of all classes that pass the same tests: nothing else tells them apart.
  private static func merged(
    _ classes: [ValueClass], by tests: [FilterRelation.Test]
  ) -> [ValueClass] {
    var seen: Set<[Bool?]> = []
    return classes.filter { value in
      seen.insert(tests.map { value.passes($0.comparison) }).inserted
    }
  }
}
