// SPDX-License-Identifier: Apache-2.0
import Foundation
import Testing

/// The console after a whole journey: its links lead somewhere, and it speaks in words.
@Suite("Pages of the console", .serialized)
struct PageTests {
  /// What the journey calls a program of its own.
  private static let names: Set<String> = ["program.bad"]

  @Test(.enabled(if: Built.hasTools, "DuckDB is not installed; run scripts/install-tools"))
  func `no page leads where its reader may not go, or shows a code instead of a word`()
    async throws
  {
    let data = Built.temporary("pages")
    let server = try RunningServer(data: data, roles: "office,domain,edge")
    let faults: [String]
    do {
      faults = try await walk(server)
    } catch {
      await server.kill()
      throw error
    }
    #expect(await server.stop() == 0)
    #expect(faults.isEmpty, "\(faults.joined(separator: "\n"))")
    try Built.remove(data)
  }

  private func walk(_ server: RunningServer) async throws -> [String] {
    let (status, lines) = try ChildProgram.run(
      "shuyu",
      [
        "tour", "--json", "--server", server.address, "--accounts", server.accounts.path,
        "--persons", "500", "--until", "key.issue", "--shared", "/nonexistent",
      ])
    try #require(status == 0, "\(lines.last ?? "")")
    let lead = try #require(try await server.client("bureau-lead").token)
    let files = try await PageCrawl(address: server.address, token: lead).dossierFiles()
    // Two applied, and one was refused; both belong to the case.
    #expect(files.count { $0.hasPrefix("records/APP-") } == 2, "\(files)")
    return try await withThrowingTaskGroup(of: [String].self) { group in
      for login in ["bureau", "operator", "developer", "auditor"] {
        group.addTask {
          let token = try #require(try await server.client(login).token)
          let crawl = PageCrawl(address: server.address, token: token, known: Self.names)
          return Set(try await crawl.faults()).sorted().map { "\(login): \($0)" }
        }
      }
      return try await group.reduce(into: []) { $0 += $1 }
    }
  }
}
