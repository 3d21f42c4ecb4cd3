// SPDX-License-Identifier: Apache-2.0

/// Reads columns as bits and solves for each bit of an attribute the sum modulo two that it is.
///
/// That undoes exclusive or with fixed keys and among columns, Gray codes, and bits that are mixed
/// or spread over many columns, whatever words stand for them.
struct BitSystem {
  /// Most bits of all columns.
  private static let bitsMax = 192
  /// Most bits of a whole number.
  private static let widthMax = 24
  /// The most different values of a column that is read value by value.
  private static let valuesMax = 16
  /// Rows above the bits on which a solution must hold, so that it is none of chance.
  private static let spare = 48

  private let sample: AlignedSample
  private let names: [String]
  /// The words of bits of each row, the first bit always set.
  private let rows: [[UInt64]]
  private let count: Int

  init(_ sample: AlignedSample) {
    self.sample = sample
    var columns: [[Bool]] = [Array(repeating: true, count: sample.rows)]
    var names: [String] = []
    for column in sample.derived + sample.declared.map(\.column) {
      let bits = Self.bits(column)
      guard !bits.isEmpty, columns.count + bits.count <= Self.bitsMax else { continue }
      columns += bits
      names.append(column.name)
    }
    count = columns.count
    self.names = names
    let words = (count + 63) / 64
    rows = (0..<sample.rows).map { row in
      var own = Array(repeating: UInt64(0), count: words)
      for place in columns.indices where columns[place][row] {
        own[place / 64] |= 1 << UInt64(place % 64)
      }
      return own
    }
  }

  /// A column's bits: those of whole numbers, or one for each of few values.
  private static func bits(_ column: AlignedColumn) -> [[Bool]] {
    guard column.distinct > 1 else { return [] }
    if column.distinct <= valuesMax {
      return (1..<column.distinct).map { value in column.codes.map { $0 == value } }
    }
    guard column.decimals == 0, let numbers = column.numbers,
      let most = numbers.filter(\.isFinite).max(), let least = numbers.filter(\.isFinite).min(),
      least >= 0, most < Double(1 << widthMax)
    else { return [] }
    let width = Int(most).bitWidth - Int(most).leadingZeroBitCount
    return (0..<width).map { place in
      numbers.map { $0.isFinite && Int($0) >> place & 1 == 1 }
    }
  }

  /// The recovery of a whole number or of a text of few values.
  func recovery(_ target: AlignedColumn, baseline: Double) -> Recovery? {
    guard count > 3, target.distinct > 1, count + Self.spare <= sample.fitted.count else {
      return nil
    }
    let wanted: [Int?]
    if target.decimals == 0, let numbers = target.numbers {
      guard numbers.allSatisfy({ !$0.isFinite || $0 >= 0 && $0 < 1e15 }) else { return nil }
      wanted = numbers.map { $0.isFinite ? Int($0) : nil }
    } else if target.distinct <= 64 {
      // The values in their order, as a book of codes would number them.
      let sorted = Set(target.texts.compactMap(\.self)).sorted()
      let places = Dictionary(uniqueKeysWithValues: zip(sorted, sorted.indices))
      wanted = target.texts.map { $0.flatMap { places[$0] } }
    } else {
      return nil
    }
    let width = (wanted.compactMap(\.self).max() ?? 0).bitLength
    guard width > 0, width <= 50 else { return nil }
    guard let solutions = solve(wanted, width) else { return nil }
    let held = sample.held.filter { wanted[$0] != nil }
    let hits = held.count { row in
      guard let value = wanted[row] else { return false }
      return solutions.enumerated().allSatisfy { place, mask in
        Self.parity(rows[row], mask) == (value >> place & 1 == 1)
      }
    }
    let recovery = Recovery(
      decoder: "bits", columns: names, rate: Double(hits) / Double(max(1, sample.held.count)),
      baseline: baseline, isClose: false)
    return recovery.isDamning(values: target.distinct, held: sample.held.count) ? recovery : nil
  }

  private static func parity(_ row: [UInt64], _ mask: [UInt64]) -> Bool {
    zip(row, mask).reduce(0) { $0 + ($1.0 & $1.1).nonzeroBitCount } % 2 == 1
  }

  /// For each bit the mask of columns' bits whose sum it is; nothing when one has none.
  private func solve(_ wanted: [Int?], _ width: Int) -> [[UInt64]]? {
    var pivots: [(place: Int, row: [UInt64], value: Int)] = []
    for row in sample.fitted {
      guard var value = wanted[row] else { continue }
      var own = rows[row]
      for pivot in pivots where own[pivot.place / 64] >> UInt64(pivot.place % 64) & 1 == 1 {
        for word in own.indices { own[word] ^= pivot.row[word] }
        value ^= pivot.value
      }
      guard let word = own.firstIndex(where: { $0 != 0 }) else {
        // A row that follows from others and says something else: not a sum of bits.
        if value != 0 { return nil }
        continue
      }
      pivots.append((word * 64 + own[word].trailingZeroBitCount, own, value))
    }
    let words = (count + 63) / 64
    var masks = Array(repeating: Array(repeating: UInt64(0), count: words), count: width)
    for pivot in pivots.reversed() {
      for place in 0..<width {
        let isSet = Self.parity(pivot.row, masks[place]) != (pivot.value >> place & 1 == 1)
        if isSet { masks[place][pivot.place / 64] |= 1 << UInt64(pivot.place % 64) }
      }
    }
    return masks
  }
}

extension Int {
  /// How many bits a number without a sign needs.
  fileprivate var bitLength: Int { bitWidth - leadingZeroBitCount }
}
