// SPDX-License-Identifier: Apache-2.0
package import Core
package import Regulation

/// A type that a field of an action can have: read from JSON, described for forms and OpenAPI.
package protocol FieldValue: Sendable {
  /// How a form and an API description show it.
  static var shape: FieldShape { get }
  /// Reads the value; nil when the member is missing.
  static func read(_ json: JSON?, _ bounds: FieldBounds) -> Result<Self, FieldProblem>
}

/// How a value looks in JSON and in a form.
package indirect enum FieldShape: Sendable, Hashable {
  case text
  case integer
  case boolean
  case day
  case money
  case id
  case choice([FieldChoice])
  case list(FieldShape)
  /// Texts by key, such as the sections of a call.
  case texts
  /// The digest of a file, which a form takes instead.
  case file
  /// An object with a shape of its own.
  case structure(StructureShape)
  case optional(FieldShape)

  /// Whether the member may be left out.
  package var isOptional: Bool {
    if case .optional = self { true } else { false }
  }

  /// The choices, also those of a list's elements; none for anything else.
  package var choices: [FieldChoice] {
    switch self {
    case .choice(let choices): choices
    case .list(let shape), .optional(let shape): shape.choices
    case .text, .integer, .boolean, .day, .money, .id, .texts, .file, .structure: []
    }
  }
}

/// The shape of an object of its own.
package struct StructureShape: Sendable, Hashable {
  /// An example in JSON.
  package let example: String
  /// Its members, as a form asks for them; none where it is only written as JSON.
  package let members: [FieldInfo]
}

/// One of the choices of a field: its code and the words that its declaration gives it.
package struct FieldChoice: Sendable, Hashable {
  /// The code in JSON.
  package let code: String
  /// The words.
  package let label: LocalText

  /// Names a choice.
  package init(_ code: String, _ label: LocalText) {
    self.code = code
    self.label = label
  }
}

/// Bounds of a field's value: lengths for texts and lists, range for numbers.
package struct FieldBounds: Sendable, Hashable {
  /// The least length or value.
  package let least: Int64
  /// The greatest length or value.
  package let most: Int64

  /// A text of at most so many characters is one line, such as a title.
  package static let lineMax: Int64 = 200

  /// Makes bounds from a range.
  package init(_ range: ClosedRange<Int64>) {
    least = range.lowerBound
    most = range.upperBound
  }

  /// Texts and lists of 1 to 4,000; numbers from 0 to 10^15.
  package static let standard = FieldBounds(-1 ... -1)

  /// Bounds for a length, the standard ones unless declared.
  package func length(most standard: Int64) -> ClosedRange<Int64> {
    most < 0 ? 1...standard : least...most
  }

  /// Bounds for a number, the standard ones unless declared.
  package var number: ClosedRange<Int64> {
    most < 0 ? 0...1_000_000_000_000_000 : least...most
  }
}

/// What is wrong with one field of a request.
package struct FieldProblem: Error, Hashable, Sendable {
  /// A stable code such as `field.missing`.
  package let code: String
  /// What is wrong and what to do.
  package let message: LocalText

  /// Makes a problem.
  package init(_ code: String, zh: String, en: String) {
    self.code = code
    message = LocalText(zh: zh, en: en)
  }

  /// The member is required and missing.
  package static let missing = FieldProblem(
    "field.missing", zh: "此项必填", en: "this field is required")

  /// The text has a character that nobody sees.
  package static let control = FieldProblem(
    "field.control", zh: "含有控制字符", en: "contains a control character")

  /// The text is one line and has tabs, line ends or other characters that nobody sees.
  package static let lines = FieldProblem(
    "field.control", zh: "不能含换行、制表符等控制字符，请写成一行",
    en: "contains a line end, a tab or another control character; write it in one line")

  /// Why a text of a structure is no line, nil when it is one.
  package static func line(_ text: String) -> FieldProblem? {
    text.unicodeScalars.contains { $0.value < 0x20 || $0.value == 0x7F } ? .lines : nil
  }

  /// The member has another JSON type.
  package static func type(_ expected: LocalText) -> FieldProblem {
    FieldProblem(
      "field.type", zh: "格式不对，应为\(expected.zh)", en: "wrong type, expected \(expected.en)")
  }

  /// The value lies outside its bounds.
  package static func bounds(_ range: ClosedRange<Int64>) -> FieldProblem {
    FieldProblem(
      "field.bounds", zh: "长度或数值应在 \(range.lowerBound) 与 \(range.upperBound) 之间",
      en: "length or value must be between \(range.lowerBound) and \(range.upperBound)")
  }
}
