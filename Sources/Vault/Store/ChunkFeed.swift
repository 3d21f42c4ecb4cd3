// SPDX-License-Identifier: Apache-2.0

/// Cuts a stream of bytes into batches of full chunks and knows which batch is the last.
struct ChunkFeed {
  let chunkBytes: Int
  let batchCount: Int
  /// Whether the batch that was given last ends the stream.
  private(set) var ended = false
  private var ahead: [UInt8]?

  init(chunkBytes: Int, batchCount: Int) {
    self.chunkBytes = chunkBytes
    self.batchCount = batchCount
  }

  /// The next batch, or nil after the last; an empty stream has one batch of one empty chunk.
  mutating func next(_ read: (Int) throws -> [UInt8]) throws -> [[UInt8]]? {
    if ended { return nil }
    var batch = [try ahead ?? fill(read)]
    ahead = nil
    while let last = batch.last, last.count == chunkBytes {
      let chunk = try fill(read)
      if chunk.isEmpty { break }
      if batch.count == batchCount {
        ahead = chunk
        return batch
      }
      batch.append(chunk)
    }
    ended = true
    return batch
  }

  // Sources may give fewer bytes than asked for before their end; only nothing means the end.
  private func fill(_ read: (Int) throws -> [UInt8]) throws -> [UInt8] {
    var chunk = try read(chunkBytes)
    while !chunk.isEmpty, chunk.count < chunkBytes {
      let more = try read(chunkBytes - chunk.count)
      if more.isEmpty { break }
      chunk += more
    }
    precondition(chunk.count <= chunkBytes, "a source gave more than it was asked for")
    return chunk
  }
}

/// Reads pieces of any length as one stream.
struct PieceReader<Pieces: Sequence<[UInt8]>> {
  private var pieces: Pieces.Iterator
  private var rest: ArraySlice<UInt8> = []

  init(_ pieces: Pieces) { self.pieces = pieces.makeIterator() }

  /// At least one and at most `count` bytes; none at the end.
  mutating func read(_ count: Int) -> [UInt8] {
    while rest.isEmpty {
      guard let piece = pieces.next() else { return [] }
      rest = piece[...]
    }
    let bytes = rest.prefix(count)
    rest = rest.dropFirst(count)
    return Array(bytes)
  }
}
