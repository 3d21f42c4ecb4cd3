// SPDX-License-Identifier: Apache-2.0

/// Looks in derived columns, one to three together with what is declared, for raw attributes.
struct DerivedSearch {
  /// Most combinations of columns that are tried.
  static let combinationsMax = 160

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

  init(_ sample: AlignedSample) {
    self.sample = sample
    let pool = sample.derived + sample.declared.map(\.column)
    self.pool = pool
    let own = sample.derived.count
    var found = (0..<own).map { [$0] }
    for size in 2...3 {
      let wider = found.filter { $0.count == size - 1 }.flatMap { part in
        pool.indices.filter { $0 > part[size - 2] }.map { part + [$0] }
      }
      if found.count + wider.count <= Self.combinationsMax { found += wider }
    }
    combinations = found
  }

  /// The first and strongest combination for each raw attribute.
  func hits() -> [Hit] {
    let all = pool.map(SourceViews.init)
    let views = Dictionary(uniqueKeysWithValues: zip(pool.indices, all))
    let wide = WideSearch(sample, views: Array(all.prefix(sample.derived.count)))
    var found: [Hit] = []
    let targets = sample.raw + sample.raw.flatMap(RawParts.columns)
    for target in targets where target.distinct > 1 {
      if let hit = search(target, views, wide) { found.append(hit) }
    }
    return found
  }

  private func search(
    _ target: AlignedColumn, _ views: [Int: SourceViews], _ wide: WideSearch
  ) -> Hit? {
    let declared = sample.declared.map(\.column)
    var books = [Codebook([], rows: sample.rows).rate(target, sample)]
    books += declared.map { Codebook([$0], rows: sample.rows).rate(target, sample) }
    if declared.count > 1 {
      books.append(Codebook(declared, rows: sample.rows).rate(target, sample))
    }
    let baseline = books.max() ?? 0
    let plain = TargetViews(target)
    let numeric = NumericDecoder(target, sample)
    let close = numeric.map { decoder in
      declared.compactMap(\.numbers).reduce(decoder.baseline) { best, numbers in
        max(best, decoder.monotone(numbers), decoder.linear([numbers]))
      }
    }
    for columns in combinations {
      let names = columns.map { pool[$0].name }
      func damning(_ decoder: String, _ rate: Double, _ base: Double, close: Bool = false)
        -> Recovery?
      {
        let recovery = Recovery(
          decoder: decoder, columns: names, rate: rate, baseline: base, isClose: close)
        return recovery.isDamning(values: target.distinct, held: sample.held.count)
          ? recovery : nil
      }
      if columns.count == 1,
        let recovery = damning("identity", equal(pool[columns[0]], target), baseline)
      {
        return Hit(attribute: target.name, recovery: recovery, isPlain: true)
      }
      let book = Codebook(columns.map { pool[$0] }, rows: sample.rows).rate(target, sample)
      if let recovery = damning("codebook", book, baseline) {
        return Hit(attribute: target.name, recovery: recovery, isPlain: false)
      }
      if let numeric, let close,
        let recovery = numbers(numeric, columns).lazy.compactMap({
          damning($0.0, $0.1, max(close, baseline), close: numeric.isClose)
        }).first
      {
        return Hit(attribute: target.name, recovery: recovery, isPlain: false)
      }
      let text = texts(plain, columns.compactMap { views[$0] })
      if let recovery = damning("characters", text, baseline) {
        return Hit(attribute: target.name, recovery: recovery, isPlain: false)
      }
    }
    return wide.recovery(target, numeric, baseline: baseline, close: close ?? baseline).map {
      Hit(attribute: target.name, recovery: $0, isPlain: false)
    }
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
    rates.append(("log-linear", decoder.linear(sources, logarithms: true)))
    return rates
  }

  private func texts(_ target: TargetViews, _ sources: [SourceViews]) -> Double {
    var best = 0.0
    for (wanted, kinds) in target.tests {
      for kind in kinds {
        guard let rows = SourceViews.joined(sources, kind, rows: sample.rows) else { continue }
        best = max(best, TextDecoder.rate(wanted, from: rows, sample))
      }
    }
    return best
  }
}
