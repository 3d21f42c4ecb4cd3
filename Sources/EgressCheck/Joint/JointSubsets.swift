// SPDX-License-Identifier: Apache-2.0

/// Books of codes over four and more columns of few values, and over what bits they have.
struct JointSubsets {
  /// Most books.
  private static let booksMax = 240
  /// The most different values of a column, and the most columns of a book.
  private static let valuesMax = 16
  private static let columnsMax = 9
  /// Fewest fitted rows for each entry of a book, on the average.
  private static let rowsEach = 2

  /// A column that may stand in a book.
  private struct Part {
    let name: String
    let isPlain: Bool
    let codes: [Int]
    let count: Int
  }

  let books: [JointBook]

  init(_ sample: AlignedSample, bits: [JointBits.Bit]) {
    let small = sample.derived.filter { (2...Self.valuesMax).contains($0.distinct) }
    let parts =
      small.map { Part(name: $0.name, isPlain: true, codes: $0.codes, count: $0.distinct) }
      + bits.filter { !$0.isPlain }.map {
        Part(name: $0.name, isPlain: false, codes: $0.values, count: 2)
      }
    let cellsMax = sample.fitted.count / Self.rowsEach
    var chosen: [[Int]] = []
    // As many as a book carries, from each column on; then all of two, three, four …
    for start in parts.indices {
      var cells = 1
      let run = parts.indices[start...].prefix {
        cells *= parts[$0].count
        return cells <= cellsMax
      }
      chosen.append(Array(run.prefix(Self.columnsMax)))
    }
    // Up to three columns as they stand are tried elsewhere.
    func isMeant(_ part: [Int]) -> Bool { part.count > 3 || part.contains { !parts[$0].isPlain } }
    chosen = chosen.filter(isMeant)
    var level = parts.indices.map { [$0] }
    while !level.isEmpty, chosen.count < Self.booksMax {
      chosen += level.filter(isMeant)
      level = level.prefix(4 * Self.booksMax).flatMap { part -> [[Int]] in
        guard part.count < Self.columnsMax, let last = part.last else { return [] }
        let cells = part.reduce(1) { $0 * parts[$1].count }
        return parts.indices.filter { $0 > last && cells * parts[$0].count <= cellsMax }
          .map { part + [$0] }
      }
    }
    books = chosen.prefix(Self.booksMax).map { part in
      let groups = (0..<sample.rows).map { row in
        part.reduce(0) { $0 * parts[$1].count + parts[$1].codes[row] }
      }
      return JointBook(
        decoder: "codebook-of-many", columns: part.map { parts[$0].name },
        book: Codebook(groups: groups, count: part.reduce(1) { $0 * parts[$1].count }))
    }
  }
}
