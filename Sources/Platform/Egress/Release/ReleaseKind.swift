// SPDX-License-Identifier: Apache-2.0
package import Regulation

/// What leaves, by the means with which it can be checked.
package enum ReleaseKind: String, ChoiceValue {
  /// A table of counts, sums and means by dimensions, once.
  case tabulation
  /// Answers from a reviewed cube.
  case query
  /// Fields about one authorising person or enterprise.
  case subject
  /// Records about people that a job made, with their columns declared.
  case microdata
  /// A file that a job made.
  case file
  /// A trained model that a job made.
  case model
  /// A document or a plot that a job made.
  case report

  /// The words of one choice.
  package var label: LocalText {
    switch self {
    case .tabulation: LocalText(zh: "统计表", en: "tabulation")
    case .query: LocalText(zh: "查询接口", en: "query")
    case .subject: LocalText(zh: "主体授权查询", en: "subject answers")
    case .microdata: LocalText(zh: "记录级数据", en: "records")
    case .file: LocalText(zh: "文件", en: "file")
    case .model: LocalText(zh: "模型", en: "model")
    case .report: LocalText(zh: "报告", en: "report")
    }
  }

  /// For which use the data behind it must have been granted.
  package var grantPurpose: GrantPurpose { self == .subject ? .subjectService : .analysis }

  /// Whether it leaves as the file that a job made.
  package var isFile: Bool {
    switch self {
    case .microdata, .file, .model, .report: true
    case .tabulation, .query, .subject: false
    }
  }

  /// Whether what leaves are rows of a table, in canonical form.
  package var isRows: Bool { self == .microdata || self == .file }

  /// Whether an output of a format can leave so.
  func takes(_ format: OutputFormat) -> Bool {
    switch self {
    case .tabulation, .query, .subject, .microdata, .file: format.isTable
    case .model: format.isModel
    case .report: format.isReport
    }
  }

  /// Whether it is a table that the disclosure memory relates to others.
  package var isTable: Bool { self == .tabulation || self == .query }

  /// Whether it can stand and answer more than once.
  package var canStand: Bool { self == .query || self == .subject }
}
