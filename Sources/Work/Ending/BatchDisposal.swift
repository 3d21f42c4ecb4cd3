// SPDX-License-Identifier: Apache-2.0
import Core
import Cryptography
import Platform

/// Destroys what is left of deliveries that were declined or rejected: the file, the rows kept
/// apart, and what a late refusal had written already. Nobody reads any of it any more, and a new
/// delivery is another upload.
///
/// Batches of imports are `ImportDisposal`'s: a file that people agreed to may be handed in again.
struct BatchDisposal: Sendable {
  let parts: DomainParts
  /// The worker's name, for the log.
  let worker: String

  /// After how many names of objects the rest is left to the next round: of most of them there
  /// never was an object.
  static let namesAtOnce = 20_000

  /// Looks for what must go: a page at a time, the versions of a resource read once.
  func round() async throws {
    let due = try parts.reporting.read { read in
      try read.every(
        Batch.self,
        [
          .equal("state", Batch.State.rejected.rawValue), Condition("certificate", .equal, .null),
        ]
      ).filter { try read.find(Resource.self, $0.resource)?.dataImport == nil }
    }
    // Intake that still runs may write more; it finds the batch rejected at its end.
    let ready = due.filter { batch in
      !parts.board.isHeld(batch.id) && parts.backoff.mayTry(BatchDisposal.work(on: batch))
    }
    var (states, names): ([RecordID: [[String]]], Int) = ([:], 0)
    for batch in ready.prefix(parts.limits.page) where names < BatchDisposal.namesAtOnce {
      let known = try states[batch.resource] ?? bases(of: batch.resource)
      states[batch.resource] = known
      let made = BatchDisposal.written(of: batch, over: [[""]] + known)
      names += made.count
      try await parts.each([batch], of: worker, id: BatchDisposal.work(on:)) {
        try await destroy($0, made)
      }
    }
  }

  private static func work(on batch: Batch) -> RecordID { ObjectNames.id(of: batch.id, "disposal") }

  private func destroy(_ batch: Batch, _ made: [RecordID]) async throws -> Bool {
    let certificates = try parts.destroy(Set(made + files(of: batch)).sorted())
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

  /// What a batch that adds to a version may have been taken in over: any version of its resource,
  /// in whatever state of its segments.
  private func bases(of resource: RecordID) throws -> [[String]] {
    let versions = try parts.reporting.read { read in
      try read.every(DatasetVersion.self, [.equal("resource", resource)])
    }
    return versions.flatMap { version in
      [[version.id.rawValue]]
        + ([version.vaultObject] + (version.retired ?? [])).map {
          [version.id.rawValue, $0.rawValue]
        }
    }
  }

  /// What was made of it: nothing where it never was attested and so never taken in.
  private static func written(of batch: Batch, over states: [[String]]) -> [RecordID] {
    guard batch.attestedBy != nil else { return [] }
    let made = states.flatMap { states in
      ["data", "delta", "profile"].map { ObjectNames.id(of: batch.id, $0, overAll: states) }
    }
    return made + [ObjectNames.id(of: batch.id, "bad-rows")]
  }
}
