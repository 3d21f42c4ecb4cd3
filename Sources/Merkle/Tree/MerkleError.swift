// SPDX-License-Identifier: Apache-2.0

/// Why a proof, a tile or a frontier is refused.
package enum MerkleError: Error, Hashable, Sendable {
  /// The leaf index is not below the tree size.
  case indexOutOfRange(index: Int, size: Int)
  /// The two sizes do not allow a consistency proof.
  case sizesOutOfOrder(old: Int, new: Int)
  /// The proof has more or fewer hashes than the sizes ask for.
  case wrongProofLength(expected: Int, found: Int)
  /// The proof leads to another root than the one given.
  case rootMismatch
  /// A frontier has another number of hashes than its size asks for.
  case wrongFrontier(size: Int, hashes: Int)
  /// A tile is empty, larger than 256 hashes or not a multiple of 32 bytes long.
  case wrongTileLength(bytes: Int)
  /// A bundle ends in the middle of an entry, is empty, or holds more than 256 entries.
  case wrongBundle(byte: Int)
  /// An entry is longer than 65,535 bytes and cannot be put into a bundle.
  case entryTooLong(bytes: Int)
  /// A path does not name a tile or a bundle.
  case wrongPath(String)
}
