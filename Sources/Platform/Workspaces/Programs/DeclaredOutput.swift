// SPDX-License-Identifier: Apache-2.0
import Core
package import Regulation

/// An output that a program declares beforehand; nothing else is collected.
package struct DeclaredOutput: StructuredValue, Hashable {
  /// The name: a small letter, then up to 39 small letters, digits and underscores.
  package let name: String
  /// The query run after the code; SQL programs only, at most 1,000 characters.
  package let query: String?
  /// The file's format.
  package let format: OutputFormat

  /// Declares an output.
  package init(name: String, query: String? = nil, format: OutputFormat = .parquet) {
    self.name = name
    self.query = query
    self.format = format
  }

  /// Its members.
  package static let members = [
    Field<String>("name", zh: "名称", en: "Name", bounds: 1...64).info,
    Field<String?>("query", zh: "查询语句", en: "Query", bounds: 1...4_000).info,
    Field<OutputFormat>("format", zh: "格式", en: "Format").info,
  ]

  /// An example in JSON.
  package static let example =
    #"{"name":"index","query":"SELECT * FROM result","format":"parquet"}"#

  /// The name is plain and the query has a bound.
  package func problem() -> FieldProblem? {
    guard PlainName.isPlain(name) else { return PlainName.problem }
    guard let query else { return nil }
    return (1...1_000).contains(query.unicodeScalars.count) ? nil : .bounds(1...1_000)
  }
}

/// The format of an output.
package enum OutputFormat: String, ChoiceValue {
  case parquet
  case csv
  /// A model's parameters, or any other document.
  case json
  case onnx
  /// A pickle; it is never loaded outside the sandbox.
  case joblib
  case html
  case svg
  case png
  case txt

  /// The words of one choice.
  package var label: LocalText {
    switch self {
    case .parquet: LocalText(zh: "Parquet", en: "Parquet")
    case .csv: LocalText(zh: "CSV", en: "CSV")
    case .json: LocalText(zh: "JSON", en: "JSON")
    case .onnx: LocalText(zh: "ONNX 模型", en: "ONNX model")
    case .joblib: LocalText(zh: "joblib 模型", en: "joblib model")
    case .html: LocalText(zh: "HTML 报告", en: "HTML report")
    case .svg: LocalText(zh: "SVG 图", en: "SVG plot")
    case .png: LocalText(zh: "PNG 图", en: "PNG plot")
    case .txt: LocalText(zh: "纯文本", en: "plain text")
    }
  }

  /// Whether it is a table, which queries read.
  package var isTable: Bool { self == .parquet || self == .csv }

  /// Whether it is a model's file.
  package var isModel: Bool { self == .json || self == .onnx || self == .joblib }

  /// Whether it is a document or a plot that people read.
  package var isReport: Bool {
    switch self {
    case .html, .svg, .png, .txt, .csv, .json: true
    case .parquet, .onnx, .joblib: false
    }
  }
}

/// Names that are safe as a table, a file and a word of a query.
package enum PlainName {
  /// Whether a name is a small letter and up to 39 small letters, digits and underscores.
  package static func isPlain(_ name: String) -> Bool {
    let bytes = Array(name.utf8)
    guard (1...40).contains(bytes.count), (0x61...0x7A).contains(bytes[0]) else { return false }
    return bytes.allSatisfy { byte in
      (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte) || byte == 0x5F
    }
  }

  /// What to say of any other name.
  package static let problem = FieldProblem(
    "field.name", zh: "名称须以小写字母开头，只含小写字母、数字和下划线，不超过 40 位",
    en: "a name begins with a small letter and has at most 40 small letters, digits, underscores")
}
