// SPDX-License-Identifier: Apache-2.0

import Testing

/// The rules that look at several files at once find what they forbid.
@Suite struct ProjectRuleTests {
  private func file(_ path: String, _ text: String) -> SourceFile {
    SourceFile(path: "Sources/" + path, text: text)
  }

  private let noun = """
    package enum Accounts: Noun {
      package static var actions: [AnyAction] { [AnyAction(CreateAccount.self)] }
      package static var events: [any DomainEvent.Type] { [AccountCreated.self] }
    }
    """

  @Test func `what a noun and the wiring list passes`() {
    let files = [
      file("Platform/Accounts/Accounts.swift", noun),
      file("Platform/Accounts/CreateAccount.swift", "package struct CreateAccount: Action {}"),
      file("Platform/Accounts/Created.swift", "struct AccountCreated: DomainEvent, Hashable {}"),
      file("shuyu/App+build.swift", "let registry = Registry([Accounts.self])"),
    ]
    #expect(RegistrationRule().findings(in: files).isEmpty)
  }

  @Test(arguments: [
    "package struct CloseAccount: Action {", "package struct AccountClosed: DomainEvent {",
    "package struct Account: Codable, Record {", "package struct CloseAccount: SlowAction {",
    "package struct AccountClosed: SessionEnding {",
  ])
  func `what no noun lists is found`(_ declaration: String) {
    let files = [
      file("Platform/Accounts/Accounts.swift", noun),
      file("Platform/Accounts/Newcomer.swift", "\n" + declaration + "\n}"),
      file("shuyu/App+build.swift", "Registry([Accounts.self]); use(CloseAccount.self)"),
    ]
    let findings = RegistrationRule().findings(in: files)
    #expect(findings.map(\.line) == [2])
    #expect(findings.first?.path == "Sources/Platform/Accounts/Newcomer.swift")
  }

  @Test func `a noun that nobody wires is found`() {
    let files = [file("Platform/Accounts/Accounts.swift", "package enum Accounts: Noun {}")]
    #expect(RegistrationRule().findings(in: files).map(\.line) == [1])
  }

  @Test func `protocols, constraints and comments are no declarations`() {
    let text = """
      package protocol Action: Sendable {}
      package struct Spec<A: Action>: Sendable {}
      // struct Ghost: Action {}
      func run<A: Action>(_ action: A) {}
      """
    #expect(RegistrationRule().findings(in: [file("Platform/Kernel/Spec.swift", text)]).isEmpty)
  }

  @Test func `sixteen files in a folder are too many, fifteen are not`() {
    let files = (1...16).map { file("Core/Time/File\($0).swift", "") }
    #expect(FolderRule().findings(in: files).count == 1)
    #expect(FolderRule().findings(in: Array(files.dropLast())).isEmpty)
    let spread = files.prefix(8) + (1...8).map { file("Core/Money/File\($0).swift", "") }
    #expect(FolderRule().findings(in: Array(spread)).isEmpty)
  }
}
