// SPDX-License-Identifier: Apache-2.0
package import Core
import Regulation

/// A release as an evaluation finds it.
package struct EvaluationFacts: Sendable {
  let release: Release?
  /// How much is out of its resources.
  let memory: Int
  /// Whether somebody left of whom the job read rows.
  let hasDepartures: Bool
  /// Whether its operator may choose among draws of a second look.
  let hasSeenDraw: Bool

  init(_ id: RecordID, _ read: any RecordReader, _ context: Context) throws {
    release = try read.find(Release.self, id)
    memory = try DisclosureMemory.version(of: release?.resources ?? [], read)
    hasDepartures = try Release.hasDepartures(output: release?.output, on: context.today, read)
    hasSeenDraw = try release.map { try LowRiskCheck.hasSeenDraw($0, read) } ?? false
  }
}

/// The platform reports what it found in a release: counts, and where evidence and content lie.
package struct ReportEvaluation: Action {
  let release: RecordID
  let evaluation: ReleaseEvaluation

  init(
    release: RecordID, verdict: ReleaseVerdict, cells: Int, unsafeCells: Int, withheld: Int,
    findings: [FindingCount], evidenceObject: RecordID, contentObject: RecordID?,
    contentDigest: DigestText?, contentBytes: Int?, memory: Int?, dataObject: RecordID?,
    seriesObject: RecordID?, driftPercent: Int?, isClear: Bool?
  ) {
    self.release = release
    evaluation = ReleaseEvaluation(
      verdict: verdict, cells: cells, unsafeCells: unsafeCells, withheld: withheld,
      findings: findings.sorted { $0.rule < $1.rule }, evidenceObject: evidenceObject,
      contentObject: contentObject, contentDigest: contentDigest, contentBytes: contentBytes ?? 0,
      memory: memory, dataObject: dataObject, seriesObject: seriesObject,
      driftPercent: driftPercent, isClear: isClear)
  }

  /// The declaration.
  package static let spec = Spec<Self>(
    "egress.evaluated", zh: "出域评估完成", en: "A release was evaluated", capacities: [.system],
    clauses: ["EZ-02.13-a", "EZ-02.13-e"], on: Release.table.name,
    inStates: .possible(Release.State.requested, .reviewing, .approved),
    fields: Field("release", zh: "出域申请", en: "Release", refersTo: "release"),
    Field("verdict", zh: "评估结论", en: "Verdict"), Field("cells", zh: "单元格数", en: "Cells"),
    Field("unsafeCells", zh: "不安全单元格数", en: "Unsafe cells"),
    Field("withheld", zh: "隐去单元格数", en: "Withheld cells"),
    Field("findings", zh: "各规则结果数", en: "Findings by rule", bounds: 0...50),
    Field("evidenceObject", zh: "证据对象", en: "Object of the evidence"),
    Field("contentObject", zh: "内容对象", en: "Object of the content"),
    Field("contentDigest", zh: "内容摘要的加盐承诺", en: "Commitment to the content's digest"),
    Field("contentBytes", zh: "内容字节数", en: "Bytes of the content"),
    Field("memory", zh: "评估时已放行数", en: "How much was out when it was evaluated"),
    Field("dataObject", zh: "数据对象", en: "Object of the data"),
    Field("seriesObject", zh: "逐次比对依据", en: "Object by which refreshes are compared"),
    Field("driftPercent", zh: "与已放行内容的变动（%）", en: "Change from what is out, %"),
    Field("isClear", zh: "规则无疑问", en: "No rule leaves anything open"), make: Self.init)

  /// The release as an evaluation finds it.
  package func facts(_ read: any RecordReader, _ context: Context) throws -> EvaluationFacts {
    try EvaluationFacts(release, read, context)
  }

  /// Once only, again when more is out, and with figures that can be true.
  package func decide(_ facts: EvaluationFacts, _ context: Context) -> Decision {
    guard let found = facts.release, found.place == context.place else {
      return .refused(Release.unknown())
    }
    let isRenewal = found.isBehind(memory: facts.memory) && found.state.isOnItsWay
    guard !found.kind.isTable || (evaluation.memory ?? 0) == facts.memory else {
      return .refused(
        DisclosureMemory.renewal(
          "egress.evaluated.stale", clauses: context.profile.egress.checkers.clauses))
    }
    guard !facts.hasDepartures else {
      return .refused(Release.departed("egress.evaluated.consents", context))
    }
    guard found.evaluation == nil || isRenewal else {
      return .refused(
        Reason("egress.evaluated.already", zh: "已评估", en: "it is evaluated already"))
    }
    let early = isRenewal ? nil : found.refusal(to: .reviewing, context)
    if let refusal = context.refusal(early) { return refusal }
    guard evaluation.unsafeCells <= evaluation.cells, evaluation.withheld <= evaluation.cells,
      (evaluation.contentObject == nil) == (evaluation.contentDigest == nil)
    else {
      return .refused(
        Reason("egress.evaluated.figures", zh: "评估数据自相矛盾", en: "the figures contradict"))
    }
    let isPassed =
      found.passesWithoutPeople(evaluation) && !context.profile.testsEachRelease
    let days = found.turn == .refresh && !isPassed ? found.standing?.decideWithinDays : nil
    let evaluated = ReleaseEvaluated(
      subject: release, evaluation: evaluation,
      isLowRisk: LowRiskCheck(
        release: found, evaluation: evaluation, hasSeenDraw: facts.hasSeenDraw
      ).isOpen(in: context.profile.egress) ? true : nil,
      decideBy: days.flatMap {
        context.calendar.deadline(from: context.today, workingDays: $0).day
      }, isPassed: isPassed ? true : nil)
    let passed = isPassed ? [Event(RefreshPassed(subject: release))] : []
    return .allowed([Event(evaluated)] + passed, result: ["id": .string(release.rawValue)])
  }
}

