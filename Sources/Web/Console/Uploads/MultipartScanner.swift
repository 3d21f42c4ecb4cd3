// SPDX-License-Identifier: Apache-2.0

/// Finds the parts of a `multipart/form-data` body (RFC 7578) in pieces as they come.
struct MultipartScanner {
  /// The most bytes of a part's headers, and of what stands before the first part.
  static let headerBytesMax = 8_192

  /// What was found.
  enum Item: Equatable {
    /// A part begins: the names in its disposition.
    case part(name: String, file: String?, type: String?)
    /// Bytes of the part.
    case bytes([UInt8])
    /// There are no more parts.
    case end
  }

  /// What a scanner cannot read.
  enum ScanError: Error, Equatable {
    /// Headers without end, or a delimiter that is none.
    case malformed
  }

  private enum State { case preamble, headers, body, end }

  private let delimiter: [UInt8]
  private var buffer: [UInt8] = [0x0D, 0x0A]
  private var state = State.preamble

  /// Reads parts between delimiters; nil when the boundary is none (1 to 70 characters).
  init?(boundary: String) {
    guard (1...70).contains(boundary.utf8.count) else { return nil }
    delimiter = Array("\r\n--\(boundary)".utf8)
  }

  /// Takes the next piece of the body.
  mutating func append(_ bytes: some Collection<UInt8>) {
    buffer.append(contentsOf: bytes)
  }

  /// What comes next; nil when more bytes are needed.
  mutating func next() throws(ScanError) -> Item? {
    switch state {
    case .preamble: return try preamble()
    case .headers: return try headers()
    case .body: return try body()
    case .end: return .end
    }
  }

  private mutating func preamble() throws(ScanError) -> Item? {
    guard let start = find(delimiter) else {
      guard buffer.count <= Self.headerBytesMax else { throw .malformed }
      return nil
    }
    return try pass(start)
  }

  private mutating func headers() throws(ScanError) -> Item? {
    guard let end = find([0x0D, 0x0A, 0x0D, 0x0A]) else {
      guard buffer.count <= Self.headerBytesMax else { throw .malformed }
      return nil
    }
    guard end <= Self.headerBytesMax else { throw .malformed }
    let part = MultipartHeaders(String(decoding: buffer[..<end], as: UTF8.self))
    buffer.removeFirst(end + 4)
    state = .body
    return .part(name: part.name, file: part.file, type: part.type)
  }

  private mutating func body() throws(ScanError) -> Item? {
    guard let start = find(delimiter) else {
      let safe = buffer.count - delimiter.count + 1
      guard safe > 0 else { return nil }
      let bytes = Array(buffer[..<safe])
      buffer.removeFirst(safe)
      return .bytes(bytes)
    }
    guard start == 0 else {
      let bytes = Array(buffer[..<start])
      buffer.removeFirst(start)
      return .bytes(bytes)
    }
    return try pass(0)
  }

  /// Goes past a delimiter to the next part or the end.
  private mutating func pass(_ start: Int) throws(ScanError) -> Item? {
    let after = start + delimiter.count
    guard buffer.count >= after + 2 else { return nil }
    let next = Array(buffer[after..<after + 2])
    guard next != [0x2D, 0x2D] else {
      state = .end
      return .end
    }
    guard next == [0x0D, 0x0A] else { throw .malformed }
    buffer.removeFirst(after + 2)
    state = .headers
    return try headers()
  }

  /// Where a pattern first stands in the buffer.
  private func find(_ pattern: [UInt8]) -> Int? {
    guard buffer.count >= pattern.count, let first = pattern.first else { return nil }
    let last = buffer.count - pattern.count
    var index = 0
    while index <= last {
      if buffer[index] == first, buffer[index..<index + pattern.count].elementsEqual(pattern) {
        return index
      }
      index += 1
    }
    return nil
  }
}
