// SPDX-License-Identifier: Apache-2.0
import Glibc

/// A source over an open file descriptor, which the caller owns and closes.
package struct DescriptorByteSource: ByteSource, Sendable {
  private let descriptor: Int32

  /// Makes a source that reads from the descriptor's present position.
  package init(_ descriptor: Int32) {
    self.descriptor = descriptor
  }

  /// Fills part of a buffer and returns how many bytes were written; 0 means the end.
  ///
  /// An interrupted read is tried again.
  ///
  /// - Throws: `ByteSourceError.readFailed` with the system's error number.
  package mutating func read(
    into buffer: inout [UInt8], from start: Int
  ) throws(ByteSourceError) -> Int {
    while true {
      let count = unsafe buffer.withUnsafeMutableBytes { bytes in
        guard let base = bytes.baseAddress, start < bytes.count else { return 0 }
        return unsafe Glibc.read(descriptor, base + start, bytes.count - start)
      }
      if count >= 0 { return count }
      guard errno == EINTR else { throw .readFailed(errno: errno) }
    }
  }
}
