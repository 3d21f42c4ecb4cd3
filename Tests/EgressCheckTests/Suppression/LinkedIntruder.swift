// SPDX-License-Identifier: Apache-2.0
import DisclosureControl

/// Solves for withheld cells: linear algebra over all published sums, modulo a prime.
///
/// What follows from the sums by adding and subtracting follows modulo the prime too, but for
/// primes that divide one of the few determinants met.
extension LinkedFixture.Outcome {
  private static let prime = 2_147_483_647

  private static func inverse(_ value: Int) -> Int {
    var (result, base, power) = (1, value, prime - 2)
    while power > 0 {
      if power & 1 == 1 { result = result * base % prime }
      base = base * base % prime
      power >>= 1
    }
    return result
  }

  /// Withheld cells with one value by the published sums. Cells that are published as empty, or
  /// not named at all, are known.
  var attacked: [String] {
    let hidden = Set(
      withheld.compactMap { cell in atoms[cell].flatMap { $0.count == 1 ? $0[0] : nil } }
    ).sorted()
    let place = Dictionary(uniqueKeysWithValues: zip(hidden, hidden.indices))
    var equations: Set<[Int]> = []
    for (cell, atoms) in atoms where !withheld.contains(cell) {
      let open = atoms.compactMap { place[$0] }
      if !open.isEmpty { equations.insert(open) }
    }
    var rows: [[Int]] = []
    var leads: [Int] = []
    for equation in equations.sorted(by: { $0.lexicographicallyPrecedes($1) }) {
      var row = Array(repeating: 0, count: hidden.count)
      for index in equation { row[index] = 1 }
      for (known, lead) in zip(rows, leads) where row[lead] != 0 {
        Self.subtract(known, row[lead], from: &row)
      }
      guard let lead = row.firstIndex(where: { $0 != 0 }) else { continue }
      let factor = Self.inverse(row[lead])
      for index in row.indices { row[index] = row[index] * factor % Self.prime }
      for index in rows.indices where rows[index][lead] != 0 {
        Self.subtract(row, rows[index][lead], from: &rows[index])
      }
      rows.append(row)
      leads.append(lead)
    }
    let single = zip(rows, leads).filter { row, _ in row.count { $0 != 0 } == 1 }.map(\.1)
    let names = Set(single.map { hidden[$0] })
    // A withheld sum follows when it is a combination of the published ones.
    let sums = withheld.filter { cell in
      guard let atoms = atoms[cell], atoms.count > 1 else { return false }
      var row = Array(repeating: 0, count: hidden.count)
      for atom in atoms { if let index = place[atom] { row[index] = 1 } }
      for (known, lead) in zip(rows, leads) where row[lead] != 0 {
        Self.subtract(known, row[lead], from: &row)
      }
      return row.allSatisfy { $0 == 0 }
    }
    return names.map { "finest cell \($0)" } + sums
  }

  private static func subtract(_ row: [Int], _ factor: Int, from target: inout [Int]) {
    for index in row.indices where row[index] != 0 {
      target[index] = ((target[index] - row[index] * factor) % prime + prime) % prime
    }
  }

  /// The table as the engine's exact programmes take it, and the name of each cell.
  var engine: (tables: LinkedTables, cells: [String])? {
    var names: [[Int]: String] = [:]
    for cell in atoms.keys.sorted() {
      if let own = atoms[cell], names[own].map({ $0.count < cell.count }) ?? true {
        names[own] = cell
      }
    }
    let ordered = names.sorted { $0.key.lexicographicallyPrecedes($1.key) }
    let tables = LinkedTables(
      cells: ordered.map {
        LinkedTables.Cell(atoms: $0.key, contributors: truth[$0.value] ?? 0)
      }, atomCount: table.counts.count, figures: [ordered.map { truth[$0.value] ?? 0 }])
    return tables.map { ($0, ordered.map(\.value)) }
  }
}
