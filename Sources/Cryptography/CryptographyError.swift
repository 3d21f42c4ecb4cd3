// SPDX-License-Identifier: Apache-2.0

/// Why a cryptographic operation did not give a result.
///
/// No case carries key material, plaintext or ciphertext, so an error may be logged.
package enum CryptographyError: Error, Hashable, Sendable {
  /// An input has the wrong number of bytes.
  case wrongLength(of: String, expected: Int, actual: Int)
  /// A parameter lies outside the range that the operation allows.
  case parameterOutOfRange(String)
  /// The bytes are not a private key of the algorithm.
  case invalidPrivateKey(SignatureAlgorithm)
  /// The tag does not fit: the bytes, the nonce, the additional data or the key are not the ones
  /// that were sealed. Which of them is not known and not told.
  case notAuthentic
  /// OpenSSL refused the operation: it lacks the algorithm, or memory.
  case failed(operation: String)
}

extension CryptographyError: CustomStringConvertible {
  /// What is wrong, in one line, without any data.
  package var description: String {
    switch self {
    case .wrongLength(let name, let expected, let actual):
      "the \(name) must have \(expected) bytes, not \(actual)"
    case .parameterOutOfRange(let name):
      "the parameter `\(name)` is out of range"
    case .invalidPrivateKey(let algorithm):
      "the bytes are not a private key for \(algorithm.rawValue)"
    case .notAuthentic:
      "the sealed bytes are damaged, out of place, or sealed under another key"
    case .failed(let operation):
      "the system's OpenSSL could not perform \(operation)"
    }
  }
}

extension CryptographyError {
  /// Throws unless `actual` is `expected`.
  static func check(_ name: String, _ actual: Int, is expected: Int) throws(CryptographyError) {
    guard actual == expected else {
      throw .wrongLength(of: name, expected: expected, actual: actual)
    }
  }
}
