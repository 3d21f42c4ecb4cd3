// SPDX-License-Identifier: Apache-2.0
import Core
import Platform
import Regulation
import Testing

/// What people may write into the text fields of actions.
@Suite struct PlainTextTests {
  private func problems(_ input: JSON) -> [String: String] {
    switch ProbeText.spec.read(input) {
    case .success: [:]
    case .failure(let problems): problems.byField.mapValues(\.code)
    }
  }

  @Test(arguments: ["  ", "\u{3000}", "\u{A0} ", "\u{3164}", "\u{2800}"])
  func `a text of blanks alone is refused`(_ text: String) {
    #expect(problems(["name": .string(text)]) == ["name": "field.blank"])
    #expect(problems(["name": "a", "note": .string(text)]) == ["note": "field.blank"])
    #expect(problems(["name": "a", "lines": ["b", .string(text)]]) == ["lines": "field.blank"])
  }

  @Test(arguments: [
    "\u{202E}evil", "\u{200B}=1+1", "\u{FEFF}=1", "a\u{2066}b", "a\u{200D}", "\u{61C}a", "a\u{AD}b",
    "a\u{2028}b", "a\u{85}b",
  ])
  func `a character that nobody sees is refused wherever it stands`(_ text: String) {
    #expect(problems(["name": .string(text)]) == ["name": "field.hidden"])
    #expect(problems(["name": "a", "lines": ["b", .string(text)]]) == ["lines": "field.hidden"])
    let keyed: JSON = ["scope": .string(text)]
    #expect(problems(["name": "a", "texts": keyed]) == ["texts": "field.hidden"])
    let key: JSON = .object([text: "x"])
    #expect(problems(["name": "a", "texts": key]) == ["texts": "field.hidden"])
  }

  @Test(arguments: [
    "a b", "鄂州 数据　集团", " a ", "𠮷野家😀", "=1+1", "<b>", "\u{661}\u{662}", "é", "e\u{301}",
  ])
  func `what can be seen is taken as it is, blanks within it too`(_ text: String) {
    switch ProbeText.spec.read(["name": .string(text), "note": "", "lines": []]) {
    case .success(let probe): #expect(probe.name == text && probe.note == nil)
    case .failure(let problems): Issue.record("\(problems.byField.keys.sorted())")
    }
  }

  @Test func `a secret and a report of the platform itself are not looked at`() {
    #expect(problems(["name": "a", "secret": "  \u{200B}"]).isEmpty)
    switch ProbeReport.spec.read(["name": "\u{FEFF}编号"]) {
    case .success(let report): #expect(report.name == "\u{FEFF}编号")
    case .failure(let problems): Issue.record("\(problems.byField.keys.sorted())")
    }
  }

  @Test func `the words name the character`() {
    let problem = FieldProblem.hidden("\u{202E}")
    #expect(problem.message.zh.contains("U+202E") && problem.message.en.contains("U+202E"))
    #expect(FieldProblem.hidden("\u{AD}").message.en.contains("U+00AD"))
  }
}

/// Texts in every place that a field has for them.
private struct ProbeText: Action {
  let name: String
  let note: String?
  let lines: [String]
  let texts: KeyedTexts?
  let secret: String?

  static let spec = Spec<Self>(
    "probe.text", zh: "试", en: "Probe", capacities: [.operator], clauses: [],
    fields: Field("name", zh: "名", en: "Name", bounds: 1...200),
    Field("note", zh: "注", en: "Note"),
    Field("lines", zh: "行", en: "Lines", bounds: 0...9),
    Field("texts", zh: "文", en: "Texts"),
    Field("secret", zh: "密", en: "Secret", secret: true), make: Self.init)

  func facts(_ read: any RecordReader, _ context: Context) throws {}
  func decide(_ facts: Void, _ context: Context) -> Decision { .allowed([]) }
}

/// The same as a report of the platform.
private struct ProbeReport: Action {
  let name: String

  static let spec = Spec<Self>(
    "probe.report", zh: "试", en: "Probe", capacities: [.system], clauses: [],
    fields: Field("name", zh: "名", en: "Name", bounds: 1...200), make: Self.init)

  func facts(_ read: any RecordReader, _ context: Context) throws {}
  func decide(_ facts: Void, _ context: Context) -> Decision { .allowed([]) }
}
