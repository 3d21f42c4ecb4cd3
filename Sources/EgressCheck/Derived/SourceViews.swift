// SPDX-License-Identifier: Apache-2.0

/// A column of an output in every view that fits it.
struct SourceViews {
  /// A view and whether it is read from the right.
  struct Kind: Hashable {
    let view: TextView
    let isReversed: Bool
  }

  private let rows: [TextView: [[Int]?]]
  private let widths: [TextView: Int]

  init(_ column: AlignedColumn) {
    var rows: [TextView: [[Int]?]] = [:]
    for view in TextView.allCases where view != .right {
      if let found = view.rows(column) { rows[view] = found }
    }
    self.rows = rows
    widths = rows.mapValues { $0.reduce(0) { max($0, $1?.count ?? 0) } }
  }

  /// Whether a view fits the column.
  func has(_ view: TextView) -> Bool { rows[view] != nil }

  /// The symbols of several columns behind one another, each filled up to its widest row.
  static func joined(_ sources: [SourceViews], _ kind: Kind, rows count: Int) -> [[Int]?]? {
    let parts = sources.compactMap { $0.rows[kind.view] }
    guard parts.count == sources.count, let first = parts.first else { return nil }
    func turned(_ symbols: [Int]) -> [Int] { kind.isReversed ? symbols.reversed() : symbols }
    if parts.count == 1 { return kind.isReversed ? first.map { $0.map(turned) } : first }
    let widths = sources.map { $0.widths[kind.view] ?? 0 }
    return (0..<count).map { row in
      var joined: [Int] = []
      for (part, width) in zip(parts, widths) {
        guard let symbols = part[row] else { return nil }
        joined += turned(symbols)
        joined += Array(repeating: -1, count: max(0, width - symbols.count))
      }
      return joined
    }
  }
}

/// A raw attribute in the views it is sought in, each with the views of outputs to seek it in.
struct TargetViews {
  let tests: [([[Int]?], [SourceViews.Kind])]

  /// The views of outputs that texts are sought in.
  private static let texts = [TextView.left, .hexadecimal, .base64, .escaped, .words].flatMap {
    view in
    [false, true].map { SourceViews.Kind(view: view, isReversed: $0) }
  }

  /// All views of outputs that anything is sought in.
  static let kinds =
    texts + [.init(view: .digits, isReversed: false), .init(view: .bits, isReversed: false)]

  init(_ column: AlignedColumn) {
    var tests: [([[Int]?], [SourceViews.Kind])] = []
    let kinds = Self.texts
    if let left = TextView.left.rows(column) { tests.append((left, kinds)) }
    if let right = TextView.right.rows(column) { tests.append((right, kinds)) }
    if let digits = TextView.digits.rows(column) {
      tests.append((digits, [.init(view: .digits, isReversed: false)]))
    }
    if let bits = TextView.bits.rows(column) {
      tests.append((bits, [.init(view: .bits, isReversed: false)]))
    }
    self.tests = tests
  }
}
