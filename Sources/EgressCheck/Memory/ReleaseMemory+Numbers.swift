// SPDX-License-Identifier: Apache-2.0
import DisclosureControl

extension ReleaseMemory {
  /// Without evidence: the differences of published numbers of equal cells.
  func numbers(_ release: StoredRelease) -> [Group] {
    guard let old = release.cubes.first?.cube, let new = evidence.parts.first?.table else {
      return []
    }
    let shared = self.shared(release)
    guard shared.count == old.dimensions.count || old.hasMargins,
      let people = old.measures.firstIndex(where: { $0.function == "count" && $0.column == nil })
        ?? old.measures.firstIndex(where: { $0.function == "contributors" })
    else { return [] }
    return old.cells.indices.compactMap { index in
      guard case .published(let values) = old.cells[index], let before = Int(values[people]) else {
        return nil
      }
      let key = old.shape.key(of: index)
      let outside = old.dimensions.indices.filter { place in !shared.contains { $0.place == place }
      }
      guard outside.allSatisfy({ key.coordinates[$0] == .total }) else { return nil }
      var wanted: [Int: Coordinate] = [:]
      for entry in shared { wanted[entry.axis] = key.coordinates[entry.place] }
      let after = new.cells.filter { cell in
        !cell.key.isTotal
          && wanted.allSatisfy { $1 == .total || cell.key.coordinates[$0] == $1 }
      }.reduce(0) { $0 + ($1.records) }
      return Group(values: wanted, numbers: [abs(after - before)])
    }
  }
}
