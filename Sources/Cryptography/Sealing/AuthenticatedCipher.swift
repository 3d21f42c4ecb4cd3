// SPDX-License-Identifier: Apache-2.0
internal import COpenSSL

/// Sealing and opening of whole messages: ciphertext followed by a tag.
///
/// Keys have 32 bytes and nonces 12; a message has at most 1 GiB. A nonce must never be used twice
/// under one key. Additional data is authenticated and not stored.
package enum AuthenticatedCipher {
  /// Seals `plaintext`; the result is `suite.tagBytes` longer.
  package static func seal(
    _ plaintext: [UInt8], key: [UInt8], nonce: [UInt8], additional: [UInt8], suite: CipherSuite
  ) throws(CryptographyError) -> [UInt8] {
    try check(plaintext.count, key, nonce)
    let job = CipherJob(key: key, nonce: nonce, additional: additional)
    let sealed = AuthenticatedCipher.made(plaintext.count + suite.tagBytes) { target in
      plaintext.withUnsafeBytes { job.seal($0, target, suite: suite) }
    }
    guard let sealed else { throw .failed(operation: "sealing") }
    return sealed
  }

  /// Opens what `seal` made; throws `notAuthentic` when anything differs from what was sealed.
  package static func open(
    _ sealed: [UInt8], key: [UInt8], nonce: [UInt8], additional: [UInt8], suite: CipherSuite
  ) throws(CryptographyError) -> [UInt8] {
    guard sealed.count >= suite.tagBytes else { throw .notAuthentic }
    let count = sealed.count - suite.tagBytes
    try check(count, key, nonce)
    let job = CipherJob(key: key, nonce: nonce, additional: additional)
    let plaintext = AuthenticatedCipher.made(count) { target in
      sealed.withUnsafeBytes { job.open($0, target, suite: suite) }
    }
    guard let plaintext else { throw .notAuthentic }
    return plaintext
  }

  /// Seals from memory to memory; `target` has exactly `suite.tagBytes` more than `plaintext`.
  package static func seal(
    _ plaintext: RawSpan, into target: inout MutableRawSpan, key: [UInt8], nonce: [UInt8],
    additional: [UInt8], suite: CipherSuite
  ) throws(CryptographyError) {
    let count = plaintext.byteCount
    try check(count, key, nonce)
    try CryptographyError.check("target", target.byteCount, is: count + suite.tagBytes)
    let job = CipherJob(key: key, nonce: nonce, additional: additional)
    let done = plaintext.withUnsafeBytes { source in
      target.withUnsafeMutableBytes { target in
        job.seal(source, target, suite: suite)
      }
    }
    guard done else { throw .failed(operation: "sealing") }
  }

  /// Opens from memory to memory; `target` has exactly `suite.tagBytes` fewer than `sealed`.
  ///
  /// When it throws, `target` holds zeros.
  package static func open(
    _ sealed: RawSpan, into target: inout MutableRawSpan, key: [UInt8], nonce: [UInt8],
    additional: [UInt8], suite: CipherSuite
  ) throws(CryptographyError) {
    guard sealed.byteCount >= suite.tagBytes else { throw .notAuthentic }
    let count = sealed.byteCount - suite.tagBytes
    try check(count, key, nonce)
    try CryptographyError.check("target", target.byteCount, is: count)
    let job = CipherJob(key: key, nonce: nonce, additional: additional)
    let done = sealed.withUnsafeBytes { source in
      target.withUnsafeMutableBytes { target in
        job.open(source, target, suite: suite)
      }
    }
    guard done else { throw .notAuthentic }
  }

  // An array that `fill` writes whole, without filling it with zeros first; nil when it fails.
  private static func made(
    _ count: Int, _ fill: (UnsafeMutableRawBufferPointer) -> Bool
  ) -> [UInt8]? {
    var done = false
    let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
      done = fill(UnsafeMutableRawBufferPointer(start: buffer.baseAddress, count: count))
      filled = done ? count : 0
    }
    return done ? bytes : nil
  }

  private static func check(
    _ count: Int, _ key: [UInt8], _ nonce: [UInt8]
  ) throws(CryptographyError) {
    try CryptographyError.check("key", key.count, is: CipherSuite.keyBytes)
    try CryptographyError.check("nonce", nonce.count, is: CipherSuite.nonceBytes)
    guard count <= CipherSuite.messageBytesMax else {
      throw .parameterOutOfRange("message length")
    }
  }
}
