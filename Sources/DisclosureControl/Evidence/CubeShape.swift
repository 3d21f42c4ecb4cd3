// SPDX-License-Identifier: Apache-2.0

/// The grid of a cube: the coordinates of each dimension and the numbering of its cells.
///
/// Cells are numbered in the order of their keys, the last dimension running fastest. With
/// margins each dimension's last coordinate is `.total`.
package struct CubeShape: Hashable, Sendable {
  /// The coordinates per dimension, in order.
  package let axes: [[Coordinate]]
  private let strides: [Int]

  /// Makes a grid, or nothing when it would exceed `Tabulation.cellsMax` cells.
  package init?(axes: [[Coordinate]]) {
    var strides = Array(repeating: 1, count: axes.count)
    var cells = 1
    for index in axes.indices.reversed() {
      strides[index] = cells
      guard axes[index].count <= Tabulation.cellsMax else { return nil }
      cells *= axes[index].count
      guard cells <= Tabulation.cellsMax else { return nil }
    }
    self.axes = axes
    self.strides = strides
  }

  /// The number of cells.
  package var count: Int { axes.reduce(1) { $0 * $1.count } }

  /// The position of a cell along one dimension.
  package func position(of cell: Int, in dimension: Int) -> Int {
    cell / strides[dimension] % axes[dimension].count
  }

  /// The position of a coordinate along one dimension, compared by bytes, or nothing.
  package func position(of coordinate: Coordinate, in dimension: Int) -> Int? {
    let axis = axes[dimension]
    var low = 0
    var high = axis.count
    while low < high {
      let middle = (low + high) / 2
      if axis[middle] < coordinate { low = middle + 1 } else { high = middle }
    }
    guard low < axis.count, !(coordinate < axis[low]) else { return nil }
    return low
  }

  /// The cell beside `cell` with another position along one dimension.
  package func cell(_ cell: Int, moved dimension: Int, to position: Int) -> Int {
    cell + (position - self.position(of: cell, in: dimension)) * strides[dimension]
  }

  /// The key of a cell.
  package func key(of cell: Int) -> CellKey {
    CellKey(axes.indices.map { axes[$0][position(of: cell, in: $0)] })
  }

  /// The cell of a key, or nothing when it is outside the grid.
  package func index(of key: CellKey) -> Int? {
    guard key.coordinates.count == axes.count else { return nil }
    var cell = 0
    for (dimension, coordinate) in key.coordinates.enumerated() {
      guard let position = position(of: coordinate, in: dimension) else { return nil }
      cell += position * strides[dimension]
    }
    return cell
  }

  /// The number of totalled dimensions of a cell.
  package func totals(in cell: Int) -> Int {
    axes.indices.count { axes[$0][position(of: cell, in: $0)] == .total }
  }

  /// All cells that share every other coordinate, for each dimension: the additive equations
  /// when margins are published. Each line is in the order of the axis.
  package func lines(along dimension: Int) -> [[Int]] {
    guard !axes[dimension].isEmpty else { return [] }
    return (0..<count).filter { position(of: $0, in: dimension) == 0 }.map { first in
      axes[dimension].indices.map { first + $0 * strides[dimension] }
    }
  }
}
