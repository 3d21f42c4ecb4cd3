// SPDX-License-Identifier: Apache-2.0
import DisclosureControl

/// A table as declared: the forms `tabulation` and `query`.
struct TableDeclaration: Sendable {
  /// One dimension.
  struct Dimension: Sendable {
    /// The name it has in the answer.
    let name: String
    /// The column of the input.
    let column: String
    /// The file of its hierarchy.
    var hierarchy: String?
    /// The only values that can be asked for.
    var values: [String]?
    /// The width of equal intervals of a number.
    var bucket: Double?
  }

  let isQuery: Bool
  let input: String
  let subject: String
  /// The column of survey weights: each record stands for so many.
  let weight: String?
  let dimensions: [Dimension]
  let measures: [MeasureSpec]
  let margins: Bool
  let parameters: TableParameters
  let releases: [String]

  /// Reads the form `tabulation`.
  init(tabulation document: Document) throws(SpecProblem) {
    let object = try SpecObject(
      document, at: "",
      known: [
        "kind", "input", "subject", "weight", "dimensions", "measures", "hierarchies", "margins",
        "parameters", "releases",
      ])
    var hierarchies: [String: String] = [:]
    if let value = object["hierarchies"] {
      guard case .object(let members) = value else {
        throw SpecProblem("hierarchies", zh: "应为对象", en: "must be an object")
      }
      for member in members {
        hierarchies[member.name] = try SpecObject.text(
          member.value, at: SpecObject.join("hierarchies", member.name))
      }
    }
    let names = try object.texts("dimensions", max: 8)
    guard !names.isEmpty, Set(names).count == names.count else {
      throw SpecProblem(
        "dimensions", zh: "应为 1 到 8 个互不相同的列", en: "must be 1 to 8 different columns")
    }
    if let other = hierarchies.keys.sorted().first(where: { !names.contains($0) }) {
      throw SpecProblem(
        SpecObject.join("hierarchies", other), zh: "不是 dimensions 中的列",
        en: "is not among the dimensions")
    }
    dimensions = names.map { Dimension(name: $0, column: $0, hierarchy: hierarchies[$0]) }
    isQuery = false
    input = try object.text("input")
    subject = try object.text("subject")
    weight = try object.optionalText("weight")
    measures = try MeasureSpec.list(object)
    margins = try object.flag("margins")
    parameters = try TableParameters(object["parameters"], at: "parameters")
    releases = try object.texts("releases", max: 64)
    try checkColumns()
  }

  /// Reads the form `query`: the cube of all answers.
  init(query document: Document) throws(SpecProblem) {
    let object = try SpecObject(
      document, at: "",
      known: [
        "kind", "input", "subject", "weight", "parametersOf", "measures", "margins", "parameters",
        "releases",
      ])
    guard case .object(let members) = try object.required("parametersOf"),
      (1...8).contains(members.count)
    else {
      throw SpecProblem(
        "parametersOf", zh: "应为 1 到 8 个参数的对象", en: "must be an object of 1 to 8 parameters")
    }
    var dimensions: [Dimension] = []
    for member in members {
      dimensions.append(try Self.parameter(member))
    }
    self.dimensions = dimensions
    isQuery = true
    input = try object.text("input")
    subject = try object.text("subject")
    weight = try object.optionalText("weight")
    measures = try MeasureSpec.list(object)
    margins = try object.flag("margins")
    parameters = try TableParameters(object["parameters"], at: "parameters")
    releases = try object.texts("releases", max: 64)
    try checkColumns()
  }

  private static func parameter(_ member: Document.Member) throws(SpecProblem) -> Dimension {
    let place = SpecObject.join("parametersOf", member.name)
    guard !member.name.isEmpty else {
      throw SpecProblem(place, zh: "参数名为空", en: "the parameter has no name")
    }
    if case .array(let elements) = member.value {
      return Dimension(
        name: member.name, column: member.name, values: try values(elements, at: place))
    }
    let object = try SpecObject(member.value, at: place, known: ["column", "bucket", "values"])
    let bucket = try object.number("bucket", in: 1e-6...1e12)
    var listed: [String]?
    if case .array(let elements)? = object["values"] {
      listed = try values(elements, at: object.place("values"))
    }
    guard bucket == nil || listed == nil else {
      throw SpecProblem(place, zh: "bucket 与 values 只能用一个", en: "take bucket or values, not both")
    }
    return Dimension(
      name: member.name, column: try object.optionalText("column") ?? member.name,
      values: listed, bucket: bucket)
  }

  private static func values(
    _ elements: [Document], at place: String
  ) throws(SpecProblem) -> [String] {
    guard (1...10_000).contains(elements.count) else {
      throw SpecProblem(place, zh: "应有 1 到 10000 个值", en: "must have 1 to 10000 values")
    }
    var values: [String] = []
    for (index, element) in elements.enumerated() {
      if let number = element.number {
        values.append(Document.number(number).json)
      } else {
        values.append(try SpecObject.text(element, at: "\(place)[\(index)]"))
      }
    }
    guard Set(values).count == values.count else {
      throw SpecProblem(place, zh: "有重复的值", en: "has a value twice")
    }
    return values
  }

  /// What may be weighted: counts and sums, and what is made of two of them.
  private func checkWeight(_ columns: [String]) throws(SpecProblem) {
    guard let weight else { return }
    let measured = measures.flatMap(\.columns)
    guard weight != subject, !columns.contains(weight), !measured.contains(weight) else {
      throw SpecProblem(
        "weight", zh: "主体、维度和度量的列不能作权重",
        en: "the subject, dimensions and measured columns cannot be weights")
    }
    let functions: Set<MeasureSpec.Function> = [.count, .contributors, .sum, .mean, .share]
    if let index = measures.firstIndex(where: { !functions.contains($0.function) }) {
      throw SpecProblem(
        "measures[\(index)]", zh: "有权重时只能用 count、contributors、sum、mean、share",
        en: "with weights only count, contributors, sum, mean and share are possible")
    }
    guard parameters.rules.rounding == .none else {
      throw SpecProblem(
        "parameters.rounding", zh: "加权的数不取整；请去掉 rounding",
        en: "weighted numbers are not rounded; leave it out")
    }
  }

  private func checkColumns() throws(SpecProblem) {
    let columns = dimensions.map(\.column)
    let field = isQuery ? "parametersOf" : "dimensions"
    guard !columns.contains(subject) else {
      throw SpecProblem(field, zh: "主体列不能作维度", en: "the subject cannot be a dimension")
    }
    for (index, measure) in measures.enumerated() {
      for column in measure.columns where column == subject || columns.contains(column) {
        throw SpecProblem(
          "measures[\(index)]", zh: "主体列和维度列不能作度量",
          en: "the subject and the dimensions cannot be measured")
      }
    }
    try checkWeight(columns)
    if margins, dimensions.count > 5 {
      throw SpecProblem("margins", zh: "合计至多用于五个维度", en: "margins are for up to five dimensions")
    }
  }
}
