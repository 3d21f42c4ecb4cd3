// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

/// The words of refusals, which histories show by code.
@Suite struct RefusalWordsTests {
  private let project: Project
  private let words: [String: [String]]

  init() throws {
    project = try Project.shared.get()
    let file = project.root.appending(path: "Sources/Web/Templates/refusals.tsv")
    let lines = try String(contentsOf: file, encoding: .utf8).split(separator: "\n")
    let rows = lines.map { $0.split(separator: "\t", omittingEmptySubsequences: false) }
    words = Dictionary(
      rows.map { (String($0[0]), $0.dropFirst().map(String.init)) },
      uniquingKeysWith: { first, second in first + second })
  }

  /// The codes that stand in calls `Reason("…"`.
  private func codes(in text: String) -> [String] {
    text.components(separatedBy: "Reason(").dropFirst().compactMap { rest in
      let call = rest.drop { $0.isWhitespace }
      guard call.first == "\"" else { return nil }
      let code = call.dropFirst().prefix { $0 != "\"" && $0 != "\\" }
      return code.contains(".") && call.dropFirst(code.count + 1).first == "\"" ? String(code) : nil
    }
  }

  @Test func `every reason of a refusal has words in both languages, once`() {
    for (code, texts) in words {
      #expect(texts.count == 2 && texts.allSatisfy { !$0.isEmpty }, "\(code)")
    }
    let rules = project.files.filter { $0.path.hasPrefix("Sources/Platform/") }
    let found = Set(rules.flatMap { codes(in: $0.lines.joined(separator: "\n")) })
    #expect(found.count > 300)
    #expect(found.subtracting(words.keys).sorted() == [])
  }

  @Test func `a code without words is found`() {
    let text = "Reason(\n  \"a.b\", zh: Reason(\"c.d\", Reason(code, Reason(\"e\\(f).g\""
    #expect(codes(in: text) == ["a.b", "c.d"])
  }
}
