// SPDX-License-Identifier: Apache-2.0

/// A hash function of 32 bytes that the platform accepts.
///
/// `sha256` is FIPS 180-4; `sm3` is GB/T 32905-2016.
package enum HashAlgorithm: String, Codable, Sendable, CaseIterable {
  case sha256
  case sm3

  /// The number of bytes in a block of the compression function (the same for both).
  package static let blockBytes = 64
}

extension HashAlgorithm {
  /// The selector the C shim understands.
  var shimSelector: Int32 {
    switch self {
    case .sha256: 0
    case .sm3: 1
    }
  }
}
