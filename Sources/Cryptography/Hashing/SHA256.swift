// SPDX-License-Identifier: Apache-2.0

/// The hash function SHA-256 (FIPS 180-4).
package enum SHA256 {
  /// The digest of `bytes`.
  package static func hash(_ bytes: [UInt8]) -> Digest {
    let context = DigestContext(.sha256)
    bytes.withUnsafeBytes { context.update($0) }
    return context.finish()
  }

  /// The digest of the parts put end to end; the borders between them leave no trace.
  package static func hash(_ parts: [UInt8]...) -> Digest {
    let context = DigestContext(.sha256)
    for part in parts { part.withUnsafeBytes { context.update($0) } }
    return context.finish()
  }

  /// The digest of one byte and two digests put end to end, without an allocation for each.
  package static func hash(prefix: UInt8, _ left: Digest, _ right: Digest) -> Digest {
    withUnsafeTemporaryAllocation(byteCount: 1 + 2 * Digest.byteCount, alignment: 8) { buffer in
      buffer[0] = prefix
      left.write(to: UnsafeMutableRawBufferPointer(rebasing: buffer[1...32]))
      right.write(to: UnsafeMutableRawBufferPointer(rebasing: buffer[33...64]))
      let context = DigestContext(.sha256)
      context.update(UnsafeRawBufferPointer(buffer))
      return context.finish()
    }
  }
}
