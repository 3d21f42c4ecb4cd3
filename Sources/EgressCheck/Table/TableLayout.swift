// SPDX-License-Identifier: Apache-2.0
import DisclosureControl

/// How a declared table is made of columns: dimensions with their levels, and what is measured.
struct TableLayout: Sendable {
  /// Most tables that levels of hierarchies span.
  static let tablesMax = 64

  /// One dimension.
  struct Axis: Sendable {
    /// The names of its levels, the values themselves first.
    let levels: [String]
    let hierarchy: Hierarchy?
    let dimension: TableDeclaration.Dimension
  }

  let axes: [Axis]
  /// The distinct measured values of a record.
  let values: [MeasuredValue]
  /// The measures the engine judges in place of the declared ones.
  let carriers: [MeasureDeclaration]
  /// For each declared measure its carrier, none when it is refused outright.
  let carrierOf: [Int?]
  /// For each weighted mean the carrier of the weights that it is divided by.
  let divisorOf: [Int?]
  /// The levels of each table, the first being the finest.
  let tables: [[Int]]
  let margins: Bool
  /// Whether records have weights.
  let isWeighted: Bool

  init(_ declaration: TableDeclaration, hierarchies: [Hierarchy?]) throws(SpecProblem) {
    axes = zip(declaration.dimensions, hierarchies).map { dimension, hierarchy in
      let telling = hierarchy.map { hierarchy in hierarchy.telling.map { hierarchy.levels[$0] } }
      return Axis(
        levels: [dimension.name] + (telling ?? []), hierarchy: hierarchy, dimension: dimension)
    }
    var values: [MeasuredValue] = []
    var carriers: [MeasureDeclaration] = []
    func place(_ value: MeasuredValue) -> String {
      if !values.contains(value) { values.append(value) }
      return "val\(values.firstIndex(of: value) ?? 0)"
    }
    func carrier(_ carrier: MeasureDeclaration?) -> Int? {
      guard let carrier else { return nil }
      if let known = carriers.firstIndex(of: carrier) { return known }
      carriers.append(carrier)
      return carriers.count - 1
    }
    for column in declaration.measures.flatMap(\.columns) { _ = place(.column(column)) }
    if let weight = declaration.weight {
      carrierOf = declaration.measures.map { measure in
        carrier(Self.carrier(measure, weight: weight, place))
      }
      divisorOf = declaration.measures.map { measure in
        guard measure.function == .mean, let column = measure.column else { return nil }
        return carrier(
          MeasureDeclaration(function: "sum", column: place(.weightOf(column, by: weight))))
      }
    } else {
      carrierOf = declaration.measures.map { measure in carrier(Self.carrier(measure, place)) }
      divisorOf = declaration.measures.map { _ in nil }
    }
    self.values = values
    self.carriers = carriers.isEmpty ? [MeasureDeclaration(function: "contributors")] : carriers
    margins = declaration.margins
    isWeighted = declaration.weight != nil
    var tables: [[Int]] = [[]]
    for axis in axes {
      tables = tables.flatMap { table in axis.levels.indices.map { table + [$0] } }
      guard tables.count <= Self.tablesMax else {
        throw SpecProblem(
          "hierarchies", zh: "层次的组合超过 \(Self.tablesMax) 张表",
          en: "the levels span more than \(Self.tablesMax) tables")
      }
    }
    self.tables = tables
  }

  /// What the engine judges in place of a measure.
  private static func carrier(
    _ measure: MeasureSpec, _ place: (MeasuredValue) -> String
  ) -> MeasureDeclaration? {
    let column = measure.column.map { place(.column($0)) }
    return switch measure.function {
    case .count, .median, .quantile, .regression:
      MeasureDeclaration(function: "count", column: column)
    case .contributors: MeasureDeclaration(function: "contributors")
    case .sum: MeasureDeclaration(function: "sum", column: column)
    case .mean, .variance, .std: MeasureDeclaration(function: "mean", column: column)
    case .share: MeasureDeclaration(function: column == nil ? "count" : "sum", column: column)
    case .min, .max: nil
    }
  }

  /// The same of a weighted measure: sums of weights, and of values times weights. People are
  /// counted as they are.
  private static func carrier(
    _ measure: MeasureSpec, weight: String, _ place: (MeasuredValue) -> String
  ) -> MeasureDeclaration? {
    if measure.function == .contributors { return MeasureDeclaration(function: "contributors") }
    let value: MeasuredValue =
      switch (measure.column, measure.function) {
      case (nil, _): .weight(weight)
      case (let column?, .count): .weightOf(column, by: weight)
      case (let column?, _): .weighted(column, by: weight)
      }
    return MeasureDeclaration(function: "sum", column: place(value))
  }

  /// Whether a weighted measure would hide that all people have one value: the values themselves
  /// are looked at besides.
  func seesThroughWeights(_ measure: MeasureSpec) -> Bool {
    isWeighted && measure.function != .count && measure.column != nil
  }

  /// The names of what is measured, as a stored release has them.
  var measured: [String] { values.map(\.name) }

  /// The place of a carrier's value among what is measured.
  func place(ofCarrier carrier: Int) -> Int? {
    carriers[carrier].column.flatMap { Int($0.dropFirst(3)) }
  }

  /// The column of the records that holds a level of a dimension.
  static func column(_ axis: Int, _ level: Int) -> String { "dim\(axis)_\(level)" }

  /// A measured column as a number in SQL, nothing where it is none.
  func number(_ column: String) -> String {
    let cast = "TRY_CAST(val\(measured.firstIndex(of: column) ?? 0) AS DOUBLE)"
    return "CASE WHEN abs(\(cast)) < 1e100 THEN \(cast) END"
  }

  /// The engine's tabulation of one table.
  func tabulation(_ levels: [Int]) throws(SpecProblem) -> Tabulation {
    let spec = TabulationSpec(
      dimensions: levels.enumerated().map(Self.column), measures: carriers, subject: "person",
      margins: margins)
    guard let tabulation = spec.check().tabulation else {
      throw SpecProblem("", zh: "表的声明超出界限", en: "the declared table exceeds the bounds")
    }
    return tabulation
  }

  /// A cell of a table as an answer names it: totals are left out, a missing value is null.
  func cell(_ key: CellKey, levels: [Int]) -> Document {
    .members(
      zip(axes.indices, key.coordinates).map { axis, coordinate in
        let name = axes[axis].levels[levels[axis]]
        return switch coordinate {
        case .label(let text): (name, .string(text))
        case .missing: (name, .null)
        case .total: (name, nil)
        }
      })
  }

  /// A cube whose dimensions and measures are named as the columns of the input are.
  func named(_ cube: ReleasedCube, levels: [Int]) -> ReleasedCube? {
    let names = zip(axes, levels).map { $0.levels[$1] }
    let measures = cube.measures.map { measure in
      let index = measure.column.flatMap { Int($0.dropFirst(3)) }
      return MeasureDeclaration(
        function: measure.function, column: index.map { measured[$0] } ?? measure.column)
    }
    return ReleasedCube(
      dimensions: names, measures: measures, shape: cube.shape, rounding: cube.rounding,
      cells: cube.cells)
  }
}
