// SPDX-License-Identifier: Apache-2.0
import Core
import Regulation

/// The noun: programs, jobs and what they wrote.
package enum Workspaces: Noun {
  /// Its tables.
  package static var records: [AnyRecord] {
    [AnyRecord(Program.self), AnyRecord(Job.self), AnyRecord(JobOutput.self)]
  }

  /// Its actions.
  package static var actions: [AnyAction] {
    [
      AnyAction(RegisterProgram.self), AnyAction(RetireProgram.self), AnyAction(SubmitJob.self),
      AnyAction(CancelJob.self), AnyAction(ReportJobStarted.self),
      AnyAction(ReportJobSucceeded.self), AnyAction(ReportJobFailed.self),
      AnyAction(ReportOutputDestroyed.self), AnyAction(DiscardOutput.self),
    ]
  }

  /// Its events.
  package static var events: [any DomainEvent.Type] {
    [
      ProgramRegistered.self, ProgramRetired.self, JobSubmitted.self, JobCancelled.self,
      JobStarted.self, JobSucceeded.self, JobFailed.self, OutputDestroyed.self,
      OutputDiscarded.self,
    ]
  }

  /// Its listings.
  package static var listings: [Listing] { [programs, jobs, outputs] }

  private static let scopes = Scopes.authorities(andParties: .operator, .developer).merging(
    [.egressChecker: .place]) { own, _ in own }

  private static let programs = Listing(
    "programs", zh: "作业程序", en: "Programs", of: Program.table,
    columns: [
      ListingColumn("name", zh: "名称", en: "Name"),
      ListingColumn("operator", zh: "运营机构", en: "Operator"),
      ListingColumn("scenario", zh: "场景", en: "Scenario"),
      ListingColumn("kind", zh: "语言", en: "Language"),
      ListingColumn("processing", zh: "处理类型", en: "Processing"),
      ListingColumn("digest", zh: "摘要", en: "Digest", inList: false),
      ListingColumn("outputs", zh: "输出", en: "Outputs", inList: false),
      ListingColumn(
        "source", zh: "源代码", en: "Source",
        visibleTo: [.operator, .developer, .implementingBody, .dataAuthority, .auditor],
        inList: false),
      ListingColumn("state", zh: "状态", en: "State"),
      ListingColumn("registeredOn", zh: "登记日", en: "Registered on"),
    ], scopes: scopes)

  private static let jobs = Listing(
    "jobs", zh: "任务", en: "Jobs", of: Job.table,
    columns: [
      ListingColumn("operator", zh: "运营机构", en: "Operator"),
      ListingColumn("scenario", zh: "场景", en: "Scenario"),
      ListingColumn("program", zh: "程序", en: "Program"),
      ListingColumn("environment", zh: "环境", en: "Environment"),
      ListingColumn("grants", zh: "数据授权", en: "Grants", inList: false),
      ListingColumn("imports", zh: "所用数据导入", en: "Imports", inList: false),
      ListingColumn("state", zh: "状态", en: "State"),
      ListingColumn("submittedAt", zh: "提交时间", en: "Submitted at"),
      ListingColumn("secondsMax", zh: "最长运行秒数", en: "Longest run in seconds", inList: false),
      ListingColumn("failureClass", zh: "失败类别", en: "Failure"),
      ListingColumn("failureLine", zh: "失败行号", en: "Line"),
      ListingColumn("outputs", zh: "输出", en: "Outputs", inList: false),
      ListingColumn("receipt", zh: "运行回执", en: "Receipt", inList: false),
    ], scopes: scopes, newestBy: "submittedAt")

  /// Outputs: that they are there; where their bytes lie is told to nobody.
  private static let outputs = Listing(
    "outputs", zh: "输出", en: "Outputs", of: JobOutput.table,
    columns: [
      ListingColumn("name", zh: "名称", en: "Name"),
      ListingColumn("job", zh: "任务", en: "Job"),
      ListingColumn("operator", zh: "运营机构", en: "Operator"),
      ListingColumn("format", zh: "格式", en: "Format"),
      ListingColumn("imports", zh: "所用数据导入", en: "Imports", inList: false),
      ListingColumn("state", zh: "状态", en: "State"),
      ListingColumn("vaultObject", zh: "存储对象", en: "Object", visibleTo: [], inList: false),
    ], scopes: scopes)
}
