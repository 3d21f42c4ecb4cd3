// SPDX-License-Identifier: Apache-2.0
import Core
import Platform
import Regulation

/// One objection of an evaluation, read from the evidence of any kind of release.
struct ReviewFinding {
  /// The most that a page shows; the evidence as a file has them all.
  static let shownMax = 500

  /// The rule's name.
  let rule: String
  /// `fail` or `review`.
  let severity: String
  /// The cell by its coordinates; nil for what is no cell.
  let cell: JSON?
  /// Where else, in words: a column, a line.
  let place: String
  /// What was observed, and what it was compared with.
  let observed: String
  let parameter: String
  /// The reason in words, where the evidence has some.
  let reason: LocalText?
  /// The earlier release that it speaks of.
  let earlier: String?

  /// All objections of an evidence, the worst first.
  static func all(in evidence: JSON) -> [ReviewFinding] {
    let listed = (evidence["findings"]?.array ?? []) + (evidence["differences"]?.array ?? [])
    let file = evidence["file"] ?? evidence
    let found =
      listed.map(ReviewFinding.init(listed:))
      + (evidence["objections"]?.array ?? []).map(ReviewFinding.init(objection:))
      + (file["hits"]?.array ?? []).map(ReviewFinding.init(hit:))
    return found.filter { $0.severity == "fail" } + found.filter { $0.severity != "fail" }
  }

  private init(listed: JSON) {
    rule = listed["rule"]?.string ?? ""
    severity = listed["severity"]?.string ?? "review"
    cell = listed["cell"]
    place = Self.text(listed["location"])
    observed = Self.text(listed["observed"] ?? listed["value"])
    parameter = Self.text(listed["parameter"])
    let words = listed["reason"]
    reason = words?["zh"]?.string.map { LocalText(zh: $0, en: words?["en"]?.string ?? $0) }
    earlier = listed["earlier"]?.string
  }

  private init(objection: JSON) {
    rule = "template-\(objection["reason"]?.string ?? "")"
    severity = objection["severity"]?.string ?? "review"
    place = objection["field"]?.string ?? ""
    cell = nil
    observed = ""
    parameter = ""
    reason = nil
    earlier = nil
  }

  private init(hit: JSON) {
    let kind = hit["kind"]?.string ?? ""
    rule = "scan-\(kind)"
    severity = "review"
    place = "\(hit["line"]?.int ?? 0):\(hit["column"]?.int ?? 0)"
    cell = nil
    observed = ""
    parameter = ""
    reason = nil
    earlier = nil
  }

  /// A value of the evidence on one line: members as `name=value`.
  static func text(_ value: JSON?) -> String {
    switch value {
    case nil, .null: ""
    case .bool(let value): value ? "true" : "false"
    case .int(let value): String(value)
    case .string(let value): value
    case .array(let values): values.map(text).joined(separator: ", ")
    case .object(let members):
      members.sorted { $0.key < $1.key }.map { name, value in
        value.object == nil ? "\(name)=\(text(value))" : "\(name)(\(text(value)))"
      }.joined(separator: ", ")
    }
  }
}
