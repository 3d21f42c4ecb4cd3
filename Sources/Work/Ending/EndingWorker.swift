// SPDX-License-Identifier: Apache-2.0
import Core
import Cryptography
import Platform
import Vault

/// Destroys what must not be there any more, and certifies it: versions that were ordered to go,
/// deliveries that were not taken, outputs of ended scenarios and of jobs that did not succeed,
/// keys of pseudonyms that no grant needs any more, what was made of releases that did not leave,
/// product files of those that are not out. Copies of revoked grants are `GrantWorker`'s. Once
/// nothing of an ended agreement gives rights any more, it reports that its permissions are closed
/// (EZ-02.7-d), and when nothing of it is left in the domain it reports what is gone.
package struct EndingWorker: DomainWorker {
  private let parts: DomainParts
  private let keys: ScenarioKeys
  private let products: ProductFiles
  private let jobs: JobDisposal

  /// Works with the domain's parts, the keys of pseudonyms and the folder of product files.
  package init(parts: DomainParts, keys: ScenarioKeys, products: ProductFiles) {
    self.parts = parts
    self.keys = keys
    self.products = products
    jobs = JobDisposal(parts: parts)
  }

  /// `endings`.
  package var name: String { "endings" }

  /// Looks for what ended.
  package func round() async throws {
    let page = parts.limits.page
    let versions = try parts.reporting.read { read in
      try read.list(
        DatasetVersion.self, [.equal("state", DatasetVersion.State.destroying.rawValue)],
        limit: page)
    }
    try await parts.each(versions, of: name, id: \.id) { try await destroy($0) }
    let outputs = try endedOutputs() + barredOutputs()
    try await parts.each(outputs, of: name, id: \.id) { try await destroy($0) }
    try await jobs.round(of: name)
    let leaving = try parts.reporting.read { read in
      try read.list(
        Agreement.self, [.equal("state", Agreement.State.terminating.rawValue)], limit: page)
    }
    try await parts.each(leaving, of: name, id: \.id) { try await closePermissions(of: $0) }
    try await disposals.round()
    try await ImportDisposal(parts: parts, worker: name).round()
    try await parts.each(try keys.scenarios(), of: name, id: \.self) { try forgetKey(of: $0) }
    try await parts.each(try products.releases(), of: name, id: \.self) { try withdraw($0) }
    let report = EndingReport(parts: parts, keys: keys)
    try await parts.each(
      try report.pending(), of: name, id: { ObjectNames.id(of: $0.id, "destruction") }
    ) {
      try await report.report($0)
    }
    // The last: there may be many of them, and nobody else waits for what they were.
    try await BatchDisposal(parts: parts, worker: name).round()
  }

  private var disposals: ReleaseDisposal { ReleaseDisposal(parts: parts, worker: name) }

  private func destroy(_ version: DatasetVersion) async throws -> Bool {
    let delivered = try parts.reporting.read { try $0.find(Batch.self, version.batch)?.upload }
    // Entries of earlier releases may name any object as a file: nothing but files goes by them.
    let upload = delivered.flatMap { $0.isUpload ? $0 : nil }
    let named = try SegmentDisposal(parts: parts).named(beside: version)
    let shared = version.dataObjects.intersection(named).sorted()
    let possible = Folding.possibleObjects(of: version, limits: parts.limits.segments)
    let data =
      [version.vaultObject]
      + version.dataObjects.union(possible).subtracting([version.vaultObject]).sorted()
    let beside = [version.profileObject, version.badRowsObject, upload].compactMap { $0 }
    let objects = data.filter { !named.contains($0) } + beside
    let certificates = try parts.destroy(objects)
    var input: [String: JSON] = [
      "version": .string(version.id.rawValue),
      "certificate": .string(Certificates.digest(certificates).hex),
    ]
    if !shared.isEmpty { input["shared"] = .array(shared.map { .string($0.rawValue) }) }
    return try await parts.report("datasetVersion.destroyed", place: version.place, input)
  }

  /// Outputs in quarantine of scenarios that have ended; what was released stays for its proof.
  private func endedOutputs() throws -> [JobOutput] {
    try parts.reporting.read { read in
      let scenarios = try read.every(
        Scenario.self, [.equal("state", Scenario.State.ended.rawValue)])
      var outputs: [JobOutput] = []
      for scenario in scenarios where outputs.count < parts.limits.page {
        outputs += try read.list(
          JobOutput.self,
          [
            .equal("scenario", scenario.id),
            .equal("state", JobOutput.State.quarantined.rawValue),
          ], limit: parts.limits.page)
      }
      return outputs
    }
  }

  /// Outputs that their operators gave up, and those that nothing can leave of any more, since
  /// somebody of whom the job read rows left (EZ-02.3-b); what is under review is sent back first.
  private func barredOutputs() throws -> [JobOutput] {
    let today = parts.now().day(in: .china)
    return try parts.reporting.read { read in
      let given = try read.list(
        JobOutput.self, [.equal("state", JobOutput.State.discarding.rawValue)],
        limit: parts.limits.page)
      let barred = try read.every(
        JobOutput.self, [.equal("state", JobOutput.State.quarantined.rawValue)]
      ).filter { output in
        guard let job = try read.find(Job.self, output.job),
          try job.hasDepartures(on: today, read)
        else { return false }
        return try !output.isUsed(read)
      }
      return given + barred.prefix(parts.limits.page)
    }
  }

  private func destroy(_ output: JobOutput) async throws -> Bool {
    let certificate = try parts.vault.destroyIfAny(output.vaultObject, at: parts.now())
    return try await parts.report(
      "output.destroyed", place: output.place,
      [
        "output": .string(output.id.rawValue),
        "certificate": .string(Certificates.digest(certificate.map { [$0] } ?? []).hex),
      ])
  }

  /// Reports with how many accounts, keys and jobs it was, once no grant or job is live.
  private func closePermissions(of agreement: Agreement) async throws -> Bool {
    guard agreement.exit.permissionsClosedAt == nil else { return true }
    let on = Condition.equal("agreement", agreement.id)
    let (isClosed, accounts, keys, jobs) = try parts.reporting.read { read in
      let grants = try read.every(Grant.self, [on])
      let jobs = try read.every(Job.self, [on])
      let isClosed =
        !grants.contains(where: \.state.isLive) && !jobs.contains(where: \.state.isLive)
      return (
        isClosed,
        try read.count(Account.self, [.equal("organisation", agreement.operator)]),
        try read.count(APIKey.self, [on]), jobs.count { $0.state == .cancelled }
      )
    }
    guard isClosed else { return false }
    return try await parts.report(
      "exit.closePermissions", place: agreement.place,
      [
        "agreement": .string(agreement.id.rawValue), "accounts": .int(Int64(accounts)),
        "keys": .int(Int64(keys)), "jobs": .int(Int64(jobs)),
      ])
  }

  /// A key goes with the last grant that is written with it, and with its scenario.
  private func forgetKey(of scenario: RecordID) throws -> Bool {
    let isNeeded = try parts.reporting.read { read in
      try read.find(Scenario.self, scenario)?.state != .ended
        && read.every(Grant.self, [.equal("scenario", scenario)]).contains { grant in
          grant.state.isLive && grant.columns.contains { $0.mask == .pseudonym }
        }
    }
    if !isNeeded { try keys.destroy(scenario) }
    return true
  }

  /// Removes the product files of a release that is not out, or not any more, and answers about
  /// subjects whose grant was revoked.
  private func withdraw(_ id: RecordID) throws -> Bool {
    let (release, grant) = try parts.reporting.read { read in
      let release = try read.find(Release.self, id)
      return (release, try release?.grant.flatMap { try read.find(Grant.self, $0) })
    }
    switch release?.state {
    case .approved: break
    case .released:
      let isOut = release?.isOut(on: parts.now().day(in: .china)) == true
      let isRevoked = release?.kind == .subject && grant?.state.isLive == false
      if !isOut || isRevoked { try products.remove(id) }
    case .requested, .reviewing, .rejected, .returned, .withdrawn, .lapsed, .recalled, .ended, nil:
      try products.remove(id)
    }
    return true
  }
}
