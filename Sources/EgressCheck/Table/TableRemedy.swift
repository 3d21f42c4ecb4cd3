// SPDX-License-Identifier: Apache-2.0
import DisclosureControl

/// The tables with unsafe cells withheld, checked again.
struct TableRemedy: Sendable {
  /// The publishable cube of each part.
  let cubes: [ReleasedCube]
  /// The parts the cubes belong to.
  let parts: [TableEvidence.Part]
  /// Cells withheld to protect others, by part.
  let secondary: [Int: [CellKey]]
  let marginsDropped: Bool
  let levelsDropped: Bool
  /// Whether it could be shown that withheld cells can not be computed.
  let isProved: Bool

  /// Withholds the unsafe cells of every part and what protects them; nothing when withholding
  /// does not help.
  init?(
    _ evidence: TableEvidence, layout: TableLayout, parameters: DisclosureParameters,
    unsafe: [Set<CellKey>]
  ) {
    let suppressor = Suppressor(parameters)
    if evidence.parts.count == 1 || unsafe.allSatisfy(\.isEmpty) {
      self.init(suppressor, evidence.parts, unsafe)
      return
    }
    guard let linked = LinkedCells(evidence, layout),
      let pattern = Self.pattern(linked, unsafe, parameters.contributors)
    else {
      // Beyond what is examined exactly only the finest table is left, without totals.
      guard let finest = evidence.parts.first else { return nil }
      self.init(bare: suppressor, finest, unsafe[0])
      return
    }
    self.init(suppressor, evidence, unsafe, pattern, linked)
  }

  private static func pattern(
    _ linked: LinkedCells, _ unsafe: [Set<CellKey>], _ threshold: Int
  ) -> Set<Int>? {
    let primary = linked.places.indices.filter { index in
      linked.places[index].contains { unsafe[$0.part].contains($0.key) }
    }
    var search = LinkedSuppression(linked.tables, threshold: threshold)
    return search.protect(Set(primary))
  }

  private init?(
    _ suppressor: Suppressor, _ parts: [TableEvidence.Part], _ unsafe: [Set<CellKey>]
  ) {
    var cubes: [ReleasedCube] = []
    var secondary: [Int: [CellKey]] = [:]
    var dropped = false
    for (index, part) in parts.enumerated() {
      let outcome = suppressor.release(part.table, withholding: unsafe[index])
      guard let cube = outcome.cube else { return nil }
      cubes.append(cube)
      secondary[index] = outcome.secondary
      dropped = dropped || outcome.marginsDropped
    }
    self.cubes = cubes
    self.parts = parts
    self.secondary = secondary
    marginsDropped = dropped
    levelsDropped = false
    isProved = true
  }

  private init?(bare suppressor: Suppressor, _ part: TableEvidence.Part, _ unsafe: Set<CellKey>) {
    let all = Set(part.table.cells.map(\.key).filter(\.isTotal))
    guard let cube = suppressor.release(part.table, withholding: unsafe.union(all)).cube else {
      return nil
    }
    cubes = [cube]
    parts = [part]
    secondary = [:]
    marginsDropped = true
    levelsDropped = true
    isProved = true
  }

  private init?(
    _ suppressor: Suppressor, _ evidence: TableEvidence, _ unsafe: [Set<CellKey>],
    _ pattern: Set<Int>, _ linked: LinkedCells
  ) {
    var withheld = evidence.parts.map { _ in Set<CellKey>() }
    for index in pattern {
      for place in linked.places[index] { withheld[place.part].insert(place.key) }
    }
    var cubes: [ReleasedCube] = []
    var secondary: [Int: [CellKey]] = [:]
    for (index, part) in evidence.parts.enumerated() {
      let marks = part.table.cells.map {
        withheld[index].contains($0.key) || unsafe[index].contains($0.key)
      }
      guard let cube = suppressor.cube(part.table, withheld: marks) else { return nil }
      cubes.append(cube)
      secondary[index] = withheld[index].subtracting(unsafe[index]).sorted()
    }
    self.cubes = cubes
    parts = evidence.parts
    self.secondary = secondary
    marginsDropped = false
    levelsDropped = false
    isProved = true
  }
}
