// SPDX-License-Identifier: Apache-2.0

/// Writes exports as CSV (RFC 4180, CR LF), safe to open in a spreadsheet.
package struct CSVWriter {
  private var buffer: OutputBuffer
  private let dialect: CSVDialect
  private let guardsFormulas: Bool
  private let rowsMax: Int
  private let columns: Int
  /// Rows written, the header not counted.
  package private(set) var rows = 0

  /// Makes a writer and writes the header.
  ///
  /// - Parameters:
  ///   - header: the column names.
  ///   - sink: where the file goes.
  ///   - dialect: how fields are separated.
  ///   - hasByteOrderMark: whether a mark tells Excel that the file is UTF-8.
  ///   - guardsFormulas: whether cells that begin a formula get an apostrophe.
  ///   - rowsMax: the most rows.
  /// - Throws: `ExportError.sink`.
  package init(
    header: [String], to sink: any ByteSink, dialect: CSVDialect = .comma,
    hasByteOrderMark: Bool = false, guardsFormulas: Bool = true, rowsMax: Int = .max
  ) throws(ExportError) {
    buffer = OutputBuffer(sink, capacity: 1 << 16)
    self.dialect = dialect
    self.guardsFormulas = guardsFormulas
    self.rowsMax = rowsMax
    columns = header.count
    do {
      if hasByteOrderMark { try buffer.append("\u{FEFF}") }
    } catch {
      throw .sink(error)
    }
    try writeCells(header)
  }

  /// Writes one row.
  ///
  /// - Throws: `ExportError` for a wrong number of cells, too many rows or a failed sink.
  package mutating func write(_ cells: [String]) throws(ExportError) {
    guard rows < rowsMax else { throw .tooManyRows(maximum: rowsMax) }
    guard cells.count == columns else {
      throw .cellCount(row: rows + 1, expected: columns, found: cells.count)
    }
    try writeCells(cells)
    rows += 1
  }

  /// Hands what waits to the sink.
  package mutating func finish() throws(ExportError) {
    do { try buffer.flush() } catch { throw .sink(error) }
  }

  private mutating func writeCells(_ cells: [String]) throws(ExportError) {
    do {
      for (index, cell) in cells.enumerated() {
        if index > 0 { try buffer.append(dialect.delimiter) }
        let text = guardsFormulas ? FormulaGuard.guarded(cell) : cell
        try buffer.append(quoted(text, isAlone: cells.count == 1))
      }
      try buffer.append("\r\n")
    } catch {
      throw .sink(error)
    }
  }

  /// Quotes a cell where needed; a lone empty cell is quoted so that its line is not blank.
  private func quoted(_ text: String, isAlone: Bool) -> String {
    if text.isEmpty { return isAlone ? "\"\"" : "" }
    let needsQuotes =
      text.utf8.contains { byte in
        byte == 0x22 || byte == 0x0A || byte == 0x0D || byte == dialect.delimiter
      } || text.utf8.first == 0x20 || text.utf8.last == 0x20
    guard needsQuotes else { return text }
    var result = "\""
    for scalar in text.unicodeScalars {
      if scalar == "\"" { result.unicodeScalars.append(scalar) }
      result.unicodeScalars.append(scalar)
    }
    return result + "\""
  }
}
