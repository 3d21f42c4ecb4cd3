// SPDX-License-Identifier: Apache-2.0

/// A stream of bytes somebody handed in; it is read once, from front to back.
///
/// The target never opens a file: whoever calls it owns the descriptor, checks the path and
/// closes it.
package protocol ByteSource {
  /// Fills part of a buffer and returns how many bytes were written; 0 means the end.
  ///
  /// Bytes go to `buffer[start..<buffer.count]`; fewer than asked for is allowed.
  ///
  /// - Throws: `ByteSourceError` when the source itself fails.
  mutating func read(
    into buffer: inout [UInt8], from start: Int
  ) throws(ByteSourceError) -> Int
}
