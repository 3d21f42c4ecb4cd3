// SPDX-License-Identifier: Apache-2.0
package import DisclosureControl

/// What a check says about an output.
package struct CheckAnswer: Sendable {
  /// Most objections that are listed.
  static let findingsMax = 5_000

  /// All objections, the worst first.
  package let findings: [CheckFinding]
  /// A verdict that can not be better than this, whatever was found.
  package var floor: Verdict = .pass
  /// What was measured.
  package var measures: [(String, Document)] = []
  /// A remedied form that was checked again, where there is one.
  package var remedied: Document?
  /// What was written, for `--write-release`.
  package var release: Document?

  /// Gathers an answer.
  package init(
    _ findings: [CheckFinding], floor: Verdict = .pass, measures: [(String, Document)] = [],
    remedied: Document? = nil
  ) {
    let order: [Verdict] = [.fail, .review, .pass]
    self.findings = order.flatMap { severity in findings.filter { $0.severity == severity } }
    self.floor = floor
    self.measures = measures
    self.remedied = remedied
  }

  /// The worst severity.
  package var verdict: Verdict { max(findings.map(\.severity).max() ?? .pass, floor) }

  /// 0 pass, 1 review, 2 fail.
  package var exitCode: Int32 {
    switch verdict {
    case .pass: 0
    case .review: 1
    case .fail: 2
    }
  }

  /// A measure by name.
  package func measure(_ name: String) -> Double? {
    measures.first { $0.0 == name }?.1.number
  }

  /// The answer as JSON.
  package var document: Document {
    .members([
      ("verdict", .string(verdict.rawValue)),
      ("findings", .array(findings.prefix(Self.findingsMax).map(\.document))),
      (
        "findingsTotal", findings.count > Self.findingsMax ? .int(findings.count) : nil
      ),
      ("measures", .members(measures.map { ($0.0, $0.1) })), ("remedied", remedied),
      ("release", release),
    ])
  }
}
