// SPDX-License-Identifier: Apache-2.0

/// What an intruder works with: the grid, which cells are withheld, and that rows add up.
///
/// It is made from the outcome alone, so that an audit shares nothing with the search for
/// cells to withhold.
package struct AuditTable: Sendable {
  /// The grid; every axis ends in `.total`.
  package let shape: CubeShape
  /// Whether each cell is withheld.
  package let withheld: [Bool]

  /// Makes a table to audit, or nothing when an axis has no total or the sizes differ.
  package init?(shape: CubeShape, withheld: [Bool]) {
    guard shape.axes.allSatisfy({ $0.last == .total }), withheld.count == shape.count else {
      return nil
    }
    self.shape = shape
    self.withheld = withheld
  }

  /// The withheld cells in order.
  var unknowns: [Int] { withheld.indices.filter { withheld[$0] } }

  /// The equations that hold a withheld cell: the cells of a line, its total last.
  var equations: [[Int]] {
    shape.axes.indices.flatMap { shape.lines(along: $0) }.filter { line in
      line.contains { withheld[$0] }
    }
  }
}
