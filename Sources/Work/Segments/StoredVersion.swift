// SPDX-License-Identifier: Apache-2.0
package import Core
package import Platform

/// Where the rows of a version are.
package struct StoredVersion: Sendable {
  /// The version.
  package let id: RecordID
  /// The object with the rows, or with the manifest of their segments.
  package let object: RecordID
  /// Whether the rows are in segments.
  package let isSegmented: Bool
  /// Its rows.
  package let rows: Int
  /// Its bytes before encryption.
  package let bytes: Int
  /// The digest of the object.
  package let digest: String
  /// The object with the values' profile.
  package let profile: RecordID?

  /// As the result of taking a batch in says.
  package init(
    id: RecordID, object: RecordID, isSegmented: Bool, rows: Int, bytes: Int, digest: String,
    profile: RecordID?
  ) {
    self.id = id
    self.object = object
    self.isSegmented = isSegmented
    self.rows = rows
    self.bytes = bytes
    self.digest = digest
    self.profile = profile
  }

  /// As the record says.
  package init(_ version: DatasetVersion) {
    id = version.id
    object = version.vaultObject
    isSegmented = version.segments != nil
    rows = version.rows
    bytes = version.bytes
    digest = version.digest.text
    profile = version.profileObject
  }
}
