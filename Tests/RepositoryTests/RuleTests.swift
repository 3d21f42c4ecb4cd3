// SPDX-License-Identifier: Apache-2.0

import Testing

/// Each rule finds what it forbids, and leaves good code alone.
@Suite struct RuleTests {
  private static let licence = "// SPDX-License-Identifier: " + "Apache-2.0\n"

  private func lines(
    _ rule: some Rule, _ text: String, path: String = "Sources/Core/Sample.swift"
  ) -> [Int] {
    rule.findings(in: SourceFile(path: path, text: text)).map(\.line)
  }

  @Test(arguments: [
    "let a = b!", "let a = b()!", "let a = b[0]!", "let a = b?.c!.d", "var a: Int!",
    "let a = `b`!", #"let a = URL("x")!"#, #"let a = "\(b!)""#, "return a! + 1",
  ])
  func `a force unwrap is found`(_ code: String) {
    #expect(lines(ForceUnwrapRule(), code) == [1])
  }

  @Test(arguments: [
    "if !a { }", "a != b", "a !== b", #"let a = "b!""#, "// really!", "let a = (!b)",
    "/* b! */ let a = 1", ##"let a = #"b!"# "##, "let a = try! b()", "let a = b as! C",
    "func `a refusal says why!`() {}",
  ])
  func `an exclamation mark elsewhere is no force unwrap`(_ code: String) {
    #expect(lines(ForceUnwrapRule(), code).isEmpty)
  }

  @Test(arguments: [
    "fatalError(\"x\")", "let a = try! b()", "let a = b as! C",
    "final class A: @unchecked Sendable {}", "nonisolated(unsafe) var a = 1",
    "@testable import Core", "Task { await a() }", "Task.detached { }", "print(a)",
    "let a = \"\\(fatalError(b))\"", "Thread.sleep(forTimeInterval: 1)",
    "let child = Process()", "while let entry = readdir(stream) {}",
  ])
  func `a banned construct is found`(_ code: String) {
    #expect(lines(BannedWordRule(), "let z = 1\n" + code) == [2])
  }

  @Test(arguments: [
    "// TO" + "DO later", "/// FIX" + "ME: wrong", "let a = \"TO" + "DO\"",
  ])
  func `an unfinished-work mark is found in comments and strings too`(_ code: String) {
    #expect(lines(BannedWordRule(), code) == [1])
  }

  @Test(arguments: [
    "fingerprint(a)", "writer.print(a)", "// fatalError(\"x\")", "let a = \"try! b\"",
    "withTaskGroup { }", "let a: Task<Void, Never>", "ConsumerTask { }",
  ])
  func `a look-alike is not banned`(_ code: String) {
    #expect(lines(BannedWordRule(), code).isEmpty)
  }

  @Test func `a program may print and start a task, a library may not`() {
    let code = "Task { print(1) }"
    #expect(lines(BannedWordRule(), code, path: "Sources/shuyu/App.swift").isEmpty)
    #expect(lines(BannedWordRule(), code, path: "Sources/Web/App.swift") == [1, 1])
  }

  @Test func `an optional try is found outside a defer`() {
    let bad = "func a() {\n  defer { b() }\n  let c = try? d()\n}"
    #expect(lines(OptionalTryRule(), bad) == [3])
    let after = "func a() {\n  defer {\n    b()\n  }\n  let c = try? d()\n}"
    #expect(lines(OptionalTryRule(), after) == [5])
  }

  @Test func `an optional try may clean up in a defer`() {
    #expect(lines(OptionalTryRule(), "defer { try? file.close() }").isEmpty)
    let block = "func a() {\n  defer {\n    if b {\n      try? c.close()\n    }\n  }\n}"
    #expect(lines(OptionalTryRule(), block).isEmpty)
  }

  @Test func `a long line is found, a web address is not`() {
    let long = String(repeating: "a", count: 101)
    #expect(lines(SizeRule(), "a\n" + long) == [2])
    #expect(lines(SizeRule(), "// https://example.org/" + long).isEmpty)
    #expect(lines(SizeRule(), String(repeating: "数", count: 100)).isEmpty)
    #expect(lines(SizeRule(), String(repeating: "数", count: 101)) == [1])
  }

  @Test func `a file of 501 lines is found`() {
    #expect(lines(SizeRule(), String(repeating: "a\n", count: 501)) == [1])
    #expect(lines(SizeRule(), String(repeating: "a\n", count: 500)).isEmpty)
  }

