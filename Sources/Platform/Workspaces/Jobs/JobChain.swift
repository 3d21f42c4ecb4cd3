// SPDX-License-Identifier: Apache-2.0
package import Core
package import Regulation

/// A job with everything that it hangs on, read in one go.
package struct JobChain: Sendable {
  let scenario: Scenario?
  let agreement: Agreement?
  let program: Program?
  /// The grants in the order of the job; nil where one is unknown.
  let grants: [Grant?]
  /// The imports that it reads over grants, or that it names itself; nil where one is unknown.
  let imports: [DataImport?]
  let environment: JobEnvironment
  /// What the job began with; nil before it begins.
  var begun: [JobInput]?

  /// Reads what a job hangs on.
  package init(
    scenario: RecordID, program: RecordID, grants: [RecordID], environment: JobEnvironment,
    _ read: any RecordReader
  ) throws {
    let found = try read.find(Scenario.self, scenario)
    self.scenario = found
    agreement = try found.flatMap { try read.find(Agreement.self, $0.agreement) }
    self.program = try read.find(Program.self, program)
    let known = try grants.map { try read.find(Grant.self, $0) }
    self.grants = known
    imports = try zip(grants, known).flatMap { id, grant -> [DataImport?] in
      if let behind = grant?.dataImport { return [try read.find(DataImport.self, behind)] }
      // An import is read over a grant of it; one that is named itself is none of these.
      return id.prefix == DataImport.table.prefix ? [nil] : []
    }
    self.environment = environment
  }

  /// Reads what a submitted job hangs on.
  package init(_ job: Job, _ read: any RecordReader) throws {
    try self.init(
      scenario: job.scenario, program: job.program, grants: job.grants,
      environment: job.environment, read)
    begun = job.inputs
  }

  /// The imports that it reads, each once; nil when there are none.
  var importIDs: [RecordID]? {
    let ids = Set(imports.compactMap { $0?.id }).sorted()
    return ids.isEmpty ? nil : ids
  }

  /// What a job that begins now reads; nil when a grant has nothing to read.
  var inputs: [JobInput]? {
    let found = grants.compactMap { $0.flatMap { JobInput($0, in: environment) } }
    return found.count == grants.count ? found : nil
  }

  /// Why the job may not run on a day, nil when it may: agreement in force, scenario approved,
  /// program registered for it, each grant ready, or for development each sample signed.
  package func stop(on day: Day, _ profile: Profile) -> Reason? {
    if let reason = SupplyChain.stop(
      scenario: scenario, agreement: agreement, on: day, profile)
    {
      return reason
    }
    guard let program, program.scenario == scenario?.id, program.isIntact else {
      return Reason(
        "job.program", clauses: profile.operation.operatorJobKinds.clauses,
        zh: "程序未在本场景登记或其源代码已删除",
        en: "the program is not registered for this scenario, or its source was erased")
    }
    if let reason = inputReason(on: day, profile) { return reason }
    for grant in grants {
      let reason =
        switch environment {
        case .production:
          SupplyChain.stop(
            grant: grant, scenario: scenario, agreement: agreement, on: day, profile)
        case .development:
          SupplyChain.stop(
            sampleOf: grant, scenario: scenario, agreement: agreement, on: day, profile)
        }
      if let reason { return reason }
    }
    if let reason = joinReason(profile) { return reason }
    guard begun == nil || begun == inputs else {
      return Reason(
        "job.input.changed", clauses: SupplyClauses.of(SupplyClauses.scope, profile),
        zh: "任务开始后授权数据已重新生成，请重新提交任务",
        en: "a grant was written anew since the job began; submit it again")
    }
    return nil
  }
}

extension JobChain {
  /// Imported data that may not be used; and, where the text says what inputs there are, whatever
  /// is neither a grant of the scenario nor an import of it (HD-12-d, QZ-20.3-a).
  private func inputReason(on day: Day, _ profile: Profile) -> Reason? {
    for found in imports {
      let reason = DataImport.stop(found, scenario: scenario?.id, on: day, profile)
      if let reason { return reason }
    }
    guard profile.imports?.fusion.isAsked == true,
      grants.contains(where: { $0?.scenario != scenario?.id })
    else { return nil }
    return DataImport.stop(nil, scenario: scenario?.id, on: day, profile)
  }

  /// What would join what masks keep apart: answers about one subject show codes, and two grants of
  /// one resource show one person's row twice, masked in two ways.
  private func joinReason(_ profile: Profile) -> Reason? {
    let read = grants.compactMap(\.self)
    if Set(read.map(\.purpose)).count > 1 {
      return Reason(
        "job.grants.subject", clauses: SupplyClauses.of(SupplyClauses.personal, profile),
        zh: "一个任务不能同时读取单个主体查询和统计分析的数据授权，否则代码与假名可相互对应",
        en: "a job does not read a grant for answers about one subject beside one for analysis: "
          + "codes would be joined to pseudonyms", field: "grants")
    }
    guard Set(read.map(\.resource)).count == Set(read.map(\.id)).count else {
      return Reason(
        "job.grants.resource", clauses: SupplyClauses.of(SupplyClauses.scope, profile),
        zh: "一个任务不能读取同一资源的两份数据授权，否则脱敏可被还原",
        en: "a job reads no two grants of one resource: together they would undo the masks",
        field: "grants")
    }
    return nil
  }
}

extension SupplyChain {
  /// Whether a job may run or go on running: asked before it starts, while it runs, at its end.
  package static func stop(
    job id: RecordID, on day: Day, _ profile: Profile, _ read: any RecordReader
  ) throws -> Reason? {
    guard let job = try read.find(Job.self, id), job.state.isLive else {
      return Reason("job.state", zh: "任务已结束或已取消", en: "the job has ended or was cancelled")
    }
    return try JobChain(job, read).stop(on: day, profile)
  }
}
