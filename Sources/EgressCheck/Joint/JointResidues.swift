// SPDX-License-Identifier: Apache-2.0

/// The remainders of two or three columns of whole numbers, side by side: a sum of them with any
/// weights, modulo the same number, follows from them.
struct JointResidues {
  /// Most columns.
  private static let columnsMax = 6
  /// Fewest fitted rows for each entry of a book, on the average.
  private static let rowsEach = 2

  let books: [JointBook]

  init(_ sample: AlignedSample) {
    let pool = sample.derived.filter { column in
      column.decimals == 0 && column.distinct > 12
        && column.numbers?.allSatisfy { !$0.isFinite || abs($0) < 1e15 } == true
    }.prefix(Self.columnsMax)
    let numbers = pool.compactMap(\.numbers).map { $0.map { $0.isFinite ? Int($0) : 0 } }
    let names = pool.map(\.name)
    var books: [JointBook] = []
    func add(_ part: [Int]) {
      for divisor in 2...64 {
        let cells = part.reduce(1) { product, _ in product * divisor }
        guard cells * Self.rowsEach <= sample.fitted.count else { break }
        let groups = (0..<sample.rows).map { row in
          part.reduce(0) { group, place in
            let rest = numbers[place][row] % divisor
            return group * divisor + (rest < 0 ? rest + divisor : rest)
          }
        }
        books.append(
          JointBook(
            decoder: "remainders", columns: part.map { names[$0] },
            book: Codebook(groups: groups, count: cells)))
      }
    }
    for first in numbers.indices {
      for second in numbers.indices where second > first {
        add([first, second])
        for third in numbers.indices where third > second { add([first, second, third]) }
      }
    }
    self.books = books
  }
}
