// SPDX-License-Identifier: Apache-2.0
import Core
import Cryptography
import Platform
import Vault

/// Destroys what is left of deliveries that were declined or rejected: the file, the rows kept
/// apart, and what a late refusal had written already. Nobody reads any of it any more, and a new
/// delivery is another upload.
///
/// Batches of imports are `ImportDisposal`'s: a file that people agreed to may be handed in again.
struct BatchDisposal: Sendable {
  let parts: DomainParts
  /// The worker's name, for the log.
  let worker: String

  /// Looks for what must go.
  func round() async throws {
    let due = try parts.reporting.read { read in
      try read.every(
        Batch.self,
        [
          .equal("state", Batch.State.rejected.rawValue), Condition("certificate", .equal, .null),
        ]
      ).filter { try read.find(Resource.self, $0.resource)?.dataImport == nil }
    }
    try await parts.each(
      due, of: worker, id: { ObjectNames.id(of: $0.id, "disposal") }
    ) { try await destroy($0) }
  }

  private func destroy(_ batch: Batch) async throws -> Bool {
    // Intake that still runs may write more; it finds the batch rejected at its end.
    guard !parts.board.isHeld(batch.id) else { return true }
    let objects = try Set(written(of: batch) + files(of: batch)).sorted()
    let certificates = try objects.compactMap {
      try parts.vault.destroyIfAny($0, at: parts.now())
    }
    return try await parts.report(
      "batch.destroyed", place: batch.place,
      [
        "batch": .string(batch.id.rawValue),
        "certificate": .string(Certificates.digest(certificates).hex),
      ])
  }

  /// The uploaded file. Entries of earlier releases may name any object, or a file twice.
  private func files(of batch: Batch) throws -> [RecordID] {
    guard batch.upload.isUpload else { return [] }
    let isNeeded = try parts.reporting.read { read in
      let on = Condition.equal("upload", batch.upload)
      return try read.every(Batch.self, [on]).contains { $0.state != .rejected }
        || read.count(DataImport.self, [on]) > 0
    }
    return isNeeded ? [] : [batch.upload]
  }

  /// What was made of it over any version of its resource, in whatever state of its segments.
  private func written(of batch: Batch) throws -> [RecordID] {
    let versions = try parts.reporting.read { read in
      try read.every(DatasetVersion.self, [.equal("resource", batch.resource)])
    }
    let bases = versions.flatMap { version in
      [[version.id.rawValue]]
        + ([version.vaultObject] + (version.retired ?? [])).map {
          [version.id.rawValue, $0.rawValue]
        }
    }
    let made = ([[""]] + bases).flatMap { states in
      ["data", "delta", "profile"].map { ObjectNames.id(of: batch.id, $0, overAll: states) }
    }
    return made + [ObjectNames.id(of: batch.id, "bad-rows")]
  }
}
