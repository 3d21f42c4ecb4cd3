// SPDX-License-Identifier: Apache-2.0

extension CSVReader {
  /// What reading the header left behind.
  struct Opening {
    var header: CSVHeader
    var scan: RowScan
    var filled: Int
    var isAtEnd: Bool
  }

  /// Reads and checks the header row.
  static func readHeader(
    _ source: inout DecodedSource, _ window: inout [UInt8], _ scanner: RowScanner,
    _ fields: inout [FieldRange], _ bounds: CSVBounds
  ) throws(CSVError) -> Opening {
    var filled = 0
    var isAtEnd = false
    while true {
      filled = try refill(&window, keeping: 0..<filled, from: &source, isAtEnd: &isAtEnd)
      guard filled > 0 else { throw .emptyFile }
      let scan = scan(scanner, window, from: 0, to: filled, isLast: isAtEnd, fields: &fields)
      if scan.needsMore {
        if filled > bounds.rowBytesMax { throw .headerMalformed(.rowTooLong) }
        continue
      }
      let names = try names(window.span, scan, fields, bounds, source)
      return Opening(
        header: try CSVHeader(names), scan: scan, filled: filled, isAtEnd: isAtEnd)
    }
  }

  /// Takes the names out of a scanned header row.
  private static func names(
    _ window: Span<UInt8>, _ scan: RowScan, _ fields: [FieldRange], _ bounds: CSVBounds,
    _ source: DecodedSource
  ) throws(CSVError) -> [String] {
    if scan.rowEnd > bounds.rowBytesMax { throw .headerMalformed(.rowTooLong) }
    if UTF8Check.firstInvalid(in: window.extracting(0..<scan.rowEnd)) != nil
      || (scan.problem == .nulByte && source.hint != .utf8)
    {
      throw .headerEncoding(declared: source.encoding, hint: source.hint)
    }
    if let problem = scan.problem { throw .headerMalformed(problem) }
    if scan.fieldCount > bounds.columnsMax {
      throw .headerTooManyColumns(maximum: bounds.columnsMax)
    }
    var names: [String] = []
    for field in fields[0..<scan.fieldCount] {
      if field.count > bounds.fieldBytesMax { throw .headerMalformed(.fieldTooLong) }
      let content = window.extracting(field.range)
      var bytes: [UInt8] = []
      var index = 0
      while index < content.count {
        bytes.append(content[index])
        index += field.isEscaped && content[index] == UInt8(ascii: "\"") ? 2 : 1
      }
      names.append(String(decoding: bytes, as: UTF8.self))
    }
    return names
  }

  /// Scans the row at `start`; apart from the reader, so that window and fields do not overlap.
  @inline(__always)
  static func scan(
    _ scanner: RowScanner, _ window: [UInt8], from start: Int, to end: Int, isLast: Bool,
    fields: inout [FieldRange]
  ) -> RowScan {
    var room = fields.mutableSpan
    return scanner.scan(
      window.span.extracting(0..<end), from: start, isLast: isLast, fields: &room)
  }

  /// Moves the kept bytes to the front, grows the window when they fill it, and reads on.
  ///
  /// Returns how much of the window is filled.
  static func refill(
    _ window: inout [UInt8], keeping kept: Range<Int>, from source: inout DecodedSource,
    isAtEnd: inout Bool
  ) throws(CSVError) -> Int {
    var filled = kept.count
    if kept.lowerBound > 0 {
      window.replaceSubrange(0..<filled, with: Array(window[kept]))
    }
    if filled > window.count / 2 {
      window.append(contentsOf: repeatElement(0, count: window.count))
    }
    while window.count - filled >= 16, !isAtEnd {
      let count = try source.fill(&window, from: filled)
      filled += count
      if count == 0 { isAtEnd = true }
    }
    return filled
  }
}
