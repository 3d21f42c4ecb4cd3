// SPDX-License-Identifier: Apache-2.0
import Core
import Cryptography
import Platform
import Vault

/// Writes approved and stale grants, makes their samples, and destroys those that are revoked.
package struct GrantWorker: DomainWorker {
  private let parts: DomainParts
  private let keys: ScenarioKeys

  /// Works with the domain's parts and the keys of pseudonyms.
  package init(parts: DomainParts, keys: ScenarioKeys) {
    self.parts = parts
    self.keys = keys
  }

  /// `grants`.
  package var name: String { "grants" }

  /// First destroys, then writes, then makes samples.
  package func round() async throws {
    let revoked = try grants(in: [.revoked])
    try await parts.each(revoked, of: name, id: \.id) { try await destroy($0) }
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

  private func write(_ grant: Grant) async throws -> Bool {
    let (resource, version) = try parts.reporting.read { read in
      (
        try read.find(Resource.self, grant.resource),
        try DatasetVersion.active(of: grant.resource, read)
      )
    }
    // Nothing was delivered yet; a commit that changes that wakes this worker.
    guard let resource, let version else { return true }
    if grant.state != .materialising {
      let started = try await parts.report("grant.started", place: grant.place, id(grant))
      guard started else { return false }
    }
    let work = Materialisation(
      parts: parts, keys: keys, grant: grant, resource: resource, version: version)
    do {
      // A copy of an earlier version or policy: nobody may read it since the grant is not ready.
      if let old = grant.vaultObject, old != work.object {
        _ = try parts.vault.destroyIfAny(old, at: parts.now())
      }
      let copy = try await work.run()
      parts.board.show(grant.id, .reporting)
      var input = id(grant)
      input["datasetVersion"] = .string(version.id.rawValue)
      input["vaultObject"] = .string(work.object.rawValue)
      input["rows"] = .int(Int64(copy.rows))
      input["policyDigest"] = .string(grant.policyDigest.hex)
      input["consentEpoch"] = .int(Int64(grant.consentEpoch))
      return try await parts.report("grant.materialised", place: grant.place, input)
    } catch {
      try Task.checkCancellation()
      if !GrantWorker.isOwn(error) { throw error }
      var input = id(grant)
      input["failureClass"] = .string("fault.\(DomainFault.of(error).rawValue)")
      return try await parts.report("grant.failed", place: grant.place, input)
    }
  }

  /// Whether a failure belongs to the piece of work, and not to its report.
  private static func isOwn(_ error: any Error) -> Bool {
    error is GrantSQLError || error is VaultError
      || (error as? DomainFault).map { $0 != .report } ?? false
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
    let certificates = try copies(of: grant).compactMap { object in
      try parts.vault.destroyIfAny(object, at: parts.now())
    }
    var input = id(grant)
    input["certificate"] = .string(Certificates.digest(certificates).hex)
    return try await parts.report("grant.destroyed", place: grant.place, input)
  }

  /// Every object that may ever have been written for a grant, reported or not.
  private func copies(of grant: Grant) throws -> [RecordID] {
    let versions = try parts.reporting.read { read in
      try read.every(DatasetVersion.self, [.equal("resource", grant.resource)])
    }
    let epochs = 0...max(0, min(grant.consentEpoch, 1_000))
    let written = versions.flatMap { version in
      epochs.map { Materialisation.object(of: grant, version: version.id, epoch: $0) }
    }
    let named = [grant.vaultObject, grant.sample?.object, GrantSampling.object(of: grant)]
    return Set(written + named.compactMap { $0 }).sorted()
  }
}
