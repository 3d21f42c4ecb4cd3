// SPDX-License-Identifier: Apache-2.0

/// The sum modulo two of some of the columns that gives an attribute of two values most often,
/// also where it does not always.
struct ParityFit {
  /// Most columns: all their sums are tried.
  private static let bitsMax = 14

  private let sample: AlignedSample
  private let patterns: [Int]
  private let width: Int

  /// The columns.
  let names: [String]

  init?(_ sample: AlignedSample, bits: [JointBits.Bit]) {
    let used = (bits.filter(\.isPlain) + bits.filter { !$0.isPlain }).prefix(Self.bitsMax)
    guard used.count > 1 else { return nil }
    self.sample = sample
    names = used.map(\.name)
    width = used.count
    patterns = (0..<sample.rows).map { row in
      used.reduce(0) { $0 << 1 | $1.values[row] }
    }
  }

  /// The share of held-out rows of which the best sum of the fitted ones gives the value.
  func rate(_ target: AlignedColumn) -> Double {
    var sums = Array(repeating: 0, count: 1 << width)
    for row in sample.fitted {
      sums[patterns[row]] += target.codes[row] == target.codes[0] ? 1 : -1
    }
    Self.transform(&sums)
    guard let best = sums.indices.max(by: { abs(sums[$0]) < abs(sums[$1]) }) else { return 0 }
    let isOdd = sums[best] < 0
    let hits = sample.held.count { row in
      let isSame = target.codes[row] == target.codes[0]
      return ((patterns[row] & best).nonzeroBitCount % 2 == 1) == (isSame == isOdd)
    }
    return Double(hits) / Double(max(1, sample.held.count))
  }

  /// The Walsh–Hadamard transform, in place: each sum with signs at once.
  private static func transform(_ sums: inout [Int]) {
    var step = 1
    while step < sums.count {
      for start in stride(from: 0, to: sums.count, by: step * 2) {
        for place in start..<start + step {
          let (a, b) = (sums[place], sums[place + step])
          (sums[place], sums[place + step]) = (a + b, a - b)
        }
      }
      step *= 2
    }
  }
}
