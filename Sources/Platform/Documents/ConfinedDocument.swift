// SPDX-License-Identifier: Apache-2.0
package import Regulation

/// A document of the domain that some may read inside the platform, and what was let out of it as
/// a file, which its operator may take.
package enum ConfinedDocument: String, ChoiceValue {
  /// The value profile of a dataset version: for its source unit.
  case profile
  /// The rows that were kept apart, as they were delivered: for the source unit.
  case badRows = "bad-rows"
  /// The evidence behind a release: for its checkers.
  case evidence
  /// The bytes that would leave: for the checkers of a release.
  case content
  /// The reviewed bytes that left: for the operator of a released file.
  case file

  /// The words of one choice.
  package var label: LocalText {
    switch self {
    case .profile: LocalText(zh: "数据概况", en: "profile of values")
    case .badRows: LocalText(zh: "问题行", en: "rows kept apart")
    case .evidence: LocalText(zh: "评估依据", en: "evidence")
    case .content: LocalText(zh: "拟出域内容", en: "content that would leave")
    case .file: LocalText(zh: "已放行文件", en: "released file")
    }
  }

  /// Whether it belongs to a dataset version; else to a release.
  package var isOfVersion: Bool { self == .profile || self == .badRows }
}
