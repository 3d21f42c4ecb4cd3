// SPDX-License-Identifier: Apache-2.0
package import Core
package import DisclosureControl
package import Regulation

/// What the platform found when it evaluated a release: numbers in classes, never a cell's value.
package struct ReleaseEvaluation: Codable, Hashable, Sendable {
  /// What the rules say of the content before anything was withheld.
  package let verdict: ReleaseVerdict
  /// How many cells, rows or fields it has.
  package let cells: Int
  /// How many of them are unsafe by a rule.
  package let unsafeCells: Int
  /// How many of them are withheld, those that protect others included.
  package let withheld: Int
  /// How often each rule spoke.
  package let findings: [FindingCount]
  /// The vault object with the evidence for the checkers.
  package let evidenceObject: RecordID
  /// The vault object with the content; nil when there is none that could leave.
  package let contentObject: RecordID?
  /// A commitment to the digest of the content: what is reviewed is what leaves. The digest itself
  /// is told when it leaves.
  package let contentDigest: DigestText?
  /// The size of the content in bytes.
  package let contentBytes: Int
  /// How much was out of its resources when it was evaluated; nil for nothing.
  package var memory: Int?
  /// The copy of the grant or the output that was evaluated; nil in older entries.
  package var dataObject: RecordID?
  /// The vault object by which refreshes are compared with it, person by person; nil when they
  /// cannot be.
  package var seriesObject: RecordID?
  /// By how many per cent a refresh differs from what is out; nil for what is no refresh.
  package var driftPercent: Int?
  /// Whether the platform's rules leave nothing open of what would leave; nil when not told.
  package var isClear: Bool?

  /// Whether checkers who saw the one saw the other.
  func agrees(with other: ReleaseEvaluation) -> Bool {
    verdict == other.verdict && cells == other.cells && unsafeCells == other.unsafeCells
      && withheld == other.withheld && findings == other.findings
      && contentDigest == other.contentDigest
  }

  /// Whether it may be approved at all: what failed is withheld, and there is something to release.
  package var isApprovable: Bool {
    guard contentObject != nil, contentDigest != nil else { return false }
    return verdict != .fail || (unsafeCells > 0 && withheld >= unsafeCells)
  }
}

/// The worst that the rules say of a release.
package enum ReleaseVerdict: String, ChoiceValue {
  case pass
  case review
  case fail

  /// The words of one choice.
  package var label: LocalText {
    switch self {
    case .pass: LocalText(zh: "通过", en: "pass")
    case .review: LocalText(zh: "需人工审核", en: "review")
    case .fail: LocalText(zh: "不通过", en: "fail")
    }
  }

  /// Takes the verdict of disclosure control.
  package init(_ verdict: Verdict) {
    switch verdict {
    case .pass: self = .pass
    case .review: self = .review
    case .fail: self = .fail
    }
  }
}

/// How often one rule spoke.
package struct FindingCount: StructuredValue, Hashable {
  /// The rule's name, such as `minimum-contributors`; 1 to 60 characters.
  package let rule: String
  /// How many findings it has; 1 or more.
  package let count: Int

  /// Counts a rule's findings.
  package init(rule: String, count: Int) {
    self.rule = rule
    self.count = count
  }

  /// An example in JSON.
  package static let example = #"{"rule":"minimum-contributors","count":3}"#

  /// Name and count have bounds.
  package func problem() -> FieldProblem? {
    guard (1...60).contains(rule.utf8.count) else { return .bounds(1...60) }
    return (1...1_000_000_000).contains(count) ? nil : .bounds(1...1_000_000_000)
  }
}

/// Why a release could not be evaluated: a class, never a value of the data.
package enum EvaluationFailure: String, ChoiceValue {
  /// A column is not there or holds something else than the specification says.
  case columns
  /// More cells or bytes than can be evaluated.
  case tooLarge
  /// The data changed or are gone.
  case stale
  /// Somebody of whom the job read rows withdrew, or their authorisation ran out.
  case departed
  /// A later evaluation came to another result than the one that was voted on.
  case renewed
  /// The output is not in a form that can be made canonical.
  case form
  /// A fault of the platform; it can be asked for again.
  case fault

  /// The words of one choice.
  package var label: LocalText {
    switch self {
    case .columns: LocalText(zh: "字段与规格不符", en: "columns do not fit the specification")
    case .tooLarge: LocalText(zh: "规模超限", en: "too large to evaluate")
    case .stale: LocalText(zh: "数据已更新或不存在", en: "the data changed or are gone")
    case .departed:
      LocalText(zh: "有主体撤回授权或授权到期，请重新运行任务", en: "an authorisation ended; run the job again")
    case .renewed:
      LocalText(zh: "评估已更新，结果有变，请重新申请", en: "a renewed evaluation differs; ask anew")
    case .form: LocalText(zh: "产出格式无法规范化", en: "the output has no canonical form")
    case .fault: LocalText(zh: "平台故障", en: "a fault of the platform")
    }
  }
}
