// SPDX-License-Identifier: Apache-2.0

import Foundation

/// Reads the answer to an evidence query.
///
/// What it reads is not trusted: numbers, labels, masks and totals are all checked.
package struct EvidenceDecoder: Sendable {
  /// Most UTF-8 bytes of a label.
  package static let labelBytesMax = 200
  /// The largest count accepted.
  package static let countMax = 1_000_000_000_000_000

  private let query: EvidenceQuery

  /// Makes a decoder for the answers to a query.
  package init(_ query: EvidenceQuery) {
    self.query = query
  }

  /// Reads CSV text with a header line, as DuckDB writes it.
  package func decode(csv: [UInt8]) throws(EvidenceError) -> EvidenceTable {
    let records: [[String]]
    do {
      records = try CSVReader(rowsMax: Tabulation.cellsMax + 1).read(csv).map { $0.map(\.text) }
    } catch {
      switch error {
      case .tooManyRows: throw .tooManyCells
      default: throw .malformedCSV(row: max(0, error.row - 1))
      }
    }
    guard let header = records.first else { throw .wrongColumns }
    return try decode(header: header, rows: Array(records.dropFirst()))
  }

  /// Reads rows of text fields from any other reader.
  package func decode(header: [String], rows: [[String]]) throws(EvidenceError) -> EvidenceTable {
    guard header == query.columns else { throw .wrongColumns }
    guard rows.count <= Tabulation.cellsMax else { throw .tooManyCells }
    var cells: [CellEvidence] = []
    cells.reserveCapacity(rows.count)
    for (index, fields) in rows.enumerated() {
      guard fields.count == header.count else { throw .wrongFieldCount(row: index + 1) }
      cells.append(try decode(fields, row: index + 1))
    }
    return try EvidenceTable(query.tabulation, cells: cells)
  }

  private func decode(_ fields: [String], row: Int) throws(EvidenceError) -> CellEvidence {
    var reader = FieldReader(fields: fields, names: query.columns, row: row)
    let dimensions = query.tabulation.dimensions.count
    let level = try reader.count()
    let missing = try reader.count()
    guard level < 1 << dimensions, missing < 1 << dimensions, level & missing == 0,
      query.tabulation.margins || level == 0
    else { throw .malformedMask(row: row) }
    var coordinates: [Coordinate] = []
    for index in 0..<dimensions {
      let bit = 1 << (dimensions - 1 - index)
      let label = try reader.label()
      let special = level & bit != 0 || missing & bit != 0
      guard !special || label.isEmpty else { throw .malformedMask(row: row) }
      coordinates.append(
        level & bit != 0 ? .total : missing & bit != 0 ? .missing : .label(label))
    }
    let records = try reader.count()
    let unattributed = try reader.count()
    let contributors = try reader.count()
    guard records > 0 || level != 0, unattributed <= records,
      contributors <= records - unattributed
    else { throw .inconsistentRow(row: row) }
    var columns: [MeasureEvidence] = []
    for _ in query.tabulation.measuredColumns {
      let measure = try reader.measure()
      guard measure.isConsistent, measure.records + measure.unreadable <= records,
        measure.contributors <= contributors
      else { throw .inconsistentRow(row: row) }
      columns.append(measure)
    }
    return CellEvidence(
      key: CellKey(coordinates), records: records, unattributed: unattributed,
      contributors: contributors, columns: columns)
  }
}

extension MeasureEvidence {
  /// Whether the numbers can belong together.
  fileprivate var isConsistent: Bool {
    contributors <= records && negatives <= records
      && second.units >= 0 && second <= largest
      && largest.units + second.units <= absolute.units
      && sum.magnitude <= absolute
      && (negatives > 0 || sum.units >= 0)
  }
}
