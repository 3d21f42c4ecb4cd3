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
  /// The distinct measured columns of the input.
  let measured: [String]
  /// The measures the engine judges in place of the declared ones.
  let carriers: [MeasureDeclaration]
  /// For each declared measure its carrier, none when it is refused outright.
  let carrierOf: [Int?]
  /// The levels of each table, the first being the finest.
  let tables: [[Int]]
  let margins: Bool

  init(_ declaration: TableDeclaration, hierarchies: [Hierarchy?]) throws(SpecProblem) {
    axes = zip(declaration.dimensions, hierarchies).map { dimension, hierarchy in
      let telling = hierarchy.map { hierarchy in hierarchy.telling.map { hierarchy.levels[$0] } }
      return Axis(
        levels: [dimension.name] + (telling ?? []), hierarchy: hierarchy, dimension: dimension)
    }
    var measured: [String] = []
    for column in declaration.measures.flatMap(\.columns) where !measured.contains(column) {
      measured.append(column)
    }
    self.measured = measured
    var carriers: [MeasureDeclaration] = []
    carrierOf = declaration.measures.map { measure in
      guard let carrier = Self.carrier(measure, measured) else { return nil }
      if let known = carriers.firstIndex(of: carrier) { return known }
      carriers.append(carrier)
      return carriers.count - 1
    }
    self.carriers = carriers.isEmpty ? [MeasureDeclaration(function: "contributors")] : carriers
    margins = declaration.margins
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
  private static func carrier(_ measure: MeasureSpec, _ measured: [String]) -> MeasureDeclaration? {
    let column = measure.column.flatMap { measured.firstIndex(of: $0) }.map { "val\($0)" }
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

  /// The column of the records that holds a level of a dimension.
  static func column(_ axis: Int, _ level: Int) -> String { "dim\(axis)_\(level)" }

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
