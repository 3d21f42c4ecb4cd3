// SPDX-License-Identifier: Apache-2.0
import Platform
import Regulation

extension FieldView {
  /// Whether something must be filled in; a list may be empty where its bounds say so.
  func isRequired(_ field: FieldInfo) -> Bool {
    switch field.shape {
    case .optional: false
    case .list: field.bounds.length(most: 1_000).lowerBound > 0
    case .text: field.bounds.length(most: 4_000).lowerBound > 0
    case .integer, .boolean, .day, .money, .id, .choice, .texts, .structure: true
    }
  }

  /// How a field is filled in, and its bounds.
  func hint(_ field: FieldInfo) -> String {
    visit.say(text(field.shape.unwrapped, field.bounds))
  }

  private func text(_ shape: FieldShape, _ bounds: FieldBounds) -> LocalText {
    switch shape {
    case .text: return length(bounds.length(most: 4_000))
    case .integer:
      guard bounds.most >= 0 else { return LocalText(zh: "整数", en: "a whole number") }
      return LocalText(
        zh: "整数，\(bounds.least) 至 \(bounds.most)",
        en: "a whole number, \(bounds.least) to \(bounds.most)")
    case .money: return LocalText(zh: "元，如 1234.50", en: "yuan, such as 1234.50")
    case .day: return LocalText(zh: "如 2026-11-21", en: "such as 2026-11-21")
    case .id: return LocalText(zh: "编号", en: "an id")
    case .boolean, .choice: return LocalText(zh: "", en: "")
    case .list(.choice), .list(.id): return LocalText(zh: "可选多项", en: "one or more")
    case .list(.structure(let example)):
      return LocalText(
        zh: "每行一项 JSON，如 \(example)", en: "one JSON object a line, such as \(example)")
    case .list: return LocalText(zh: "每行一项", en: "one a line")
    case .texts: return LocalText(zh: "每行一项，写作 键: 文本", en: "one key: text a line")
    case .structure(let example):
      return LocalText(zh: "JSON，如 \(example)", en: "JSON, such as \(example)")
    case .optional(let shape): return text(shape, bounds)
    }
  }

  private func length(_ range: ClosedRange<Int64>) -> LocalText {
    range.lowerBound == range.upperBound
      ? LocalText(zh: "\(range.lowerBound) 个字符", en: "\(range.lowerBound) characters")
      : LocalText(
        zh: "\(range.lowerBound) 至 \(range.upperBound) 个字符",
        en: "\(range.lowerBound) to \(range.upperBound) characters")
  }
}
