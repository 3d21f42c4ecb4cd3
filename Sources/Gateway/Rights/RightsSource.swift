// SPDX-License-Identifier: Apache-2.0
package import Core
package import Cryptography

/// Where the gateway learns who may call what: the platform's records.
package protocol RightsSource: Sendable {
  /// The rights of the key whose secret has this SHA-256 digest; nil when there is no such key.
  func rights(ofKey digest: Digest, on day: Day) throws -> KeyRights?

  /// The line of a product, one for all its versions; nil for an unknown product.
  func line(ofProduct product: RecordID) throws -> RecordID?

  /// Whether a subject's authorisation of the holder's product and developer is valid on a day.
  func isAuthorised(_ holder: KeyHolder, subject code: String, on day: Day) throws -> Bool
}
