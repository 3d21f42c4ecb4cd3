// SPDX-License-Identifier: Apache-2.0
import Tabular

/// Blocks in memory that fail when they are told to.
final class MemoryBlocks: BlockStore {
  /// What was written.
  private(set) var blocks: [[UInt64]] = []
  /// How many blocks were read.
  private(set) var reads = 0
  private let writesMax: Int
  private let readsMax: Int

  init(writesMax: Int = .max, readsMax: Int = .max) {
    self.writesMax = writesMax
    self.readsMax = readsMax
  }

  func append(_ block: Span<UInt64>) throws(BlockStoreError) {
    guard blocks.count < writesMax else { throw .writeFailed(errno: 28) }
    blocks.append((0..<block.count).map { block[$0] })
  }

  func read(_ number: Int, into block: inout [UInt64]) throws(BlockStoreError) {
    guard reads < readsMax, blocks.indices.contains(number) else { throw .readFailed(errno: 5) }
    reads += 1
    block = blocks[number]
  }

  /// All that was written, as it would lie on a disk.
  var bytes: [UInt8] {
    blocks.joined().flatMap { word in (0..<8).map { UInt8(truncatingIfNeeded: word >> ($0 * 8)) } }
  }
}
