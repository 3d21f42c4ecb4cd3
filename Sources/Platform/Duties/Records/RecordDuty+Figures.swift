// SPDX-License-Identifier: Apache-2.0
import Core
import Regulation

extension DutySubject {
  /// The tables of records for which a duty can be owed.
  static let tables = [
    Agreement.table.name, Resource.table.name, Scenario.table.name, Product.table.name,
    Call.table.name, Application.table.name, Release.table.name, Organisation.table.name,
  ]
}

/// What a record states beyond texts: a verdict, one of a few words, figures that hang together.
extension RecordDuty {
  /// Everything that does not hold of it.
  func figureReasons(_ rule: DutyRule) -> [Reason] {
    // A number that cannot be read is said once, however many rules ask for it.
    var said: Set<String> = []
    let figures = rule.figures.compactMap { figureReason($0, rule) }.filter {
      said.insert($0.message.zh).inserted
    }
    return verdictReasons(rule) + rule.choices.compactMap { choiceReason($0, rule) } + figures
  }

  private func verdictReasons(_ rule: DutyRule) -> [Reason] {
    guard rule.hasVerdict != (verdict != nil) else { return [] }
    return rule.hasVerdict
      ? [
        Reason(
          "duty.verdict", clauses: rule.clauses, zh: "须写明结论：合格或不合格",
          en: "give the verdict: passed or failed", field: "verdict")
      ]
      : [
        Reason(
          "duty.verdict", clauses: rule.clauses, zh: "此项义务不作合格与否的结论，结论不填",
          en: "this duty gives no verdict; leave it out", field: "verdict")
      ]
  }

  private func label(_ part: String, _ rule: DutyRule) -> LocalText {
    rule.parts.first { $0.id == part }?.label ?? LocalText(zh: part, en: part)
  }

  private func text(_ part: String, _ rule: DutyRule) -> String? {
    rule.parts.first { $0.id == part }.flatMap { parts?.text(of: $0) }?
      .trimmed
  }

  private func choiceReason(_ choice: DutyChoice, _ rule: DutyRule) -> Reason? {
    // A part that is missing is named by another reason.
    guard let text = text(choice.part, rule) else { return nil }
    let fits = choice.words.contains { [$0.id, $0.label.zh, $0.label.en].contains(text) }
    guard !fits else { return nil }
    let label = label(choice.part, rule)
    let zh = choice.words.map(\.label.zh).joined(separator: "、")
    let en = choice.words.map(\.label.en).joined(separator: ", ")
    return Reason(
      "duty.choice", clauses: rule.clauses, zh: "“\(label.zh)”只能是：\(zh)",
      en: "\(label.en) is one of: \(en)", field: "parts")
  }

  private func figureReason(_ figures: DutyFigures, _ rule: DutyRule) -> Reason? {
    let stated = figures.parts.filter { text($0, rule) != nil }
    guard stated.count == figures.parts.count else { return nil }
    var read: [String: Int] = [:]
    for part in figures.parts { read[part] = text(part, rule).flatMap(Self.hundredths) }
    if let wrong = figures.parts.first(where: { read[$0] == nil }) {
      let label = label(wrong, rule)
      return Reason(
        "duty.figure", clauses: rule.clauses, zh: "“\(label.zh)”须为数字，最多两位小数",
        en: "\(label.en) is a number with at most two decimals", field: "parts")
    }
    guard let (zh, en) = wrong(figures, read, rule) else { return nil }
    return Reason("duty.figures", clauses: rule.clauses, zh: zh, en: en, field: "parts")
  }

  private func wrong(
    _ figures: DutyFigures, _ read: [String: Int], _ rule: DutyRule
  ) -> (zh: String, en: String)? {
    func value(_ part: String) -> Int { read[part] ?? 0 }
    func names(_ parts: [String]) -> (zh: String, en: String) {
      let labels = parts.map { label($0, rule) }
      return (
        labels.map(\.zh).joined(separator: "、"), labels.map(\.en).joined(separator: ", ")
      )
    }
    switch figures {
    case .numbers: return nil
    case .positive(let parts):
      let empty = parts.filter { value($0) == 0 }
      guard !empty.isEmpty else { return nil }
      let (zh, en) = names(empty)
      return ("\(zh)不能为零", "above zero must be: \(en)")
    case .total(let parts, let total):
      let sum = parts.reduce(0) { $0 + value($1) }
      guard sum != total * 100 else { return nil }
      let (zh, en) = names(parts)
      return (
        "\(zh)合计须为 \(total)，现为 \(Self.text(sum))", "\(en) add up to \(total), not \(Self.text(sum))"
      )
    case .below(let parts, let than):
      let high = parts.filter { value($0) >= value(than) }
      guard !high.isEmpty else { return nil }
      let (zh, en) = names(high)
      let other = label(than, rule)
      return ("\(zh)须低于\(other.zh)", "\(en) must lie below: \(other.en)")
    case .withRate(let parts, let rate, let result):
      let sum = parts.reduce(0) { $0 + value($1) }
      let other = label(result, rule)
      // Figures have up to thirteen digits, and a product of two can be beyond any whole number.
      let product = sum.multipliedReportingOverflow(by: 10_000 + value(rate))
      guard !product.overflow, product.partialValue <= Int.max - 5_000 else {
        return (
          "\(other.zh)无法核算：金额或比率过大", "\(other.en) cannot be checked: too large a sum or rate"
        )
      }
      // A rate of 5 % is 500 hundredths of a per cent; half a hundredth is rounded up.
      let right = (product.partialValue + 5_000) / 10_000
      guard value(result) != right else { return nil }
      return (
        "\(other.zh)按各项之和加上比率应为 \(Self.text(right))",
        "\(other.en) is the sum with the rate added: \(Self.text(right))"
      )
    }
  }

  /// A number with at most two decimals and eleven digits in hundredths; nil for anything else.
  private static func hundredths(_ text: String) -> Int? {
    let pieces = text.split(separator: ".", omittingEmptySubsequences: false)
    guard (1...2).contains(pieces.count), let whole = pieces.first, (1...11).contains(whole.count),
      pieces.allSatisfy({ $0.utf8.allSatisfy { (0x30...0x39).contains($0) } })
    else { return nil }
    let decimals = pieces.count == 2 ? pieces[1] : "0"
    guard (1...2).contains(decimals.count), let units = Int(whole),
      let parts = Int(decimals.count == 1 ? decimals + "0" : decimals)
    else { return nil }
    return units * 100 + parts
  }

  private static func text(_ hundredths: Int) -> String {
    let rest = hundredths % 100
    return rest == 0
      ? "\(hundredths / 100)" : "\(hundredths / 100).\(rest < 10 ? "0" : "")\(rest)"
  }
}

extension String {
  /// Without blanks at either end.
  fileprivate var trimmed: String {
    var text = self[...]
    while text.first?.isWhitespace == true { text.removeFirst() }
    while text.last?.isWhitespace == true { text.removeLast() }
    return String(text)
  }
}
