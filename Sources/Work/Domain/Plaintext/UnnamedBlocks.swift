// SPDX-License-Identifier: Apache-2.0
package import Tabular

/// Blocks in a file without a name, which is there for as long as they are held.
package struct UnnamedBlocks: BlockStore {
  private let file: UnnamedFile
  private var blocks: DescriptorBlockStore

  /// Makes an empty store in a private folder.
  ///
  /// - Throws: `DomainFault.memory` when the folder takes no file.
  package init(in folder: String) throws {
    file = try UnnamedFile(in: folder)
    blocks = DescriptorBlockStore(file.descriptor)
  }

  /// Writes a block behind the others.
  package mutating func append(_ block: Span<UInt64>) throws(BlockStoreError) {
    try blocks.append(block)
  }

  /// Reads a block.
  package mutating func read(
    _ number: Int, into block: inout [UInt64]
  ) throws(BlockStoreError) {
    try blocks.read(number, into: &block)
  }
}
