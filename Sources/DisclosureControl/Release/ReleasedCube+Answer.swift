// SPDX-License-Identifier: Apache-2.0

extension ReleasedCube {
  /// Answers a query from the reviewed cube.
  ///
  /// `parameters` names a coordinate per dimension. A dimension left out means its total where
  /// margins are part of the cube. Unknown names, unknown values and look-alikes (other bytes
  /// than the label's) are outside the domain.
  package func answer(parameters: [String: Coordinate]) -> Answer {
    guard parameters.keys.allSatisfy(dimensions.contains) else { return .outsideDomain }
    let coordinates = dimensions.map { parameters[$0] ?? .total }
    switch self[CellKey(coordinates)] {
    case .published(let values): return .value(values)
    case .withheld: return .withheld
    case nil: return .outsideDomain
    }
  }
}
