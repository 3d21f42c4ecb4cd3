// SPDX-License-Identifier: Apache-2.0
import Core
import Platform
import Synchronization

/// Folds segments of versions that hold, a part of each a day, and destroys what they held before.
///
/// By the day: a bucket is reached after as many days as the version has shares, whether batches
/// come or not, so that what was deleted leaves the disk with the older versions.
package struct FoldWorker: DomainWorker {
  private let parts: DomainParts
  private let interval: Duration
  private let rest = FoldRest()

  /// Works with the domain's parts, looking for work at most once in an interval: each look reads
  /// every version that holds.
  package init(parts: DomainParts, every interval: Duration = .seconds(60)) {
    self.parts = parts
    self.interval = interval
  }

  /// `folding`.
  package var name: String { "folding" }

  /// First destroys what was replaced, then folds.
  package func round() async throws {
    guard rest.isOver(interval) else { return }
    let versions = try parts.reporting.read { read in
      try read.every(
        DatasetVersion.self, [.equal("state", DatasetVersion.State.active.rawValue)])
    }
    let disposal = SegmentDisposal(parts: parts)
    try await parts.each(
      versions.filter { $0.retired?.isEmpty == false }, of: name,
      id: { ObjectNames.id(of: $0.id, "retired") }
    ) { try await disposal.destroyRetired(of: $0) }
    try await parts.each(
      versions.filter { $0.segments != nil }, of: name,
      id: { ObjectNames.id(of: $0.id, "folding") }
    ) { try await fold($0) }
  }

  private func fold(_ version: DatasetVersion) async throws -> Bool {
    let today = parts.now().day(in: .china)
    // A batch that is being taken in would have to be taken in anew.
    guard !rest.has(version.vaultObject, today), try !isTakenIn(version) else { return true }
    let reading = VersionReading(parts: parts, version: StoredVersion(version))
    guard let manifest = try await reading.manifest() else { throw DomainFault.records }
    let spent = version.folding.flatMap { $0.day == today ? $0.bytes : nil } ?? 0
    let plan = FoldPlan(manifest, spent: spent, limits: parts.limits.segments)
    guard let plan else {
      rest.note(version.vaultObject, today)
      return true
    }
    let made = try await Folding(parts: parts, version: version, manifest: manifest).run(plan)
    let isTaken = try await parts.report(
      "datasetVersion.folded", place: version.place,
      [
        "version": .string(version.id.rawValue), "base": .string(version.vaultObject.rawValue),
        "vaultObject": .string(made.object.rawValue), "digest": .string(made.digest),
        "bytes": .int(Int64(made.manifest.bytes)), "written": .int(Int64(made.written)),
        "segments": .array(made.manifest.segments.map { .string($0.object.rawValue) }),
      ])
    if !isTaken { try forget(made, of: version) }
    return true
  }

  /// Destroys what was written of a version that another one followed meanwhile.
  private func forget(_ made: Folding.Result, of version: DatasetVersion) throws {
    let found = try parts.reporting.read { try $0.find(DatasetVersion.self, version.id) }
    let named = found?.dataObjects ?? []
    for object in [made.object] + made.made where !named.contains(object) {
      _ = try parts.vault.destroyIfAny(object, at: parts.now())
    }
  }

  private func isTakenIn(_ version: DatasetVersion) throws -> Bool {
    try parts.reporting.read { read in
      try !read.list(
        Batch.self,
        [
          .equal("resource", version.resource),
          .equal("state", Batch.State.ingesting.rawValue),
        ], limit: 1
      ).isEmpty
    }
  }
}

/// When versions were last looked at; in memory only.
private final class FoldRest: Sendable {
  private struct State {
    var days: [RecordID: Day] = [:]
    var last: ContinuousClock.Instant?
  }

  /// Guarded: the objects that need nothing on a day, and the last look.
  private let state = Mutex(State())

  /// Whether an interval passed since the last time that it had; then it begins anew.
  func isOver(_ interval: Duration) -> Bool {
    state.withLock { state in
      let now = ContinuousClock.now
      if let last = state.last, last.duration(to: now) < interval { return false }
      state.last = now
      return true
    }
  }

  /// Whether an object needs nothing on a day.
  func has(_ id: RecordID, _ day: Day) -> Bool { state.withLock { $0.days[id] == day } }

  /// Notes that an object needs nothing on a day; those of other days are forgotten.
  func note(_ id: RecordID, _ day: Day) {
    state.withLock { state in
      state.days = state.days.filter { $0.value == day }
      state.days[id] = day
    }
  }
}
