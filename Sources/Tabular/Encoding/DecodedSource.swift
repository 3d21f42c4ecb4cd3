// SPDX-License-Identifier: Apache-2.0

/// The decoded side of a source: UTF-8 bytes without byte order mark, and where they came from.
///
/// UTF-8 passes through untouched (rows are checked later); other encodings are transcoded.
struct DecodedSource {
  /// The encoding in use: declared, or named by the mark.
  let encoding: TextEncoding
  /// Bytes read from the delivered file so far.
  private(set) var rawBytes: Int
  /// The first bytes of the file, for the hint in an error.
  private let sample: [UInt8]

  private var source: any ByteSource
  private var transcoder: (any Transcoder)?
  private var pending: [UInt8]
  private var pendingStart: Int
  private var pendingEnd: Int
  private var isSourceAtEnd = false
  private var decoded = 0
  private var rawPosition: Int
  private let markBytes: Int
  private var map = OffsetMap()

  /// Reads the beginning of a source and settles its encoding.
  ///
  /// - Throws: `CSVError.encodingConflict` when the mark and the declaration differ,
  ///   `encodingUnavailable` when the system cannot convert it, `source` when reading fails.
  init(_ source: any ByteSource, declared: TextEncoding?) throws(CSVError) {
    var source = source
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    var filled = 0
    do {
      while filled < 4_096 {
        let count = try source.read(into: &buffer, from: filled)
        if count == 0 { break }
        filled += count
      }
    } catch {
      throw .source(error)
    }
    isSourceAtEnd = filled < 4_096
    let mark = ByteOrderMark(buffer.span.extracting(0..<filled))
    if let mark, let declared, mark.encoding != declared {
      throw .encodingConflict(declared: declared, found: mark.encoding)
    }
    encoding = mark?.encoding ?? declared ?? .utf8
    switch encoding {
    case .utf8: transcoder = nil
    case .gb18030:
      guard let converter = GB18030Transcoder() else { throw .encodingUnavailable(encoding) }
      transcoder = converter
    case .utf16le: transcoder = UTF16Transcoder(isBigEndian: false)
    case .utf16be: transcoder = UTF16Transcoder(isBigEndian: true)
    }
    markBytes = mark?.byteCount ?? 0
    sample = Array(buffer[0..<min(filled, 4_096)])
    self.source = source
    pending = buffer
    pendingStart = markBytes
    pendingEnd = filled
    rawBytes = filled
    rawPosition = markBytes
    map.mark(decoded: 0, raw: markBytes)
  }

  /// What the beginning of the file looks like.
  var hint: TextEncoding? { EncodingSniffer.hint(sample.span) }

  /// Fills part of a buffer with decoded bytes; 0 means the end.
  mutating func fill(_ buffer: inout [UInt8], from start: Int) throws(CSVError) -> Int {
    guard transcoder != nil else { return try passOn(&buffer, from: start) }
    var produced = 0
    while buffer.count - start - produced >= 16 {
      let isStuck = !convert(&buffer, from: start, produced: &produced)
      guard isStuck else { continue }
      if isSourceAtEnd { break }
      try refill()
    }
    return produced
  }

  /// Returns where in the file a decoded byte came from.
  func rawOffset(of decodedOffset: Int) -> Int {
    transcoder == nil ? decodedOffset + markBytes : map.raw(of: decodedOffset)
  }

  /// Forgets the origin of bytes before a decoded offset.
  mutating func forget(before decodedOffset: Int) {
    if transcoder != nil { map.forget(before: decodedOffset) }
  }

  /// Runs one step of the transcoder; false when it needs more input.
  private mutating func convert(
    _ buffer: inout [UInt8], from start: Int, produced: inout Int
  ) -> Bool {
    guard pendingStart < pendingEnd else { return false }
    let stepped = Self.step(
      &transcoder, pending, pendingStart..<pendingEnd, isLast: isSourceAtEnd, into: &buffer,
      from: start + produced)
    guard let step = stepped, step.consumed > 0 else { return false }
    pendingStart += step.consumed
    produced += step.produced
    decoded += step.produced
    rawPosition += step.consumed
    if step.endsInvalid {
      map.mark(decoded: decoded - 1, raw: rawPosition - step.invalidBytes)
    }
    if step.endsLine || step.endsInvalid { map.mark(decoded: decoded, raw: rawPosition) }
    return true
  }

  /// Runs the transcoder apart from the struct, so that its parts do not overlap.
  private static func step(
    _ transcoder: inout (any Transcoder)?, _ pending: [UInt8], _ range: Range<Int>,
    isLast: Bool, into buffer: inout [UInt8], from start: Int
  ) -> TranscodeStep? {
    transcoder?.step(
      pending.span.extracting(range), isLast: isLast, into: &buffer, from: start)
  }

  private mutating func refill() throws(CSVError) {
    let left = pendingEnd - pendingStart
    for index in 0..<left { pending[index] = pending[pendingStart + index] }
    pendingStart = 0
    pendingEnd = left
    let count: Int
    do { count = try source.read(into: &pending, from: pendingEnd) } catch {
      throw .source(error)
    }
    pendingEnd += count
    rawBytes += count
    if count == 0 { isSourceAtEnd = true }
  }

  private mutating func passOn(_ buffer: inout [UInt8], from start: Int) throws(CSVError) -> Int {
    if pendingStart < pendingEnd {
      let count = min(buffer.count - start, pendingEnd - pendingStart)
      for index in 0..<count { buffer[start + index] = pending[pendingStart + index] }
      pendingStart += count
      return count
    }
    if isSourceAtEnd { return 0 }
    do {
      let count = try source.read(into: &buffer, from: start)
      rawBytes += count
      return count
    } catch {
      throw .source(error)
    }
  }
}
