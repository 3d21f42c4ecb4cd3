// SPDX-License-Identifier: Apache-2.0

/// Writes a ZIP archive of stored (uncompressed) entries: OOXML packages and packages of papers.
///
/// APPNOTE.TXT 6.3.10 without ZIP64: entries and archive stay below 4 GiB. The times are
/// those of 1980-01-01, so that equal content gives equal bytes.
package struct ZipWriter {
  private var buffer: OutputBuffer
  private var directory: [UInt8] = []
  private var entries = 0

  /// Makes an archive in a sink.
  package init(_ sink: any ByteSink) {
    buffer = OutputBuffer(sink)
  }

  /// Adds one entry; the name is ASCII.
  package mutating func add(_ name: String, _ content: [UInt8]) throws(ByteSinkError) {
    var checksum = CRC32()
    checksum.add(content)
    let offset = UInt32(truncatingIfNeeded: buffer.written)
    var common: [UInt8] = []
    Self.put16(20, &common)
    Self.put16(0, &common)
    Self.put16(0, &common)
    Self.put16(0, &common)
    Self.put16(0x21, &common)
    Self.put32(checksum.value, &common)
    Self.put32(UInt32(truncatingIfNeeded: content.count), &common)
    Self.put32(UInt32(truncatingIfNeeded: content.count), &common)
    Self.put16(UInt16(truncatingIfNeeded: name.utf8.count), &common)
    Self.put16(0, &common)
    var local: [UInt8] = []
    Self.put32(0x0403_4B50, &local)
    local += common + Array(name.utf8)
    try buffer.append(local.span)
    try buffer.append(content.span)
    Self.put32(0x0201_4B50, &directory)
    Self.put16(20, &directory)
    directory += common
    for _ in 0..<3 { Self.put16(0, &directory) }
    Self.put32(0, &directory)
    Self.put32(offset, &directory)
    directory += Array(name.utf8)
    entries += 1
  }

  /// Writes the directory and hands everything to the sink.
  package mutating func finish() throws(ByteSinkError) {
    let start = UInt32(truncatingIfNeeded: buffer.written)
    let size = UInt32(truncatingIfNeeded: directory.count)
    Self.put32(0x0605_4B50, &directory)
    Self.put16(0, &directory)
    Self.put16(0, &directory)
    Self.put16(UInt16(truncatingIfNeeded: entries), &directory)
    Self.put16(UInt16(truncatingIfNeeded: entries), &directory)
    Self.put32(size, &directory)
    Self.put32(start, &directory)
    Self.put16(0, &directory)
    let end = directory
    try buffer.append(end.span)
    try buffer.flush()
  }

  private static func put16(_ value: UInt16, _ bytes: inout [UInt8]) {
    bytes.append(UInt8(truncatingIfNeeded: value))
    bytes.append(UInt8(truncatingIfNeeded: value >> 8))
  }

  private static func put32(_ value: UInt32, _ bytes: inout [UInt8]) {
    put16(UInt16(truncatingIfNeeded: value), &bytes)
    put16(UInt16(truncatingIfNeeded: value >> 16), &bytes)
  }
}
