// SPDX-License-Identifier: Apache-2.0
import Core
import Cryptography
import Foundation
import Gateway
import Logging
import Platform
import Synchronization
import Testing
import Work

@Suite struct StatementServiceTests {
  /// A call in October at a price that the product never had, so that its statement is refused.
  private let called = Instant(milliseconds: 1_792_551_600_000)

  private func record(_ number: Int, product: Int, price: Int64) -> UsageRecord {
    UsageRecord(
      id: MarketPlatform.id("USG", number), at: called.adding(milliseconds: Int64(number)),
      holder: KeyHolder(
        key: MarketPlatform.id("KEY"), subscription: MarketPlatform.id("SUB"),
        product: MarketPlatform.id("PRD", product), version: 1,
        developer: MarketPlatform.id("ORG"), place: "ezhou"),
      outcome: .answered, price: Money(fen: price), parameters: SHA256.hash([1]), request: nil)
  }

  /// A clock that a test moves.
  private final class Clock: Sendable {
    let instant: Mutex<Instant>
    init(_ start: Instant) { instant = Mutex(start) }
    func now() -> Instant { instant.withLock { $0 } }
    func move(days: Int) {
      instant.withLock { $0 = $0.adding(milliseconds: Int64(days) * 86_400_000) }
    }
  }

  private func with(
    _ body: (MarketPlatform, StatementService, Clock) async throws -> Void
  ) async throws {
    let folder = FileManager.default.temporaryDirectory
      .appending(path: "shuyu-statements-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    let clock = Clock(called.adding(milliseconds: 20 * 86_400_000))
    let platform = try MarketPlatform(now: clock.now())
    try platform.publish(1)
    try platform.publish(2)
    let journal = try UsageJournal(
      root: folder.path, edge: "edge-1", places: ["ezhou"],
      bounds: UsageSegmentBounds(bytesMax: 4_096, ageMaxMilliseconds: 3_600_000, pairsMax: 50))
    try await journal.append(record(1, product: 1, price: 33), place: "ezhou")
    try await journal.append(record(2, product: 2, price: 50), place: "ezhou")
    let service = StatementService(
      maker: StatementMaker(folder: journal.folder, reporting: platform),
      anchor: UsageAnchor(journal: journal, reporting: platform), recordRefusals: {},
      places: { ["ezhou"] }, reporting: platform, now: { clock.now() },
      logger: Logger(label: "statement-tests"))
    try await body(platform, service, clock)
  }

  private func issued(_ platform: MarketPlatform) -> Int {
    platform.reports.count { $0 == "statement.issue" }
  }

  @Test func `a refused statement is not tried again at each commit, nor stops the others`()
    async throws
  {
    try await with { platform, service, _ in
      for entry in 0..<20 { platform.committed.yield(entry) }
      platform.committed.finish()
      await service.run()
      #expect(issued(platform) == 2)
      let statements = try platform.read { try $0.list(Statement.self, [], limit: 10) }
      #expect(statements.map(\.product) == [MarketPlatform.id("PRD", 2)])
    }
  }

  @Test func `a refused statement is tried again once the product has changed`() async throws {
    try await with { platform, service, _ in
      try await follow(platform, service) { step in
        guard step == 1 else { return }
        try platform.change(
          Product.self, MarketPlatform.id("PRD"),
          ["prices": [["amount": 33, "unit": "call", "from": "2026-10-01"]]])
      }
      #expect(try platform.read { try $0.count(Statement.self, []) } == 2)
    }
  }

  @Test func `a refused statement is tried again on the next day`() async throws {
    try await with { platform, service, clock in
      try await follow(platform, service) { step in
        if step == 1 { clock.move(days: 1) }
      }
      // Both pairs on the first day, both again on the second: the stated one answers `already`.
      #expect(issued(platform) == 4)
    }
  }

  /// Runs the service over some commits; before each, once the one before was taken, `change`.
  private func follow(
    _ platform: MarketPlatform, _ service: StatementService,
    _ change: @Sendable (Int) throws -> Void
  ) async throws {
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { await service.run() }
      for step in 0..<4 {
        while issued(platform) < 2 { await Task.yield() }
        try change(step)
        platform.committed.yield(step)
      }
      platform.committed.finish()
      try await group.waitForAll()
    }
  }
}
