// SPDX-License-Identifier: Apache-2.0

/// Reads a CSV file row by row through a bounded window.
///
/// RFC 4180 with CR LF, LF or CR; quotes only around whole fields. Whatever does not fit makes
/// its row bad and is passed over; what stands between quotes is never taken for rows.
package struct CSVReader: ~Copyable {
  /// The column names.
  package let header: CSVHeader
  /// Where the current row stands.
  package private(set) var position: RowPosition
  /// Lines without any byte, passed over in files of more than one column.
  package private(set) var blankLines = 0
  /// What an unterminated quote took with it, if there was one.
  package private(set) var unterminatedQuote: UnterminatedQuote?

  private let bounds: CSVBounds
  private let dialect: CSVDialect
  private let scanner: RowScanner
  private var source: DecodedSource
  private var isAtEnd = false
  private var isWindowASCII = true
  private var filled = 0
  private var cursor = 0
  private var windowBase = 0
  private var skipsLineFeed = false
  private var line = 1
  private var rows = 0
  private var rawRow: [UInt8] = []
  private(set) var rowRange = 0..<0

  /// The window; the current row's fields point into it.
  private(set) var window: [UInt8]
  /// The fields of the current row.
  private(set) var fields: [FieldRange]
  /// Whether the current row can be copied as it stands into canonical CSV of the same dialect.
  private(set) var isPlain = false

  /// Opens a file: settles its encoding and reads its header.
  ///
  /// - Parameters:
  ///   - source: the bytes.
  ///   - dialect: how fields are separated.
  ///   - encoding: what the manifest declares; nil trusts the byte order mark, else UTF-8.
  ///   - bounds: the largest sizes.
  /// - Throws: `CSVError` when the file as a whole cannot be read.
  package init(
    _ source: any ByteSource, dialect: CSVDialect = .comma, encoding: TextEncoding? = nil,
    bounds: CSVBounds = CSVBounds()
  ) throws(CSVError) {
    var decoded = try DecodedSource(source, declared: encoding)
    var window = [UInt8](repeating: 0, count: bounds.windowBytes)
    let scanner = RowScanner(dialect)
    var fields = [FieldRange](repeating: FieldRange(), count: bounds.columnsMax + 1)
    let first = try Self.readHeader(
      &decoded, &window, scanner, &fields, bounds)
    header = first.header
    cursor = first.scan.next
    skipsLineFeed = first.scan.endsWithCR
    line = 2 + first.scan.innerLines
    filled = first.filled
    isAtEnd = first.isAtEnd
    isWindowASCII = UTF8Check.isASCII(window.span.extracting(0..<first.filled))
    position = RowPosition(row: 0, line: 1, byteOffset: decoded.rawOffset(of: 0))
    self.source = decoded
    self.window = window
    self.scanner = scanner
    self.bounds = bounds
    self.dialect = dialect
    self.fields = [FieldRange](repeating: FieldRange(), count: first.header.names.count)
  }

  /// The encoding in use.
  package var encoding: TextEncoding { source.encoding }
  /// Bytes of the delivered file read so far; at the end, its size.
  package var bytesRead: Int { source.rawBytes }
  /// What the beginning of the file looks like; a hint when rows are not valid.
  package var encodingHint: TextEncoding? { source.hint }

  /// Moves on to the next row.
  ///
  /// - Throws: `CSVError.source` when reading fails.
  package mutating func next() throws(CSVError) -> RowOutcome {
    while true {
      if cursor == filled {
        if isAtEnd { return .end }
        try refill()
        continue
      }
      if skipsLineFeed {
        skipsLineFeed = false
        if window[cursor] == 0x0A {
          cursor &+= 1
          continue
        }
      }
      let scan = Self.scan(
        scanner, window, from: cursor, to: filled, isLast: isAtEnd, fields: &fields)
      if scan.needsMore {
        if filled - cursor > bounds.rowBytesMax { return try skipLongRow() }
        try refill()
        continue
      }
      if let outcome = accept(scan) { return outcome }
    }
  }

  /// Lends the content of one field of the current row, unescaped.
  package func withField<Result>(_ column: Int, _ body: (Span<UInt8>) -> Result) -> Result {
    body(window.span.extracting(fields[column].range))
  }

  /// Lends the current row, good or bad, as it was decoded, without its line break.
  ///
  /// A row that was too long is empty; invalid sequences of GB 18030 and UTF-16 show as 0xFF.
  package func withRawRow<Result, Failure: Error>(
    _ body: (Span<UInt8>) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    if rawRow.isEmpty { return try body(window.span.extracting(rowRange)) }
    return try body(rawRow.span)
  }

  /// Turns a finished scan into an outcome; nil for a blank line.
  @inline(__always)
  private mutating func accept(_ scan: RowScan) -> RowOutcome? {
    let start = cursor
    let length = scan.rowEnd &- start
    cursor = scan.next
    skipsLineFeed = scan.endsWithCR
    let firstLine = line
    line &+= 1 &+ scan.innerLines
    if length == 0, fields.count > 1 {
      blankLines += 1
      return nil
    }
    rows &+= 1
    if !rawRow.isEmpty { rawRow.removeAll(keepingCapacity: true) }
    rowRange = start..<scan.rowEnd
    position = RowPosition(
      row: rows, line: firstLine, byteOffset: source.rawOffset(of: windowBase &+ start))
    isPlain = !scan.hasQuotes
    if let bad = structuralProblem(scan, start: start, length: length) { return .bad(bad) }
    if scan.hasEscapes { unescape() }
    return .row
  }

  /// Checks a row's size, structure, encoding, number of fields and their sizes, in this order.
  @inline(__always)
  private mutating func structuralProblem(
    _ scan: RowScan, start: Int, length: Int
  ) -> BadRow? {
    if let problem = scan.problem, problem == .unterminatedQuote {
      unterminatedQuote = UnterminatedQuote(
        position: position, bytes: length, lines: scan.innerLines + 1)
      let isKept = length <= bounds.rowBytesMax
      if !isKept { rowRange = start..<start }
      return bad(problem, column: isKept ? scan.problemColumn : nil)
    }
    if length > bounds.rowBytesMax {
      rowRange = start..<start
      return bad(.rowTooLong)
    }
    if let problem = scan.problem, problem == .nulByte {
      return bad(problem, column: scan.problemColumn)
    }
    if !isWindowASCII {
      let row = window.span.extracting(start..<scan.rowEnd)
      if let invalid = UTF8Check.firstInvalid(in: row) {
        var bad = bad(.invalidEncoding)
        bad.position.byteOffset = source.rawOffset(of: windowBase + start + invalid)
        return bad
      }
    }
    if let problem = scan.problem { return bad(problem, column: scan.problemColumn) }
    if scan.fieldCount != fields.count {
      return bad(scan.fieldCount < fields.count ? .tooFewFields : .tooManyFields)
    }
    if length > bounds.fieldBytesMax {
      for column in 0..<fields.count where fields[column].count > bounds.fieldBytesMax {
        return bad(.fieldTooLong, column: column + 1)
      }
    }
    return nil
  }

  private func bad(_ reason: BadRowReason, column: Int? = nil) -> BadRow {
    BadRow(position: position, column: column, reason: reason)
  }

  /// Undoubles quotes inside the window, keeping the row as it was for who wants it raw.
  private mutating func unescape() {
    rawRow.append(contentsOf: window[rowRange])
    for column in 0..<fields.count where fields[column].isEscaped {
      var write = Int(fields[column].start)
      var read = write
      while read < Int(fields[column].end) {
        window[write] = window[read]
        read += window[read] == UInt8(ascii: "\"") ? 2 : 1
        write += 1
      }
      fields[column].end = Int32(truncatingIfNeeded: write)
      fields[column].isEscaped = false
    }
  }

  /// Passes over a row that is longer than allowed, without keeping it.
  private mutating func skipLongRow() throws(CSVError) -> RowOutcome {
    rows += 1
    position = RowPosition(
      row: rows, line: line, byteOffset: source.rawOffset(of: windowBase + cursor))
    if !rawRow.isEmpty { rawRow.removeAll(keepingCapacity: true) }
    rowRange = 0..<0
    isPlain = false
    var skipper = LongRowSkipper(dialect)
    while true {
      if let end = skipper.skip(window.span.extracting(cursor..<filled)) {
        cursor += end
        break
      }
      cursor = filled
      if isAtEnd { break }
      try refill()
    }
    skipsLineFeed = skipper.endsWithCR
    line += 1 + skipper.innerLines
    guard skipper.isInsideQuotes else { return .bad(bad(.rowTooLong)) }
    unterminatedQuote = UnterminatedQuote(
      position: position, bytes: skipper.byteCount, lines: skipper.innerLines + 1)
    return .bad(bad(.unterminatedQuote))
  }

  /// Moves the unread part to the front and reads until the window is full or the file ends.
  private mutating func refill() throws(CSVError) {
    windowBase += cursor
    source.forget(before: windowBase)
    filled = try Self.refill(&window, keeping: cursor..<filled, from: &source, isAtEnd: &isAtEnd)
    cursor = 0
    isWindowASCII = UTF8Check.isASCII(window.span.extracting(0..<filled))
  }
}
