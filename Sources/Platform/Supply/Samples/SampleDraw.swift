// SPDX-License-Identifier: Apache-2.0
package import Regulation

/// How the rows of a development sample were drawn.
package struct SampleDraw: StructuredValue, Hashable {
  /// The way of drawing.
  package enum Method: String, ChoiceValue {
    /// Of each group of rows that agree in some columns, as large a part as of all.
    case stratified
    /// Each row as likely as any other.
    case random

    /// The words of one choice.
    package var label: LocalText {
      switch self {
      case .stratified: LocalText(zh: "分层等比例抽取", en: "stratified, in proportion")
      case .random: LocalText(zh: "简单随机抽取", en: "simple random")
      }
    }
  }

  /// The way of drawing.
  package let method: Method
  /// The columns whose values make the groups, as the grant masks them.
  package let strata: [String]

  /// Draws by groups of columns; without columns at random.
  package init(strata: [String]) {
    self.strata = strata
    method = strata.isEmpty ? .random : .stratified
  }

  /// An example in JSON.
  package static let example = #"{"method":"stratified","strata":["district"]}"#

  /// The list has bounds.
  package func problem() -> FieldProblem? {
    guard strata.count <= 120 else { return .bounds(0...120) }
    return strata.allSatisfy { (1...64).contains($0.unicodeScalars.count) } ? nil : .bounds(1...64)
  }
}
