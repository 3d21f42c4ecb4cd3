// SPDX-License-Identifier: Apache-2.0

/// A specification that was read: one of five forms.
enum EgressSpec: Sendable {
  case table(TableDeclaration)
  case microdata(MicrodataDeclaration)
  case model(ModelDeclaration)
  case report(ReportDeclaration)

  /// Most bytes of a specification.
  static let bytesMax = 4 << 20

  /// Reads a specification.
  init(_ bytes: [UInt8]) throws(SpecProblem) {
    let document: Document
    do {
      document = try DocumentParser.parse(bytes)
    } catch {
      throw SpecProblem(
        "line \(error.line)", zh: "不是可接受的 JSON", en: "not acceptable JSON: \(error.kind.rawValue)")
    }
    guard case .object = document else {
      throw SpecProblem("", zh: "应为 JSON 对象", en: "must be a JSON object")
    }
    switch document["kind"]?.text {
    case "tabulation": self = .table(try TableDeclaration(tabulation: document))
    case "query": self = .table(try TableDeclaration(query: document))
    case "microdata": self = .microdata(try MicrodataDeclaration(document))
    case "model": self = .model(try ModelDeclaration(document))
    case "report": self = .report(try ReportDeclaration(document))
    default:
      throw SpecProblem(
        "kind", zh: "应为 tabulation、query、microdata、model 或 report",
        en: "must be tabulation, query, microdata, model or report")
    }
  }
}

/// A trained model as declared: the form `model`.
struct ModelDeclaration: Sendable {
  let input: String
  let raw: [String]
  let holdout: String?
  let target: String?

  init(_ document: Document) throws(SpecProblem) {
    let object = try SpecObject(
      document, at: "", known: ["kind", "input", "raw", "holdout", "target"])
    input = try object.text("input")
    raw = try object.texts("raw", max: 8)
    holdout = try object.optionalText("holdout")
    target = try object.optionalText("target")
  }
}

/// Documents and plots as declared: the form `report`.
struct ReportDeclaration: Sendable {
  let inputs: [String]
  let raw: [String]

  init(_ document: Document) throws(SpecProblem) {
    let object = try SpecObject(document, at: "", known: ["kind", "inputs", "raw"])
    inputs = try object.texts("inputs", max: 64)
    raw = try object.texts("raw", max: 8)
    guard !inputs.isEmpty, Set(inputs).count == inputs.count else {
      throw SpecProblem(
        "inputs", zh: "应为 1 到 64 个互不相同的文件", en: "must be 1 to 64 different files")
    }
  }
}
