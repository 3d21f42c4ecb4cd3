// SPDX-License-Identifier: Apache-2.0

/// The position of a cell: one coordinate per dimension, in the order of the dimensions.
package struct CellKey: Hashable, Sendable, Comparable {
  /// One coordinate per dimension.
  package let coordinates: [Coordinate]

  /// Makes a key.
  package init(_ coordinates: [Coordinate]) {
    self.coordinates = coordinates
  }

  /// Whether some dimension is totalled.
  package var isTotal: Bool { coordinates.contains(.total) }

  /// Orders by the coordinates from the first dimension on.
  package static func < (left: CellKey, right: CellKey) -> Bool {
    left.coordinates.lexicographicallyPrecedes(right.coordinates)
  }
}
