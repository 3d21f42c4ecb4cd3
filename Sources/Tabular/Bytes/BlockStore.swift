// SPDX-License-Identifier: Apache-2.0

/// Where blocks of numbers lie that memory does not hold: each is written once and read back by
/// its number. All blocks of one store have one size.
package protocol BlockStore {
  /// Writes the next block; its number is how many there were before it.
  mutating func append(_ block: Span<UInt64>) throws(BlockStoreError)

  /// Reads the block of a number, from 0, into a buffer of its size.
  mutating func read(_ number: Int, into block: inout [UInt64]) throws(BlockStoreError)
}

/// Why a block could not be written or read.
package enum BlockStoreError: Error, Hashable, Sendable {
  /// The system refused the write; the number is its errno.
  case writeFailed(errno: Int32)
  /// The system refused the read, or the block is not there as a whole; the number is its errno.
  case readFailed(errno: Int32)
}

extension BlockStoreError: CustomStringConvertible {
  /// One line for logs: no path and no content.
  package var description: String {
    switch self {
    case .writeFailed(let errno): "cannot write what memory does not hold (system error \(errno))"
    case .readFailed(let errno): "cannot read what memory does not hold (system error \(errno))"
    }
  }
}
