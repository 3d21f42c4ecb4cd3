// SPDX-License-Identifier: Apache-2.0
import Core
import Foundation
import Platform
import Sandbox
import Synchronization
import Testing
import Vault
import Work

/// Counts its rounds and fails the first.
final class CountingWorker: DomainWorker {
  struct Broken: Error {}

  private let rounds = Mutex(0)
  private let done: AsyncStream<Void>.Continuation

  init(done: AsyncStream<Void>.Continuation) {
    self.done = done
  }

  var name: String { "counting" }

  func round() async throws {
    let count = rounds.withLock { rounds in
      rounds += 1
      return rounds
    }
    if count == 1 {
      done.yield()
      throw Broken()
    }
    done.finish()
  }
}

extension WorkTests {
  @Suite struct ServiceTests {
    @Test func `a round that fails is followed by another and a cancel ends the service`()
      async throws
    {
      try await WorkFixture.with { fixture in
        let (stream, continuation) = AsyncStream<Void>.makeStream()
        let service = DomainService(
          parts: fixture.parts, workers: [CountingWorker(done: continuation)])
        await withThrowingTaskGroup(of: Void.self) { group in
          group.addTask { try await service.run() }
          for await _ in stream {}
          group.cancelAll()
        }
      }
    }

    @Test func `what an earlier run left in memory is swept at the start`() async throws {
      try await WorkFixture.with { fixture in
        let left = try await fixture.memory.withFolder { folder in folder.path }
        try FileManager.default.createDirectory(
          atPath: left, withIntermediateDirectories: false)
        #expect(try !fixture.isMemoryClean())
        let (stream, continuation) = AsyncStream<Void>.makeStream()
        let service = DomainService(
          parts: fixture.parts, workers: [CountingWorker(done: continuation)])
        await withThrowingTaskGroup(of: Void.self) { group in
          group.addTask { try await service.run() }
          for await _ in stream { break }
          group.cancelAll()
        }
        #expect(try fixture.isMemoryClean())
      }
    }

    @Test func `faults of the machine may pass for a day, those of the data never`() async throws {
      try await WorkFixture.with { fixture in
        let object = try VaultID("UPL-1")
        let passing: [any Error] = [
          VaultError.system(operation: "write", code: 28), VaultError.inUse(object),
          DomainFault.memory, DomainFault.files, DomainFault.sandbox,
          SandboxError.system("mount", 12), SandboxError.staging(step: "x", index: 0, error: 28),
          CocoaError(.fileWriteOutOfSpace),
        ]
        let lasting: [any Error] = [
          VaultError.unknown(object), VaultError.damaged(object, part: "chunk"),
          VaultError.tooLarge(bytesMax: 1), DomainFault.form,
          DomainFault.records, DomainFault.tooLarge, DomainFault.report, DomainFault.vault,
          SandboxError.outputOnDisk, MemoryPlatform.Lost(),
        ]
        for (index, error) in lasting.enumerated() {
          #expect(!fixture.parts.mayPass(error, of: WorkFixture.id("GRT", "l\(index)")), "\(error)")
        }
        for (index, error) in passing.enumerated() {
          let id = WorkFixture.id("GRT", "p\(index)")
          // Each look at the clock is an hour later.
          let tries = (0..<40).prefix { _ in fixture.parts.mayPass(error, of: id) }.count
          #expect((2...24).contains(tries), "\(error)")
        }
        // A query may be at fault itself: an hour, whatever else was waited for before.
        let query = WorkFixture.id("GRT", "query")
        #expect(fixture.parts.mayPass(DomainFault.memory, of: query))
        #expect(fixture.parts.mayPass(DomainFault.query, of: query))
        #expect(!fixture.parts.mayPass(DomainFault.query, of: query))
        #expect(fixture.parts.mayPass(DomainFault.memory, of: query))
        var tools = WorkFixture.tools
        for (program, isAwaited) in [
          (tools.gocryptfs, fixture.scratch.missing.isEmpty),
          ("/nowhere/gocryptfs", false),
        ] {
          tools.gocryptfs = program
          let parts = fixture.bounded(tools: tools) { _ in }.parts
          let id = WorkFixture.id("GRT", program)
          #expect(parts.mayPass(DomainFault.scratch, of: id) == isAwaited)
        }
      }
    }

    @Test func `progress is on the board while a file is read and gone afterwards`() async throws {
      let board = ProgressBoard()
      let id = WorkFixture.id("BAT", "one")
      board.show(id, .keys, rowsExpected: 10)
      board.show(id, .rows, rows: 5, bytes: 100)
      let progress = try #require(board.snapshot()[id])
      #expect(progress.phase == .rows)
      #expect(progress.rows == 5)
      #expect(progress.rowsExpected == 10)
      board.clear(id)
      #expect(board.snapshot().isEmpty)
    }
  }
}
