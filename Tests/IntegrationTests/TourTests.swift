// SPDX-License-Identifier: Apache-2.0
import Foundation
import Testing

@Suite("The journey", .serialized)
struct TourTests {
  /// With the real files, where the shared folder is, and with those of the generated city.
  @Test(
    .enabled(if: Built.hasTools, "DuckDB is not installed; run scripts/install-tools"),
    arguments: [("../shared", "1000"), ("/nonexistent", "20")])
  func `the whole journey is as it must be`(shared: String, calls: String) throws {
    let data = Built.temporary("tour")
    let (status, lines) = try ChildProgram.run(
      "shuyu",
      [
        "tour", "--json", "--data", data.path, "--regulations", Built.regulations, "--tools",
        Built.tools, "--shared", shared, "--calls", calls,
      ])
    let steps = try lines.map(TourLine.init)
    for step in steps {
      #expect(step.isOK, "step \(step.step) \(step.title): \(step.detail)")
    }
    #expect(status == 0)
    #expect(steps.count >= 25)
    #expect(steps.map(\.step) == Array(1...Int64(max(steps.count, 1))))
    #expect(steps.allSatisfy { !$0.actor.isEmpty && !$0.title.isEmpty })
    // The entries of the steps go up, since nobody else acts but the platform itself.
    let entries = steps.compactMap(\.entry)
    #expect(entries == entries.sorted())
    #expect(steps.filter { !$0.clauses.isEmpty }.count >= 25)
    #expect(Set(steps.flatMap(\.clauses)).allSatisfy { $0.hasPrefix("EZ-") })
    #expect(!FileManager.default.fileExists(atPath: data.path))
  }

  @Test func `options that contradict each other end with the usage code`() throws {
    for arguments in [["--server", "http://127.0.0.1:1"], ["--calls", "3"], ["--persons", "1"]] {
      let (status, _) = try ChildProgram.run("shuyu", ["tour"] + arguments)
      #expect(status == 64)
    }
  }
}
