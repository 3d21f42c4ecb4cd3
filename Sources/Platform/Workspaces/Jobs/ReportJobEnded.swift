// SPDX-License-Identifier: Apache-2.0
package import Core
import Regulation

/// The platform began to run a job.
package struct ReportJobStarted: Action {
  let job: RecordID
  let secondsMax: Int?

  /// The declaration.
  package static let spec = Spec<Self>(
    "job.started", zh: "任务开始", en: "A job started", capacities: [.system],
    clauses: ["EZ-02.13-b"], on: Job.table.name, inStates: .possible(Job.State.queued),
    fields: Field("job", zh: "任务", en: "Job", refersTo: "job"),
    Field("secondsMax", zh: "最长运行秒数", en: "Longest run in seconds"), make: Self.init)

  /// What the decision needs.
  package struct Found: Sendable {
    let job: Job
    let chain: JobChain
    let isolation: SelfInspection?
  }

  /// The job with what it hangs on, and how the domain's walls stood when they were tried last.
  package func facts(_ read: any RecordReader, _ context: Context) throws -> Found? {
    try Job.here(job, read, context).map {
      Found(
        job: $0, chain: try JobChain($0, read),
        isolation: try SelfInspection.isolation(of: context, read))
    }
  }

  /// Only a waiting job whose chain still carries it; in production it waits on while the walls of
  /// the domain are known to be thin.
  package func decide(_ facts: Found?, _ context: Context) -> Decision {
    guard let facts else { return .refused(Job.unknown) }
    let (job, chain) = (facts.job, facts.chain)
    switch job.state {
    case .queued: break
    case .running, .succeeded, .failed: return .refused(Job.already)
    case .cancelled: return .refused(job.wrongState)
    }
    if let refusal = context.refusal(chain.stop(on: context.today, context.profile)) {
      return refusal
    }
    if job.environment == .production,
      let refusal = context.refusal(SelfInspection.wall(facts.isolation))
    {
      return refusal
    }
    guard let inputs = chain.inputs else { return .refused(Job.unknownParts) }
    let fact = JobStarted(subject: job.id, secondsMax: secondsMax, inputs: inputs)
    return .allowed(Event(fact), id: job.id)
  }
}

/// The platform ran a job to its end: its outputs are in quarantine.
package struct ReportJobSucceeded: Action {
  let job: RecordID
  let outputs: [OutputReport]
  let receipt: BoundedJSON

  /// The declaration.
  package static let spec = Spec<Self>(
    "job.succeeded", zh: "任务完成", en: "A job succeeded", capacities: [.system],
    clauses: ["EZ-02.13-a", "EZ-02.13-b"], on: Job.table.name,
    inStates: .possible(Job.State.running),
    fields: Field("job", zh: "任务", en: "Job", refersTo: "job"),
    Field("outputs", zh: "输出", en: "Outputs", bounds: 0...8),
    Field("receipt", zh: "运行回执", en: "Receipt"), make: Self.init)

  /// The job with what it hangs on.
  package func facts(_ read: any RecordReader, _ context: Context) throws -> (Job, JobChain)? {
    try Job.here(job, read, context).map { ($0, try JobChain($0, read)) }
  }

  /// Only declared outputs, and only while the chain still carries the job.
  package func decide(_ facts: (Job, JobChain)?, _ context: Context) -> Decision {
    guard let (job, chain) = facts else { return .refused(Job.unknown) }
    switch job.state {
    case .running: break
    case .succeeded, .failed: return .refused(Job.already)
    case .queued, .cancelled: return .refused(job.wrongState)
    }
    if let refusal = context.refusal(chain.stop(on: context.today, context.profile)) {
      return refusal
    }
    let names = outputs.map(\.name)
    guard Set(names).count == names.count, Set(job.outputNames).isSuperset(of: names) else {
      return .refused(
        Reason(
          "job.outputs", zh: "输出不在任务保留的输出之中", en: "an output is none that the job keeps",
          field: "outputs"))
    }
    let ids = outputs.indices.map { context.newID(JobOutput.table, $0) }
    let fact = JobSucceeded(
      subject: job.id, outputs: zip(ids, outputs).map(StoredOutput.init), receipt: receipt)
    return .allowed(
      [Event(fact)],
      result: [
        "id": .string(job.id.rawValue), "outputs": .array(ids.map { .string($0.rawValue) }),
      ])
  }
}

