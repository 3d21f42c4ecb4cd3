// SPDX-License-Identifier: Apache-2.0
package import Core
package import Regulation

/// Whether what hangs on an agreement may still run: asked at each step, before and during a job.
///
/// Every answer is nil when it may, or the reason why not, naming the link that broke.
package enum SupplyChain {
  /// Whether rights can be drawn from an agreement on a day.
  package static func stop(
    agreement: Agreement?, on day: Day, _ profile: Profile
  ) -> Reason? {
    guard let agreement, agreement.isInForce(on: day) else {
      let paper = agreement?.suspensionDocument
      return Reason(
        "agreement.force", clauses: SupplyClauses.of(SupplyClauses.closing, profile),
        zh: paper.map { "授权运营协议已中止（\($0)）" } ?? "授权运营协议不在有效期内或已中止、终止",
        en: paper.map { "the agreement is suspended by \($0)" } ?? "the agreement is not in force")
    }
    return nil
  }

  /// Whether a scenario may be worked on, with its agreement.
  package static func stop(
    scenario: Scenario?, agreement: Agreement?, on day: Day, _ profile: Profile
  ) -> Reason? {
    if let reason = stop(agreement: agreement, on: day, profile) { return reason }
    guard let scenario, scenario.state == .approved, scenario.agreement == agreement?.id else {
      return Reason(
        "scenario.approval", clauses: profile.supply.gates.clauses,
        zh: "场景未经审核同意或已结束", en: "the scenario is not approved or has ended")
    }
    return nil
  }

  /// Whether the written copy of a grant may be read, with its scenario and agreement.
  package static func stop(
    grant: Grant?, scenario: Scenario?, agreement: Agreement?, on day: Day, _ profile: Profile
  ) -> Reason? {
    if let reason = stop(scenario: scenario, agreement: agreement, on: day, profile) {
      return reason
    }
    if let reason = stop(importBehind: grant, on: day, profile) { return reason }
    // A copy by the masks of an earlier program is written anew before anybody reads it.
    guard let grant, grant.state == .ready, grant.scenario == scenario?.id,
      grant.compiler == GrantSQL.version, !grant.hasRunOut(by: day)
    else {
      return Reason(
        "grant.ready", clauses: SupplyClauses.of(SupplyClauses.scope, profile),
        zh: "数据授权未就绪、需更新或已撤销，请等待平台更新或重新申请",
        en: "a grant is not ready: wait until the platform has written it, or ask anew")
    }
    return nil
  }

  /// Whether the signed sample of a grant may be read, with its scenario and agreement.
  package static func stop(
    sampleOf grant: Grant?, scenario: Scenario?, agreement: Agreement?, on day: Day,
    _ profile: Profile
  ) -> Reason? {
    if let reason = stop(scenario: scenario, agreement: agreement, on: day, profile) {
      return reason
    }
    if let reason = stop(importBehind: grant, on: day, profile) { return reason }
    guard let grant, grant.state.isLive, grant.scenario == scenario?.id,
      grant.sampleObject != nil
    else {
      return Reason(
        "sample.signed", clauses: profile.security.rawDataVisible.clauses,
        zh: "开发样本尚未制作或其风险尚未签认",
        en: "there is no development sample whose risk was signed")
    }
    return nil
  }

  /// Whether the right to imported data behind a grant has run out, whoever has noticed it yet.
  static func stop(importBehind grant: Grant?, on day: Day, _ profile: Profile) -> Reason? {
    guard let until = grant?.importUntil, until < day else { return nil }
    return Reason(
      "grant.import.ended", clauses: profile.imports?.fusion.clauses ?? [],
      zh: "导入数据的使用权已于 \(until) 到期", en: "the right to the imported data ended on \(until)")
  }

  /// Whether a scenario may be worked on.
  package static func stop(
    scenario id: RecordID, on day: Day, _ profile: Profile, _ read: any RecordReader
  ) throws -> Reason? {
    let scenario = try read.find(Scenario.self, id)
    let agreement = try scenario.flatMap { try read.find(Agreement.self, $0.agreement) }
    return stop(scenario: scenario, agreement: agreement, on: day, profile)
  }

  /// Whether the written copy of a grant may be read.
  package static func stop(
    grant id: RecordID, on day: Day, _ profile: Profile, _ read: any RecordReader
  ) throws -> Reason? {
    let grant = try read.find(Grant.self, id)
    let scenario = try grant.flatMap { try read.find(Scenario.self, $0.scenario) }
    let agreement = try grant.flatMap { try read.find(Agreement.self, $0.agreement) }
    return stop(grant: grant, scenario: scenario, agreement: agreement, on: day, profile)
  }
}
