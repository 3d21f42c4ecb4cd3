// SPDX-License-Identifier: Apache-2.0

/// A row of comma-separated values under construction (RFC 4180, lines end in LF).
struct CSVRow {
  /// The bytes so far, UTF-8.
  private(set) var bytes: [UInt8] = []
  private var isFirst = true

  init() { bytes.reserveCapacity(160) }

  /// Adds a text, quoted where it holds a comma, a quote or a line break.
  mutating func add(_ text: String) {
    add(bytes: Array(text.utf8))
  }

  /// Adds bytes of UTF-8, quoted where needed.
  mutating func add(bytes field: [UInt8]) {
    separate()
    let isPlain = field.allSatisfy { $0 != 0x2C && $0 != 0x22 && $0 != 0x0A && $0 != 0x0D }
    guard !isPlain else {
      bytes += field
      return
    }
    bytes.append(0x22)
    for byte in field {
      if byte == 0x22 { bytes.append(0x22) }
      bytes.append(byte)
    }
    bytes.append(0x22)
  }

  /// Adds a whole number.
  mutating func add(_ number: Int) {
    separate()
    bytes += String(number).utf8
  }

  /// Adds an amount in 分 as 元 with two decimals.
  mutating func add(fen: Int) {
    separate()
    bytes += String(fen / 100).utf8
    bytes.append(0x2E)
    bytes.append(UInt8(48 + fen / 10 % 10))
    bytes.append(UInt8(48 + fen % 10))
  }

  /// Adds an empty cell.
  mutating func addMissing() { separate() }

  /// Ends the line and returns it, leaving an empty row.
  mutating func finish() -> [UInt8] {
    bytes.append(0x0A)
    defer {
      bytes.removeAll(keepingCapacity: true)
      isFirst = true
    }
    return bytes
  }

  private mutating func separate() {
    if !isFirst { bytes.append(0x2C) }
    isFirst = false
  }
}
