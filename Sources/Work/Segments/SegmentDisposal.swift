// SPDX-License-Identifier: Apache-2.0
import Core
import Cryptography
import Platform
import Vault

/// Destroys objects of versions that no version names any more, and says which stay because
/// another one does.
struct SegmentDisposal: Sendable {
  let parts: DomainParts

  /// The objects with rows that other versions of a resource name.
  func named(beside version: DatasetVersion) throws -> Set<RecordID> {
    let others = try parts.reporting.read { read in
      try read.every(DatasetVersion.self, [.equal("resource", version.resource)])
    }
    return others.filter { $0.id != version.id && $0.isThere }
      .reduce(into: []) { $0.formUnion($1.dataObjects) }
  }

  /// Destroys what a version named until its segments were folded; waits while somebody may still
  /// read it. Returns whether the report was taken, or none was due.
  func destroyRetired(of version: DatasetVersion) async throws -> Bool {
    let due = Set(version.retired ?? [])
    guard !due.isEmpty, try !isRead(version) else { return true }
    let named = try named(beside: version)
      .union([version.vaultObject] + (version.segments ?? []))
    let gone = due.subtracting(named).sorted()
    let certificates = try gone.compactMap { try parts.vault.destroyIfAny($0, at: parts.now()) }
    return try await parts.report(
      "datasetVersion.segmentsDestroyed", place: version.place,
      [
        "version": .string(version.id.rawValue),
        "destroyed": .array(gone.map { .string($0.rawValue) }),
        "shared": .array(due.intersection(named).sorted().map { .string($0.rawValue) }),
        "certificate": .string(Certificates.digest(certificates).hex),
      ])
  }

  /// Whether a grant is being written or a batch taken in, which began to read before the fold.
  private func isRead(_ version: DatasetVersion) throws -> Bool {
    try parts.reporting.read { read in
      let on = Condition.equal("resource", version.resource)
      let grants = try read.list(
        Grant.self, [on, .equal("state", Grant.State.materialising.rawValue)], limit: 1)
      let batches = try read.list(
        Batch.self, [on, .equal("state", Batch.State.ingesting.rawValue)], limit: 1)
      return !grants.isEmpty || !batches.isEmpty
    }
  }
}
