// SPDX-License-Identifier: Apache-2.0
internal import COpenSSL

/// Keyed authentication of a message (RFC 2104; with SM3, GM/T 0042-2015).
package enum HMAC {
  /// The number of bytes in every code.
  package static let byteCount = 32

  /// The authentication code of `message` under `key`, which may have any length.
  package static func authenticate(
    _ message: [UInt8], key: [UInt8], algorithm: HashAlgorithm
  ) -> [UInt8] {
    message.withUnsafeBytes { message in
      key.withUnsafeBytes { authenticate([message], key: $0, algorithm: algorithm) }
    }
  }

  /// The authentication codes of many messages under one key: 32 bytes each, end to end.
  ///
  /// One crossing to the library for all of them, which expands the key once.
  ///
  /// - Parameters:
  ///   - messages: the messages end to end.
  ///   - ends: where each ends, in ascending order, the last one at the end of `messages`.
  package static func authenticate(
    _ messages: [UInt8], endingAt ends: [Int], key: [UInt8], algorithm: HashAlgorithm
  ) -> [UInt8] {
    precondition(
      zip([0] + ends, ends).allSatisfy { $0 <= $1 } && (ends.last ?? 0) <= messages.count)
    return [UInt8](unsafeUninitializedCapacity: byteCount * ends.count) { output, count in
      let done = shuyu_hmac_many(
        algorithm.shimSelector, key, key.count, messages, ends, ends.count, output.baseAddress)
      precondition(done == 1, "the system's OpenSSL could not compute an HMAC")
      count = byteCount * ends.count
    }
  }

  /// The authentication code of the parts put end to end.
  static func authenticate(
    _ parts: [UnsafeRawBufferPointer], key: UnsafeRawBufferPointer, algorithm: HashAlgorithm
  ) -> [UInt8] {
    let parts = parts.map { shuyu_part(bytes: $0.baseAddress, count: $0.count) }
    return [UInt8](unsafeUninitializedCapacity: byteCount) { output, count in
      let done = shuyu_hmac_parts(
        algorithm.shimSelector, key.baseAddress, key.count, parts, parts.count, output.baseAddress)
      precondition(done == 1, "the system's OpenSSL could not compute an HMAC")
      count = byteCount
    }
  }
}