/// A job failed: a class and a line are all that is told.
package struct ReportJobFailed: Action {
  let job: RecordID
  let failureClass: String
  let line: Int?
  let receipt: BoundedJSON?

  /// The declaration.
  package static let spec = Spec<Self>(
    "job.failed", zh: "任务失败", en: "A job failed", capacities: [.system],
    clauses: ["EZ-02.13-a", "EZ-02.13-b"], on: Job.table.name,
    inStates: .possible(Job.State.queued, .running),
    fields: Field("job", zh: "任务", en: "Job", refersTo: "job"),
    Field("failureClass", zh: "原因类别", en: "Class of failure", bounds: 1...100),
    Field("line", zh: "行号", en: "Line"), Field("receipt", zh: "运行回执", en: "Receipt"),
    make: Self.init)

  /// The job.
  package func facts(_ read: any RecordReader, _ context: Context) throws -> Job? {
    try Job.here(job, read, context)
  }

  /// Only while it waits or runs.
  package func decide(_ facts: Job?, _ context: Context) -> Decision {
    guard let job = facts else { return .refused(Job.unknown) }
    switch job.state {
    case .queued, .running: break
    case .succeeded, .failed: return .refused(Job.already)
    case .cancelled: return .refused(job.wrongState)
    }
    let fact = JobFailed(
      subject: job.id, failureClass: failureClass, line: line, receipt: receipt)
    return .allowed(Event(fact), id: job.id)
  }
}

/// A job started.
package struct JobStarted: DomainEvent {
  /// The stable type.
  package static let type = "job.started"
  /// The job.
  package let subject: RecordID
  var secondsMax: Int?
  /// Absent in entries before a job was held to what it began with.
  var inputs: [JobInput]?

  /// Sets the state.
  package func changes(
    _ stamp: Stamp, payload: JSON?, _ read: any RecordReader
  ) throws -> [Change] {
    guard var job = try read.find(Job.self, subject) else { return [] }
    job.state = .running
    job.secondsMax = secondsMax
    job.inputs = inputs
    return [.put(job)]
  }
}

/// A job ended well.
package struct JobSucceeded: DomainEvent {
  /// The stable type.
  package static let type = "job.succeeded"
  /// The job.
  package let subject: RecordID
  let outputs: [StoredOutput]
  let receipt: BoundedJSON

  /// Sets the state and adds the outputs to quarantine.
  package func changes(
    _ stamp: Stamp, payload: JSON?, _ read: any RecordReader
  ) throws -> [Change] {
    guard var job = try read.find(Job.self, subject) else { return [] }
    job.state = .succeeded
    job.outputs = outputs.map(\.id)
    job.receipt = receipt.json
    return [.put(job)] + outputs.map { .put($0.record(of: job)) }
  }
}

/// A job failed.
package struct JobFailed: DomainEvent {
  /// The stable type.
  package static let type = "job.failed"
  /// The job.
  package let subject: RecordID
  let failureClass: String
  let line: Int?
  let receipt: BoundedJSON?

  /// Sets state, class and line.
  package func changes(
    _ stamp: Stamp, payload: JSON?, _ read: any RecordReader
  ) throws -> [Change] {
    guard var job = try read.find(Job.self, subject) else { return [] }
    job.state = .failed
    job.failureClass = failureClass
    job.failureLine = line
    job.receipt = receipt?.json
    return [.put(job)]
  }
}
