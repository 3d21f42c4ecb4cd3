// SPDX-License-Identifier: Apache-2.0

/// Looks for attributes that are hidden in ways single columns and small books of codes do not
/// show: under noise, in remainders, in shares of two or three columns, over many columns.
struct WideSearch {
  /// Most whole-number columns of which shares are put together.
  static let sharesMax = 6
  /// Most columns that are read behind one another.
  static let joinedMax = 24
  /// The largest divisor whose remainders are tried.
  static let divisorMax = 128
  /// The share of an attribute's spread that one column may explain.
  static let explainedMax = 0.95

  /// The most characters of a part of a text.
  static let partMax = 8

  /// A combination of columns, or a part of one, that is read as a column.
  private struct Share {
    let columns: [String]
    let decoder: String
    /// Its numbers, where it has some.
    let values: [Double]?
    let book: Codebook
  }

  /// A column of whole numbers; a missing value is nothing.
  private struct Whole {
    let column: AlignedColumn
    let values: [Int]
  }

  let sample: AlignedSample
  private let wholes: [Whole]
  private let shares: [Share]
  /// The characters of many columns behind one another, in each view that fits them.
  private let joined: [SourceViews.Kind: (columns: [String], rows: [[Int]?])]
  /// The remainders of each whole-number column of many values, by divisor.
  private let remainders: [(name: String, books: [Codebook])]

  init(_ sample: AlignedSample, views: [SourceViews]) {
    self.sample = sample
    joined = Self.joined(sample, views)
    wholes = sample.derived.compactMap { column in
      guard let numbers = column.numbers, column.decimals == 0, column.distinct > 8 else {
        return nil
      }
      let values = numbers.map { $0.isFinite && abs($0) < 1e12 ? Int($0) : -1 }
      return Whole(column: column, values: values)
    }
    remainders = wholes.filter { $0.column.distinct > 64 }.map { whole in
      let books = (3...Self.divisorMax).map { divisor in
        Codebook(
          groups: whole.values.map { $0 < 0 ? divisor : $0 % divisor }, count: divisor + 1)
      }
      return (whole.column.name, books)
    }
    shares =
      Self.shares(Array(wholes.prefix(Self.sharesMax))) + sample.derived.flatMap(Self.parts)
  }

  /// The strongest recovery of an attribute; `close` is what declared columns give of its number.
  func recovery(
    _ target: AlignedColumn, _ decoder: NumericDecoder?, baseline: Double, close: Double
  ) -> Recovery? {
    written(target, decoder, max(close, baseline)) ?? remainder(target, baseline) ?? share(
      target, decoder, baseline, close)
      ?? together(target, decoder, baseline, close) ?? decoder.flatMap { smooth(target, $0) }
  }

  private func damning(
    _ decoder: String, _ columns: [String], _ rate: Double, _ baseline: Double,
    _ target: AlignedColumn, close: Bool = false
  ) -> Recovery? {
    let recovery = Recovery(
      decoder: decoder, columns: columns, rate: rate, baseline: baseline, isClose: close)
    return recovery.isDamning(values: target.distinct, held: sample.held.count) ? recovery : nil
  }

  // MARK: other writings of numbers

  /// Whole numbers written with letters as digits too.
  private func written(
    _ target: AlignedColumn, _ decoder: NumericDecoder?, _ baseline: Double
  ) -> Recovery? {
    guard let decoder else { return nil }
    for column in sample.derived where column.distinct > 16 {
      for radix in [16, 36] {
        let numbers = column.texts.map { text -> Double in
          text.flatMap { $0.utf8.count <= 9 ? Int($0, radix: radix) : nil }.map(Double.init) ?? .nan
        }
        guard numbers.count(where: \.isFinite) * 10 >= numbers.count * 9 else { continue }
        let rate = max(decoder.monotone(numbers), decoder.linear([numbers]))
        if let found = damning(
          "digits", [column.name], rate, baseline, target, close: decoder.isClose)
        {
          return found
        }
        break
      }
    }
    return nil
  }

  // MARK: remainders

  private func remainder(_ target: AlignedColumn, _ baseline: Double) -> Recovery? {
    guard (3...128).contains(target.distinct) else { return nil }
    for (name, books) in remainders {
      for book in books {
        let rate = book.rate(target, sample)
        if let found = damning("remainder", [name], rate, baseline, target) { return found }
      }
    }
    return nil
  }

  // MARK: shares

