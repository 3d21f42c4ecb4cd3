// SPDX-License-Identifier: Apache-2.0
package import Core
package import Cryptography

/// An uploaded file that an entry names by its digest: a scan, a signed document, a certificate.
///
/// Deliveries of data are never papers: they are named by the upload's id and stay in the domain.
package struct Paper: Sendable, Hashable {
  /// The most bytes of one paper.
  package static let bytesMax = 64 << 20

  /// The SHA-256 of its bytes, as the entry's record has it.
  package let digest: Digest
  /// The file's name as uploaded.
  package let name: String
  /// Its size.
  package let bytes: Int
  /// The newest entry of the record that names it.
  package let entry: Int
  /// The kept file.
  package let upload: RecordID

  /// Names a paper.
  package init(digest: Digest, name: String, bytes: Int, entry: Int, upload: RecordID) {
    self.digest = digest
    self.name = name
    self.bytes = bytes
    self.entry = entry
    self.upload = upload
  }
}
