// SPDX-License-Identifier: Apache-2.0

/// Looks for attributes in what several columns make together and no three of them by a book of
/// codes: which is the greatest, what is missing, remainders of two, a column that another names.
struct JointSearch {
  private let sample: AlignedSample
  private let books: [JointBook]
  private let chosen: ChosenColumn
  private let parities: ParityFit?
  /// All numbers, with their squares and what each two make together.
  private let quadratic: (names: [String], columns: [[Double]])?

  /// Most columns of numbers whose products are formed.
  private static let quadraticMax = 6
  /// The most different values of an attribute that is sought in books.
  private static let valuesMax = 128

  init(_ sample: AlignedSample) {
    self.sample = sample
    let bits = JointBits(sample).columns
    books =
      JointOrder(sample).books + JointTexts(sample).books
      + JointResidues(sample).books + JointSubsets(sample, bits: bits).books
    chosen = ChosenColumn(sample)
    parities = ParityFit(sample, bits: bits)
    let pool = sample.derived.filter { $0.numbers != nil && $0.distinct > 4 }
      .prefix(Self.quadraticMax)
    let numbers = pool.compactMap { $0.numbers.map(AspectSearch.scaled) }
    quadratic =
      numbers.count < 3
      ? nil
      : (
        pool.map(\.name),
        numbers.indices.reduce(into: numbers) { columns, first in
          for second in first..<numbers.count {
            columns.append(zip(numbers[first], numbers[second]).map { $0 * $1 })
          }
        }
      )
  }

  /// The first recovery of an attribute; `close` is what is known of its number.
  func recovery(
    _ target: AlignedColumn, _ decoder: NumericDecoder?, baseline: Double, close: Double
  ) -> Recovery? {
    if let decoder, let quadratic, target.distinct > 30 {
      for form in [NumericDecoder.Form.plain, .square] {
        if let found = damning(
          "quadratic-all", quadratic.names, decoder.linear(quadratic.columns, form: form), close,
          target, close: decoder.isClose)
        {
          return found
        }
      }
    }
    guard target.distinct <= Self.valuesMax else { return nil }
    for book in books {
      let rate = book.book.rate(target, sample)
      if let found = damning(book.decoder, book.columns, rate, baseline, target) { return found }
    }
    for (columns, book) in chosen.books(target) {
      let rate = book.rate(target, sample)
      if let found = damning("chosen-column", columns, rate, baseline, target) { return found }
    }
    guard let parities, target.distinct == 2 else { return nil }
    return damning("parity", parities.names, parities.rate(target), baseline, target)
  }

  private func damning(
    _ decoder: String, _ columns: [String], _ rate: Double, _ baseline: Double,
    _ target: AlignedColumn, close: Bool = false
  ) -> Recovery? {
    let recovery = Recovery(
      decoder: decoder, columns: columns, rate: rate, baseline: baseline, isClose: close)
    return recovery.isDamning(values: target.distinct, held: sample.held.count) ? recovery : nil
  }
}
