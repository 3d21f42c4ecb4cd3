// SPDX-License-Identifier: Apache-2.0
internal import Cryptography

extension ObjectHeader {
  private static let metadataLabel = Array("metadata".utf8)

  /// The cipher of the object's chunks.
  func cipher(key: [UInt8]) throws(CryptographyError) -> ChunkedCipher {
    try ChunkedCipher(
      key: key, prefix: noncePrefix, header: digest, suite: suite, chunkBytes: chunkBytes)
  }

  /// Seals the metadata with the nonce that no chunk has.
  func seal(
    _ metadata: [UInt8], key: [UInt8], cipher: ChunkedCipher
  ) throws(CryptographyError) -> [UInt8] {
    try AuthenticatedCipher.seal(
      metadata, key: key, nonce: cipher.nonce(ChunkedCipher.reservedIndex),
      additional: ObjectHeader.metadataLabel + digest.bytes, suite: suite)
  }

  /// Opens the metadata.
  func open(
    _ sealed: [UInt8], key: [UInt8], cipher: ChunkedCipher
  ) throws(CryptographyError) -> [UInt8] {
    try AuthenticatedCipher.open(
      sealed, key: key, nonce: cipher.nonce(ChunkedCipher.reservedIndex),
      additional: ObjectHeader.metadataLabel + digest.bytes, suite: suite)
  }
}
