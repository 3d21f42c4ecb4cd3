// SPDX-License-Identifier: Apache-2.0

/// Sealing of long messages in chunks that cannot be cut off, put in another order or exchanged.
///
/// Every chunk is sealed with the nonce `prefix || index` and authenticated together with the
/// digest of the message's header, its index and whether it is the last (the STREAM construction
/// of Hoang, Reyhanitabar, Rogaway and Vizar, 2015). All chunks but the last are full; an empty
/// message has one empty chunk. A key serves one message only.
package struct ChunkedCipher: Sendable {
  /// The length of the nonce's random prefix, in bytes.
  package static let prefixBytes = 8
  /// The index that no chunk has; its nonce is free for one small message beside the chunks.
  package static let reservedIndex = UInt32.max

  /// The suite that seals the chunks.
  package let suite: CipherSuite
  /// The length of a full chunk before sealing, in bytes.
  package let chunkBytes: Int
  private let key: [UInt8]
  private let prefix: [UInt8]
  private let header: [UInt8]

  /// Takes a key of 32 bytes, a prefix of 8, the digest of the header, and a chunk length from
  /// 1 byte to 16 MiB.
  package init(
    key: [UInt8], prefix: [UInt8], header: Digest, suite: CipherSuite, chunkBytes: Int
  ) throws(CryptographyError) {
    try CryptographyError.check("key", key.count, is: CipherSuite.keyBytes)
    try CryptographyError.check("nonce prefix", prefix.count, is: ChunkedCipher.prefixBytes)
    guard (1...(16 << 20)).contains(chunkBytes) else { throw .parameterOutOfRange("chunk length") }
    self.key = key
    self.prefix = prefix
    self.header = header.bytes
    self.suite = suite
    self.chunkBytes = chunkBytes
  }

  /// The nonce of the chunk with an index: no two indices share one.
  package func nonce(_ index: UInt32) -> [UInt8] {
    prefix + withUnsafeBytes(of: index.bigEndian) { [UInt8]($0) }
  }

  /// What is authenticated beside a chunk: header digest, index, and 1 for the last chunk.
  package func additional(_ index: UInt32, last: Bool) -> [UInt8] {
    header + withUnsafeBytes(of: index.bigEndian) { [UInt8]($0) } + [last ? 1 : 0]
  }

  /// Seals consecutive chunks, the first with index `first`, on all cores, and appends the
  /// plaintext to `hasher` meanwhile.
  ///
  /// Every chunk is full, except that the last of the message (`endsMessage`) may be shorter.
  package func seal(
    _ chunks: [[UInt8]], first: UInt32, endsMessage: Bool, hasher: inout Hasher256
  ) throws(CryptographyError) -> [[UInt8]] {
    let whole = chunks.allSatisfy { $0.count == chunkBytes }
    let lastShort =
      endsMessage && chunks.dropLast().allSatisfy { $0.count == chunkBytes }
      && (chunks.last?.count ?? 0) <= chunkBytes
    guard whole || lastShort else { throw .parameterOutOfRange("chunk length") }
    try check(first, chunks.count)
    let count = chunks.count
    let sealed = ChunkBoard.run(
      chunks,
      meanwhile: { for chunk in chunks { hasher.update(chunk) } },
      work: { (position, chunk) throws(CryptographyError) in
        let index = first + UInt32(position)
        return try AuthenticatedCipher.seal(
          chunk, key: key, nonce: nonce(index),
          additional: additional(index, last: endsMessage && position == count - 1), suite: suite)
      })
    guard let sealed else { throw .failed(operation: "sealing") }
    return sealed
  }

  /// Opens consecutive chunks that `seal` made with the same `first` and `endsMessage`.
  ///
  /// Throws `notAuthentic` when any of them differs, stands elsewhere or is not the last that
  /// should be.
  package func open(
    _ chunks: [[UInt8]], first: UInt32, endsMessage: Bool
  ) throws(CryptographyError) -> [[UInt8]] {
    try check(first, chunks.count)
    let count = chunks.count
    let opened = ChunkBoard.run(
      chunks, meanwhile: {},
      work: { (position, chunk) throws(CryptographyError) in
        let index = first + UInt32(position)
        return try AuthenticatedCipher.open(
          chunk, key: key, nonce: nonce(index),
          additional: additional(index, last: endsMessage && position == count - 1), suite: suite)
      })
    guard let opened else { throw .notAuthentic }
    return opened
  }

  private func check(_ first: UInt32, _ count: Int) throws(CryptographyError) {
    guard UInt64(first) + UInt64(count) <= UInt64(ChunkedCipher.reservedIndex) else {
      throw .parameterOutOfRange("number of chunks")
    }
  }
}
