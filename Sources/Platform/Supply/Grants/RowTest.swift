// SPDX-License-Identifier: Apache-2.0
import Core
package import Regulation

/// One test of a row filter: a column, a comparison, literal values; no free text of a query.
package struct RowTest: StructuredValue, Hashable {
  /// The column.
  package let column: String
  /// The comparison.
  package let test: RowComparison
  /// The literals as text: one, or up to 64 for `in`, none for the tests of absence.
  package let values: [String]

  /// Makes a test.
  package init(column: String, test: RowComparison, values: [String]) {
    self.column = column
    self.test = test
    self.values = values
  }

  /// Its members.
  package static let members = [
    Field<String>("column", zh: "数据项", en: "Column", bounds: 1...64).info,
    Field<RowComparison>("test", zh: "比较", en: "Test").info,
    Field<[String]>("values", zh: "值", en: "Values", bounds: 0...64).info,
  ]

  /// An example in JSON.
  package static let example = #"{"column":"district","test":"in","values":["梁子湖区"]}"#

  /// The number of values fits the comparison; texts have bounds.
  package func problem() -> FieldProblem? {
    guard (1...64).contains(column.unicodeScalars.count) else { return .bounds(1...64) }
    guard values.allSatisfy({ $0.unicodeScalars.count <= 200 }) else { return .bounds(0...200) }
    let range: ClosedRange<Int64> =
      switch test {
      case .isNull, .isNotNull: 0...0
      case .in: 1...64
      case .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual: 1...1
      }
    return range.contains(Int64(values.count)) ? nil : .bounds(range)
  }
}

/// How a row filter compares.
package enum RowComparison: String, ChoiceValue {
  case equal
  case notEqual
  case less
  case lessOrEqual
  case greater
  case greaterOrEqual
  case `in`
  case isNull
  case isNotNull

  /// The words of one choice.
  package var label: LocalText {
    switch self {
    case .equal: LocalText(zh: "等于", en: "equals")
    case .notEqual: LocalText(zh: "不等于", en: "differs from")
    case .less: LocalText(zh: "小于", en: "is less than")
    case .lessOrEqual: LocalText(zh: "不大于", en: "is at most")
    case .greater: LocalText(zh: "大于", en: "is greater than")
    case .greaterOrEqual: LocalText(zh: "不小于", en: "is at least")
    case .in: LocalText(zh: "属于", en: "is one of")
    case .isNull: LocalText(zh: "为空", en: "is missing")
    case .isNotNull: LocalText(zh: "不为空", en: "is there")
    }
  }
}