  @Test(arguments: [
    "func a() {", "init(_ b: Int = c { 1 }) {", "var a: Int {", "subscript(i: Int) -> Int {",
    "func `a b`() {", "func a<T>(\n  _ b: T\n) throws -> [Int]\nwhere T: Sendable {",
  ])
  func `a function of 71 lines is found`(_ head: String) {
    let headLines = head.split(separator: "\n").count
    for (length, wanted) in [(70, 0), (71, 1)] {
      let body = String(repeating: "  a({ \"}\" })\n", count: length - headLines - 1)
      let text = "struct S {\n" + head + "\n" + body + "}\n}"
      #expect(lines(FunctionLengthRule(), text).count == wanted, "length \(length)")
    }
  }

  @Test func `a protocol requirement and a stored property have no length`() {
    let body = String(repeating: "  let b = 1\n", count: 80)
    #expect(lines(FunctionLengthRule(), "func a() -> Int\nstruct S {\n" + body + "}").isEmpty)
    #expect(lines(FunctionLengthRule(), "var a = 1\nstruct S {\n" + body + "}").isEmpty)
    #expect(lines(FunctionLengthRule(), "self.init()\nstruct S {\n" + body + "}").isEmpty)
  }

  @Test func `a missing licence line is found`() {
    #expect(lines(LicenceRule(), "import Core") == [1])
    #expect(lines(LicenceRule(), Self.licence + "import Core").isEmpty)
    #expect(lines(LicenceRule(), "#!/bin/sh\nset -e", path: "run") == [2])
    #expect(lines(LicenceRule(), "int a;", path: "Sources/CSandbox/a.c") == [1])
    #expect(lines(LicenceRule(), "# Title", path: "README.md").isEmpty)
  }

  @Test func `a path of one machine is found in any text`() {
    #expect(lines(LocalPathRule(), "a\ncd /work" + "/main", path: "docs/a.md") == [2])
    #expect(lines(LocalPathRule(), "cd build", path: "docs/a.md").isEmpty)
  }

  @Test(arguments: [
    "package struct A {}", "  public func a() {}", "package static let a = 1",
    "  package private(set) var a = 1", "@frozen package enum A {}", "package init() {}",
    "static package func a() {}", "package actor A {}", "// A.\npackage typealias A = Int",
  ])
  func `an undocumented declaration is found`(_ code: String) {
    #expect(lines(DocumentationRule(), code).count == 1)
  }

  @Test(arguments: [
    "/// A.\npackage struct A {}", "/// A.\n@inlinable\npackage func a() {}",
    "package import Core", "package extension A {}", "struct A {}", "let a = \"package func b\"",
    "package static func < (a: A, b: A) -> Bool { true }",
  ])
  func `a documented or private declaration passes`(_ code: String) {
    #expect(lines(DocumentationRule(), code).isEmpty)
  }

  @Test(arguments: [
    "import Platform", "package import Store", "import GRDB", "import struct Evidence.Entry",
    "@preconcurrency import Hummingbird", "package import Foundation",
  ])
  func `an import upwards is found`(_ code: String) {
    #expect(lines(ImportRule(), code) == [1])
  }

  @Test func `an import downwards passes`() {
    let path = "Sources/Store/Database.swift"
    let code = "import Core\npackage import Platform\nimport GRDB\nimport struct Foundation.Data"
    #expect(lines(ImportRule(), code, path: path).isEmpty)
    #expect(lines(ImportRule(), "import Core\n", path: "Sources/Newcomer/A.swift") == [1])
  }

  @Test func `the table of imports goes downwards and only Store and Web are special`() {
    var above: Set<String> = []
    for entry in ImportRule.allowed {
      #expect(above.isSuperset(of: entry.own), "\(entry.target)")
      above.insert(entry.target)
    }
    let grdb = ImportRule.allowed.filter { $0.packages.contains("GRDB") }.map(\.target)
    let web = ImportRule.allowed.filter { $0.packages.contains("Hummingbird") }.map(\.target)
    #expect(grdb == ["Store"])
    #expect(web == ["Web", "shuyu"])
  }

  @Test func `a file is named for a type in it`() {
    let named = ["Money.swift", "Money+Text.swift"]
    for name in named {
      let file = SourceFile(path: "Sources/Core/" + name, text: "struct Money: Hashable {}")
      #expect(TypeNames.isNamed(file))
    }
    let extended = SourceFile(path: "Sources/Core/A.swift", text: "extension Core.A {}")
    #expect(TypeNames.isNamed(extended))
    let stranger = SourceFile(path: "Sources/Core/Other.swift", text: "struct Money {}")
    #expect(!TypeNames.isNamed(stranger))
    let comment = SourceFile(path: "Sources/Core/Other.swift", text: "// struct Other {}")
    #expect(!TypeNames.isNamed(comment))
  }

  @Test func `a glossary name or term that stands twice is found`() {
    let text = """
      | Swift | 中文 |
      |---|---|
      | `Agreement` | 协议 |
      | `Contract` | 协议 |
      | `Agreement` | 合同 |
      """
    #expect(lines(GlossaryRule(), text, path: "docs/glossary.md") == [4, 5])
  }
}
