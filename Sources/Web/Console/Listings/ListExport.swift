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
    let text = visit.valueText
    try await forEachRecord { record in
      try writer.write(
        [record["id"]?.string ?? ""]
          + columns.map { text.line(record[$0.name], of: $0.name, in: record) })
    }
    try writer.finish()
    return file.bytes
  }

  private func xlsx() async throws -> [UInt8] {
    let file = CollectedBytes()
    var writer = try XLSXWriter(header: header, to: file.sink)
    try await forEachRecord { record in
      try writer.write(
        [.text(record["id"]?.string ?? "")] + columns.map { cell(record[$0.name], $0.name, record) }
      )
    }
    try writer.finish()
    return file.bytes
  }

  private func cell(_ value: JSON?, _ member: String, _ record: JSON) -> XLSXCell {
    switch value {
    case nil where visit.console.words.absent(member) == nil: .empty
    case .null where visit.console.words.absent(member) == nil: .empty
    case .int(let number) where !visit.console.words.isMoney(member): .integer(number)
    case nil, .null, .bool, .int, .string, .array, .object:
      .text(
        String(visit.valueText.line(value, of: member, in: record).prefix(XLSXCell.charactersMax)))
    }
  }

  private func forEachRecord(_ take: (JSON) throws -> Void) async throws {
    var request = query.request
    request.cursor = nil
    request.limit = ListingRequest.limitMax
    var rows = 0
    while true {
      let page = try await visit.console.platform.page(
        listing, for: visit.context.actor, request)
      for record in page.items {
        guard rows < Self.rowsMax else { throw Self.tooMany }
        try take(record)
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
