// SPDX-License-Identifier: Apache-2.0
import DisclosureControl
import EgressCheck
import Foundation
import Glibc
import Synchronization
import Testing

extension EgressCheckTests {
  /// A file that lies on the machine is read where it lies; what is said of it is said of one
  /// content of it.
  @Suite struct HeldInputTests {
    private static let spec = """
      {"kind":"microdata","input":"out.csv",
       "columns":{"county":{"from":"county","role":"quasi-identifier"},
         "sex":{"from":"sex","role":"quasi-identifier"}},"parameters":{"k":5}}
      """

    private static func rows(_ count: Int) -> [[String]] {
      (0..<count).map { ["c\($0 % 4)", $0 % 3 == 0 ? "F" : "M"] }
    }

    private static let header = ["county", "sex"]

    /// Whether the disturbing is over; guarded by its lock.
    private final class Flag: Sendable {
      private let value = Mutex(false)

      var isSet: Bool { value.withLock { $0 } }

      func set() { value.withLock { $0 = true } }
    }

    /// Checks while something is done to the file again and again, on a thread of its own.
    private func check(
      _ fixture: EgressFixture, while disturb: @escaping @Sendable () -> Void
    ) async throws -> SpecProblem? {
      let (isOver, hasEnded) = (Flag(), Flag())
      Thread.detachNewThread {
        while !isOver.isSet { disturb() }
        hasEnded.set()
      }
      defer {
        isOver.set()
        while !hasEnded.isSet { sched_yield() }
      }
      return try await fixture.problem(Self.spec)
    }

    @Test func `a file that only its owner may read is judged as one for all`() async throws {
      try await EgressFixture.with { fixture in
        try fixture.csv("out.csv", Self.header, Self.rows(400))
        let path = fixture.folder.appending(path: "out.csv").path
        let open = try await fixture.check(Self.spec)
        #expect(chmod(path, 0o600) == 0)
        let closed = try await fixture.check(Self.spec)
        #expect(open.measure("k") == 33 && open.document.json == closed.document.json)
        #expect(rename(path, path + ".real") == 0 && symlink(path + ".real", path) == 0)
        #expect(try await fixture.check(Self.spec).document.json == open.document.json)
      }
    }

    @Test func `a file that is written to during the check is refused`() async throws {
      try await EgressFixture.with { fixture in
        try fixture.csv("out.csv", Self.header, Self.rows(40_000))
        let path = fixture.folder.appending(path: "out.csv").path
        #expect(try await fixture.problem(Self.spec) == nil)
        let problem = try await check(fixture) {
          // The time alone is set: the content is what it was, and nobody can know.
          _ = utimes(path, nil)
        }
        #expect(problem?.en.contains("was changed while") == true, "\(problem?.en ?? "passed")")
      }
    }

    @Test func `another file in its place is refused`() async throws {
      try await EgressFixture.with { fixture in
        try fixture.csv("out.csv", Self.header, Self.rows(40_000))
        let path = fixture.folder.appending(path: "out.csv").path
        let text = try Data(contentsOf: URL(filePath: path))
        let problem = try await check(fixture) {
          let made = FileManager.default.createFile(atPath: path + ".new", contents: text)
          if made { _ = rename(path + ".new", path) }
        }
        #expect(problem?.en.contains("was changed while") == true, "\(problem?.en ?? "passed")")
      }
    }

    @Test func `what is no plain file is refused, and does not hold the check up`() async throws {
      try await EgressFixture.with { fixture in
        let path = fixture.folder.appending(path: "out.csv").path
        #expect(mkfifo(path, 0o644) == 0)
        let problem = try await fixture.problem(Self.spec)
        #expect(problem?.field == "input")
      }
    }
  }
}
