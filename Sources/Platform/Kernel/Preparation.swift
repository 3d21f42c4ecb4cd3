// SPDX-License-Identifier: Apache-2.0
package import Core
package import Cryptography

/// What the slow work of an action may use, before the writer's transaction.
package struct Preparation: Sendable {
  /// Randomness for salts.
  package let random: any RandomSource
  /// The installation's key under which codes of persons and enterprises are hidden.
  package let subjects: SubjectMarker
  /// The account that acts, as it was when the work began; nil for the platform itself.
  package let account: Account?
  /// Whether the acting account's organisation uploaded a file with this digest.
  package let isUploaded: @Sendable (DigestText) throws -> Bool
  /// Whether a file that the acting account's organisation uploaded is kept under this id.
  package let isKept: @Sendable (RecordID) throws -> Bool
  /// Whether an action named the file with this id by its digest, so that it is a paper.
  package let isPaper: @Sendable (RecordID) throws -> Bool

  /// Hands over what slow work needs.
  package init(
    random: any RandomSource, subjects: SubjectMarker, account: Account? = nil,
    isUploaded: @escaping @Sendable (DigestText) throws -> Bool = { _ in false },
    isKept: @escaping @Sendable (RecordID) throws -> Bool = { _ in false },
    isPaper: @escaping @Sendable (RecordID) throws -> Bool = { _ in false }
  ) {
    self.random = random
    self.subjects = subjects
    self.account = account
    self.isUploaded = isUploaded
    self.isKept = isKept
    self.isPaper = isPaper
  }

  /// Whether an id names an uploaded file that the acting organisation may hand in as data. No
  /// other object of the vault is one, whoever knows its name.
  func mayHandIn(_ upload: RecordID) throws -> Bool {
    guard upload.isUpload else { return false }
    return try isKept(upload)
  }
}
