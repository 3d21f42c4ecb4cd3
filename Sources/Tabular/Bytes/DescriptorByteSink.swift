// SPDX-License-Identifier: Apache-2.0
import Glibc

/// A sink over an open file descriptor or pipe, which the caller owns and closes.
///
/// Writing blocks while a pipe is full. The program must ignore SIGPIPE, so that a reader that
/// went away becomes `ByteSinkError.closed` and does not end the process.
package struct DescriptorByteSink: ByteSink, Sendable {
  private let descriptor: Int32

  /// Makes a sink that writes at the descriptor's present position.
  package init(_ descriptor: Int32) {
    self.descriptor = descriptor
  }

  /// Writes all of the bytes, retrying short and interrupted writes.
  ///
  /// - Throws: `ByteSinkError.closed` for a broken pipe, else `writeFailed`.
  package mutating func write(_ bytes: Span<UInt8>) throws(ByteSinkError) {
    var done = 0
    while done < bytes.count {
      let count = unsafe bytes.withUnsafeBytes { buffer in
        guard let base = buffer.baseAddress else { return 0 }
        return unsafe Glibc.write(descriptor, base + done, buffer.count - done)
      }
      if count >= 0 {
        done += count
      } else if errno == EPIPE {
        throw .closed
      } else if errno != EINTR {
        throw .writeFailed(errno: errno)
      }
    }
  }
}
