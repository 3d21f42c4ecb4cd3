// SPDX-License-Identifier: Apache-2.0
package import Core
import Regulation

/// The platform reports what it found in a release: counts, and where evidence and content lie.
package struct ReportEvaluation: Action {
  let release: RecordID
  let evaluation: ReleaseEvaluation

  init(
    release: RecordID, verdict: ReleaseVerdict, cells: Int, unsafeCells: Int, withheld: Int,
    findings: [FindingCount], evidenceObject: RecordID, contentObject: RecordID?,
    contentDigest: DigestText?, contentBytes: Int?
  ) {
    self.release = release
    evaluation = ReleaseEvaluation(
      verdict: verdict, cells: cells, unsafeCells: unsafeCells, withheld: withheld,
      findings: findings.sorted { $0.rule < $1.rule }, evidenceObject: evidenceObject,
      contentObject: contentObject, contentDigest: contentDigest, contentBytes: contentBytes ?? 0)
  }

  /// The declaration.
  package static let spec = Spec<Self>(
    "egress.evaluated", zh: "出域评估完成", en: "A release was evaluated", capacities: [.system],
    clauses: ["EZ-02.13-a", "EZ-02.13-e"], on: Release.table.name,
    fields: Field("release", zh: "出域申请", en: "Release", refersTo: "release"),
    Field("verdict", zh: "评估结论", en: "Verdict"), Field("cells", zh: "单元格数", en: "Cells"),
    Field("unsafeCells", zh: "不安全单元格数", en: "Unsafe cells"),
    Field("withheld", zh: "隐去单元格数", en: "Withheld cells"),
    Field("findings", zh: "各规则结果数", en: "Findings by rule", bounds: 0...50),
    Field("evidenceObject", zh: "证据对象", en: "Object of the evidence"),
    Field("contentObject", zh: "内容对象", en: "Object of the content"),
    Field("contentDigest", zh: "内容摘要", en: "Digest of the content"),
    Field("contentBytes", zh: "内容字节数", en: "Bytes of the content"), make: Self.init)

  /// The release.
  package func facts(_ read: any RecordReader, _ context: Context) throws -> Release? {
    try read.find(Release.self, release)
  }

  /// Once only, and with figures that can be true.
  package func decide(_ found: Release?, _ context: Context) -> Decision {
    guard let found, found.place == context.place else { return .refused(Release.unknown()) }
    guard found.evaluation == nil else {
      return .refused(
        Reason("egress.evaluated.already", zh: "已评估", en: "it is evaluated already"))
    }
    if let reason = found.refusal(to: .reviewing, context) { return .refused(reason) }
    guard evaluation.unsafeCells <= evaluation.cells, evaluation.withheld <= evaluation.cells,
      (evaluation.contentObject == nil) == (evaluation.contentDigest == nil)
    else {
      return .refused(
        Reason("egress.evaluated.figures", zh: "评估数据自相矛盾", en: "the figures contradict"))
    }
    return .allowed(
      Event(ReleaseEvaluated(subject: release, evaluation: evaluation)), id: release)
  }
}

/// A release was evaluated; checkers can look at it.
package struct ReleaseEvaluated: DomainEvent {
  /// The stable type.
  package static let type = "egress.evaluated"
  /// The release.
  package let subject: RecordID
  let evaluation: ReleaseEvaluation

  /// Opens the review.
  package func changes(
    _ stamp: Stamp, payload: JSON?, _ read: any RecordReader
  ) throws -> [Change] {
    guard var release = try read.find(Release.self, subject) else { return [] }
    release.evaluation = evaluation
    release.state = .reviewing
    return [.put(release)]
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
    fields: Field("release", zh: "出域申请", en: "Release", refersTo: "release"),
    Field("failure", zh: "原因", en: "Cause"), make: Self.init)

  /// The release.
  package func facts(_ read: any RecordReader, _ context: Context) throws -> Release? {
    try read.find(Release.self, release)
  }

  /// Only while it waits for its evaluation.
  package func decide(_ found: Release?, _ context: Context) -> Decision {
    guard let found, found.place == context.place else { return .refused(Release.unknown()) }
    guard found.failure == nil else {
      return .refused(
        Reason("egress.evaluationFailed.already", zh: "已报告", en: "it is reported already"))
    }
    guard found.state == .requested else {
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
    release.state = .returned
    return [.put(release)]
  }
}
