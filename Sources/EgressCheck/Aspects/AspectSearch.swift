// SPDX-License-Identifier: Apache-2.0

/// Looks for attributes in aspects of columns, in relations that differ from group to group, in
/// sums of bits, in remainders of the attribute itself, and in a part of the records.
struct AspectSearch {
  /// Most aspects that are looked at.
  static let aspectsMax = 900
  /// Most columns of numbers that are set against each other.
  static let numbersMax = 12

  private let sample: AlignedSample
  private let aspects: [(parent: String, column: AlignedColumn, book: Codebook)]
  private let numeric: [AlignedColumn]
  private let groups: [(name: String, book: Codebook)]
  private let bits: BitSystem
  private let sums: ModularSystem
  private let tokens: TokenFit?

  init(_ sample: AlignedSample) {
    self.sample = sample
    let fitted = max(1, sample.fitted.count)
    var aspects: [(parent: String, column: AlignedColumn, book: Codebook)] = []
    for column in sample.derived where aspects.count < Self.aspectsMax {
      for aspect in ColumnAspects(column).columns {
        aspects.append(
          (parent: column.name, column: aspect, book: Codebook([aspect], rows: sample.rows)))
      }
    }
    self.aspects = Array(aspects.prefix(Self.aspectsMax))
    let declared = sample.declared.map(\.column)
    numeric = Array(
      sample.derived.filter { $0.numbers != nil && $0.distinct > 16 }.prefix(Self.numbersMax))
    let small = (declared + sample.derived).filter { (2...12).contains($0.distinct) }
    var groups = small.prefix(6).map { (name: $0.name, book: Codebook([$0], rows: sample.rows)) }
    if declared.count > 1 {
      let all = Codebook(declared, rows: sample.rows)
      if all.count * 40 <= fitted {
        groups.append((name: declared.map(\.name).joined(separator: ", "), book: all))
      }
    }
    self.groups = groups
    bits = BitSystem(sample)
    sums = ModularSystem(sample)
    tokens = TokenFit(sample)
  }

  /// The first recovery of an attribute.
  func recovery(
    _ target: AlignedColumn, _ decoder: NumericDecoder?, baseline: Double, close: Double
  ) -> Recovery? {
    aspect(target, decoder, baseline: baseline, close: max(close, baseline))
      ?? bits.recovery(target, baseline: baseline)
      ?? congruent(target, baseline: baseline) ?? sums.recovery(target, baseline: baseline)
      ?? worded(target, decoder, baseline: baseline)
      ?? decoder.flatMap { decoder in
        joint(target, decoder, close: max(close, baseline)) ?? grouped(target, decoder)
          ?? partial(target, decoder)
      }
  }

  private func damning(
    _ decoder: String, _ columns: [String], _ rate: Double, _ baseline: Double,
    _ target: AlignedColumn, close: Bool = false
  ) -> Recovery? {
    let recovery = Recovery(
      decoder: decoder, columns: columns, rate: rate, baseline: baseline, isClose: close)
    return recovery.isDamning(values: target.distinct, held: sample.held.count) ? recovery : nil
  }

  private func aspect(
    _ target: AlignedColumn, _ decoder: NumericDecoder?, baseline: Double, close: Double
  ) -> Recovery? {
    for (parent, column, book) in aspects {
      if column.distinct * 2 <= sample.fitted.count,
        let found = damning("aspect", [parent], book.rate(target, sample), baseline, target)
      {
        return found
      }
      guard let decoder, let numbers = column.numbers, column.distinct > 16 else { continue }
      let rate = max(decoder.monotone(numbers), decoder.linear([numbers]))
      if let found = damning("aspect", [parent], rate, close, target, close: decoder.isClose) {
        return found
      }
    }
    return nil
  }

  /// A column that is the remainder of the attribute: their differences share a divisor larger
  /// than the column's range.
  private func congruent(_ target: AlignedColumn, baseline: Double) -> Recovery? {
    guard target.decimals == 0, target.distinct > 30, let wanted = target.numbers else {
      return nil
    }
    for column in sample.derived where column.decimals == 0 && column.distinct > 1 {
      guard let given = column.numbers else { continue }
      let rows = (0..<sample.rows).filter { row in
        given[row].isFinite && wanted[row].isFinite && abs(given[row]) < 1e12
          && abs(wanted[row]) < 1e15
      }
      guard rows.count >= 60, let first = rows.first else { continue }
      let range = Set(rows.map { given[$0] })
      guard let least = range.min(), let most = range.max(), most > least else { continue }
      for sign in [1.0, -1.0] {
        var divisor = 0
        for row in rows where divisor != 1 {
          let own = wanted[row] - sign * given[row]
          divisor = Self.divisor(divisor, Int(own - (wanted[first] - sign * given[first])))
        }
        if divisor > 1, Double(divisor) > most - least {
          return Recovery(
            decoder: "remainder-of-it", columns: [column.name], rate: 1, baseline: baseline,
            isClose: false)
        }
      }
    }
    return nil
  }

  private static func divisor(_ a: Int, _ b: Int) -> Int {
    var (a, b) = (abs(a), abs(b))
    while b != 0 { (a, b) = (b, a % b) }
    return a
  }

  // MARK: words and categories

  private func worded(
    _ target: AlignedColumn, _ decoder: NumericDecoder?, baseline: Double
  ) -> Recovery? {
    guard let tokens else { return nil }
    if (2...12).contains(target.distinct) {
      return damning("words", tokens.names, tokens.rate(target), baseline, target)
    }
    guard let decoder, target.distinct > 30 else { return nil }
    let told = told(decoder.target)
    let explained = tokens.explained(decoder.target)
    guard explained >= WideSearch.explainedMax, (1 - explained) * 2 <= 1 - told else { return nil }
    return Recovery(
      decoder: "words", columns: tokens.names, rate: explained, baseline: max(0, told),
      isClose: true)
  }

