// SPDX-License-Identifier: Apache-2.0

/// Writes clean rows as canonical CSV: UTF-8, commas, LF, quotes only where needed.
///
/// A missing value is an empty field; an empty text that is a value is `""`, also the missing
/// value of a file of one column, whose line would else be blank.
package struct CleanWriter {
  private var buffer: OutputBuffer
  /// Which bytes make quotes necessary.
  private var needsQuotes = [Bool](repeating: false, count: 256)
  /// Rows written, the header not counted.
  package private(set) var rows = 0

  /// Makes a writer to a sink.
  package init(_ sink: any ByteSink) {
    buffer = OutputBuffer(sink)
    for byte in [0x22, 0x2C, 0x0A, 0x0D] { needsQuotes[byte] = true }
  }

  /// Bytes written so far.
  package var bytesWritten: Int { buffer.written }

  /// Writes the header row.
  package mutating func writeHeader(_ names: [String]) throws(ByteSinkError) {
    for (index, name) in names.enumerated() {
      if index > 0 { try buffer.append(0x2C) }
      let bytes = Array(name.utf8)
      try write(bytes.span)
    }
    try buffer.append(0x0A)
  }

  /// Writes a row that is canonical as it stands.
  @inline(__always)
  mutating func writePlain(_ window: [UInt8], _ row: Range<Int>) throws(ByteSinkError) {
    try buffer.append(window.span.extracting(row))
    try buffer.append(0x0A)
    rows &+= 1
  }

  /// Writes a row field by field.
  mutating func write(
    _ window: [UInt8], _ fields: [FieldRange], _ states: [FieldState]
  ) throws(ByteSinkError) {
    let bytes = window.span
    for index in 0..<fields.count {
      if index > 0 { try buffer.append(0x2C) }
      if states[index].isMissing {
        if fields.count == 1 { try writeEmpty() }
      } else if fields[index].count == 0 {
        try writeEmpty()
      } else {
        try write(bytes.extracting(fields[index].range))
      }
    }
    try buffer.append(0x0A)
    rows &+= 1
  }

  /// Hands what waits to the sink.
  package mutating func finish() throws(ByteSinkError) {
    try buffer.flush()
  }

  private mutating func writeEmpty() throws(ByteSinkError) {
    try buffer.append(0x22)
    try buffer.append(0x22)
  }

  private mutating func write(_ field: Span<UInt8>) throws(ByteSinkError) {
    var index = 0
    while index < field.count, !needsQuotes[Int(field[index])] { index &+= 1 }
    guard index < field.count else { return try buffer.append(field) }
    try buffer.append(0x22)
    for index in 0..<field.count {
      if field[index] == 0x22 { try buffer.append(0x22) }
      try buffer.append(field[index])
    }
    try buffer.append(0x22)
  }
}
