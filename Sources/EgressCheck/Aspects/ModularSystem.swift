// SPDX-License-Identifier: Apache-2.0

/// Solves for an attribute as a weighted sum of whole-number columns modulo a prime: shares of any
/// number of columns, points of curves, remainders of sums.
///
/// A sum modulo another number is one modulo each prime in it: what the primes tell is put
/// together.
struct ModularSystem {
  /// Most columns.
  private static let columnsMax = 12
  /// Most columns of the row before.
  private static let keysMax = 4
  private static let primes = (2...257).filter { number in
    (2..<number).allSatisfy { number % $0 != 0 }
  }
  /// Rows above the columns on which a solution must hold, so that it is none of chance.
  private static let spare = 40

  private let sample: AlignedSample
  private let names: [String]
  /// The numbers of each row with one before them; nothing where one is missing.
  private let rows: [[Int]?]
  private let width: Int
  private let declared: Codebook

  init(_ sample: AlignedSample) {
    self.sample = sample
    func isMeant(_ column: AlignedColumn) -> Bool {
      column.decimals == 0 && column.distinct > 2
        && column.numbers?.allSatisfy { !$0.isFinite || abs($0) < 1e12 } == true
    }
    let columns = sample.derived.filter(isMeant).prefix(Self.columnsMax)
    names = columns.map(\.name)
    // A key can be the place of the row, or what stands in the row before.
    let before = sample.facets.first { $0.facet == RecordViews.before }?.derived ?? []
    let keys = columns.isEmpty ? [] : before.filter(isMeant).prefix(Self.keysMax)
    let place = columns.isEmpty ? nil : sample.order?.map(Double.init)
    let numbers = (columns + keys).compactMap(\.numbers) + [place].compactMap(\.self)
    width = numbers.count + 1
    rows = (0..<sample.rows).map { row in
      let own = numbers.map { $0[row] }
      return own.allSatisfy(\.isFinite) ? [1] + own.map { Int($0) } : nil
    }
    declared = Codebook(sample.declared.map(\.column), rows: sample.rows)
  }

  /// The recovery of a whole number.
  func recovery(_ target: AlignedColumn, baseline: Double) -> Recovery? {
    guard width > 1, target.decimals == 0, target.distinct > 2, let numbers = target.numbers,
      numbers.allSatisfy({ !$0.isFinite || abs($0) < 1e15 })
    else { return nil }
    let wanted = numbers.map { $0.isFinite ? Int($0) : nil }
    let fitted = sample.fitted.filter { rows[$0] != nil && wanted[$0] != nil }
    guard fitted.count >= width + Self.spare else { return nil }
    let told = Self.primes.compactMap { residues(wanted, fitted, modulo: $0) }
    guard !told.isEmpty else { return nil }
    let values = (0..<sample.rows).map { row in
      told.map { $0[row] } + [declared.groups[row]]
    }
    let recovery = Recovery(
      decoder: "sum-modulo", columns: names, rate: Codebook(values: values).rate(target, sample),
      baseline: baseline, isClose: false)
    return recovery.isDamning(values: target.distinct, held: sample.held.count) ? recovery : nil
  }

  /// What a sum of the columns gives modulo a prime; nothing when no sum is the attribute.
  private func residues(_ wanted: [Int?], _ fitted: [Int], modulo prime: Int) -> [Int]? {
    func reduced(_ number: Int) -> Int { (number % prime + prime) % prime }
    var pivots: [(place: Int, row: [Int])] = []
    var values: Set<Int> = []
    for row in fitted {
      guard let numbers = rows[row], let value = wanted[row] else { continue }
      values.insert(reduced(value))
      var own = numbers.map(reduced) + [reduced(value)]
      for pivot in pivots where own[pivot.place] != 0 {
        let factor = own[pivot.place]
        for place in own.indices {
          own[place] = (own[place] + (prime - factor) * pivot.row[place]) % prime
        }
      }
      guard let place = own.firstIndex(where: { $0 != 0 }) else { continue }
      // A row that follows from others and says something else: no sum.
      if place == width { return nil }
      let inverse = Self.power(own[place], prime - 2, prime)
      pivots.append((place, own.map { $0 * inverse % prime }))
    }
    guard values.count > 1 else { return nil }
    var weights = Array(repeating: 0, count: width)
    for pivot in pivots.reversed() {
      let rest = (0..<width).reduce(0) { sum, place in
        place == pivot.place ? sum : (sum + pivot.row[place] * weights[place]) % prime
      }
      weights[pivot.place] = reduced(pivot.row[width] - rest)
    }
    guard weights.dropFirst().contains(where: { $0 != 0 }) else { return nil }
    return rows.map { numbers in
      guard let numbers else { return -1 }
      return zip(numbers, weights).reduce(0) { ($0 + reduced($1.0) * $1.1) % prime }
    }
  }

  private static func power(_ base: Int, _ exponent: Int, _ prime: Int) -> Int {
    var (result, base, exponent) = (1, base % prime, exponent)
    while exponent > 0 {
      if exponent % 2 == 1 { result = result * base % prime }
      base = base * base % prime
      exponent /= 2
    }
    return result
  }
}
