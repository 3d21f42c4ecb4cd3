// SPDX-License-Identifier: Apache-2.0
import Core
import Regulation

/// The operator refreshes a standing query from what the same program made of newer data.
///
/// Only the code that was reviewed counts: the program's digest, the output's name and format are
/// those of the output that was reviewed first. What it made is checked as any refresh.
package struct RefreshFromOutput: Action {
  let release: RecordID
  let output: RecordID

  /// The declaration.
  package static let spec = Spec<Self>(
    "egress.refreshFromOutput", zh: "以新产出更新长期有效出域",
    en: "Refresh a standing release from a newer output", capacities: [.operator],
    clauses: ["EZ-02.13-a", "EZ-02.13-e"], on: Release.table.name,
    inStates: .possible(Release.State.released),
    fields: Field("release", zh: "出域申请", en: "Release", refersTo: "release"),
    Field("output", zh: "作业产出", en: "Output of a job", refersTo: "output"), make: Self.init)

  /// What the decision needs.
  package struct Facts: Sendable {
    let release: Release?
    let agreement: Agreement?
    let scenario: Scenario?
    /// The output that was reviewed, with its job.
    let first: JobOutput?
    let firstJob: Job?
    /// The new one, with its job.
    let newer: JobOutput?
    let newerJob: Job?
    let problem: RefreshProblem?
    let isDecided: Bool
    let hasDepartures: Bool
    let refreshes: Int
    let entry: DomainEntry
  }

  /// The standing release, both outputs, and what stands against a refresh.
  package func facts(_ read: any RecordReader, _ context: Context) throws -> Facts {
    let found = try read.find(Release.self, release)
    let first = try found?.output.flatMap { try read.find(JobOutput.self, $0) }
    let newer = try read.find(JobOutput.self, output)
    return Facts(
      release: found, agreement: try found.flatMap { try read.find(Agreement.self, $0.agreement) },
      scenario: try found.flatMap { try read.find(Scenario.self, $0.scenario) }, first: first,
      firstJob: try first.flatMap { try read.find(Job.self, $0.job) }, newer: newer,
      newerJob: try newer.flatMap { try read.find(Job.self, $0.job) },
      problem: try found?.refreshProblem(on: context.today, read),
      isDecided: try newer.map { try found?.isDecided($0.vaultObject, read) ?? false } ?? false,
      hasDepartures: try Release.hasDepartures(output: output, on: context.today, read),
      refreshes: try read.count(Release.self, [.equal("refreshOf", release)]),
      entry: try DomainEntry(read, context))
  }

  /// Its own, from the same code, while its right holds.
  package func decide(_ facts: Facts, _ context: Context) -> Decision {
    guard let found = facts.release, found.place == context.place,
      found.operator == context.actor.organisation
    else { return .refused(Release.unknown()) }
    guard let newer = facts.newer, let job = facts.newerJob,
      newer.operator == context.actor.organisation, newer.scenario == found.scenario
    else {
      return .refused(
        Refusals.unknown("output", zh: "输出", en: "output", field: "output"))
    }
    let clauses = context.profile.egress.checkers.clauses
    var reasons = [facts.problem?.reason(clauses)].compactMap { $0 }
    if facts.isDecided { reasons.append(RefreshProblem.already.reason(clauses)) }
    if !isSameCode(facts, job) {
      reasons.append(
        Reason(
          "egress.refresh.program", clauses: clauses, zh: "程序、数据授权或产出名称、格式与审核时不同，须重新申请出域",
          en: "program, grants, or the output's name or format are not those that were reviewed; "
            + "ask for a release anew", field: "output"))
    }
    if newer.state != .quarantined || newer.environment != .production {
      reasons.append(
        Refusals.state(
          "egress.output", is: "\(newer.environment.rawValue), \(newer.state.rawValue)",
          clauses: clauses, zh: "只有生产环境隔离区内的产出可以申请出域",
          en: "only an output of production in quarantine can leave"))
    }
    if facts.hasDepartures {
      reasons.append(Release.departed("egress.output.consents", context, field: "output"))
    }
    if facts.agreement?.isInForce(on: context.today) != true {
      reasons.append(MarketReasons.agreement(context.profile))
    }
    if facts.scenario?.state != .approved {
      reasons.append(MarketReasons.scenario(context.profile))
    }
    reasons += facts.entry.reasons(context)
    if let refusal = context.refusal(reasons) { return refusal }
    let id = context.newID(Release.table)
    return .allowed(
      Event(
        RefreshStarted(
          subject: id, of: release, number: facts.refreshes + 1, dataObject: newer.vaultObject,
          output: newer.id)), id: id)
  }

  private func isSameCode(_ facts: Facts, _ job: Job) -> Bool {
    guard let first = facts.first, let reviewed = facts.firstJob, let newer = facts.newer else {
      return false
    }
    return reviewed.programDigest == job.programDigest && first.name == newer.name
      && first.format == newer.format && Set(reviewed.grants) == Set(job.grants)
  }
}
