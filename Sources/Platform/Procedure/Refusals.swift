// SPDX-License-Identifier: Apache-2.0
import Core
package import Regulation

/// Reasons that many actions of the authorisation chain give.
package enum Refusals {
  /// There is no such record in this place; the same for one of another place or party.
  package static func unknown(_ noun: String, zh: String, en: String, field: String) -> Reason {
    Reason("\(noun).unknown", zh: "\(zh)不存在", en: "there is no such \(en)", field: field)
  }

  /// The record is in a state in which this cannot be done.
  package static func state(
    _ noun: String, is state: String, clauses: [ClauseID] = [], zh: String, en: String
  ) -> Reason {
    Reason(
      "\(noun).state", clauses: clauses, zh: "\(zh)（当前状态：\(state)）",
      en: "\(en) (it is \(state))")
  }

  /// The place's text requires a value without giving it, and nobody has set it yet.
  package static func toBeConfigured(_ key: String, clauses: [ClauseID]) -> Reason {
    Reason(
      "profile.open", clauses: clauses, zh: "规定未明确且尚未设定：\(key)，请数据管理部门凭文件设定后再办理",
      en: "the text leaves \(key) open; the data authority must set it by a document first")
  }

  /// Refuses a day before the one on which the step of a case was reached.
  static func early(_ reached: Day, clauses: [ClauseID], field: String) -> Reason {
    Reason(
      "case.step.early", clauses: clauses, zh: "发生日早于到达此环节的日期 \(reached)",
      en: "it lies before \(reached), when the step was reached", field: field)
  }

  /// Something that happened cannot lie in the future.
  package static func future(field: String) -> Reason {
    Reason("day.future", zh: "日期不能晚于今天", en: "the day cannot lie in the future", field: field)
  }

  /// One reason for all of a list's items that are missing, naming each.
  package static func missing(
    _ code: String, _ items: [Labelled], clauses: [ClauseID], zh: String, en: String, field: String
  ) -> Reason? {
    guard !items.isEmpty else { return nil }
    let chinese = items.map(\.label.zh).joined(separator: "、")
    let english = items.map(\.label.en).joined(separator: ", ")
    return Reason(
      code, clauses: clauses, zh: "\(zh)：\(chinese)", en: "\(en): \(english)", field: field)
  }
}
