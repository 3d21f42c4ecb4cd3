// SPDX-License-Identifier: Apache-2.0

import DisclosureControl
import Testing

/// People with a label in each of some columns, one record each, and tables made of them.
struct People {
  let columns: [String]
  let labels: [[String]]
  var threshold = 3
  /// The value of each person in a measured column; by number without them.
  var values: [Int] = []

  /// What the platform would let out of them, all dimensions and filters by column name.
  func table(
    _ dimensions: [String], filters: [FilterDeclaration] = [], margins: Bool = false,
    source: String = "one", measures: [(String, String?)] = [("count", nil)],
    release: String? = nil
  ) throws -> RememberedTable? {
    let spec = TabulationSpec(
      dimensions: dimensions,
      measures: measures.map { MeasureDeclaration(function: $0.0, column: $0.1) },
      subject: "person", filters: filters, margins: margins)
    let checked = try #require(spec.check().tabulation)
    let places = try dimensions.map { try #require(columns.firstIndex(of: $0)) }
    let records = labels.enumerated().filter { passes($0.element, checked.filters) }.map {
      number, labels in
      let value = values.isEmpty ? number % 7 : values[number]
      return Record(
        places.map { labels[$0] }, "p\(number)",
        checked.measuredColumns.map { _ in value })
    }
    let evidence = try ReferenceEvidence(tabulation: checked, records: records).table()
    let parameters = DisclosureParameters(contributors: threshold)
    return Suppressor(parameters).release(evidence).cube.map {
      RememberedTable(
        cube: $0, filters: checked.filters, source: source,
        people: release == nil ? nil : evidence.people(of: $0), release: release)
    }
  }

  private func passes(_ labels: [String], _ filters: [Filter]) -> Bool {
    filters.allSatisfy { filter in
      guard let place = columns.firstIndex(of: filter.column.text) else { return false }
      switch filter.comparison {
      case .isIn(let values): return values.contains(labels[place])
      case .isNotIn(let values): return !values.contains(labels[place])
      case .atLeast(let bound): return (Int(labels[place]).map(ExactDecimal.init) ?? .zero) >= bound
      case .below(let bound): return (Int(labels[place]).map(ExactDecimal.init) ?? .zero) < bound
      case .present: return true
      case .missing: return false
      }
    }
  }
}

extension People {
  /// So many people for each row of labels.
  init(_ columns: [String], _ counts: [([String], Int)], threshold: Int = 10) {
    self.columns = columns
    labels = counts.flatMap { Array(repeating: $0.0, count: $0.1) }
    self.threshold = threshold
  }
}
