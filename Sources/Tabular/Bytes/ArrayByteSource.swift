// SPDX-License-Identifier: Apache-2.0

/// A source over bytes already in memory, handed out in pieces of a chosen size.
package struct ArrayByteSource: ByteSource, Sendable {
  private let bytes: [UInt8]
  private let pieceBytes: Int
  private var position = 0

  /// Makes a source; `pieceBytes` (at least 1) bounds what one read returns.
  package init(_ bytes: [UInt8], pieceBytes: Int = .max) {
    self.bytes = bytes
    self.pieceBytes = max(1, pieceBytes)
  }

  /// Fills part of a buffer and returns how many bytes were written; 0 means the end.
  package mutating func read(
    into buffer: inout [UInt8], from start: Int
  ) throws(ByteSourceError) -> Int {
    let count = min(min(buffer.count - start, bytes.count - position), pieceBytes)
    guard count > 0 else { return 0 }
    buffer.replaceSubrange(start..<start + count, with: bytes[position..<position + count])
    position += count
    return count
  }
}
