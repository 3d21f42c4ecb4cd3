// SPDX-License-Identifier: Apache-2.0
import Core
import DisclosureControl
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
  /// The measure of the cell, by its place; nil for all or none.
  let measure: Int?
  /// Where else, in words: a column, a line.
  let place: String
  /// What was observed, and what it was compared with.
  let observed: String
  let parameter: String
  /// The reason in words, where the evidence has some; else the formula that objects.
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
    measure = listed["measure"]?.int.flatMap { Int(exactly: $0) }
    place = Self.text(listed["location"])
    // Tables tell shares in hundredths of a percent.
    let isShare = listed["formula"] != nil && Self.shares.contains(rule)
    observed = (isShare ? Self.share : Self.text)(listed["observed"] ?? listed["value"])
    parameter = (isShare ? Self.share : Self.text)(listed["parameter"])
    let words = listed["reason"]
    reason =
      words?["zh"]?.string.map { LocalText(zh: $0, en: words?["en"]?.string ?? $0) }
      ?? listed["formula"]?.string.flatMap(DisclosureFormula.init(rawValue:)).map {
        LocalText(zh: $0.text, en: $0.text)
      }
    earlier = listed["earlier"]?.string
  }

  private init(objection: JSON) {
    rule = "template-\(objection["reason"]?.string ?? "")"
    severity = objection["severity"]?.string ?? "review"
    place = objection["field"]?.string ?? ""
    cell = nil
    measure = nil
    observed = ""
    parameter = ""
    reason = nil
    earlier = nil
  }

  private init(hit: JSON) {
    let kind = hit["kind"]?.string ?? ""
    rule = "scan-\(kind)"
    severity = ScanKind(rawValue: kind)?.isPersonal == true ? "fail" : "review"
    place = "\(hit["line"]?.int ?? 0):\(hit["column"]?.int ?? 0)"
    cell = nil
    measure = nil
    observed = ""
    parameter = ""
    reason = nil
    earlier = nil
  }

  /// The rules whose numbers are shares.
  private static let shares: Set<String> = ["dominance", "p-percent", "p-q"]

  private static func share(_ value: JSON?) -> String {
    guard let points = value?.int else { return text(value) }
    let rest = String(points % 100)
    let digits = rest == "0" ? "" : "." + (rest.count == 1 ? "0" : "") + rest
    return "\(points / 100)\(digits) %"
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
