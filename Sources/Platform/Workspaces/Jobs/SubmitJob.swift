// SPDX-License-Identifier: Apache-2.0
package import Core
import Cryptography
import Regulation

/// Submits a run of a registered program over grants of its scenario.
package struct SubmitJob: Action {
  let scenario: RecordID
  let program: RecordID
  let environment: JobEnvironment
  let grants: [RecordID]
  let outputs: [String]

  /// The declaration.
  package static let spec = Spec<Self>(
    "job.submit", zh: "提交任务", en: "Submit a job", capacities: [.operator, .developer],
    clauses: ["EZ-02.2-d", "EZ-02.2-f", "EZ-02.13-a", "EZ-02.13-b"], on: Program.table.name,
    inStates: .possible(Program.State.registered),
    fields: Field("scenario", zh: "场景", en: "Scenario", refersTo: "scenario"),
    Field("program", zh: "程序", en: "Program", refersTo: "program"),
    Field("environment", zh: "环境", en: "Environment"),
    Field("grants", zh: "数据授权", en: "Grants", bounds: 1...8, refersTo: "grant"),
    Field("outputs", zh: "保留的输出", en: "Outputs to keep", bounds: 0...8), make: Self.init)

  /// What is looked up before a job is taken.
  package struct Found: Sendable {
    let chain: JobChain
    let program: Program
    let agreement: RecordID
    /// The scenario's jobs in production today.
    let today: Int
    /// How many there may be, where a document set it.
    let setting: OpenSetting?
    /// Whether whoever submits may enter the domain.
    let entry: DomainEntry
    /// How the domain's walls stood when they were tried last.
    let isolation: SelfInspection?
  }

  /// How many jobs a scenario may run in production on a day where no rule gives a number.
  static let productionJobsPerDay = 10

  /// The organisation's scenario, what the job hangs on, and how many ran today.
  package func facts(_ read: any RecordReader, _ context: Context) throws -> Found? {
    guard let found = try Scenario.owned(scenario, read, context),
      let code = try Program.owned(program, read, context)
    else { return nil }
    let chain = try JobChain(
      scenario: scenario, program: program, grants: grants, environment: environment, read)
    return Found(
      chain: chain, program: code, agreement: found.agreement,
      today: try read.count(
        Job.self,
        [
          .equal("scenario", scenario.rawValue),
          .equal("environment", JobEnvironment.production.rawValue),
          .equal("submittedOn", context.today.description),
        ]),
      setting: try read.first(
        OpenSetting.self, .equal("place", context.place),
        .equal("key", "egress.productionJobsPerDay")),
      entry: try DomainEntry(read, context),
      isolation: try SelfInspection.isolation(of: context, read))
  }

  /// Refuses whatever the chain does not carry, retired programs, undeclared outputs and more jobs
  /// in production than a scenario has on a day: what each of them tells adds up.
  package func decide(_ facts: Found?, _ context: Context) -> Decision {
    guard let facts else { return .refused(Job.unknownParts) }
    let (chain, code) = (facts.chain, facts.program)
    var reasons: [Reason] = []
    if environment == .production, let full = full(facts, context) { reasons.append(full) }
    if let stop = chain.stop(on: context.today, context.profile) { reasons.append(stop) }
    reasons += facts.entry.reasons(context)
    if environment == .production, let wall = SelfInspection.wall(facts.isolation) {
      reasons.append(wall)
    }
    if let training = trainingReason(code, context) { reasons.append(training) }
    if code.state != .registered {
      reasons.append(
        Reason(
          "job.program.retired", clauses: context.profile.operation.operatorJobKinds.clauses,
          zh: "程序已停用", en: "the program is retired", field: "program"))
    }
    if Set(grants).count != grants.count {
      reasons.append(
        Reason("job.grants.twice", zh: "数据授权重复", en: "a grant is named twice", field: "grants"))
    }
    let declared = code.outputs.map(\.name)
    if !Set(declared).isSuperset(of: outputs) || Set(outputs).count != outputs.count {
      reasons.append(
        Reason(
          "job.outputs", zh: "输出须为程序登记的名称：\(declared.joined(separator: "、"))",
          en: "the program declares these outputs: \(declared.joined(separator: ", "))",
          field: "outputs"))
    }
    if let refusal = context.refusal(reasons) { return refusal }
    let id = context.newID(Job.table)
    let fact = JobSubmitted(
      subject: id, place: context.place, operator: context.actor.organisation,
      agreement: facts.agreement, scenario: scenario, program: program,
      programDigest: code.digest, grants: grants, environment: environment,
      outputNames: outputs.isEmpty ? declared : outputs, by: context.actor.account,
      on: context.today, imports: chain.importIDs)
    return .allowed(Event(fact), id: id)
  }

  /// What the place has done on signed samples alone is not done over grants.
  private func trainingReason(_ code: Program, _ context: Context) -> Reason? {
    let rule = context.profile.security.sampleOnlyKinds
    guard environment == .production,
      let kind = rule.value?.first(where: { $0.id == code.processing })
    else { return nil }
    return Reason(
      "job.training", clauses: rule.clauses,
      zh: "\(kind.label.zh)只能使用抽样、脱敏并经签认的样本，请在开发环境运行",
      en: "this is done on signed, masked samples alone; run it in development: "
        + kind.label.en, field: "environment")
  }

  private func full(_ facts: Found, _ context: Context) -> Reason? {
    let rule = context.profile.egress.productionJobsPerDay
    let most = rule.number(or: facts.setting) ?? Self.productionJobsPerDay
    guard facts.today >= most else { return nil }
    return Reason(
      "job.day", clauses: rule.clauses,
      zh: "本场景今日的生产任务已达上限 \(most) 个，请明日再提交或在开发环境运行",
      en: "this scenario has had its \(most) production jobs of today; submit tomorrow or run in "
        + "development", field: "environment")
  }
}

