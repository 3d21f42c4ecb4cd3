// SPDX-License-Identifier: Apache-2.0
import Core

/// Makes comma-separated outputs canonical, so that nothing hides in order, precision or blanks.
///
/// Rows are sorted by their bytes, numbers rewritten with a fixed precision, text brought to
/// Unicode normal form C without invisible characters and superfluous blanks, lines ended by LF,
/// quotes set only where needed, no byte order mark. Running it twice changes nothing more.
package struct OutputCanonicaliser: Hashable, Sendable {
  /// Most bytes (16 MB; OpenSAFELY level-4 filter).
  package let bytesMax: Int
  /// Most rows behind the header (5000; OpenSAFELY level-4 filter).
  package let rowsMax: Int
  /// Digits behind the point of numbers in columns without a declared form, 0 to 6.
  package let places: Int
  /// Declared forms by column name; other columns are numbers when all their values are.
  package let forms: [String: ColumnForm]

  /// Makes a canonicaliser.
  package init(
    places: Int = 2, forms: [String: ColumnForm] = [:], bytesMax: Int = 16_000_000,
    rowsMax: Int = 5_000
  ) {
    self.places = min(max(places, 0), ExactDecimal.scale)
    self.forms = forms
    self.bytesMax = bytesMax
    self.rowsMax = rowsMax
  }

  /// Makes an output canonical, or refuses it.
  package func canonicalise(_ bytes: [UInt8]) -> CanonicalisationResult {
    guard bytes.count <= bytesMax else { return .refused(.tooLarge) }
    var cleaner = FieldCleaner()
    cleaner.changes.byteOrderMarkRemoved = bytes.starts(with: [0xEF, 0xBB, 0xBF])
    let body = cleaner.changes.byteOrderMarkRemoved ? Array(bytes.dropFirst(3)) : bytes
    let raw: [[CSVField]]
    do {
      raw = try CSVReader(rowsMax: rowsMax + 1).read(body)
    } catch {
      return .refused(Self.refusal(error))
    }
    guard let header = raw.first, !(header.count == 1 && header[0].text.isEmpty) else {
      return .refused(.empty)
    }
    for (index, row) in raw.enumerated() where row.count != header.count {
      return .refused(.ragged(row: index + 1))
    }
    var rows = raw.map { row in row.map { cleaner.clean($0.text) } }
    let names = rows.removeFirst()
    guard Set(names).count == names.count, !names.contains("") else {
      return .refused(.ambiguousHeader)
    }
    guard forms.keys.allSatisfy(names.contains) else { return .refused(.unknownColumn) }
    for (column, name) in names.enumerated() {
      if let refusal = rewrite(column, name, &rows, &cleaner.changes) { return .refused(refusal) }
    }
    return .canonical(write(names, rows, body, cleaner.changes))
  }

  private func write(
    _ names: [String], _ rows: [[String]], _ body: [UInt8], _ changes: OutputChanges
  ) -> CanonicalOutput {
    var changes = changes
    let lines = rows.map(Self.line)
    let sorted = lines.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    changes.rowsReordered = zip(lines, sorted).contains { !$0.utf8.elementsEqual($1.utf8) }
    var bytes: [UInt8] = []
    for line in [Self.line(names)] + sorted {
      bytes.append(contentsOf: line.utf8)
      bytes.append(0x0A)
    }
    if changes.isUnchanged { changes.layoutChanged = bytes != body }
    return CanonicalOutput(bytes: bytes, changes: changes, rowCount: rows.count, columns: names)
  }

  /// Writes the numbers of a column anew, or gives a refusal.
  private func rewrite(
    _ column: Int, _ name: String, _ rows: inout [[String]], _ changes: inout OutputChanges
  ) -> OutputRefusal? {
    var digits = places
    if case .number(let declared) = forms[name] { digits = min(max(declared, 0), 6) }
    let readings = rows.map { OutputNumber.read($0[column], places: digits) }
    guard isNumeric(name, rows.map { $0[column] }, readings) else {
      for (row, reading) in readings.enumerated() {
        if reading != .text { changes.numbersInText += 1 }
        if case .number = reading { continue }
        let first = rows[row][column].unicodeScalars.first
        if let first, ["=", "+", "-", "@"].contains(first) { changes.formulaLike += 1 }
      }
      return nil
    }
    for (row, reading) in readings.enumerated() where !rows[row][column].isEmpty {
      guard case .number(let text) = reading else {
        return .notANumber(row: row + 2, column: column + 1)
      }
      if text != rows[row][column] { changes.numbersRewritten += 1 }
      rows[row][column] = text
    }
    return nil
  }

  private func isNumeric(
    _ name: String, _ fields: [String], _ readings: [OutputNumber.Reading]
  ) -> Bool {
    if let form = forms[name] { return form != .text }
    return !fields.allSatisfy(\.isEmpty)
      && zip(fields, readings).allSatisfy { $0.0.isEmpty || $0.1 != .text }
  }

  private static func line(_ fields: [String]) -> String {
    if fields == [""] { return "\"\"" }
    return fields.map { field in
      guard field.utf8.contains(where: { $0 == 0x2C || $0 == 0x22 }) else { return field }
      return QuotedText.of(field, in: "\"")
    }.joined(separator: ",")
  }

  private static func refusal(_ error: CSVReadError) -> OutputRefusal {
    switch error {
    case .notUTF8: .notUTF8
    case .tooManyRows: .tooManyRows
    case .nulByte(let row), .strayQuote(let row), .openQuote(let row), .fieldTooLong(let row),
      .tooManyFields(let row):
      .malformed(row: row)
    }
  }
}
