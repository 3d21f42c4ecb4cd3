// SPDX-License-Identifier: Apache-2.0
import Core
import Hummingbird
import Platform
import Regulation
import Tabular

/// A list as a file: the rows that the filters leave, safe to open in a spreadsheet.
struct ListExport {
  /// The most rows of one file.
  static let rowsMax = 50_000

  private let visit: Visit
  private let listing: Listing
  private let query: ListQuery
  private let columns: [ListingColumn]

  /// Exports what a query leaves of a list.
  init(_ visit: Visit, _ listing: Listing, _ query: ListQuery) {
    self.visit = visit
    self.listing = listing
    self.query = query
    let hidden = listing.hidden(from: visit.context.actor)
    columns = listing.columns.filter { !hidden.contains($0.name) }
  }

  /// The file in a format: `csv` or `xlsx`.
  func response(_ format: String) async throws -> Response {
    let day = visit.console.platform.time().now.day(in: .china)
    let name = "\(listing.plural)-\(day)"
    switch format {
    case "csv":
      return PageResponse.download(
        try await csv(), name: "\(name).csv", type: "text/csv; charset=utf-8")
    case "xlsx":
      return PageResponse.download(
        try await xlsx(), name: "\(name).xlsx",
        type: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
    default:
      throw Problem(
        .badRequest, "export.format", zh: "导出格式应为 csv 或 xlsx",
        en: "the format is csv or xlsx", field: "export")
    }
  }

  private var header: [String] { ["id"] + columns.map { visit.say($0.label) } }

  private func csv() async throws -> [UInt8] {
    let file = CollectedBytes()
    var writer = try CSVWriter(header: header, to: file.sink, hasByteOrderMark: true)
    try await forEachRecord { record, names in
      try writer.write([record["id"]?.string ?? ""] + columns.map { line($0, record, names) })
    }
    try writer.finish()
    return file.bytes
  }

  private func xlsx() async throws -> [UInt8] {
    let file = CollectedBytes()
    var writer = try XLSXWriter(header: header, to: file.sink)
    try await forEachRecord { record, names in
      try writer.write(
        [.text(record["id"]?.string ?? "")] + columns.map { cell($0, record, names) })
    }
    try writer.finish()
    return file.bytes
  }

  private func cell(
    _ column: ListingColumn, _ record: JSON, _ names: [RecordID: String]
  ) -> XLSXCell {
    let says = visit.console.words.absent(column.name) != nil
    return switch record[column.name] {
    case nil where !says: .empty
    case .null where !says: .empty
    case .int(let number) where !visit.console.words.isMoney(column.name): .integer(number)
    case nil, .null, .bool, .int, .string, .array, .object:
      .text(String(line(column, record, names).prefix(XLSXCell.charactersMax)))
    }
  }

  /// A member in words; an id with the name of what it stands for beside it.
  private func line(
    _ column: ListingColumn, _ record: JSON, _ names: [RecordID: String]
  ) -> String {
    let value = visit.shown(column.name, of: record)
    if let id = value?.string.flatMap(RecordID.init) {
      return names[id].map { "\($0) (\(id.rawValue))" } ?? id.rawValue
    }
    return visit.valueText.line(
      value, of: [listing.table.name, column.name], in: record, names: names)
  }

  private func forEachRecord(
    _ take: (JSON, [RecordID: String]) throws -> Void
  ) async throws {
    var request = try await NamedFilters(visit: visit).resolved(query.request)
    request.cursor = nil
    request.limit = ListingRequest.limitMax
    var rows = 0
    while true {
      let page = try await visit.console.platform.page(
        listing, for: visit.context.actor, request)
      let ids = page.items.map { record in JSON.array(columns.compactMap { record[$0.name] }) }
      let names = try await RecordLookup(visit, in: ids).names
      for record in page.items {
        guard rows < Self.rowsMax else { throw Self.tooMany }
        try take(record, names)
        rows += 1
      }
      guard let next = page.next else { return }
      request.cursor = next
    }
  }

  private static let tooMany = Problem(
    .unprocessableContent, "export.rows", zh: "超过 \(rowsMax) 行，请先筛选再导出",
    en: "more than \(rowsMax) rows; filter first, then export")
}

extension XLSXCell {
  /// Characters kept of a cell, below the format's 32,767 UTF-16 units.
  fileprivate static let charactersMax = 16_000
}
