// SPDX-License-Identifier: Apache-2.0

/// One measure of a table as declared.
struct MeasureSpec: Hashable, Sendable {
  /// What is computed.
  enum Function: String, CaseIterable, Sendable {
    case count, contributors, sum, mean, share, variance, std, median, quantile, min, max
    case regression

    /// Whether it is refused because it shows one person's value.
    var isExtreme: Bool { self == .min || self == .max }
    /// Whether a column is needed.
    var needsColumn: Bool {
      switch self {
      case .count, .contributors, .share: false
      default: true
      }
    }
    /// Whether it has degrees of freedom of its own.
    var hasSpread: Bool { self == .variance || self == .std }
    /// Whether it is a position in the order of values.
    var isPosition: Bool { self == .median || self == .quantile }
  }

  let function: Function
  let column: String?
  /// The position of a quantile, between 0 and 1.
  let quantile: Double
  /// The explaining columns of a regression.
  let regressors: [String]

  init(_ document: Document, at path: String) throws(SpecProblem) {
    let object = try SpecObject(
      document, at: path, known: ["function", "column", "quantile", "on"])
    guard let function = try object.choice("function", Function.self) else {
      throw SpecProblem(object.place("function"), zh: "缺少此键", en: "this key is missing")
    }
    self.function = function
    column = try object.optionalText("column")
    if function.needsColumn, column == nil {
      throw SpecProblem(
        object.place("column"), zh: "此函数需要一列", en: "this function needs a column")
    }
    if function == .contributors, column != nil {
      throw SpecProblem(
        object.place("column"), zh: "此函数不用列", en: "this function takes no column")
    }
    let position = try object.number("quantile", in: 0...1)
    guard (position != nil) == (function == .quantile) else {
      throw SpecProblem(
        object.place("quantile"), zh: "仅 quantile 函数需要，且必须给出",
        en: "is needed by the function quantile and by no other")
    }
    quantile = position ?? 0.5
    regressors = try object.texts("on", max: 50)
    if let other = regressors.indices.first(where: { place in
      regressors[place] == column || regressors[..<place].contains(regressors[place])
    }) {
      throw SpecProblem(
        "\(object.place("on"))[\(other)]", zh: "与被解释的列或另一解释列相同",
        en: "is the explained column, or is named twice")
    }
    guard regressors.isEmpty == (function != .regression) else {
      throw SpecProblem(
        object.place("on"), zh: "仅 regression 函数需要，且必须给出",
        en: "is needed by the function regression and by no other")
    }
  }

  /// The columns it reads.
  var columns: [String] { (column.map { [$0] } ?? []) + regressors }

  /// Reads a list of one to sixteen measures.
  static func list(_ object: SpecObject) throws(SpecProblem) -> [MeasureSpec] {
    let place = object.place("measures")
    guard case .array(let elements) = try object.required("measures"),
      (1...16).contains(elements.count)
    else {
      throw SpecProblem(place, zh: "应为 1 到 16 项的列表", en: "must be a list of 1 to 16 entries")
    }
    var measures: [MeasureSpec] = []
    for (index, element) in elements.enumerated() {
      let measure = try MeasureSpec(element, at: "\(place)[\(index)]")
      if measures.contains(measure) {
        throw SpecProblem("\(place)[\(index)]", zh: "重复的度量", en: "this measure is named twice")
      }
      measures.append(measure)
    }
    return measures
  }
}
