// SPDX-License-Identifier: Apache-2.0
internal import COpenSSL

/// The memory-hard derivation of a key from a password (RFC 7914).
package enum Scrypt {
  /// The most memory one derivation may take, in bytes: 1 GiB.
  package static let memoryBytesMax = 1 << 30

  /// Derives `length` bytes (1 to 1024) from a password and a salt.
  ///
  /// `n` is the cost, a power of two from 2 to 2^20; `r` (1 to 32) the block size; `p` (1 to 64)
  /// the parallelism. The work takes about 128 * n * r bytes of memory. Throws
  /// `parameterOutOfRange` when a parameter is outside its range or the memory above 1 GiB.
  package static func derive(
    password: [UInt8], salt: [UInt8], n: Int, r: Int, p: Int, length: Int
  ) throws(CryptographyError) -> [UInt8] {
    guard n >= 2, n <= 1 << 20, n & (n - 1) == 0 else { throw .parameterOutOfRange("n") }
    guard (1...32).contains(r) else { throw .parameterOutOfRange("r") }
    guard (1...64).contains(p) else { throw .parameterOutOfRange("p") }
    guard (1...1024).contains(length) else { throw .parameterOutOfRange("length") }
    guard 128 * n * r <= memoryBytesMax else { throw .parameterOutOfRange("n * r") }
    // OpenSSL counts a little more than the mixing array against its limit.
    let memory = UInt64(128 * r * (n + p + 2))
    var key = [UInt8](repeating: 0, count: length)
    let done = shuyu_scrypt(
      password, password.count, salt, salt.count, UInt64(n), UInt32(r), UInt32(p), memory, &key,
      length)
    guard done == 1 else { throw .failed(operation: "scrypt") }
    return key
  }
}
