// SPDX-License-Identifier: Apache-2.0
package import Core
import Cryptography
package import Regulation

/// The way of a product back to its sources and on to its recipients (HD-18.p4-f, QZ-27.p1-b).
///
/// Four things can be asked of it: where it comes from, where it goes, what was done with it, and
/// who answers for it. What cannot be answered is a gap.
package struct ProductTrace: Sendable {
  /// A record on the way.
  package struct Step: Sendable, Hashable {
    /// Which of the four questions it answers.
    package let dimension: TraceDimension
    /// The record.
    package let record: RecordID
    /// Where it stands; nil where it has no state.
    package let state: String?
    /// What else identifies it: a digest or a number.
    package let mark: String?

    /// Names a record.
    package init(
      dimension: TraceDimension, record: RecordID, state: String? = nil, mark: String? = nil
    ) {
      self.dimension = dimension
      self.record = record
      self.state = state
      self.mark = mark
    }
  }

  /// The most records of one kind that are listed; further ones are a gap of their own.
  package static let stepsMax = 1_000

  /// The product.
  package let product: RecordID
  /// The records, in the order of the way.
  package fileprivate(set) var steps: [Step] = []
  /// What is missing, by code.
  package fileprivate(set) var gaps: [String] = []

  /// Gathers a way.
  package init(product: RecordID, steps: [Step] = [], gaps: [String] = []) {
    self.product = product
    self.steps = steps
    self.gaps = gaps
  }

  /// Who may see the ways of products, each as far as it sees the product itself; nobody to whom
  /// a product is only offered.
  package static let readers = Set(Scopes.authorities.keys)
    .union([.securityAuthority, .operator])

  /// Follows a product; nil when there is none of this id.
  package static func of(_ id: RecordID, _ read: any RecordReader) throws -> ProductTrace? {
    guard let product = try read.find(Product.self, id) else { return nil }
    var path = TracePath(trace: ProductTrace(product: id), read: read)
    try path.follow(product)
    return path.trace
  }
}

/// A product's way while it is followed.
private struct TracePath {
  var trace: ProductTrace
  let read: any RecordReader

  mutating func follow(_ product: Product) throws {
    add(.conduct, product.id, product.state.rawValue, product.contentDigest.text)
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
    add(.conduct, release.id, release.state.rawValue, release.outDigest?.text)
    if release.evaluation == nil { trace.gaps.append("evaluation") }
    if release.votesCast < release.votesNeeded { trace.gaps.append("votes") }
    if let scenario = try found(Scenario.self, release.scenario, "scenario") {
      add(.responsibility, scenario.id, scenario.state.rawValue, scenario.planDigest.hex)
    }
    if let grant = release.grant {
      try follow(grant: grant)
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
    add(.conduct, job.id, job.state.rawValue, job.programDigest.hex)
    if let program = try found(Program.self, job.program, "program") {
      add(.conduct, program.id, program.state.rawValue, program.digest.hex)
      // What ran must be what was registered.
      if program.digest != job.programDigest { trace.gaps.append("program:digest") }
    }
    if job.grants.isEmpty { trace.gaps.append("grant") }
    for grant in job.grants { try follow(grant: grant) }
  }

  private mutating func follow(grant id: RecordID) throws {
    guard let grant = try found(Grant.self, id, "grant") else { return }
    add(.source, grant.id, grant.state.rawValue, grant.policyDigest.hex)
    guard let version = grant.datasetVersion else {
      trace.gaps.append("version:\(id.rawValue)")
      return
    }
    if let version = try found(DatasetVersion.self, version, "version") {
      add(.source, version.id, version.state.rawValue, version.digest.text)
      if let batch = try found(Batch.self, version.batch, "batch") {
        add(.source, batch.id, batch.state.rawValue, batch.manifest.digest.text)
      }
    }
  }

  private mutating func addRecipients(of product: Product) throws {
    let subscriptions = try read.list(
      Subscription.self, [.equal("product", product.id.rawValue)],
      limit: ProductTrace.stepsMax + 1)
    if subscriptions.count > ProductTrace.stepsMax { trace.gaps.append("recipients:more") }
    for subscription in subscriptions.prefix(ProductTrace.stepsMax) {
      add(.destination, subscription.id, subscription.state.rawValue, nil)
      add(.destination, subscription.developer)
      if try read.find(ScenarioContract.self, subscription.contract) == nil {
        trace.gaps.append("contract:\(subscription.contract.rawValue)")
      }
    }
  }

  private mutating func add(
    _ dimension: TraceDimension, _ record: RecordID, _ state: String? = nil, _ mark: String? = nil
  ) {
    let step = ProductTrace.Step(dimension: dimension, record: record, state: state, mark: mark)
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
