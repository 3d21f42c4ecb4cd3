// SPDX-License-Identifier: Apache-2.0
package import Core
import Dispatch
package import Platform
import Regulation
package import Store
package import Vault

/// Opens confined documents for those whose duty it is to read them.
package struct ConfinedDocuments: Sendable {
  /// The most bytes that are opened.
  package static let bytesMax = 64 << 20

  private let database: PlatformDatabase
  private let vault: VaultStore

  /// Reads rights from a database and bytes from a vault.
  package init(database: PlatformDatabase, vault: VaultStore) {
    self.database = database
    self.vault = vault
  }

  /// The bytes of a document, nil when there is none for this actor.
  ///
  /// A value profile and bad rows are for the source unit of the resource; evidence and content
  /// for egress checkers of the place other than the requester's organisation.
  package func read(
    _ document: ConfinedDocument, of id: RecordID, for actor: Actor
  ) async throws -> [UInt8]? {
    guard let object = try object(document, of: id, for: actor) else { return nil }
    let vault = vault
    return try await withCheckedThrowingContinuation { continuation in
      DispatchQueue.global().async {
        continuation.resume(
          with: Result {
            var bytes: [UInt8] = []
            try vault.read(VaultID(object.rawValue)) { chunk in
              guard bytes.count + chunk.count <= Self.bytesMax else { throw TooLarge() }
              bytes += chunk
            }
            return bytes
          })
      }
    }
  }

  /// A document beyond the bound.
  private struct TooLarge: Error {}

  private func object(
    _ document: ConfinedDocument, of id: RecordID, for actor: Actor
  ) throws -> RecordID? {
    try database.read { read in
      if document.isOfVersion {
        guard actor.holds(.sourceUnit), let version = try read.find(DatasetVersion.self, id),
          version.place == actor.place, version.sourceUnit == actor.organisation
        else { return nil }
        return document == .profile ? version.profileObject : version.badRowsObject
      }
      guard actor.holds(.egressChecker), let release = try read.find(Release.self, id),
        release.place == actor.place, release.operator != actor.organisation
      else { return nil }
      // What would leave is shown only while it is looked at.
      guard release.state == .reviewing else { return nil }
      let evaluation = release.evaluation
      return document == .evidence ? evaluation?.evidenceObject : evaluation?.contentObject
    }
  }
}
