// SPDX-License-Identifier: Apache-2.0

/// What two texts have in common: how many characters, how many at the same place, how many at the
/// beginning.
struct JointTexts {
  /// Most texts that are compared, and most characters of each.
  private static let textsMax = 6
  private static let lengthMax = 64

  let books: [JointBook]

  init(_ sample: AlignedSample) {
    let pool = sample.derived.filter { $0.distinct > 30 }.prefix(Self.textsMax)
    let texts = pool.map { column in
      column.texts.map { ($0 ?? "").unicodeScalars.prefix(Self.lengthMax).map(\.value) }
    }
    let names = pool.map(\.name)
    var books: [JointBook] = []
    for first in texts.indices {
      for second in texts.indices where second > first {
        let pairs = (0..<sample.rows).map { (texts[first][$0], texts[second][$0]) }
        let counts = [
          pairs.map { Set($0.0).intersection($0.1).count },
          pairs.map { pair in zip(pair.0, pair.1).count { $0 == $1 } },
          pairs.map { pair in zip(pair.0, pair.1).prefix { $0 == $1 }.count },
        ]
        books += counts.map { values in
          JointBook(
            decoder: "in-common", columns: [names[first], names[second]],
            book: Codebook(values: values))
        }
      }
    }
    self.books = books.filter { $0.book.count > 1 }
  }
}
