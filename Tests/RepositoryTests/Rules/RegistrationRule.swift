// SPDX-License-Identifier: Apache-2.0

/// Every action, event and record is listed by a noun, and every noun by the platform.
///
/// What nobody lists compiles and does nothing: no route, no form, no line in the matrix.
struct RegistrationRule {
  private static let kinds: Set<Substring> = [
    "Action", "SlowAction", "DomainEvent", "SessionEnding", "Record", "Noun",
  ]

  /// Where something is declared and not listed.
  func findings(in files: [SourceFile]) -> [Finding] {
    let sources = files.filter { $0.isSwift && $0.isSource }
    let nouns = sources.filter { file in declarations(in: file).contains { $0.kind == "Noun" } }
    let listedByNouns = Set(nouns.flatMap(mentions))
    let listedAtAll = Set(sources.flatMap(mentions))
    var found: [Finding] = []
    for file in sources where file.target == "Platform" {
      for declaration in declarations(in: file) {
        let listed = declaration.kind == "Noun" ? listedAtAll : listedByNouns
        guard !listed.contains(declaration.name) else { continue }
        found.append(
          file.finding(
            declaration.line, "\(declaration.kind) `\(declaration.name)` is listed nowhere"))
      }
    }
    return found
  }

  private struct Declaration {
    let name: String
    let kind: String
    let line: Int
  }

  /// The types of a file that conform to one of the kinds, generic ones left out.
  private func declarations(in file: SourceFile) -> [Declaration] {
    var found: [Declaration] = []
    for (index, line) in file.codeLines.enumerated() where line.contains(":") {
      let words = line.split { !($0.isLetter || $0.isNumber || $0 == "_" || $0 == ":") }
      let keyword = words.firstIndex { $0 == "struct" || $0 == "enum" }
      guard let keyword, keyword + 1 < words.count, words[keyword + 1].last == ":" else {
        continue
      }
      let kind = words[(keyword + 2)...].first { Self.kinds.contains($0) }
      guard let kind else { continue }
      let name = String(words[keyword + 1].dropLast())
      found.append(Declaration(name: name, kind: String(kind), line: index + 1))
    }
    return found
  }

  /// The names that stand before `.self`.
  private func mentions(_ file: SourceFile) -> [String] {
    file.codeLines.filter { $0.contains(".self") }.flatMap { line in
      line.split { !($0.isLetter || $0.isNumber || $0 == "_" || $0 == ".") }
        .filter { $0.hasSuffix(".self") }
        .map { String($0.dropLast(".self".count)) }
    }
  }
}
