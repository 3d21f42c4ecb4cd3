// SPDX-License-Identifier: Apache-2.0

extension Money {
  /// Divides the amount by ratios so that the parts sum exactly to it.
  ///
  /// Largest remainder: each part is rounded towards zero, then the 分 left over go one each to
  /// the largest remainders, of equal ones to the first. A ratio of zero gets nothing.
  /// - Parameter ratios: 1 to 100,000 numbers, none negative, not all zero.
  package func allocate(ratios: [Int64]) throws(MoneyError) -> [Money] {
    guard (1...100_000).contains(ratios.count), ratios.allSatisfy({ $0 >= 0 }) else {
      throw .ratios
    }
    var total: UInt64 = 0
    for ratio in ratios {
      let (sum, overflowed) = total.addingReportingOverflow(UInt64(ratio))
      guard !overflowed else { throw .overflow }
      total = sum
    }
    guard total > 0 else { throw .ratios }
    var parts: [UInt64] = []
    var remainders: [(index: Int, remainder: UInt64)] = []
    for (index, ratio) in ratios.enumerated() {
      let product = fen.magnitude.multipliedFullWidth(by: UInt64(ratio))
      let (part, remainder) = total.dividingFullWidth(product)
      parts.append(part)
      remainders.append((index, remainder))
    }
    let left = Int(fen.magnitude - parts.reduce(0, +))
    remainders.sort { ($1.remainder, $0.index) < ($0.remainder, $1.index) }
    for entry in remainders.prefix(left) { parts[entry.index] += 1 }
    return parts.map { Money(fen: fen < 0 ? Int64(truncatingIfNeeded: 0 &- $0) : Int64($0)) }
  }
}
