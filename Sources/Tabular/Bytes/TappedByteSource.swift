// SPDX-License-Identifier: Apache-2.0

/// A source that shows every byte it passes on to somebody else, such as a digest.
package struct TappedByteSource: ByteSource {
  private var source: any ByteSource
  private let tap: (Span<UInt8>) -> Void

  /// Wraps a source; `tap` sees each piece once, in order.
  package init(_ source: any ByteSource, tap: @escaping (Span<UInt8>) -> Void) {
    self.source = source
    self.tap = tap
  }

  /// Fills part of a buffer and returns how many bytes were written; 0 means the end.
  package mutating func read(
    into buffer: inout [UInt8], from start: Int
  ) throws(ByteSourceError) -> Int {
    let count = try source.read(into: &buffer, from: start)
    if count > 0 { tap(buffer.span.extracting(start..<start + count)) }
    return count
  }
}
