// SPDX-License-Identifier: Apache-2.0

/// Looks in derived columns, one to three together with what is declared, for raw attributes.
struct DerivedSearch {
  /// Most combinations of columns that are tried: all of up to fourteen columns beside two that are
  /// declared.
  static let combinationsMax = 700

  /// What was found: columns that give a raw attribute away.
  struct Hit {
    let attribute: String
    let recovery: Recovery
    /// Whether the values stand there as they are.
    let isPlain: Bool
  }

  let sample: AlignedSample
  private let pool: [AlignedColumn]
  private let combinations: [[Int]]
  /// Whether combinations of two or three columns were too many to be tried.
  let isCut: Bool

  init(_ sample: AlignedSample) {
    self.sample = sample
    let pool = sample.derived + sample.declared.map(\.column)
    self.pool = pool
    let own = sample.derived.count
    var found = (0..<own).map { [$0] }
    var isCut = false
    for size in 2...3 {
      let wider = found.filter { $0.count == size - 1 }.flatMap { part in
        pool.indices.filter { $0 > part[size - 2] }.map { part + [$0] }
      }
      if found.count + wider.count <= Self.combinationsMax {
        found += wider
      } else {
        isCut = true
      }
    }
    self.isCut = isCut
    combinations = sample.look == .records ? found : found.filter { $0.count == 1 }
  }

  /// A raw attribute with what decoders need to know of it.
  private struct Sought {
    let target: AlignedColumn
    /// How much of it is known without derived columns, as a value and as a near number.
    let baseline: Double
    let close: Double
    let views: TargetViews?
    let numeric: NumericDecoder?
    var isPiece = false
    /// Whether it is only looked for in single columns: in several a whole category is found.
    var isFlag = false

    /// The same, for books of codes alone.
    var asPiece: Sought {
      Sought(
        target: target, baseline: baseline, close: close, views: nil, numeric: nil, isPiece: true)
    }

    /// The same, for books of codes of single columns.
    var asFlag: Sought {
      var flag = asPiece
      flag.isFlag = true
      return flag
    }
  }

  /// What one combination of columns holds, read once for all attributes.
  private struct Reading {
    let columns: [Int]
    let names: [String]
    let book: Codebook
    /// The characters of the columns behind one another, in each view that was asked for.
    var texts: [SourceViews.Kind: [[Int]?]?] = [:]
  }

  /// The first and strongest combination for each raw attribute, but for some.
  func hits(except known: Set<String> = []) -> [Hit] {
    let views = sample.look == .beside ? [] : pool.map(SourceViews.init)
    let isMeant = { (column: AlignedColumn) in
      column.distinct > 1 && !known.contains(column.name)
    }
    let wholes = (sample.raw + sample.raw.flatMap(RawParts.columns)).filter(isMeant)
    let pieces =
      sample.look == .records ? sample.raw.flatMap(RawParts.pieces).filter(isMeant) : []
    let flags =
      sample.look == .records ? sample.raw.flatMap(RawParts.flags).filter(isMeant) : []
    let sought =
      wholes.map(prepared) + pieces.map(prepared).map(\.asPiece)
      + flags.map(prepared).map(\.asFlag)
    var found: [Int: Hit] = [:]
    for columns in combinations {
      var reading = Reading(
        columns: columns, names: columns.map { pool[$0].name },
        book: Codebook(columns.map { pool[$0] }, rows: sample.rows))
      for (place, own) in sought.enumerated()
      where found[place] == nil && (!own.isFlag || columns.count == 1) {
        found[place] = search(own, &reading, views)
      }
    }
    guard sample.look != .beside else { return sought.indices.compactMap { found[$0] } }
    let wide = WideSearch(sample, views: Array(views.prefix(sample.derived.count)))
    let aspects = sample.look == .records ? AspectSearch(sample) : nil
    let joint = sample.look == .records ? JointSearch(sample) : nil
    return sought.enumerated().compactMap { place, own in
      if let hit = found[place] { return hit }
      let far =
        own.isPiece
        ? nil : wide.recovery(own.target, own.numeric, baseline: own.baseline, close: own.close)
      let recovery =
        far
        ?? aspects?.recovery(own.target, own.numeric, baseline: own.baseline, close: own.close)
        ?? (own.isPiece ? nil : joint)?.recovery(
          own.target, own.numeric, baseline: own.baseline, close: max(own.close, own.baseline))
      return recovery.map { Hit(attribute: own.target.name, recovery: $0, isPlain: false) }
    }
  }