/// A release was evaluated; checkers can look at it. Votes stand only on what they were cast on.
package struct ReleaseEvaluated: DomainEvent {
  /// The stable type.
  package static let type = "egress.evaluated"
  /// The release.
  package let subject: RecordID
  let evaluation: ReleaseEvaluation
  /// Whether one vote decides; nil when all checkers vote.
  let isLowRisk: Bool?
  /// Until when a refresh that is held is to be decided.
  let decideBy: Day?
  /// Whether it is a refresh that passes without people; nil for all else.
  let isPassed: Bool?

  /// Opens the review.
  package func changes(
    _ stamp: Stamp, payload: JSON?, _ read: any RecordReader
  ) throws -> [Change] {
    guard var release = try read.find(Release.self, subject) else { return [] }
    let before = release.evaluation
    let wasLowRisk = release.isLowRisk
    release.take(evaluation)
    release.isLowRisk = isLowRisk
    if release.votesCast == 0 {
      release.state = .reviewing
    } else if before.map(evaluation.agrees) != true || wasLowRisk != isLowRisk {
      release.end(as: .returned)
      release.failure = .renewed
    }
    // Evaluated anew it keeps its day.
    release.decideBy = release.decideBy ?? decideBy
    guard isPassed != true else { return [.put(release)] }
    return try [.put(release)] + release.changesOfHolding(stamp.occurredOn, read)
  }
}

/// The platform reports that a release cannot be evaluated; it goes back to the requester.
package struct ReportEvaluationFailure: Action {
  let release: RecordID
  let failure: EvaluationFailure

  /// The declaration.
  package static let spec = Spec<Self>(
    "egress.evaluationFailed", zh: "出域评估失败", en: "A release could not be evaluated",
    capacities: [.system], clauses: ["EZ-02.13-a"], on: Release.table.name,
    inStates: .possible(Release.State.requested, .reviewing, .approved),
    fields: Field("release", zh: "出域申请", en: "Release", refersTo: "release"),
    Field("failure", zh: "原因", en: "Cause"), make: Self.init)

  /// The release as an evaluation finds it.
  package func facts(_ read: any RecordReader, _ context: Context) throws -> EvaluationFacts {
    try EvaluationFacts(release, read, context)
  }

  /// Only while it waits for its evaluation, or for a renewed one.
  package func decide(_ facts: EvaluationFacts, _ context: Context) -> Decision {
    guard let found = facts.release, found.place == context.place else {
      return .refused(Release.unknown())
    }
    guard found.failure == nil else {
      return .refused(
        Reason("egress.evaluationFailed.already", zh: "已报告", en: "it is reported already"))
    }
    let isRenewal = found.isBehind(memory: facts.memory) && found.state.isOnItsWay
    let hasLeft = failure == .departed && facts.hasDepartures && found.state.isOnItsWay
    guard found.state == .requested || isRenewal || hasLeft else {
      return .refused(
        Refusals.state(
          "egress", is: found.state.rawValue, zh: "出域申请不在待评估状态",
          en: "the release does not wait for its evaluation"))
    }
    return .allowed(Event(EvaluationFailed(subject: release, failure: failure)), id: release)
  }
}

/// A release could not be evaluated.
package struct EvaluationFailed: DomainEvent {
  /// The stable type.
  package static let type = "egress.evaluationFailed"
  /// The release.
  package let subject: RecordID
  let failure: EvaluationFailure

  /// Sends it back.
  package func changes(
    _ stamp: Stamp, payload: JSON?, _ read: any RecordReader
  ) throws -> [Change] {
    guard var release = try read.find(Release.self, subject) else { return [] }
    release.failure = failure
    release.end(as: .returned)
    return try [.put(release)] + release.changesOfHolding(stamp.occurredOn, read)
  }
}
