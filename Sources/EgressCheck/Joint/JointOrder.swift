// SPDX-License-Identifier: Apache-2.0

/// Which of several columns of numbers is the greatest and the least, and how they follow.
struct JointOrder {
  /// Most columns that are set in order, and of which all orders are told apart.
  private static let columnsMax = 12
  private static let ordersMax = 5

  let books: [JointBook]

  init(_ sample: AlignedSample) {
    let pool = sample.derived.filter { $0.numbers != nil && $0.distinct > 2 }
      .prefix(Self.columnsMax)
    let numbers = pool.compactMap(\.numbers)
    guard numbers.count > 1 else {
      books = []
      return
    }
    let names = pool.map(\.name)
    func place(_ row: Int, _ isBefore: (Double, Double) -> Bool) -> Int {
      var best: Int?
      for column in numbers.indices where numbers[column][row].isFinite {
        if let known = best, !isBefore(numbers[column][row], numbers[known][row]) { continue }
        best = column
      }
      return best ?? -1
    }
    var books = [
      JointBook(
        decoder: "greatest", columns: names,
        book: Codebook(values: (0..<sample.rows).map { place($0, >) })),
      JointBook(
        decoder: "least", columns: names,
        book: Codebook(values: (0..<sample.rows).map { place($0, <) })),
    ]
    for count in 2...max(2, min(Self.ordersMax, numbers.count)) {
      for start in 0...(numbers.count - count) {
        let part = Array(start..<start + count)
        let orders = (0..<sample.rows).map { row in
          part.sorted { (numbers[$0][row], $0) < (numbers[$1][row], $1) }
        }
        books.append(
          JointBook(
            decoder: "order", columns: part.map { names[$0] }, book: Codebook(values: orders)))
      }
    }
    self.books = books
  }
}