  /// Exclusive or of two or three columns, sums and differences modulo usual numbers.
  private static func shares(_ wholes: [Whole]) -> [Share] {
    var found: [Share] = []
    func add(_ decoder: String, _ parts: [Whole], _ value: ([Int]) -> Int) {
      let values = parts[0].values.indices.map { row -> Double in
        let own = parts.map { $0.values[row] }
        return own.contains { $0 < 0 } ? -1 : Double(value(own))
      }
      found.append(
        Share(
          columns: parts.map(\.column.name), decoder: decoder, values: values,
          book: Codebook(values: values)))
    }
    for (index, first) in wholes.enumerated() {
      for (offset, second) in wholes[(index + 1)...].enumerated() {
        let pair = [first, second]
        add("exclusive-or", pair) { $0[0] ^ $0[1] }
        for third in wholes[(index + 1 + offset + 1)...] {
          add("exclusive-or", pair + [third]) { $0[0] ^ $0[1] ^ $0[2] }
          for divisor in [10, 100, 1000] {
            add("shares", pair + [third]) { ($0[0] + $0[1] + $0[2]) % divisor }
          }
        }
        let largest = pair.flatMap(\.values).max() ?? 0
        for divisor in Set([10, 12, 64, 100, 128, 256, 1000, 1024, largest + 1]).sorted() {
          add("shares", pair) { ($0[0] + $0[1]) % divisor }
          add("shares", pair) { (($0[0] - $0[1]) % divisor + divisor) % divisor }
        }
      }
    }
    return found
  }

  /// The first and last characters of texts of which most are different.
  private static func parts(_ column: AlignedColumn) -> [Share] {
    guard column.distinct > 64 else { return [] }
    let texts = column.texts.map { ($0 ?? "").unicodeScalars.map(\.value) }
    let length = texts.reduce(0) { max($0, $1.count) }
    return (1...partMax).filter { $0 < length }.flatMap { count in
      [texts.map { Array($0.prefix(count)) }, texts.map { Array($0.suffix(count)) }].map { parts in
        Share(
          columns: [column.name], decoder: "part", values: nil, book: Codebook(values: parts))
      }
    }
  }

  private func share(
    _ target: AlignedColumn, _ decoder: NumericDecoder?, _ baseline: Double, _ close: Double
  ) -> Recovery? {
    for share in shares {
      let rate = share.book.rate(target, sample)
      if let found = damning(share.decoder, share.columns, rate, baseline, target) { return found }
      guard let decoder, let values = share.values, share.book.count > 30 else { continue }
      let near = decoder.monotone(values)
      if let found = damning(
        share.decoder, share.columns, near, max(close, baseline), target, close: decoder.isClose)
      {
        return found
      }
    }
    return nil
  }

  // MARK: many columns

  private static func joined(
    _ sample: AlignedSample, _ views: [SourceViews]
  ) -> [SourceViews.Kind: (columns: [String], rows: [[Int]?])] {
    var found: [SourceViews.Kind: (columns: [String], rows: [[Int]?])] = [:]
    guard sample.derived.count > 3 else { return found }
    for kind in TargetViews.kinds {
      let fitting = sample.derived.indices.filter { views[$0].has(kind.view) }.prefix(joinedMax)
      guard fitting.count > 3,
        let rows = SourceViews.joined(fitting.map { views[$0] }, kind, rows: sample.rows)
      else { continue }
      found[kind] = (fitting.map { sample.derived[$0].name }, rows)
    }
    return found
  }

  /// All columns at once: a weighted sum of the numbers, or the characters behind one another.
  private func together(
    _ target: AlignedColumn, _ decoder: NumericDecoder?, _ baseline: Double, _ close: Double
  ) -> Recovery? {
    guard sample.derived.count > 3 else { return nil }
    let numeric = sample.derived.filter { $0.numbers != nil }.prefix(60)
    if let decoder, numeric.count > 3 {
      let rate = decoder.linear(numeric.compactMap(\.numbers))
      if let found = damning(
        "linear-all", numeric.map(\.name), rate, max(close, baseline), target,
        close: decoder.isClose)
      {
        return found
      }
    }
    for (wanted, kinds) in TargetViews(target).tests {
      for kind in kinds {
        guard let (names, rows) = joined[kind] else { continue }
        let rate = TextDecoder.rate(wanted, from: rows, sample)
        if let found = damning("characters-all", names, rate, baseline, target) { return found }
      }
    }
    return nil
  }

  // MARK: noise

  /// One column that follows an attribute closely, whatever the function and the noise.
  private func smooth(_ target: AlignedColumn, _ decoder: NumericDecoder) -> Recovery? {
    guard target.distinct > 30 else { return nil }
    let fit = SmoothFit(decoder.target, sample)
    let told = fit.explained(declared: sample.declared.map(\.column))
    for column in sample.derived where column.distinct > 30 {
      guard let numbers = column.numbers else { continue }
      let explained = fit.explained(by: numbers)
      if explained >= Self.explainedMax, (1 - explained) * 2 <= 1 - told {
        return Recovery(
          decoder: "smooth", columns: [column.name], rate: explained, baseline: max(0, told),
          isClose: true)
      }
    }
    return nil
  }
}
