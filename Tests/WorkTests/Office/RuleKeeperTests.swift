// SPDX-License-Identifier: Apache-2.0
import Core
import Cryptography
import Foundation
import GRDB
import Logging
import Platform
import Regulation
import Store
import Testing
import Work

@Suite struct RuleKeeperTests {
  /// Ezhou's rules in a version, with a remark that makes it another text.
  private func rules(_ version: Int, remark: String = "") throws -> RuleText {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    let text =
      try String(
        contentsOf: root.appending(path: "Regulations/ezhou.yaml"), encoding: .utf8
      ).replacing("\nversion: 1\n", with: "\nversion: \(version)\n") + remark
    return try read(text, "ezhou.yaml")
  }

  private func read(_ text: String, _ file: String) throws -> RuleText {
    RuleText(profile: try Profile.load(yaml: text, file: file), text: text, file: file)
  }

  private func keeper(
    _ database: PlatformDatabase, _ present: RuleText, supplied: [RuleText] = []
  ) throws -> RuleKeeper {
    try RuleKeeper(database, present: [present], supplied: supplied, read: read)
  }

  /// Starts with these rules, as a process would, and lets a case begin.
  private func start(
    _ database: PlatformDatabase, _ present: RuleText, supplied: [RuleText] = []
  ) async throws -> RuleKeeper {
    let keeper = try keeper(database, present, supplied: supplied)
    let committer = Committer(
      database: database,
      setup: CommitterSetup(
        profiles: ["ezhou": present.profile], calendar: try WorkingCalendar([]),
        clock: ManualClock(Instant(milliseconds: 1_790_000_000_000)),
        random: SeededRandom(seed: UInt64(present.profile.version)),
        subjects: try #require(SubjectMarker(key: [UInt8](repeating: 3, count: 32))),
        earlier: keeper.earlier),
      logger: Logger(label: "rule-keeper-tests"))
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { await committer.run() }
      defer { committer.stop() }
      try await keeper.record { try await committer.submit($0) }
    }
    return keeper
  }

  private func with(_ body: (PlatformDatabase) async throws -> Void) async throws {
    let folder = FileManager.default.temporaryDirectory
      .appending(path: "shuyu-rules-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let database = try PlatformDatabase(
      path: folder.appending(path: "state.sqlite").path, registry: .shuyu)
    try await body(database)
    try database.close()
  }

  /// A case that began under a version.
  private func begin(_ version: Int, _ database: PlatformDatabase) throws {
    let id = RecordID.make(prefix: "CAS", random: SHA256.hash([UInt8(version)]).bytes)
    let body = #"{"place":"ezhou","profileVersion":\#(version)}"#
    try database.pool.write { connection in
      try connection.execute(
        sql: "INSERT INTO r_case (id, entry, body) VALUES (?, 0, ?)",
        arguments: [id.rawValue, body])
    }
  }

  @Test func `a start enters each version of the rules once, with the digest of its text`()
    async throws
  {
    try await with { database in
      let first = try rules(1)
      _ = try await start(database, first)
      _ = try await start(database, first)
      #expect(try database.entryCount() == 1)
      let kept = try database.read { try RuleSet.find(1, in: "ezhou", $0) }
      #expect(kept?.digest.text == SHA256.hash(Array(first.text.utf8)).hex)
    }
  }

  @Test func `the text of an earlier version is kept for the cases that began under it`()
    async throws
  {
    try await with { database in
      _ = try await start(database, try rules(1))
      try begin(1, database)
      let keeper = try await start(database, try rules(2))
      #expect(keeper.earlier["ezhou"][1]?.version == 1)
      #expect(keeper.earlier["ezhou"][2] == nil)
    }
  }

  @Test func `a text that changed without a new version is refused once cases began under it`()
    async throws
  {
    try await with { database in
      _ = try await start(database, try rules(1))
      try begin(1, database)
      let problem = #expect(throws: RuleProblem.self) {
        try keeper(database, try rules(1, remark: "\n# changed\n"))
      }
      #expect(problem?.description.contains("raise its `version`") == true)
    }
  }

  @Test func `a text may change within its version while no case began under it`() async throws {
    try await with { database in
      let first = try rules(1)
      _ = try await start(database, first)
      let changed = try rules(1, remark: "\n# changed\n")
      _ = try await start(database, changed)
      let kept = try database.read { try RuleSet.find(1, in: "ezhou", $0) }
      #expect(kept?.digest.text == SHA256.hash(Array(changed.text.utf8)).hex)
      #expect(kept?.formerDigests.map(\.text) == [SHA256.hash(Array(first.text.utf8)).hex])
    }
  }

  @Test func `a version does not go back`() async throws {
    try await with { database in
      _ = try await start(database, try rules(2))
      let problem = #expect(throws: RuleProblem.self) { try keeper(database, try rules(1)) }
      #expect(problem?.description.contains("version 2 was in use") == true)
    }
  }

  @Test func `a lost version that a case needs stops the start and says what restores it`()
    async throws
  {
    try await with { database in
      _ = try await start(database, try rules(1))
      try begin(1, database)
      try database.pool.write { try $0.execute(sql: "DELETE FROM rule_text") }
      let problem = #expect(throws: RuleProblem.self) { try keeper(database, try rules(2)) }
      #expect(problem?.description.contains("earlier/ezhou-1.yaml") == true)
      let restored = try await start(database, try rules(2), supplied: [try rules(1)])
      #expect(restored.earlier["ezhou"][1] != nil)
      #expect(try keeper(database, try rules(2)).earlier["ezhou"][1] != nil)
    }
  }

  @Test func `a lost version that no case needs does not stop the start`() async throws {
    try await with { database in
      _ = try await start(database, try rules(1))
      try database.pool.write { try $0.execute(sql: "DELETE FROM rule_text") }
      #expect(try keeper(database, try rules(2)).earlier["ezhou"].isEmpty)
    }
  }

  @Test func `an earlier version completed for a later release is entered beside the former text`()
    async throws
  {
    try await with { database in
      _ = try await start(database, try rules(1))
      try begin(1, database)
      let completed = try rules(1, remark: "\n# completed\n")
      _ = try await start(database, try rules(2), supplied: [completed])
      let kept = try database.read { try RuleSet.find(1, in: "ezhou", $0) }
      #expect(kept?.digest.text == SHA256.hash(Array(completed.text.utf8)).hex)
      #expect(kept?.formerDigests.count == 1)
    }
  }
}
