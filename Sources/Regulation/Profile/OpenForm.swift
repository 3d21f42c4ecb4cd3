// SPDX-License-Identifier: Apache-2.0
import Core

/// What may be set for a value that a text leaves open.
package enum OpenForm: Codable, Hashable, Sendable {
  /// A whole number within bounds.
  case integer(least: Int, most: Int)
  /// `true` or `false`.
  case bool
  /// One of these names.
  case choice([String])
  /// A day such as 2026-11-21.
  case day
  /// More than one word: it is written into the profile itself.
  case structured

  /// Whether a text is a value of this form.
  package func accepts(_ text: String) -> Bool {
    switch self {
    case .integer(let least, let most):
      Int(text).map { String($0) == text && (least...max(least, most)).contains($0) } ?? false
    case .bool: text == "true" || text == "false"
    case .choice(let names): names.contains(text)
    case .day: Day(text) != nil
    case .structured: false
    }
  }

  /// What is asked for, in words.
  package var words: LocalText {
    switch self {
    case .integer(let least, let most):
      LocalText(
        zh: "数值应为 \(least) 至 \(most) 的整数", en: "a whole number from \(least) to \(most)")
    case .bool: LocalText(zh: "数值应为 true 或 false", en: "true or false")
    case .choice(let names):
      LocalText(
        zh: "数值应为其中之一：\(names.joined(separator: "、"))",
        en: "one of \(names.joined(separator: ", "))")
    case .day: LocalText(zh: "数值应为日期，如 2026-11-21", en: "a day such as 2026-11-21")
    case .structured:
      LocalText(
        zh: "此项不是单个数值，须写入规则文件", en: "no single value: write it into the profile's file")
    }
  }

  /// This form within narrower bounds; nil when they are not narrower.
  func narrowed(least: Int?, most: Int?) -> OpenForm? {
    guard least != nil || most != nil else { return self }
    guard case .integer(let low, let high) = self else { return nil }
    let (from, to) = (least ?? low, most ?? high)
    return low <= from && from <= to && to <= high ? .integer(least: from, most: to) : nil
  }
}
