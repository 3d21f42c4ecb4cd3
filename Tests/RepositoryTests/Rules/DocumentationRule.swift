// SPDX-License-Identifier: Apache-2.0

/// Every `package` or `public` declaration under `Sources` has a documentation comment.
///
/// Members that satisfy a well-known protocol of the standard library say nothing new and may
/// do without.
struct DocumentationRule: Rule {
  private static let keywords: Set<Substring> = [
    "struct", "enum", "class", "actor", "protocol", "func", "var", "let", "init", "subscript",
    "typealias", "associatedtype",
  ]
  private static let witnesses = [
    "func ==", "func <", "func hash(into", "var description:", "var debugDescription:",
    "func encode(to", "init(from decoder", "func next()", "func makeIterator()", "var hashValue",
    "var errorDescription", "typealias RawValue", "var id:", "init(rawValue", "var rawValue",
    "func run()", "typealias Facts", "static let spec",
  ]

  func findings(in file: SourceFile) -> [Finding] {
    guard file.isSwift, file.isSource else { return [] }
    var found: [Finding] = []
    for (index, line) in file.codeLines.enumerated() where isDeclaration(line) {
      guard !Self.witnesses.contains(where: line.contains), !isDocumented(index, file) else {
        continue
      }
      let shown = line.trimmingPrefix { $0 == " " }.prefix(60)
      found.append(file.finding(index + 1, "no documentation comment on `\(shown)`"))
    }
    return found
  }

  private func isDeclaration(_ line: String) -> Bool {
    guard line.contains("package") || line.contains("public") else { return false }
    var isExported = false
    for word in line.split(whereSeparator: { $0 == " " || $0 == "(" || $0 == "?" }) {
      if word == "package" || word == "public" {
        isExported = true
      } else if word == "import" || word == "extension" {
        return false
      } else if Self.keywords.contains(word) {
        return isExported
      } else if word.first?.isLetter != true, word.first != "@" {
        return false
      }
    }
    return false
  }

  private func isDocumented(_ declaration: Int, _ file: SourceFile) -> Bool {
    var index = declaration - 1
    while index >= 0 {
      let line = file.lines[index].trimmingPrefix { $0 == " " }
      if line.hasPrefix("///") { return true }
      guard line.hasPrefix("@") || line.hasPrefix("#if") || line.hasPrefix("// swift-format")
      else { return false }
      index -= 1
    }
    return false
  }
}
