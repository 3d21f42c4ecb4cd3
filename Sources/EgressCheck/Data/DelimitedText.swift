// SPDX-License-Identifier: Apache-2.0

/// A small delimited text: the heading of a file, or a hierarchy.
struct DelimitedText {
  /// The mark between fields.
  let delimiter: UInt8
  let rows: [[String]]
  /// Whether the bytes ended inside a quoted field.
  let isOpen: Bool

  /// The marks between fields that are known.
  static let marks = Array(",;\t|".utf8)

  /// Reads rows; the delimiter is the most frequent of `,` `;` tab `|` outside quotes in the
  /// first row, unless one is given.
  ///
  /// - Parameter hasQuotes: Whether a quoted field may hold delimiters and ends of lines.
  init(
    _ bytes: some Collection<UInt8>, rowsMax: Int, delimiter given: UInt8? = nil,
    hasQuotes: Bool = true
  ) {
    let plain = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(bytes.dropFirst(3)) : Array(bytes)
    delimiter = given ?? Self.delimiter(of: plain)
    var rows: [[String]] = []
    var row: [String] = []
    var field: [UInt8] = []
    var isQuoted = false
    var position = 0
    func close() {
      row.append(String(decoding: field, as: UTF8.self))
      field = []
    }
    while position < plain.count, rows.count < rowsMax {
      let byte = plain[position]
      position += 1
      if isQuoted {
        if byte != UInt8(ascii: "\"") {
          field.append(byte)
        } else if position < plain.count, plain[position] == UInt8(ascii: "\"") {
          field.append(byte)
          position += 1
        } else {
          isQuoted = false
        }
      } else if hasQuotes, byte == UInt8(ascii: "\""), field.isEmpty {
        isQuoted = true
      } else if byte == delimiter {
        close()
      } else if byte == 0x0A || byte == 0x0D {
        if byte == 0x0D, position < plain.count, plain[position] == 0x0A { position += 1 }
        close()
        if row != [""] { rows.append(row) }
        row = []
      } else {
        field.append(byte)
      }
    }
    if rows.count < rowsMax, !field.isEmpty || !row.isEmpty {
      close()
      rows.append(row)
    }
    self.rows = rows
    isOpen = isQuoted
  }

  private static func delimiter(of bytes: [UInt8]) -> UInt8 {
    var counts: [UInt8: Int] = [:]
    var isQuoted = false
    for byte in bytes {
      if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
      if isQuoted { continue }
      if byte == 0x0A || byte == 0x0D { break }
      counts[byte, default: 0] += 1
    }
    var best = marks[0]
    for mark in marks where (counts[mark] ?? 0) > (counts[best] ?? 0) { best = mark }
    return best
  }
}
