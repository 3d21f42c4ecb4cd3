// SPDX-License-Identifier: Apache-2.0

/// What stands beside a subject's first record: the subject's other records, and the records of
/// others before and behind it.
///
/// A value can be spread over a subject's records, or stand beside the record of someone else.
struct RecordViews {
  /// Most records of a subject that are looked at.
  static let recordsMax = 12
  /// The most different values of a column by which records are told apart.
  private static let keysMax = 12
  /// The facet of the row before.
  static let before = "-record-before"
  /// Most columns of a facet.
  private static let columnsMax = 96

  private struct Row {
    let kind: String
    let values: [String?]
  }

  private let names: [String]
  private let derived: [Int]
  private let rows: [[Row]]
  /// How many records each subject has.
  private let counts: [Int]

  /// Reads rows of a subject's place in the sample, the kind of row, how many records the subject
  /// has, and the output's columns.
  init(_ fields: [[String]], subjects: Int, names: [String], derived: Set<String>) {
    var rows: [[Row]] = Array(repeating: [], count: subjects)
    var counts = Array(repeating: 1, count: subjects)
    for field in fields where field.count == names.count + 3 {
      guard let place = Int(field[0]), (1...subjects).contains(place) else { continue }
      let values = field[3...].map { $0.isEmpty ? nil : String($0.dropFirst()) }
      if field[1] == "own" { counts[place - 1] = Int(field[2]) ?? 1 }
      rows[place - 1].append(Row(kind: field[1], values: values))
    }
    self.rows = rows
    self.counts = counts
    self.names = names
    self.derived = names.indices.filter { derived.contains(names[$0]) }
  }

  /// Whether some subjects have more records than are looked at.
  var isCut: Bool { counts.contains { $0 > Self.recordsMax } }

  /// The sample with what stands beside in the place of the derived columns.
  func facets(of sample: AlignedSample) -> [AlignedSample] {
    let others: [Facet] = [beside("before"), beside("behind"), steps(sample)]
    func looks(_ facets: [Facet], _ look: AlignedSample.Look) -> [AlignedSample] {
      facets.filter { !$0.columns.isEmpty }.map { facet in
        sample.with(
          derived: Array(facet.columns.prefix(Self.columnsMax)), facet: facet.name, look: look)
      }
    }
    return looks(others, .beside) + looks(records(), .together)
  }

  private typealias Facet = (name: String, columns: [AlignedColumn])

  private func beside(_ kind: String) -> Facet {
    let columns = derived.compactMap { place in
      Self.telling(
        names[place], rows.map { rows in rows.first { $0.kind == kind }?.values[place] ?? nil })
    }
    return ("-record-\(kind)", columns)
  }

  /// The difference to the record before.
  private func steps(_ sample: AlignedSample) -> Facet {
    let columns = derived.compactMap { place -> AlignedColumn? in
      guard let own = sample.derived.first(where: { $0.name == names[place] })?.numbers else {
        return nil
      }
      let texts = rows.indices.map { row -> String? in
        let before = rows[row].first { $0.kind == "before" }?.values[place] ?? nil
        guard own[row].isFinite, let number = before.flatMap(AlignedColumn.number) else {
          return nil
        }
        return Self.text(own[row] - number)
      }
      return Self.telling(names[place], texts)
    }
    return ("-step", columns)
  }

  /// Each of a subject's records by its place and by columns that tell them apart, and their sum,
  /// least and greatest value.
  private func records() -> [Facet] {
    let own = rows.map { $0.filter { $0.kind == "own" } }
    guard counts.contains(where: { $0 > 1 }) else { return [] }
    var whole: [AlignedColumn] = []
    if let count = Self.telling("records", counts.map { "\($0)" }) { whole.append(count) }
    var placed: [AlignedColumn] = []
    for place in derived {
      let numbers = own.map { $0.compactMap { $0.values[place].flatMap(AlignedColumn.number) } }
      let sums: [([Double]) -> Double?] = [
        { $0.reduce(0, +) }, { $0.min() }, { $0.max() },
      ]
      for sum in sums {
        let texts = numbers.map { $0.isEmpty ? nil : sum($0).map(Self.text) }
        if let column = Self.telling(names[place], texts) { whole.append(column) }
      }
      for index in 0..<Self.recordsMax {
        let texts = own.map { index < $0.count ? $0[index].values[place] : nil }
        if let column = Self.telling(names[place], texts) { placed.append(column) }
      }
    }
    let found: [Facet] = [("-records", whole), ("-record", placed)]
    return found + keyed(own)
  }

  private func keyed(_ own: [[Row]]) -> [Facet] {
    names.indices.compactMap { key -> Facet? in
      let values = Set(own.flatMap { $0.compactMap { $0.values[key] } })
      guard (2...Self.keysMax).contains(values.count) else { return nil }
      let apart = own.count { rows in Set(rows.map { $0.values[key] }).count == rows.count }
      guard apart * 10 >= own.count * 9 else { return nil }
      let columns = derived.filter { $0 != key }.flatMap { place in
        values.sorted().compactMap { value in
          Self.telling(
            names[place],
            own.map { rows in rows.first { $0.values[key] == value }?.values[place] ?? nil })
        }
      }
      return ("-record-by-\(key)", columns)
    }
  }

  /// A column of texts of which some differ.
  private static func telling(_ name: String, _ texts: [String?]) -> AlignedColumn? {
    let column = AlignedColumn(name: name, texts: texts)
    return column.distinct > 1 ? column : nil
  }

  /// A number as it would be written in a file.
  private static func text(_ number: Double) -> String {
    let rounded = (number * 1e6).rounded() / 1e6
    return rounded == rounded.rounded() && abs(rounded) < 1e15 ? "\(Int(rounded))" : "\(rounded)"
  }
}
