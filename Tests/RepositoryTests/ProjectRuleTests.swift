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

  private let answers = SourceFile(
    path: "Regulations/coverage.yaml",
    text: "- {id: EZ-1, kind: enforced, control: call.late, note: {}}")

  @Test(arguments: [
    "return .refused(\n  Reason(\"call.late\", zh: \"\", en: \"\"))",
    "let late = \"call.late\"\nguard reasons.isEmpty else { return .refused(reasons) }",
    "let late = \"call.late\"; let controls = Controls(switchedOff: [late])",
    "let other = \"call.early\"",
  ])
  func `a refusal that goes round the switch is found`(_ text: String) {
    let files = [answers, file("Platform/Calls/Late.swift", text)]
    #expect(ControlSeamRule().findings(in: files).count == 1)
  }

  @Test(arguments: [
    "if let refusal = context.refusal(Reason(\"call.late\")) { return refusal }",
    """
    guard isOpen || context.isOff("call.late") else {
      return .refused(
        Reason(
          "call.late"))
    }
    """,
  ])
  func `a refusal through the switch passes`(_ text: String) {
    let files = [answers, file("Platform/Calls/Late.swift", text)]
    #expect(ControlSeamRule().findings(in: files).isEmpty)
  }
}
