// SPDX-License-Identifier: Apache-2.0
import Tabular

/// Writes rows of UTF-16 values as CSV in UTF-8: commas, LF, quotes where needed.
///
/// A missing value is an empty field, an empty text is `""`; so is a missing value that is alone in
/// its row, whose line would else be blank.
struct RowWriter {
  private static let flushed = 1 << 18

  private var bytes: [UInt8] = []
  private var sink: any ByteSink
  private var fields = 0

  init(_ sink: any ByteSink) {
    self.sink = sink
    bytes.reserveCapacity(RowWriter.flushed + (1 << 16))
  }

  /// Writes a missing value.
  mutating func missing() {
    separate()
  }

  /// Writes a value; false when it is no text: half of a pair stands alone.
  mutating func value(_ units: UnsafeBufferPointer<UInt16>) -> Bool {
    separate()
    let start = bytes.count
    var needsQuotes = units.isEmpty
    var index = 0
    while index < units.count {
      let unit = units[index]
      index += 1
      switch unit {
      case 0..<0x80:
        let byte = UInt8(truncatingIfNeeded: unit)
        if byte == 0x22 || byte == 0x2C || byte == 0x0A || byte == 0x0D { needsQuotes = true }
        bytes.append(byte)
      case 0xD800..<0xDC00:
        guard index < units.count, (0xDC00..<0xE000).contains(units[index]) else { return false }
        append(0x10000 + (UInt32(unit) - 0xD800) << 10 + (UInt32(units[index]) - 0xDC00))
        index += 1
      case 0xDC00..<0xE000: return false
      default: append(UInt32(unit))
      }
    }
    if needsQuotes { quote(from: start) }
    return true
  }

  /// Ends a row.
  mutating func endRow() throws(DatabaseFault) {
    if fields == 1, bytes.last.map({ $0 == 0x0A }) ?? true {
      bytes.append(0x22)
      bytes.append(0x22)
    }
    bytes.append(0x0A)
    fields = 0
    if bytes.count >= RowWriter.flushed { try flush() }
  }

  /// Hands everything that waits to the sink.
  mutating func flush() throws(DatabaseFault) {
    var target = sink
    do {
      try target.write(bytes.span)
    } catch {
      throw .sink
    }
    sink = target
    bytes.removeAll(keepingCapacity: true)
  }

  private mutating func separate() {
    if fields > 0 { bytes.append(0x2C) }
    fields += 1
  }

  private mutating func append(_ scalar: UInt32) {
    if scalar < 0x800 {
      bytes.append(0xC0 | UInt8(truncatingIfNeeded: scalar >> 6))
    } else {
      if scalar < 0x10000 {
        bytes.append(0xE0 | UInt8(truncatingIfNeeded: scalar >> 12))
      } else {
        bytes.append(0xF0 | UInt8(truncatingIfNeeded: scalar >> 18))
        bytes.append(0x80 | UInt8(truncatingIfNeeded: scalar >> 12 & 0x3F))
      }
      bytes.append(0x80 | UInt8(truncatingIfNeeded: scalar >> 6 & 0x3F))
    }
    bytes.append(0x80 | UInt8(truncatingIfNeeded: scalar & 0x3F))
  }

  private mutating func quote(from start: Int) {
    let plain = Array(bytes[start...])
    bytes.removeSubrange(start...)
    bytes.append(0x22)
    for byte in plain {
      if byte == 0x22 { bytes.append(0x22) }
      bytes.append(byte)
    }
    bytes.append(0x22)
  }
}
