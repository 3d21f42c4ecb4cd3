// SPDX-License-Identifier: Apache-2.0
import DisclosureControl

/// A table as which a text can be read.
///
/// Nobody knows with which program a text will be read: every mark that parts its lines is tried,
/// with quotes and without, so that rows are not hidden behind another form of table.
struct TableReading {
  /// Most readings of one text that are compared.
  static let readingsMax = 6
  /// Most rows of a text, and most columns, that are read.
  static let rowsMax = 200_000
  static let columnsMax = RowOverlap.columnsMax
  /// Lines of equal width from which a text whose name does not say so is a table, and their share.
  private static let linesMin = 3
  private static let evenPercent = 80

  /// Names that differ, one for each column.
  let names: [String]
  let rows: [[String]]
  /// Whether there are more columns or rows than were read.
  let isCut: Bool

  /// All readings of a text, and whether there are more.
  ///
  /// - Parameter isNamed: Whether the name of the file says that it is a table.
  static func all(_ bytes: [UInt8], isNamed: Bool) -> (readings: [TableReading], isCut: Bool) {
    // Documents of tags and objects have other forms of tables.
    let first = bytes.first { ![0x20, 0x09, 0x0A, 0x0D, 0xEF, 0xBB, 0xBF].contains($0) }
    if !isNamed, [UInt8(ascii: "<"), UInt8(ascii: "{"), UInt8(ascii: "[")].contains(first) {
      return ([], false)
    }
    var texts: [DelimitedText] = []
    for mark in DelimitedText.marks where bytes.contains(mark) {
      let quoted = DelimitedText(bytes, rowsMax: rowsMax + 1, delimiter: mark)
      texts.append(quoted)
      guard bytes.contains(UInt8(ascii: "\"")) else { continue }
      let plain = DelimitedText(bytes, rowsMax: rowsMax + 1, delimiter: mark, hasQuotes: false)
      if plain.rows.map(\.count) != quoted.rows.map(\.count) { texts.append(plain) }
    }
    var rows = texts.map(\.rows)
    rows.append(blanks(bytes))
    let found = rows.enumerated().filter { index, rows in
      isTable(rows, isNamed: isNamed && index < texts.count)
    }.map { TableReading($0.element) }
    return (Array(found.prefix(readingsMax)), found.count > readingsMax)
  }

  /// The marks by which the first rows of a text are a table of equal lines.
  static func marks(of head: [UInt8]) -> [UInt8] {
    DelimitedText.marks.filter { mark in
      head.contains(mark)
        && isTable(
          DelimitedText(head, rowsMax: 400, delimiter: mark).rows, isNamed: false)
    }
  }

  /// Lines parted by blanks.
  private static func blanks(_ bytes: [UInt8]) -> [[String]] {
    bytes.split { $0 == 0x0A || $0 == 0x0D }.prefix(rowsMax + 1).map { line in
      line.split { $0 == 0x20 || $0 == 0x09 }.prefix(columnsMax + 1)
        .map { String(decoding: $0, as: UTF8.self) }
    }
  }

  private static func isTable(_ rows: [[String]], isNamed: Bool) -> Bool {
    let wide = rows.filter { $0.count > 1 }
    if isNamed { return !wide.isEmpty }
    var widths: [Int: Int] = [:]
    for row in wide { widths[row.count, default: 0] += 1 }
    let most = widths.values.max() ?? 0
    return most >= linesMin && most * 100 >= rows.count * evenPercent
  }

  private init(_ all: [[String]]) {
    let width = all.reduce(0) { max($0, $1.count) }
    let kept = min(width, Self.columnsMax)
    isCut = width > kept || all.count > Self.rowsMax
    let heading = all.first ?? []
    // A first line with a number in it is a row: nothing says that there is a heading.
    let isRow = heading.contains { Double($0) != nil }
    rows = all.dropFirst(isRow ? 0 : 1).prefix(Self.rowsMax).map { row in
      row.prefix(kept).map { $0.filter { $0 != "\u{0}" } }
        + Array(repeating: "", count: max(0, kept - row.count))
    }
    var known: Set<String> = []
    names = (0..<kept).map { place in
      let name = isRow || place >= heading.count ? "" : heading[place].filter { $0 != "\u{0}" }
      let own = name.isEmpty || known.contains(name) ? "\(name)#\(place + 1)" : name
      known.insert(own)
      return own
    }
  }
}
