// SPDX-License-Identifier: Apache-2.0
import Core
import Platform
import Testing
import Vault
import Work

extension WorkTests {
  @Suite struct EndingTests {
    static func worker(_ fixture: WorkFixture) throws -> EndingWorker {
      EndingWorker(
        parts: fixture.parts, keys: try fixture.scenarioKeys(), products: try fixture.products())
    }

    @Test func `a version ordered to go is destroyed with all that belongs to it`() async throws {
      try await WorkFixture.with { fixture in
        try fixture.makeResource()
        let text = UpsertTests.first + "C3,x,bad,2026-01-31\n"
        try fixture.makeBatch("one", Array(text.utf8), rows: 3)
        try await fixture.ingest()
        var version = try #require(try fixture.versions().first)
        let objects = [version.vaultObject, version.profileObject, version.badRowsObject]
        #expect(objects.compactMap { $0 }.count == 3)
        version.state = .destroying
        try fixture.platform.put(version)
        try await Self.worker(fixture).round()
        let gone = try #require(try fixture.versions().first)
        #expect(gone.state == .destroyed)
        #expect(gone.certificate != nil)
        for object in objects.compactMap({ $0 }) {
          #expect(throws: VaultError.self) { try fixture.content(object) }
        }
        let reports = fixture.platform.reports.count
        try await Self.worker(fixture).round()
        #expect(fixture.platform.reports.count == reports)
      }
    }

    @Test func `outputs and the key of an ended scenario go`() async throws {
      try await JobTests.with { fixture in
        let id = try fixture.makeJob("one", source: JobTests.code, outputs: JobTests.output)
        try await JobWorker(parts: fixture.parts).round()
        let output = try #require(try fixture.platform.find(Job.self, id).outputs.first)
        let before = try fixture.scenarioKeys().key(of: WorkFixture.scenario)
        try await Self.worker(fixture).round()
        #expect(try fixture.platform.find(JobOutput.self, output).state == .quarantined)
        try fixture.makeScenario(.ended)
        try await Self.worker(fixture).round()
        let gone = try fixture.platform.find(JobOutput.self, output)
        #expect(gone.state == .destroyed)
        #expect(throws: VaultError.self) { try fixture.content(gone.vaultObject) }
        #expect(try fixture.scenarioKeys().scenarios().isEmpty)
        #expect(try fixture.scenarioKeys().key(of: WorkFixture.scenario) != before)
      }
    }

    @Test func `permissions are reported closed once nothing gives rights`() async throws {
      try await GrantTests.with(["district": "none"]) { fixture in
        try await fixture.grants().round()
        try fixture.makeChain(agreement: .terminating)
        try await Self.worker(fixture).round()
        let open = try fixture.platform.find(Agreement.self, WorkFixture.agreement)
        #expect(open.exit.permissionsClosedAt == nil)
        try fixture.changeGrant { $0.state = .revoked }
        try await Self.worker(fixture).round()
        let closed = try fixture.platform.find(Agreement.self, WorkFixture.agreement)
        #expect(closed.exit.permissionsClosedAt == WorkFixture.now)
      }
    }

    @Test func `what is gone of an ended agreement is reported once, and not before`() async throws
    {
      try await JobTests.with { fixture in
        let id = try fixture.makeJob("one", source: JobTests.code, outputs: JobTests.output)
        try await JobWorker(parts: fixture.parts).round()
        let output = try #require(try fixture.platform.find(Job.self, id).outputs.first)
        try fixture.makeJob("two", source: JobTests.code, outputs: JobTests.output)
        var waiting = try fixture.platform.find(Job.self, WorkFixture.id("JOB", "two"))
        waiting.state = .cancelled
        try fixture.platform.put(waiting)
        func destruction() throws -> DomainDestruction? {
          try fixture.platform.find(Agreement.self, WorkFixture.agreement).exit.destruction
        }
        try fixture.makeChain(agreement: .terminating)
        try fixture.makeScenario(.ended)
        try fixture.changeGrant { $0.state = .revoked }
        try await Self.worker(fixture).round()
        #expect(try destruction() == nil, "the grant set is still there")
        try await fixture.grants().round()
        let copy = try #require(try fixture.grant.vaultObject)
        try await Self.worker(fixture).round()
        let report = try #require(try destruction())
        #expect(report.jobsStopped == 1 && report.grantSets == 1 && report.outputs == 1)
        #expect(report.mounts == 0)
        let objects = [copy, try fixture.platform.find(JobOutput.self, output).vaultObject]
        for object in objects {
          #expect(throws: VaultError.self) { try fixture.content(object) }
          #expect(try fixture.vault.certificate(object.vaultID()).id.rawValue == object.rawValue)
        }
        let reports = fixture.platform.reports.count
        try await Self.worker(fixture).round()
        #expect(fixture.platform.reports.count == reports)
      }
    }

    /// What a run wrote that a crash ended before its report, the second time it was begun.
    private static func leave(_ id: RecordID, in fixture: WorkFixture) throws -> RecordID {
      let objects = ["0", "1"].map { ObjectNames.id(of: id, "output", over: "totals", $0) }
      for object in objects {
        _ = try fixture.vault.write(try object.vaultID(), pieces: [[1]], at: WorkFixture.now)
      }
      _ = try fixture.vault.destroy(try objects[0].vaultID(), at: WorkFixture.now)
      return objects[1]
    }

    @Test(arguments: [Job.State.failed, .cancelled])
    func `outputs that a crash left of a job that is over are destroyed`(
      _ state: Job.State
    ) async throws {
      try await JobTests.with { fixture in
        let id = try fixture.makeJob("crashed", source: JobTests.code, outputs: JobTests.output)
        let object = try Self.leave(id, in: fixture)
        let endings = try Self.worker(fixture)
        try await endings.round()
        #expect(try fixture.content(object) == [1], "the job may still be run")
        var job = try fixture.platform.find(Job.self, id)
        job.state = state
        try fixture.platform.put(job)
        fixture.parts.board.hold(id)
        try await endings.round()
        #expect(try fixture.content(object) == [1], "its program still runs")
        fixture.parts.board.free(id)
        try await endings.round()
        #expect(throws: VaultError.self) { try fixture.content(object) }
        #expect(try fixture.vault.certificate(object.vaultID()).id.rawValue == object.rawValue)
      }
    }

    @Test func `the report of an ending waits for programs, and takes what they left along`()
      async throws
    {
      try await JobTests.with { fixture in
        let id = try fixture.makeJob("crashed", source: JobTests.code, outputs: JobTests.output)
        var job = try fixture.platform.find(Job.self, id)
        job.state = .cancelled
        try fixture.platform.put(job)
        let object = try Self.leave(id, in: fixture)
        fixture.parts.board.hold(id)
        try fixture.makeChain(agreement: .terminating)
        try fixture.makeScenario(.ended)
        try fixture.changeGrant { $0.state = .revoked }
        try await fixture.grants().round()
        func destruction() throws -> DomainDestruction? {
          try fixture.platform.find(Agreement.self, WorkFixture.agreement).exit.destruction
        }
        try await Self.worker(fixture).round()
        #expect(try destruction() == nil)
        #expect(try fixture.content(object) == [1])
        fixture.parts.board.free(id)
        try await Self.worker(fixture).round()
        #expect(try destruction() != nil)
        #expect(throws: VaultError.self) { try fixture.content(object) }
      }
    }
  }
}
