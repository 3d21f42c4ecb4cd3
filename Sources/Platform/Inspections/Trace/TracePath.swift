// SPDX-License-Identifier: Apache-2.0
import Core
import Cryptography

/// A product's way while it is followed.
struct TracePath {
  var trace: ProductTrace
  let read: any RecordReader
  /// The version from which a copy of a grant was written.
  let versionOf: (Grant, RecordID) throws -> RecordID?

  mutating func follow(_ product: Product) throws {
    add(
      .conduct, product.id, product.state.rawValue, product.contentDigest.text,
      by: product.definedBy, on: product.definedOn.description)
    if let agreement = try found(Agreement.self, product.agreement, "agreement") {
      add(.responsibility, agreement.id, agreement.state.rawValue, agreement.number)
    }
    add(.responsibility, product.operator)
    if let release = try found(Release.self, product.release, "release") {
      try follow(release)
    }
    try addRecipients(of: product)
  }

  private mutating func follow(_ release: Release) throws {
    add(
      .conduct, release.id, release.state.rawValue, release.outDigest?.text,
      by: release.requestedBy, on: release.requestedOn.description)
    if release.evaluation == nil { trace.gaps.append("evaluation") }
    if release.votesCast < release.votesNeeded { trace.gaps.append("votes") }
    for vote in try read.all(EgressVote.self, .equal("release", release.id)) {
      add(
        .responsibility, vote.id, vote.state.rawValue, by: vote.account, on: vote.on.description)
    }
    if let scenario = try found(Scenario.self, release.scenario, "scenario") {
      add(.responsibility, scenario.id, scenario.state.rawValue, scenario.planDigest.hex)
    }
    if let grant = release.grant {
      // What is served now, or else what was reviewed; never what the grant came to hold since.
      let object = release.served?.dataObject ?? release.evaluation?.dataObject
      try follow(grant: grant, object: object)
    } else if let output = release.output {
      try follow(output: output)
    } else {
      trace.gaps.append("source")
    }
    for resource in release.resources {
      if let resource = try found(Resource.self, resource, "resource") {
        add(.source, resource.id, resource.state.rawValue, nil)
        add(.responsibility, resource.sourceUnit)
      }
    }
    if release.resources.isEmpty { trace.gaps.append("resource") }
  }

  private mutating func follow(output id: RecordID) throws {
    guard let output = try found(JobOutput.self, id, "output") else { return }
    add(.conduct, output.id, output.state.rawValue, nil)
    guard let job = try found(Job.self, output.job, "job") else { return }
    add(
      .conduct, job.id, job.state.rawValue, job.programDigest.hex, by: job.submittedBy,
      on: job.submittedAt.description)
    if let program = try found(Program.self, job.program, "program") {
      add(.conduct, program.id, program.state.rawValue, program.digest.hex)
      // What ran must be what was registered.
      if program.digest != job.programDigest { trace.gaps.append("program:digest") }
    }
    if job.grants.isEmpty { trace.gaps.append("grant") }
    for grant in job.grants { try follow(grant: grant, object: job.input(of: grant)?.object) }
  }

  /// - Parameter object: the copy that was read; nil where older entries do not say it.
  private mutating func follow(grant id: RecordID, object: RecordID?) throws {
    guard let grant = try found(Grant.self, id, "grant") else { return }
    add(
      .source, grant.id, grant.state.rawValue, grant.policyDigest.hex, by: grant.requestedBy)
    guard let object, let version = try versionOf(grant, object) else {
      trace.gaps.append("version:\(id.rawValue)")
      return
    }
    guard let version = try found(DatasetVersion.self, version, "version") else { return }
    add(.source, version.id, version.state.rawValue, version.digest.text)
    try addBatches(of: version)
  }

  /// The deliveries of which a version is made: its own, and those before it back to a full one.
  private mutating func addBatches(of version: DatasetVersion) throws {
    let versions = try read.every(
      DatasetVersion.self, [.equal("resource", version.resource.rawValue)]
    ).filter { $0.number <= version.number }.sorted { $0.number > $1.number }
    for (place, version) in versions.enumerated() {
      guard place < ProductTrace.stepsMax else {
        trace.gaps.append("batch:more")
        return
      }
      guard let batch = try found(Batch.self, version.batch, "batch") else { return }
      add(
        .source, batch.id, batch.state.rawValue, batch.manifest.digest.text,
        by: batch.deliveredBy, on: batch.deliveredOn.description)
      if batch.manifest.mode == .full { return }
    }
  }

  private mutating func addRecipients(of product: Product) throws {
    let subscriptions = try read.list(
      Subscription.self, [.equal("product", product.id.rawValue)],
      limit: ProductTrace.stepsMax + 1)
    if subscriptions.count > ProductTrace.stepsMax { trace.gaps.append("recipients:more") }
    for subscription in subscriptions.prefix(ProductTrace.stepsMax) {
      add(
        .destination, subscription.id, subscription.state.rawValue, nil,
        on: subscription.since.description)
      add(.destination, subscription.developer)
      if try read.find(ScenarioContract.self, subscription.contract) == nil {
        trace.gaps.append("contract:\(subscription.contract.rawValue)")
      }
    }
  }

  private mutating func add(
    _ dimension: TraceDimension, _ record: RecordID, _ state: String? = nil,
    _ mark: String? = nil, by account: RecordID? = nil, on when: String? = nil
  ) {
    let step = ProductTrace.Step(
      dimension: dimension, record: record, state: state, mark: mark, account: account, when: when)
    if !trace.steps.contains(step) { trace.steps.append(step) }
  }

  /// A record on the way; one that is not there is a gap.
  private mutating func found<R: Record>(
    _ type: R.Type, _ id: RecordID, _ kind: String
  ) throws -> R? {
    let record = try read.find(R.self, id)
    if record == nil { trace.gaps.append("\(kind):\(id.rawValue)") }
    return record
  }
}
