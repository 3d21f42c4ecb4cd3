// SPDX-License-Identifier: Apache-2.0
import Core
package import Regulation

/// A column of a grant with its mask.
package struct GrantColumn: StructuredValue, Hashable {
  /// The column of the resource.
  package let name: String
  /// What is done to its cells.
  package let mask: GrantMask

  /// Names a column with its mask.
  package init(name: String, mask: GrantMask) {
    self.name = name
    self.mask = mask
  }

  /// Its members.
  package static let members = [
    Field<String>("name", zh: "数据项", en: "Column", bounds: 1...64).info,
    Field<String>(
      "mask", zh: "脱敏方式（none、year、bucket:数、level:级、partial、pseudonym、null）", en: "Mask",
      bounds: 1...20
    ).info,
  ]

  /// An example in JSON.
  package static let example = #"{"name":"uscc","mask":"pseudonym"}"#

  /// The name has a bound.
  package func problem() -> FieldProblem? {
    (1...64).contains(name.unicodeScalars.count) ? nil : .bounds(1...64)
  }
}

/// What is done to the cells of a column before anybody works with them.
package enum GrantMask: Hashable, Sendable, Codable, CustomStringConvertible {
  /// The cells as they are.
  case none
  /// The year of a day or time.
  case year
  /// The lower bound of an interval of this width, 1 to 10^9; for numbers.
  case bucket(Int)
  /// The group of the value at this level of the column's hierarchy, 1 to 5; a value that is not
  /// in the hierarchy becomes nothing.
  case level(Int)
  /// The first quarter of a text.
  case partial
  /// A keyed digest, the same for the same cell within a scenario.
  case pseudonym
  /// Nothing.
  case null

  /// Reads a mask's text such as `bucket:100`; nil for any other text.
  package init?(_ text: String) {
    switch text {
    case "none": self = .none
    case "year": self = .year
    case "partial": self = .partial
    case "pseudonym": self = .pseudonym
    case "null": self = .null
    default:
      let parts = text.split(separator: ":", omittingEmptySubsequences: false)
      guard parts.count == 2, let number = Int(parts[1]), String(number) == parts[1] else {
        return nil
      }
      switch parts[0] {
      case "bucket" where (1...1_000_000_000).contains(number): self = .bucket(number)
      case "level" where (1...ColumnHierarchy.levelsMax).contains(number): self = .level(number)
      default: return nil
      }
    }
  }

  /// The mask's text.
  package var description: String {
    switch self {
    case .none: "none"
    case .year: "year"
    case .bucket(let width): "bucket:\(width)"
    case .level(let level): "level:\(level)"
    case .partial: "partial"
    case .pseudonym: "pseudonym"
    case .null: "null"
    }
  }

  /// Decodes a plain string.
  package init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    guard let mask = GrantMask(try container.decode(String.self)) else {
      throw DecodingError.dataCorruptedError(
        in: container,
        debugDescription: "a mask is none, year, bucket:n, level:n, partial, pseudonym or null")
    }
    self = mask
  }

  /// Encodes a plain string.
  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }

  /// Whether it hides what cells of a class must not show. `isKey` says that the column names the
  /// subject about whom a grant for answers is asked.
  package func isEnough(for classification: ColumnClassification, isKey: Bool) -> Bool {
    if classification.grade == .core { return false }
    if classification.grade == .important, leavesNumbers { return false }
    guard classification.kind == .direct else { return true }
    switch self {
    case .pseudonym, .null: return true
    case .none: return isKey
    case .year, .bucket, .level, .partial: return false
    }
  }

  /// Whether whole numbers come out as they went in: no mask, or intervals of one.
  var leavesNumbers: Bool { self == .none || self == .bucket(1) }

  /// Whether it takes groups from the column's hierarchy.
  package var isLevel: Bool {
    if case .level = self { true } else { false }
  }

  /// Whether it can be applied to cells of a type.
  package func applies(to type: ColumnType) -> Bool {
    switch self {
    case .none, .pseudonym, .null: true
    case .year: type == .date || type == .timestamp
    case .bucket: type == .integer || type == .decimal || type == .real
    case .level: type == .text || type == .integer
    case .partial: type == .text || type == .creditCode || type == .identityNumber
    }
  }
}

/// What a grant is used for.
package enum GrantPurpose: String, ChoiceValue {
  /// Work on many rows whose results are totals.
  case analysis
  /// Answers about one subject that authorised the caller.
  case subjectService

  /// The words of one choice.
  package var label: LocalText {
    switch self {
    case .analysis: LocalText(zh: "统计分析", en: "analysis")
    case .subjectService: LocalText(zh: "经授权的单个主体查询", en: "answers about one subject")
    }
  }
}
