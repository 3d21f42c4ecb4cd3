// SPDX-License-Identifier: Apache-2.0
import DisclosureControl
import EgressCheck

/// An answer for a person at a terminal.
enum AnswerText {
  /// Most objections that are shown.
  private static let shownMax = 40

  static func of(_ answer: CheckAnswer) -> String {
    var lines = ["\(word(answer.verdict.rawValue)) / \(answer.verdict.rawValue)"]
    for finding in answer.findings.prefix(shownMax) {
      lines.append(
        "  [\(finding.severity.rawValue)] \(finding.rule.rawValue) \(finding.location.json)")
      lines.append("      \(finding.zh)")
      lines.append("      \(finding.en)")
    }
    if answer.findings.count > shownMax {
      lines.append("  … \(answer.findings.count - shownMax) more; see --json")
    }
    for (name, value) in answer.measures { lines.append("  \(name): \(value.json)") }
    if let verdict = answer.remedied?["verdict"]?.text { lines.append("  remedied: \(verdict)") }
    return lines.joined(separator: "\n")
  }

  private static func word(_ verdict: String) -> String {
    ["pass": "通过", "review": "需人工审查", "fail": "不通过"][verdict] ?? verdict
  }
}
