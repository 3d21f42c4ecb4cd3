// SPDX-License-Identifier: Apache-2.0
import Core
import Cryptography

/// Certificates of destruction, named together.
enum Certificates {
  /// The digest of one certificate, or of the list of the digests of several in their order, or of
  /// an empty list when there was nothing to destroy.
  static func digest(_ digests: [Digest]) -> Digest {
    if digests.count == 1 { return digests[0] }
    return SHA256.hash(JSON.array(digests.map { .string($0.hex) }).canonical())
  }
}
