// SPDX-License-Identifier: Apache-2.0
import Glibc

/// Blocks in an open file, from its beginning; the caller owns and closes the descriptor.
package struct DescriptorBlockStore: BlockStore, Sendable {
  private let descriptor: Int32
  private var count = 0

  /// Makes a store over a file open for reading and writing, which nobody else writes.
  package init(_ descriptor: Int32) {
    self.descriptor = descriptor
  }

  /// Writes a block behind the others, retrying short and interrupted writes.
  package mutating func append(_ block: Span<UInt64>) throws(BlockStoreError) {
    let start = count * block.count * 8
    var done = 0
    while done < block.count * 8 {
      let written = unsafe block.withUnsafeBytes { buffer in
        guard let base = buffer.baseAddress else { return 0 }
        return unsafe pwrite(descriptor, base + done, buffer.count - done, off_t(start + done))
      }
      if written > 0 {
        done += written
      } else if written == 0 || errno != EINTR {
        throw .writeFailed(errno: written == 0 ? EIO : errno)
      }
    }
    count += 1
  }

  /// Reads a block, retrying short and interrupted reads.
  package mutating func read(
    _ number: Int, into block: inout [UInt64]
  ) throws(BlockStoreError) {
    let start = number * block.count * 8
    var done = 0
    while done < block.count * 8 {
      let got = unsafe block.withUnsafeMutableBytes { buffer in
        guard let base = buffer.baseAddress else { return 0 }
        return unsafe pread(descriptor, base + done, buffer.count - done, off_t(start + done))
      }
      if got > 0 {
        done += got
      } else if got == 0 || errno != EINTR {
        throw .readFailed(errno: got == 0 ? EIO : errno)
      }
    }
  }
}