  private func prepared(_ target: AlignedColumn) -> Sought {
    let declared = sample.declared.map(\.column)
    var books = [Codebook([], rows: sample.rows).rate(target, sample)]
    books += declared.map { Codebook([$0], rows: sample.rows).rate(target, sample) }
    if declared.count > 1 {
      books.append(Codebook(declared, rows: sample.rows).rate(target, sample))
    }
    let baseline = books.max() ?? 0
    let numeric = NumericDecoder(target, sample)
    let close = numeric.map { decoder in
      declared.compactMap(\.numbers).reduce(decoder.baseline) { best, numbers in
        max(best, decoder.monotone(numbers), decoder.linear([numbers]))
      }
    }
    return Sought(
      target: target, baseline: baseline, close: close ?? baseline, views: TargetViews(target),
      numeric: numeric)
  }

  private func search(
    _ own: Sought, _ reading: inout Reading, _ views: [SourceViews]
  ) -> Hit? {
    let (target, baseline) = (own.target, own.baseline)
    let names = reading.names
    func damning(
      _ decoder: String, _ rate: Double, _ base: Double, close: Bool = false, isPlain: Bool = false
    ) -> Hit? {
      let recovery = Recovery(
        decoder: decoder, columns: names, rate: rate, baseline: base, isClose: close)
      return recovery.isDamning(values: target.distinct, held: sample.held.count)
        ? Hit(attribute: target.name, recovery: recovery, isPlain: isPlain) : nil
    }
    if reading.columns.count == 1, let column = reading.columns.first,
      let hit = damning("identity", equal(pool[column], target), baseline, isPlain: true)
    {
      return hit
    }
    if let hit = damning("codebook", reading.book.rate(target, sample), baseline) { return hit }
    // Where each combination of values stands often enough, a book has learned all there is.
    let isBook = reading.book.count * 6 <= sample.fitted.count
    if let numeric = own.numeric, !isBook || reading.columns.count == 1 {
      for (decoder, rate) in numbers(numeric, reading.columns) {
        let base = max(own.close, baseline)
        if let hit = damning(decoder, rate, base, close: numeric.isClose) { return hit }
      }
    }
    guard !isBook, sample.look != .beside, let wanted = own.views else { return nil }
    return damning("characters", texts(wanted, &reading, views), baseline)
  }

  /// The share of held-out rows with equal values, as texts or as numbers.
  private func equal(_ column: AlignedColumn, _ target: AlignedColumn) -> Double {
    let hits = sample.held.count { row in
      if let a = column.texts[row], let b = target.texts[row], a == b { return true }
      guard let a = column.numbers?[row], let b = target.numbers?[row] else { return false }
      return a == b
    }
    return Double(hits) / Double(max(1, sample.held.count))
  }

  private func numbers(_ decoder: NumericDecoder, _ columns: [Int]) -> [(String, Double)] {
    let sources = columns.compactMap { pool[$0].numbers }
    guard sources.count == columns.count else { return [] }
    var rates = [("linear", decoder.linear(sources))]
    if sources.count == 1 { rates.append(("monotone", decoder.monotone(sources[0]))) }
    rates.append(("log-linear", decoder.linear(sources, form: .logarithms)))
    return rates
  }

  private func texts(
    _ target: TargetViews, _ reading: inout Reading, _ views: [SourceViews]
  ) -> Double {
    var best = 0.0
    for (wanted, kinds) in target.tests {
      for kind in kinds {
        let rows: [[Int]?]?
        if let known = reading.texts[kind] {
          rows = known
        } else {
          rows = SourceViews.joined(reading.columns.map { views[$0] }, kind, rows: sample.rows)
          reading.texts[kind] = .some(rows)
        }
        guard let rows else { continue }
        best = max(best, TextDecoder.rate(wanted, from: rows, sample))
      }
    }
    return best
  }
}
