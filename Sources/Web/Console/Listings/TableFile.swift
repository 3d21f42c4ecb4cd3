// SPDX-License-Identifier: Apache-2.0
import Hummingbird
import Regulation
import Tabular

/// A table of texts as a file to take away, safe to open in a spreadsheet.
struct TableFile {
  /// The name without its ending.
  let name: String
  /// The titles of the columns.
  let header: [String]
  /// The rows, each with a text for each column.
  let rows: [[String]]

  /// The file in a format: `csv` or `xlsx`.
  func response(_ format: String) throws -> Response {
    let file = CollectedBytes()
    switch format {
    case "csv":
      var writer = try CSVWriter(header: header, to: file.sink, hasByteOrderMark: true)
      for row in rows { try writer.write(row) }
      try writer.finish()
      return PageResponse.download(
        file.bytes, name: "\(name).csv", type: "text/csv; charset=utf-8")
    case "xlsx":
      var writer = try XLSXWriter(header: header, to: file.sink)
      for row in rows { try writer.write(row.map { $0.isEmpty ? .empty : .text($0) }) }
      try writer.finish()
      return PageResponse.download(
        file.bytes, name: "\(name).xlsx",
        type: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
    default:
      throw Problem(
        .badRequest, "export.format", zh: "导出格式应为 csv 或 xlsx",
        en: "the format is csv or xlsx", field: "export")
    }
  }
}
