// SPDX-License-Identifier: Apache-2.0

/// A strict reader of comma-separated text after RFC 4180; lines may end in LF, CR LF or CR.
struct CSVReader: Sendable {
  var rowsMax: Int
  var fieldsMax = 1000
  var fieldBytesMax = 32_768

  init(rowsMax: Int) {
    self.rowsMax = rowsMax
  }

  /// Reads all rows, the header included; a blank line is a row of one empty field.
  func read(_ bytes: [UInt8]) throws(CSVReadError) -> [[CSVField]] {
    guard let text = String(validating: bytes, as: UTF8.self) else { throw .notUTF8 }
    var state = State(limits: self)
    for byte in text.utf8 { try state.take(byte) }
    return try state.finish()
  }

  /// The reader's position between two bytes.
  private struct State {
    enum Place { case start, plain, quoted, quoteInQuoted, carriageReturn }

    let limits: CSVReader
    var place = Place.start
    var rows: [[CSVField]] = []
    var row: [CSVField] = []
    var field: [UInt8] = []
    var wasQuoted = false

    init(limits: CSVReader) {
      self.limits = limits
    }

    private var number: Int { rows.count + 1 }

    mutating func take(_ byte: UInt8) throws(CSVReadError) {
      if byte == 0 { throw .nulByte(row: number) }
      if place == .carriageReturn {
        place = .start
        if byte == 0x0A { return }
      }
      if place == .quoted {
        if byte == 0x22 { place = .quoteInQuoted } else { try append(byte) }
        return
      }
      switch byte {
      case 0x2C: try endField()
      case 0x0A: try endRow()
      case 0x0D:
        try endRow()
        place = .carriageReturn
      case 0x22:
        if place == .start {
          place = .quoted
          wasQuoted = true
        } else if place == .quoteInQuoted {
          place = .quoted
          try append(byte)
        } else {
          throw .strayQuote(row: number)
        }
      default:
        guard place != .quoteInQuoted else { throw .strayQuote(row: number) }
        place = .plain
        try append(byte)
      }
    }

    mutating func finish() throws(CSVReadError) -> [[CSVField]] {
      if place == .quoted { throw .openQuote(row: number) }
      let pending = !row.isEmpty || !field.isEmpty || wasQuoted
      if pending { try endRow() }
      return rows
    }

    private mutating func append(_ byte: UInt8) throws(CSVReadError) {
      guard field.count < limits.fieldBytesMax else { throw .fieldTooLong(row: number) }
      field.append(byte)
    }

    private mutating func endField() throws(CSVReadError) {
      guard row.count < limits.fieldsMax else { throw .tooManyFields(row: number) }
      row.append(CSVField(text: String(decoding: field, as: UTF8.self), quoted: wasQuoted))
      field.removeAll(keepingCapacity: true)
      wasQuoted = false
      place = .start
    }

    private mutating func endRow() throws(CSVReadError) {
      try endField()
      guard rows.count < limits.rowsMax else { throw .tooManyRows }
      rows.append(row)
      row = []
    }
  }
}
