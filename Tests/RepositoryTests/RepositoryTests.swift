// SPDX-License-Identifier: Apache-2.0

import Testing

/// The rules of the repository, applied to every file of it.
@Suite struct RepositoryTests {
  private static let rules: [any Rule] = [
    SizeRule(), FunctionLengthRule(), BannedWordRule(), ForceUnwrapRule(), OptionalTryRule(),
    LicenceRule(), LocalPathRule(), DocumentationRule(), ImportRule(),
  ]

  private let project: Project

  init() throws {
    project = try Project.shared.get()
  }

  @Test(arguments: 0..<rules.count)
  func `no file breaks a rule`(_ index: Int) {
    let rule = Self.rules[index]
    for file in project.files {
      for finding in rule.findings(in: file) { record(finding) }
    }
  }

  @Test func `actions, events, records and nouns are all listed`() {
    for finding in RegistrationRule().findings(in: project.files) { record(finding) }
  }

  @Test func `every control that refuses can be switched off by a scenario`() {
    #expect(ControlSeamRule().enforced(in: project.files).count > 50)
    for finding in ControlSeamRule().findings(in: project.files) { record(finding) }
  }

  @Test func `no folder is a drawer`() {
    for finding in FolderRule().findings(in: project.files) { record(finding) }
  }

  @Test func `the project was found`() {
    let paths = Set(project.files.map(\.path))
    #expect(paths.contains("Package.swift"))
    #expect(paths.contains("Tests/RepositoryTests/RepositoryTests.swift"))
  }

  @Test func `files are named for a type in them`() {
    let strangers = project.swift.filter { !TypeNames.isNamed($0) }
    guard strangers.count * 100 > project.swift.count * 5 else { return }
    for file in strangers {
      record(file.finding(1, "not named for a type in it (95 % of files must be)"))
    }
  }

  @Test func `there are as many test lines as source lines`() {
    let sources = project.swift.filter(\.isSource).reduce(0) { $0 + $1.lineCount }
    let tests = project.swift.filter(\.isTest).reduce(0) { $0 + $1.lineCount }
    if tests < sources {
      Issue.record("\(tests) test lines for \(sources) source lines", severity: .warning)
    }
  }

  @Test func `every decision record is in the index`() throws {
    let index = project.file("docs/adr/README.md")
    let listed = try #require(index?.lines, "no index").joined(separator: "\n")
    let records = project.files.filter {
      $0.path.hasPrefix("docs/adr/0") && $0.path.hasSuffix(".md")
    }
    #expect(records.map(\.name).isEmpty == false)
    for file in records where !listed.contains("(" + file.name + ")") {
      record(file.finding(1, "not listed in docs/adr/README.md"))
    }
  }

  @Test func `a glossary term has one name and a name one term`() throws {
    let found = project.file("docs/glossary.md")
    guard let glossary = found else {
      Issue.record("no glossary")
      return
    }
    for finding in GlossaryRule().findings(in: glossary) { record(finding) }
    let terms = MarkdownTable(glossary).rows.count
    #expect(terms > 50)
  }

  private func record(_ finding: Finding) {
    let name = finding.path.split(separator: "/").last.map(String.init) ?? finding.path
    Issue.record(
      Comment(rawValue: "\(finding.path):\(finding.line): \(finding.message)"),
      sourceLocation: SourceLocation(
        fileID: "Project/" + name, filePath: finding.path, line: finding.line, column: 1))
  }
}
