// SPDX-License-Identifier: Apache-2.0
import Core
import Cryptography
import Foundation
package import Platform
import Sandbox
import Vault

/// Writes approved and stale grants, makes their samples, and destroys those that are revoked.
package struct GrantWorker: DomainWorker {
  private let parts: DomainParts
  private let keys: ScenarioKeys
  private let subjects: SubjectMarker
  private let freshness: GrantFreshness

  /// Works with the domain's parts, the keys of pseudonyms and the key that hides subjects' codes.
  package init(parts: DomainParts, keys: ScenarioKeys, subjects: SubjectMarker) {
    self.parts = parts
    self.keys = keys
    self.subjects = subjects
    freshness = GrantFreshness(parts: parts)
  }

  /// How many changes of consents back copies are looked for before one is written; all of them
  /// when the grant ends.
  static let epochsLookedAt = 16

  /// `grants`.
  package var name: String { "grants" }

  /// First destroys, then looks what is behind, writes, and makes samples.
  package func round() async throws {
    let revoked = try grants(in: [.revoked])
    try await parts.each(revoked, of: name, id: \.id) { try await destroy($0) }
    let behind = try freshness.behind()
    try await parts.each(behind, of: name, id: { $0.grant.id }) { found in
      var input = id(found.grant)
      input["ground"] = .string(found.ground.rawValue)
      return try await parts.report("grant.stale", place: found.grant.place, input)
    }
    let pending = try grants(in: [.materialising, .stale, .approved])
    try await parts.each(pending, of: name, id: \.id) { try await write($0) }
    let samples = try parts.reporting.read { read in
      try read.list(
        Grant.self,
        [
          .equal("sampleState", SampleState.requested.rawValue),
          .equal("state", Grant.State.ready.rawValue),
        ], limit: parts.limits.page)
    }
    try await parts.each(samples, of: name, id: \.id) { try await sample($0) }
  }

  private func grants(in states: [Grant.State]) throws -> [Grant] {
    try parts.reporting.read { read in
      try states.flatMap {
        try read.list(Grant.self, [.equal("state", $0.rawValue)], limit: parts.limits.page)
      }
    }
  }

  private func id(_ grant: Grant) -> [String: JSON] { ["grant": .string(grant.id.rawValue)] }

  private func write(_ listed: Grant) async throws -> Bool {
    parts.board.hold(listed.id)
    defer { parts.board.free(listed.id) }
    let version = try parts.reporting.read { try DatasetVersion.active(of: listed.resource, $0) }
    // Nothing was delivered yet; a commit that changes that wakes this worker.
    guard let version else { return true }
    if listed.state != .materialising {
      let started = try await parts.report("grant.started", place: listed.place, id(listed))
      guard started else { return false }
    }
    // Read after the start, which took up the rules as they hold now.
    let (found, resource) = try parts.reporting.read { read in
      (try read.find(Grant.self, listed.id), try read.find(Resource.self, listed.resource))
    }
    guard let grant = found, let resource, grant.state == .materialising else { return true }
    let work = Materialisation(
      parts: parts, keys: keys, subjects: subjects, grant: grant, resource: resource,
      version: version)
    let copy: Materialisation.Copy
    do {
      // Earlier copies: nobody may read them since the grant is not ready.
      for old in try stale(of: grant, but: version.id) where old != work.object {
        _ = try parts.vault.destroyIfAny(old, at: parts.now())
      }
      copy = try await work.run()
    } catch {
      try Task.checkCancellation()
      if !isOwn(error, grant) { throw error }
      var input = id(grant)
      input["failureClass"] = .string("fault.\(DomainFault.of(error).rawValue)")
      return try await parts.report("grant.failed", place: grant.place, input)
    }
    parts.board.show(grant.id, .reporting)
    var input = id(grant)
    input["datasetVersion"] = .string(version.id.rawValue)
    input["vaultObject"] = .string(work.object.rawValue)
    input["rows"] = .int(Int64(copy.rows))
    input["policyDigest"] = .string(grant.policyDigest.hex)
    input["consentEpoch"] = .int(Int64(grant.consentEpoch))
    if let consents = copy.consents { input["consents"] = .string(consents.hex) }
    if let until = copy.consentsUntil { input["consentsUntil"] = .string(until.description) }
    return try await parts.report("grant.materialised", place: grant.place, input)
  }

  /// Whether a failure belongs to the grant, or to a machine that was waited for long enough. A
  /// grant that never came to an end would hold back whatever its resource is to have destroyed.
  private func isOwn(_ error: any Error, _ grant: Grant) -> Bool {
    if parts.mayPass(error, of: grant.id) { return false }
    switch error {
    case is DomainFault, is GrantSQLError, is VaultError, is SandboxError, is CocoaError:
      return true
    // Whatever else, such as records that cannot be read, is waited for as the machine is.
    default: return parts.backoff.hasLasted(grant.id, .other, DomainParts.patience)
    }
  }

  private func sample(_ grant: Grant) async throws -> Bool {
    guard let copy = grant.vaultObject, let wanted = grant.sample?.rowsWanted else {
      throw DomainFault.records
    }
    let resource = try parts.reporting.read { try $0.find(Resource.self, grant.resource) }
    guard let resource else { throw DomainFault.records }
    let sampling = GrantSampling(
      parts: parts, grant: grant, copy: copy, rowsWanted: wanted,
      quasiColumns: GrantSampling.quasiColumns(of: grant, resource),
      strata: GrantSampling.strata(of: grant, resource))
    let made = try await sampling.run()
    var input = id(grant)
    input["rows"] = .int(Int64(made.rows))
    input["object"] = .string(sampling.object.rawValue)
    input["risk"] = try JSON(encoding: made.risk)
    if let drawn = made.drawn { input["drawn"] = try JSON(encoding: drawn) }
    return try await parts.report("sample.made", place: grant.place, input)
  }

  private func destroy(_ grant: Grant) async throws -> Bool {
    let samples = [GrantSampling.object(of: grant), grant.sample?.object].compactMap { $0 }
    let objects = Set(try copies(of: grant, epochs: 1_000) + samples).sorted()
    let certificates = try objects.compactMap { object in
      try parts.vault.destroyIfAny(object, at: parts.now())
    }
    var input = id(grant)
    input["certificate"] = .string(Certificates.digest(certificates).hex)
    return try await parts.report("grant.destroyed", place: grant.place, input)
  }

  /// The copies that may be there when one is written: many epochs back of the versions that are or
  /// were in use, the last two of all others.
  private func stale(of grant: Grant, but version: RecordID) throws -> [RecordID] {
    let near = [version, grant.datasetVersion].compactMap(\.self)
    let epochs = max(0, grant.consentEpoch - GrantWorker.epochsLookedAt + 1)...grant.consentEpoch
    let deep = Set(near).flatMap { version in
      epochs.flatMap { epoch in
        grant.policyDigests.map {
          Materialisation.object(of: grant, version: version, epoch: epoch, policy: $0)
        }
      }
    }
    return try Set(copies(of: grant, epochs: 2) + deep).sorted()
  }

  /// Every copy that may have been written for a grant in its last epochs of consents, reported or
  /// not, and the samples of those that are over.
  private func copies(of grant: Grant, epochs count: Int) throws -> [RecordID] {
    let versions = try parts.reporting.read { read in
      try read.every(DatasetVersion.self, [.equal("resource", grant.resource)])
    }
    let epochs = max(0, grant.consentEpoch - count + 1)...max(0, grant.consentEpoch)
    let written = versions.flatMap { version in
      epochs.flatMap { epoch in
        grant.policyDigests.map {
          Materialisation.object(of: grant, version: version.id, epoch: epoch, policy: $0)
        }
      }
    }
    let samples = epochs.flatMap { epoch in
      grant.policyDigests.map { GrantSampling.object(of: grant, epoch: epoch, policy: $0) }
    }.filter { $0 != GrantSampling.object(of: grant) }
    return Set(written + samples + [grant.vaultObject].compactMap { $0 }).sorted()
  }
}
