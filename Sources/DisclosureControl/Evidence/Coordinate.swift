// SPDX-License-Identifier: Apache-2.0

/// A cell's position along one dimension.
package enum Coordinate: Hashable, Sendable, Comparable {
  /// A value of the dimension, in Unicode normal form C.
  case label(String)
  /// Records whose value is missing.
  case missing
  /// All values together.
  case total

  /// Orders labels by their UTF-8 bytes, then the missing value, then the total.
  package static func < (left: Coordinate, right: Coordinate) -> Bool {
    switch (left, right) {
    case (.label(let a), .label(let b)): a.utf8.lexicographicallyPrecedes(b.utf8)
    case (.label, _): true
    case (.missing, .total): true
    case (.missing, _), (.total, _): false
    }
  }
}
