// SPDX-License-Identifier: Apache-2.0

/// The publishable part of a tabulation: a full grid of published or withheld cells.
///
/// It holds no evidence. Equal cubes have equal canonical bytes (`canonicalJSON`).
package struct ReleasedCube: Hashable, Sendable {
  /// The dimensions by name.
  package let dimensions: [String]
  /// The measures by function and column.
  package let measures: [MeasureDeclaration]
  /// The grid; with margins each axis ends in `.total`.
  package let shape: CubeShape
  /// How counts were rounded.
  package let rounding: CountRounding
  /// One entry per cell of the grid, in its order.
  package let cells: [ReleasedCell]

  /// Makes a cube, or nothing when the parts do not fit together: one axis per dimension, each
  /// in strict order, one cell per grid place, one value of canonical form per measure.
  package init?(
    dimensions: [String], measures: [MeasureDeclaration], shape: CubeShape,
    rounding: CountRounding, cells: [ReleasedCell]
  ) {
    let ordered = shape.axes.allSatisfy { axis in
      zip(axis, axis.dropFirst()).allSatisfy { $0 < $1 }
    }
    guard ordered, dimensions.count == shape.axes.count, cells.count == shape.count,
      Set(dimensions).count == dimensions.count
    else { return nil }
    for case .published(let values) in cells {
      guard values.count == measures.count, values.allSatisfy(Self.isValue) else { return nil }
    }
    self.dimensions = dimensions
    self.measures = measures
    self.shape = shape
    self.rounding = rounding
    self.cells = cells
  }

  /// Whether totals are part of the cube.
  package var hasMargins: Bool { shape.axes.contains { $0.last == .total } }

  /// How many cells are withheld.
  package var withheldCount: Int { cells.count(where: \.isWithheld) }

  /// The cell at a key, or nothing when it is outside the grid.
  package subscript(key: CellKey) -> ReleasedCell? {
    shape.index(of: key).flatMap { cells.indices.contains($0) ? cells[$0] : nil }
  }

  private static func isValue(_ text: String) -> Bool {
    if text.isEmpty { return true }
    do {
      let value = try ExactDecimal(parsing: text)
      let places = text.split(separator: ".").dropFirst().first?.count ?? 0
      return value.text(places: places) == text
    } catch { return false }
  }
}
