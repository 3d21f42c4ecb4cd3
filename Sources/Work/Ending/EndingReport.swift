// SPDX-License-Identifier: Apache-2.0
import Core
import Cryptography
import Platform
import Vault

/// Looks whether anything of an ended agreement is left in the domain, and reports each kind of
/// thing that is gone. What is still there is looked for in the vault itself, not in the tables.
struct EndingReport: Sendable {
  let parts: DomainParts
  let keys: ScenarioKeys

  /// Ended agreements of which this was not reported.
  func pending() throws -> [Agreement] {
    try parts.reporting.read { read in
      try [Agreement.State.terminating, .ended].flatMap { state in
        try read.every(Agreement.self, [.equal("state", state.rawValue)])
      }
    }.filter { $0.exit.destruction == nil }
  }

  /// What hangs on an agreement.
  private struct Remains {
    var grants: [Grant] = []
    var jobs: [Job] = []
    var outputs: [JobOutput] = []
    var scenarios: [Scenario] = []
    var imports: [DataImport] = []
  }

  /// Reports once nothing is left; looks again in the next round until then.
  func report(_ agreement: Agreement) async throws -> Bool {
    let remains = try remains(of: agreement)
    let named = Set(remains.scenarios.map(\.id))
    let outputs = remains.outputs.filter { $0.state != .released }
    let kept = try keys.scenarios()
    let isSettled =
      remains.grants.allSatisfy { $0.state == .destroyed || $0.state == .rejected }
      && !remains.jobs.contains(where: \.state.isLive)
      && outputs.allSatisfy { $0.state == .destroyed }
      && named.isDisjoint(with: kept)
      && remains.imports.allSatisfy { $0.certificate != nil }
    guard isSettled else { return true }
    let held = (remains.jobs.map(\.id) + remains.grants.map(\.id)).filter(parts.board.isHeld)
    guard held.isEmpty else { return true }
    let copies = remains.grants.compactMap(\.vaultObject)
    let samples = remains.grants.compactMap { $0.sample?.object }
    let objects = Set(copies + samples + outputs.map(\.vaultObject)).sorted()
    guard let certificates = try certificates(of: objects) else { return false }
    // What a job wrote that did not succeed, no table names.
    let unreported = try remains.jobs.filter { $0.state != .succeeded }.flatMap {
      try JobAttempts(parts: parts, job: $0).clear().certificates
    }
    let certificate = Certificates.digest(certificates + unreported)
    guard let digest = DigestText(certificate.hex) else { throw DomainFault.form }
    let destruction = DomainDestruction(
      jobsStopped: remains.jobs.count { $0.state == .cancelled }, grantSets: copies.count,
      samples: samples.count, outputs: outputs.count,
      pseudonymKeys: Set(remains.grants.filter(\.hasPseudonyms).map(\.scenario)).count,
      mounts: held.count, certificate: digest)
    return try await parts.report(
      "exit.dataDestroyed", place: agreement.place,
      [
        "agreement": .string(agreement.id.rawValue), "destruction": try JSON(encoding: destruction),
      ])
  }

  private func remains(of agreement: Agreement) throws -> Remains {
    let on = Condition.equal("agreement", agreement.id)
    return try parts.reporting.read { read in
      var remains = Remains()
      remains.grants = try read.every(Grant.self, [on])
      remains.jobs = try read.every(Job.self, [on])
      remains.imports = try read.every(DataImport.self, [on])
      remains.scenarios = try read.every(Scenario.self, [on])
      remains.outputs = try remains.scenarios.flatMap {
        try read.every(JobOutput.self, [.equal("scenario", $0.id)])
      }
      return remains
    }
  }

  /// The digests of the certificates of objects, all of which must be gone; nil when one is there.
  private func certificates(of objects: [RecordID]) throws -> [Digest]? {
    var digests: [Digest] = []
    for object in objects {
      do {
        let certificate = try parts.vault.certificate(try object.vaultID())
        digests.append(SHA256.hash(try JSON(encoding: certificate).canonical()))
      } catch VaultError.unknown {
        return nil
      }
    }
    return digests
  }
}

extension Grant {
  /// Whether it was written under its scenario's key.
  fileprivate var hasPseudonyms: Bool {
    vaultObject != nil && columns.contains { $0.mask == .pseudonym }
  }
}
