// SPDX-License-Identifier: Apache-2.0
import Core
import Cryptography
import Platform
import Vault

extension DomainParts {
  /// Destroys objects of the vault, uploaded files among them, and gives the digests of the
  /// certificates; what never was there has none. A file that was destroyed counts as uploaded no
  /// more.
  ///
  /// A file that an action named by its digest stays, though it was handed in as data as well: it
  /// is evidence of another record, which no delivery that comes to nothing takes away.
  /// - Throws: the first error, once everything else is destroyed.
  func destroy(_ objects: [RecordID]) throws -> [Digest] {
    var certificates: [Digest] = []
    var failure: (any Error)?
    for object in objects {
      do {
        if object.isUpload, try reporting.isPaper(object) { continue }
        guard let certificate = try vault.destroyIfAny(object, at: now()) else { continue }
        certificates.append(certificate)
        if object.isUpload { try reporting.forgetDestroyed(object) }
      } catch {
        failure = failure ?? error
      }
    }
    if let failure { throw failure }
    return certificates
  }
}