/// Cancels a job that has not ended.
package struct CancelJob: Action {
  let job: RecordID

  /// The declaration.
  package static let spec = Spec<Self>(
    "job.cancel", zh: "取消任务", en: "Cancel a job",
    capacities: [.operator, .developer, .implementingBody, .dataAuthority],
    clauses: ["EZ-02.7-d", "EZ-02.13-b"], on: Job.table.name,
    inStates: .possible(Job.State.queued, .running),
    fields: Field("job", zh: "任务", en: "Job", refersTo: "job"), make: Self.init)

  /// The organisation's job, or any of the place for the bureau.
  package func facts(_ read: any RecordReader, _ context: Context) throws -> Job? {
    guard let found = try Job.here(job, read, context),
      context.isBureau || found.operator == context.actor.organisation
    else { return nil }
    return found
  }

  /// Only while it waits or runs.
  package func decide(_ facts: Job?, _ context: Context) -> Decision {
    guard let job = facts else { return .refused(Job.unknown) }
    guard job.state.isLive else { return .refused(job.wrongState) }
    return .allowed(Event(JobCancelled(subject: job.id)), id: job.id)
  }
}

extension Job {
  /// The job of the actor's place; nil for any other.
  static func here(_ id: RecordID, _ read: any RecordReader, _ context: Context) throws -> Job? {
    guard let job = try read.find(Job.self, id), job.place == context.place else { return nil }
    return job
  }

  static let unknown = Refusals.unknown("job", zh: "任务", en: "job", field: "job")

  static let unknownParts = Refusals.unknown(
    "job.program", zh: "场景或程序", en: "scenario or program", field: "program")

  static let already = Reason(
    "job.already", zh: "该任务的这一结果已报告", en: "this was reported of the job already")

  var wrongState: Reason {
    Refusals.state(
      "job", is: state.rawValue, zh: "任务的状态不允许此操作",
      en: "the job's state does not allow this")
  }
}

/// A job was submitted.
package struct JobSubmitted: DomainEvent {
  /// The stable type.
  package static let type = "job.submitted"
  /// The job.
  package let subject: RecordID
  let place: String
  let `operator`: RecordID
  let agreement: RecordID
  let scenario: RecordID
  let program: RecordID
  let programDigest: Digest
  let grants: [RecordID]
  let environment: JobEnvironment
  let outputNames: [String]
  let by: RecordID
  var on: Day?
  /// Absent where it reads no imported data.
  var imports: [RecordID]?

  /// Adds the job to those that wait.
  package func changes(
    _ stamp: Stamp, payload: JSON?, _ read: any RecordReader
  ) throws -> [Change] {
    [
      .put(
        Job(
          id: subject, place: place, operator: `operator`, agreement: agreement,
          scenario: scenario, program: program, programDigest: programDigest, grants: grants,
          environment: environment, outputNames: outputNames, submittedBy: by,
          submittedAt: stamp.recordedAt, submittedOn: on, state: .queued, outputs: [],
          imports: imports))
    ]
  }
}

/// A job was cancelled by a person.
package struct JobCancelled: DomainEvent {
  /// The stable type.
  package static let type = "job.cancelled"
  /// The job.
  package let subject: RecordID

  /// Sets the state.
  package func changes(
    _ stamp: Stamp, payload: JSON?, _ read: any RecordReader
  ) throws -> [Change] {
    let job = try read.find(Job.self, subject)?.cancelled("cancelled")
    return job.map { [.put($0)] } ?? []
  }
}
