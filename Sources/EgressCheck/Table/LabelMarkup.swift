// SPDX-License-Identifier: Apache-2.0
import DisclosureControl

/// Labels that a browser or spreadsheet would not show as they are.
enum LabelMarkup {
  /// Objections to labels with markup or links, once per label.
  static func findings(_ records: TableRecords, _ evidence: TableEvidence) -> [CheckFinding] {
    var found: [CheckFinding] = []
    var seen: Set<String> = []
    func add(
      _ rule: CheckRule, _ severity: Verdict, _ name: String, _ text: String, _ formula: String,
      _ zh: String, _ en: String
    ) {
      guard seen.insert(name + "\u{0}" + text + "\u{0}" + formula).inserted else { return }
      found.append(
        CheckFinding(
          rule, severity,
          at: .members([("cell", .members([(name, .string(String(text.prefix(60))))]))]),
          formula: formula, zh: zh, en: en, remedy: "review"))
    }
    let names = records.layout.axes.flatMap(\.levels)
    for name in Set(names).sorted() where isMarkup(name) || isFormula(name) {
      found.append(
        CheckFinding(
          .embeddedData, .review, at: .members([("column", .string("name"))]),
          formula: "name-markup.1", zh: "列名含有标记、链接或公式",
          en: "the name of a column holds markup, a link or a formula", remedy: "review"))
    }
    for part in evidence.parts {
      for (axis, coordinates) in part.table.shape.axes.enumerated() {
        let name = records.layout.axes[axis].levels[part.levels[axis]]
        for case .label(let text) in coordinates {
          if isMarkup(text) {
            add(
              .embeddedData, .review, name, text, "label-markup.1", "维度值含有标记或链接",
              "a label holds markup or a link")
          }
          if isCarrier(text) {
            add(
              .embeddedData, .review, name, text, "label-carrier.1",
              "维度值过长，或含有编码、公式或成串数字，可能携带数据",
              "a label is so long, or so much a code, formula or list, that it may carry data")
          }
          if text.count <= 200, NameContext.count(in: text) > 0 {
            add(
              .directIdentifier, .review, name, text, "label-name.1", "维度值中似有人名",
              "a label seems to name a person")
          }
        }
      }
    }
    return found
  }

  /// The longest label that is taken for one.
  private static let lengthMax = 120

  /// Whether a label is too long, has a long code or many numbers in it, or begins as a formula in
  /// wide characters.
  private static func isCarrier(_ text: String) -> Bool {
    if text.count > lengthMax { return true }
    if let first = text.first, "＝＋－＠".contains(first) { return true }
    if text.split(whereSeparator: { !($0.isASCII && ($0.isLetter || $0.isNumber)) })
      .contains(where: { $0.count >= 48 })
    {
      return true
    }
    return text.split(whereSeparator: { !($0.isASCII && $0.isNumber) }).count >= 12
  }

  /// Whether a spreadsheet would take a text for a formula.
  static func isFormula(_ text: String) -> Bool {
    let plain = text.drop { $0 == " " || $0 == "\t" }
    guard let first = plain.first else { return false }
    if "=@＝＠".contains(first) { return true }
    let second = plain.dropFirst().first
    return "+-".contains(first) && second.map { !$0.isNumber && $0 != "." } == true
  }

  static func isMarkup(_ text: String) -> Bool {
    let small = text.lowercased()
    return ["javascript:", "data:", "http://", "https://", "{{", "&#", "<!"]
      .contains(where: small.contains)
      || small.contains("<") && (small.contains(">") || small.contains("/"))
  }
}
