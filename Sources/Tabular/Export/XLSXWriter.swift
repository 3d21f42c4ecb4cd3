// SPDX-License-Identifier: Apache-2.0

/// Writes a list as a spreadsheet (ECMA-376) of one sheet with inline strings.
///
/// The sheet is collected in memory up to a bound and then written as a stored ZIP archive;
/// for longer lists there is `CSVWriter`.
package struct XLSXWriter {
  /// The most rows a sheet can have, header included.
  package static let formatRowsMax = 1_048_576
  /// The most columns a sheet can have.
  package static let formatColumnsMax = 16_384
  /// The most characters (UTF-16 units) a cell can have.
  package static let formatCellCharactersMax = 32_767

  private let sink: any ByteSink
  private let columns: Int
  private let rowsMax: Int
  private let bytesMax: Int
  private var sheet: [UInt8]
  /// Rows written, the header not counted.
  package private(set) var rows = 0

  /// Makes a writer and takes the header.
  ///
  /// - Parameters:
  ///   - header: the column names.
  ///   - sink: where the file goes when `finish` is called.
  ///   - rowsMax: the most rows, 100,000 by default.
  ///   - bytesMax: the most bytes of the sheet, 64 MiB by default.
  /// - Throws: `ExportError`.
  package init(
    header: [String], to sink: any ByteSink, rowsMax: Int = 100_000, bytesMax: Int = 1 << 26
  ) throws(ExportError) {
    guard header.count <= Self.formatColumnsMax else {
      throw .tooManyColumns(maximum: Self.formatColumnsMax)
    }
    self.sink = sink
    self.rowsMax = min(rowsMax, Self.formatRowsMax - 1)
    self.bytesMax = bytesMax
    columns = header.count
    sheet = Array(XLSXParts.sheetStart.utf8)
    try writeRow(header.map { XLSXCell.text($0) }, number: 1)
  }

  /// Adds one row.
  ///
  /// - Throws: `ExportError` for a wrong number of cells or what is beyond a bound.
  package mutating func write(_ cells: [XLSXCell]) throws(ExportError) {
    guard rows < rowsMax else { throw .tooManyRows(maximum: rowsMax) }
    guard cells.count == columns else {
      throw .cellCount(row: rows + 1, expected: columns, found: cells.count)
    }
    try writeRow(cells, number: rows + 2)
    rows += 1
  }

  /// Writes the file to the sink.
  package mutating func finish() throws(ExportError) {
    sheet += Array(XLSXParts.sheetEnd.utf8)
    var archive = ZipWriter(sink)
    do {
      for part in XLSXParts.fixed { try archive.add(part.name, Array(part.content.utf8)) }
      try archive.add(XLSXParts.sheetName, sheet)
      try archive.finish()
    } catch {
      throw .sink(error)
    }
  }

  private mutating func writeRow(_ cells: [XLSXCell], number: Int) throws(ExportError) {
    sheet += Array("<row r=\"\(number)\">".utf8)
    for (index, cell) in cells.enumerated() {
      switch cell {
      case .empty: sheet += Array("<c/>".utf8)
      case .integer(let value) where value.magnitude < 1_000_000_000_000_000:
        sheet += Array("<c><v>\(value)</v></c>".utf8)
      case .integer(let value): writeText(String(value))
      case .text(let text):
        guard text.utf16.count <= Self.formatCellCharactersMax else {
          throw .cellTooLong(
            row: number - 1, column: index + 1, maximum: Self.formatCellCharactersMax)
        }
        writeText(text)
      }
    }
    sheet += Array("</row>".utf8)
    guard sheet.count <= bytesMax else { throw .tooLarge(maximumBytes: bytesMax) }
  }

  private mutating func writeText(_ text: String) {
    sheet += Array("<c t=\"inlineStr\"><is><t xml:space=\"preserve\">".utf8)
    sheet += Array(XLSXParts.escaped(text).utf8)
    sheet += Array("</t></is></c>".utf8)
  }
}
