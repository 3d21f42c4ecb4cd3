// SPDX-License-Identifier: Apache-2.0
import Foundation
import Testing

/// The drawings in docs/diagrams are those of the code; `shuyu diagrams` draws them anew.
@Suite struct DiagramTests {
  private let drawings = Built.root.appending(path: "docs/diagrams")

  private func draw(_ arguments: [String]) throws -> (status: Int32, lines: [String]) {
    try ChildProgram.run("shuyu", ["diagrams", "--regulations", Built.regulations] + arguments)
  }

  @Test func `the drawings are those of the code and the rules`() throws {
    let (status, lines) = try draw(["--check", "--out", drawings.path])
    #expect(status == 0, "draw them anew with `shuyu diagrams`: \(lines)")
  }

  @Test func `no drawing is left of what is no more`() throws {
    let folder = Built.temporary("diagrams")
    defer { try? FileManager.default.removeItem(at: folder) }
    #expect(try draw(["--out", folder.path]).status == 0)
    let drawn = try FileManager.default.contentsOfDirectory(atPath: folder.path)
    let kept = try FileManager.default.contentsOfDirectory(atPath: drawings.path)
    #expect(drawn.sorted() == kept.sorted())
  }

  @Test func `a drawing that was changed or is missing is named`() throws {
    let folder = Built.temporary("diagrams")
    defer { try? FileManager.default.removeItem(at: folder) }
    #expect(try draw(["--out", folder.path]).status == 0)
    let page = folder.appending(path: "handan.md")
    try Data("changed".utf8).write(to: page)
    try FileManager.default.removeItem(at: folder.appending(path: "states.md"))
    let (status, lines) = try draw(["--check", "--out", folder.path])
    #expect(status == 1)
    #expect(lines == ["differs: handan.md", "differs: states.md"])
    let one = try draw(["--check", "--place", "ezhou", "--out", folder.path])
    #expect(one.status == 0)
    #expect(try draw(["--place", "nowhere", "--out", folder.path]).status == 64)
  }

  @Test func `a place's page has its steps with who does them, and where they lead`() throws {
    let page = try String(contentsOf: drawings.appending(path: "ezhou.md"), encoding: .utf8)
    #expect(page.contains("n_comprehensiveReview[\"综合评审<br/>Comprehensive review<br/>市数据局"))
    #expect(page.contains("n_publicNotice -->|\"通过\"| n_majorDecision"))
    #expect(page.contains("n_publicNotice -.->|\"不通过\"| n_comprehensiveReview"))
    #expect(page.contains("n_activation -->|\"通过\"| n_end_active"))
    let states = try String(contentsOf: drawings.appending(path: "states.md"), encoding: .utf8)
    #expect(states.contains("n_state_open --> n_case_withdraw"))
    #expect(!states.contains("n_state_ended --> n_case_withdraw"))
  }
}
