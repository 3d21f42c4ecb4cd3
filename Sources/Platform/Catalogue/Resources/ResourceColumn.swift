// SPDX-License-Identifier: Apache-2.0
import Core
package import Regulation

/// One column of a resource.
package struct ResourceColumn: Codable, Hashable, Sendable {
  /// The name in delivered files.
  package let name: String
  /// What its cells hold.
  package let type: ColumnType
  /// The words for people.
  package let label: String
  /// The words that stand for a missing value in delivered files, beside the empty field.
  ///
  /// Nil for columns registered before words could be declared, where `NA` is missing in a column
  /// that holds no text.
  package let missing: [String]?
  /// What the source unit decided; nil until then.
  package var classification: ColumnClassification?
  /// What the platform proposed from the delivered values; it decides nothing.
  package var suggested: ColumnClassification?
  /// The groups that stand for its values at coarser levels; nil when its unit gave none.
  package var hierarchy: ColumnHierarchy?
}

/// What the cells of a column hold.
package enum ColumnType: String, ChoiceValue {
  case text
  case integer
  case decimal
  /// A measurement: any number of decimals, an exponent; 64 bits of floating point.
  case real
  case date
  case timestamp
  case boolean
  /// A unified social credit code (GB 32100).
  case creditCode
  /// A resident identity number (GB 11643).
  case identityNumber

  /// The words of one choice.
  package var label: LocalText {
    switch self {
    case .text: LocalText(zh: "文本", en: "text")
    case .integer: LocalText(zh: "整数", en: "whole number")
    case .decimal: LocalText(zh: "小数", en: "decimal")
    case .real: LocalText(zh: "实数（测量值）", en: "real number (measurement)")
    case .date: LocalText(zh: "日期", en: "date")
    case .timestamp: LocalText(zh: "时间", en: "time")
    case .boolean: LocalText(zh: "是否", en: "yes or no")
    case .creditCode: LocalText(zh: "统一社会信用代码", en: "credit code")
    case .identityNumber: LocalText(zh: "公民身份号码", en: "identity number")
    }
  }
}

/// What a column is for protection: its grade (GB/T 43697), its kind, whether it holds secrets.
package struct ColumnClassification: Codable, Hashable, Sendable {
  /// How much harm a leak does.
  package let grade: DataGrade
  /// What it says about a subject.
  package let kind: ColumnKind
  /// Whether it holds trade secrets.
  package let secret: Bool

  /// Classifies a column.
  package init(grade: DataGrade, kind: ColumnKind, secret: Bool) {
    self.grade = grade
    self.kind = kind
    self.secret = secret
  }
}

/// The grade of data by the harm a leak does (GB/T 43697).
package enum DataGrade: String, ChoiceValue {
  case general
  case important
  case core

  /// The words of one choice.
  package var label: LocalText {
    switch self {
    case .general: LocalText(zh: "一般数据", en: "general")
    case .important: LocalText(zh: "重要数据", en: "important")
    case .core: LocalText(zh: "核心数据", en: "core")
    }
  }
}

/// What a column says about a subject.
package enum ColumnKind: String, ChoiceValue {
  /// It names one person or enterprise by itself.
  case direct
  /// Together with others it can name one.
  case quasi
  /// It says something sensitive about one.
  case sensitive
  case other

  /// The words of one choice.
  package var label: LocalText {
    switch self {
    case .direct: LocalText(zh: "直接标识", en: "direct identifier")
    case .quasi: LocalText(zh: "准标识", en: "quasi identifier")
    case .sensitive: LocalText(zh: "敏感属性", en: "sensitive attribute")
    case .other: LocalText(zh: "其他", en: "other")
    }
  }
}
