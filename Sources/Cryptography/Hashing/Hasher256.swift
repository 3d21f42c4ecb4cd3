// SPDX-License-Identifier: Apache-2.0
internal import COpenSSL

/// A hash computed piece by piece, in constant memory.
///
/// It is a value: a copy goes its own way, so a common prefix can be hashed once. The result does
/// not depend on how the message is cut into pieces.
package struct Hasher256 {
  /// The hash function this hasher computes.
  package let algorithm: HashAlgorithm
  private var context: DigestContext

  /// Starts the hash of an empty message.
  package init(_ algorithm: HashAlgorithm) {
    self.algorithm = algorithm
    context = DigestContext(algorithm)
  }

  /// Appends `bytes` to the message.
  package mutating func update(_ bytes: [UInt8]) {
    bytes.withUnsafeBytes { update($0) }
  }

  /// Appends a part of an array to the message.
  package mutating func update(_ bytes: ArraySlice<UInt8>) {
    bytes.withUnsafeBytes { update($0) }
  }

  /// Appends the bytes of a span to the message.
  package mutating func update(_ bytes: RawSpan) {
    bytes.withUnsafeBytes { update($0) }
  }

  /// Appends the 32 bytes of another digest to the message.
  package mutating func update(_ digest: Digest) {
    withUnsafeTemporaryAllocation(byteCount: Digest.byteCount, alignment: 8) { buffer in
      digest.write(to: buffer)
      update(UnsafeRawBufferPointer(buffer))
    }
  }

  /// Appends the bytes of `buffer`, which are not kept, to the message.
  package mutating func update(_ buffer: UnsafeRawBufferPointer) {
    if !isKnownUniquelyReferenced(&context) { context = DigestContext(copying: context) }
    context.update(buffer)
  }

  /// The digest of everything appended so far; more may be appended afterwards.
  package func finalize() -> Digest {
    DigestContext(copying: context).finish()
  }
}

/// Owns one OpenSSL digest context.
///
/// OpenSSL's digests fail only for want of memory or when the library lacks the algorithm; neither
/// can be answered with a wrong digest, so both stop the program.
final class DigestContext {
  private let pointer: OpaquePointer

  init(_ algorithm: HashAlgorithm) {
    pointer = DigestContext.allocate()
    precondition(
      shuyu_digest_begin(pointer, algorithm.shimSelector) == 1,
      "the system's OpenSSL does not offer \(algorithm.rawValue)")
  }

  init(copying other: DigestContext) {
    pointer = DigestContext.allocate()
    precondition(EVP_MD_CTX_copy_ex(pointer, other.pointer) == 1, "out of memory for a digest")
  }

  deinit { EVP_MD_CTX_free(pointer) }

  func update(_ buffer: UnsafeRawBufferPointer) {
    precondition(
      EVP_DigestUpdate(pointer, buffer.baseAddress, buffer.count) == 1, "a digest update failed")
  }

  func finish() -> Digest {
    withUnsafeTemporaryAllocation(byteCount: Digest.byteCount, alignment: 8) { buffer in
      let output = buffer.baseAddress?.assumingMemoryBound(to: UInt8.self)
      precondition(EVP_DigestFinal_ex(pointer, output, nil) == 1, "a digest could not be finished")
      return Digest(raw: UnsafeRawBufferPointer(buffer))
    }
  }

  private static func allocate() -> OpaquePointer {
    guard let pointer = EVP_MD_CTX_new() else { preconditionFailure("out of memory for a digest") }
    return pointer
  }
}
