// SPDX-License-Identifier: Apache-2.0

/// Writes bad rows themselves, raw, to a sink that the caller encrypts.
///
/// Each record is a line of JSON with position, column and reason, a line feed, then the row's
/// bytes as decoded, then a line feed. The number of bytes is in the JSON (`bytes`).
package struct BadRowWriter {
  private var buffer: OutputBuffer
  private let bytesMax: Int
  /// Records left out because the bound was reached.
  package private(set) var omitted = 0

  /// Makes a writer that writes at most `bytesMax` bytes (64 MiB by default).
  package init(_ sink: any ByteSink, bytesMax: Int = 1 << 26) {
    buffer = OutputBuffer(sink)
    self.bytesMax = bytesMax
  }

  /// Writes one record.
  package mutating func write(_ row: BadRow, raw: Span<UInt8>) throws(ByteSinkError) {
    guard buffer.written + raw.count + 256 <= bytesMax else {
      omitted += 1
      return
    }
    let column = row.column.map { ",\"column\":\($0)" } ?? ""
    try buffer.append(
      "{\"row\":\(row.position.row),\"line\":\(row.position.line),"
        + "\"byteOffset\":\(row.position.byteOffset)\(column),"
        + "\"reason\":\"\(row.reason.rawValue)\",\"bytes\":\(raw.count)}\n")
    try buffer.append(raw)
    try buffer.append(0x0A)
  }

  /// Hands what waits to the sink.
  package mutating func finish() throws(ByteSinkError) {
    try buffer.flush()
  }
}