  /// The share of a number's spread, or of its order, that is known from declared columns.
  private func told(_ target: [Double]) -> Double {
    let declared = sample.declared.map(\.column)
    return max(
      SmoothFit(target, sample).explained(declared: declared), grouped(target, declared))
  }

  /// The share of a number's spread that the means of declared groups give.
  private func grouped(_ target: [Double], _ declared: [AlignedColumn]) -> Double {
    guard let fit = LinearFit(target, sample) else { return 0 }
    let books = declared.map { Codebook([$0], rows: sample.rows) }
    return (books + [Codebook(declared, rows: sample.rows)]).reduce(0) { most, book in
      var sums = Array(repeating: (sum: 0.0, count: 0.0), count: book.count)
      for row in sample.fitted where target[row].isFinite {
        sums[book.groups[row]].sum += target[row]
        sums[book.groups[row]].count += 1
      }
      let means = book.groups.map { sums[$0].count > 0 ? sums[$0].sum / sums[$0].count : .nan }
      return max(most, fit.explained(by: [means]))
    }
  }

  // MARK: several columns of numbers

  /// Sums of two columns, their squares and their product, and of all columns under noise.
  private func joint(
    _ target: AlignedColumn, _ decoder: NumericDecoder, close: Double
  ) -> Recovery? {
    guard target.distinct > 30 else { return nil }
    let declared = sample.declared.map(\.column).filter { $0.numbers != nil && $0.distinct > 16 }
    let pool = Array((numeric + declared).prefix(Self.numbersMax))
    for (index, first) in pool.enumerated() where index < numeric.count {
      for second in pool[(index + 1)...] {
        guard let a = first.numbers.map(Self.scaled), let b = second.numbers.map(Self.scaled) else {
          continue
        }
        let squares = [
          a, b, zip(a, b).map { $0 * $1 }, a.map { $0 * $0 }, b.map { $0 * $0 },
        ]
        let rate = decoder.linear(squares)
        if let found = damning(
          "quadratic", [first.name, second.name], rate, close, target, close: decoder.isClose)
        {
          return found
        }
      }
    }
    if let found = products(target, decoder, close: close) { return found }
    let all = sample.derived.filter { $0.numbers != nil && $0.distinct > 2 }.prefix(60)
    guard all.count > 1, let fit = LinearFit(decoder.target, sample) else { return nil }
    let known = declared.compactMap(\.numbers)
    let told = max(fit.explained(by: known), told(decoder.target))
    let explained = fit.explained(by: all.compactMap(\.numbers) + known)
    guard explained >= WideSearch.explainedMax, (1 - explained) * 2 <= 1 - told else { return nil }
    return Recovery(
      decoder: "linear-noise", columns: all.map(\.name), rate: explained, baseline: max(0, told),
      isClose: true)
  }

  /// Sums of three columns and of what each two of them make together.
  private func products(
    _ target: AlignedColumn, _ decoder: NumericDecoder, close: Double
  ) -> Recovery? {
    let pool = sample.derived.filter { $0.numbers != nil && $0.distinct > 4 }.prefix(6)
    let scaled = pool.compactMap { $0.numbers.map(Self.scaled) }
    for first in pool.indices {
      for second in pool.indices where second > first {
        for third in pool.indices where third > second {
          let (a, b, c) = (scaled[first], scaled[second], scaled[third])
          let pairs = [(a, b), (a, c), (b, c)].map { pair in zip(pair.0, pair.1).map { $0 * $1 } }
          let rate = decoder.linear([a, b, c] + pairs)
          let names = [first, second, third].map { pool[$0].name }
          if let found = damning("products", names, rate, close, target, close: decoder.isClose) {
            return found
          }
        }
      }
    }
    return nil
  }

  /// Numbers about nought with a spread of one, so that squares stay readable.
  static func scaled(_ values: [Double]) -> [Double] {
    let finite = values.filter(\.isFinite)
    let mean = finite.reduce(0, +) / Double(max(1, finite.count))
    let spread =
      (finite.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
      / Double(max(1, finite.count))).squareRoot()
    return values.map { ($0 - mean) / max(spread, 1e-300) }
  }

  // MARK: groups

  /// A column that follows an attribute closely within each group, or within one of them.
  private func grouped(_ target: AlignedColumn, _ decoder: NumericDecoder) -> Recovery? {
    guard target.distinct > 30 else { return nil }
    let fit = SmoothFit(decoder.target, sample)
    let told = fit.explained(declared: sample.declared.map(\.column))
    for group in groups {
      for column in numeric where column.name != group.name {
        guard let numbers = column.numbers else { continue }
        let explained = fit.explained(by: numbers, within: group.book)
        if explained >= WideSearch.explainedMax, (1 - explained) * 2 <= 1 - told {
          return Recovery(
            decoder: "smooth-in-groups", columns: [column.name, group.name], rate: explained,
            baseline: max(0, told), isClose: true)
        }
      }
    }
    return nil
  }

  // MARK: a part of the records

  /// A straight line on which many more records lie than near it.
  private func partial(_ target: AlignedColumn, _ decoder: NumericDecoder) -> Recovery? {
    guard target.distinct > 30 else { return nil }
    for column in numeric where column.distinct > 30 {
      guard let numbers = column.numbers,
        let share = SpikeFit(numbers, decoder.target, decoder.tolerance, sample).share
      else { continue }
      return Recovery(
        decoder: "line-of-some", columns: [column.name], rate: share, baseline: 0, isClose: false)
    }
    return nil
  }
}
