// SPDX-License-Identifier: Apache-2.0
import Core
import Logging
import Platform
import Regulation
import Testing
import Vault
import Work

extension WorkTests {
  /// Imported data on the road of any delivery: vault, grant, job, end.
  @Suite struct ImportRoadTests {
    /// An import whose data are in the vault.
    static func with(_ body: (WorkFixture) async throws -> Void) async throws {
      try await ImportScanTests.with { fixture in
        try fixture.makeImport()
        try await fixture.scanImports()
        try fixture.setImport(.approved)
        try fixture.deliverImport()
        try await fixture.ingest()
        try await body(fixture)
      }
    }

    /// A grant of the import, written.
    static func grant(_ fixture: WorkFixture) async throws -> Grant {
      let resource = try #require(try fixture.own.resource)
      let asked = try fixture.platform.run(
        "grant.request",
        [
          "scenario": .string(WorkFixture.scenario.rawValue),
          "resource": .string(resource.rawValue), "tableName": "own", "purpose": "analysis",
          "columns": [
            ["name": "code", "mask": "pseudonym"], ["name": "orders", "mask": "none"],
          ],
        ], as: fixture.owner)
      guard case .allowed(_, let result) = asked, let id = result["id"]?.string,
        let grant = RecordID(id)
      else { throw MemoryPlatform.Lost() }
      let bureau = Actor(
        account: WorkFixture.id("ACC", "bureau"), organisation: WorkFixture.id("ORG", "bureau"),
        place: fixture.platform.place, capacities: [.implementingBody])
      _ = try fixture.platform.run(
        "grant.approve",
        ["grant": .string(id), "linkageAssessment": .string(String(repeating: "b", count: 64))],
        as: bureau)
      try await fixture.grants().round()
      return try fixture.platform.find(Grant.self, grant)
    }

    @Test func `it is taken in, granted with its masks, and read by a job`() async throws {
      try await Self.with { fixture in
        let found = try fixture.own
        #expect(found.state == .active)
        let grant = try await Self.grant(fixture)
        #expect(grant.state == .ready && grant.rows == 20 && grant.dataImport == found.id)
        let copy = try #require(grant.vaultObject)
        let raw = try await fixture.query(copy, "SELECT count(*) FROM t WHERE code LIKE 'u%'")
        #expect(raw.split(separator: "\n").last == "0")
        let id = try fixture.makeJob(
          "fused", source: "CREATE TABLE r AS SELECT sum(orders) AS n FROM own;",
          outputs: JobTests.output)
        try Self.read([grant.id], by: id, fixture)
        try await JobWorker(parts: fixture.parts).round()
        let job = try fixture.platform.find(Job.self, id)
        #expect(job.state == .succeeded)
        let output = try fixture.platform.find(JobOutput.self, try #require(job.outputs.first))
        let text = String(decoding: try fixture.content(output.vaultObject), as: UTF8.self)
        #expect(text.contains("390"))
        #expect(output.imports == [found.id])
      }
    }

    /// Lets a queued job read grants.
    private static func read(
      _ grants: [RecordID], by id: RecordID, _ fixture: WorkFixture
    ) throws {
      let job = try fixture.platform.find(Job.self, id)
      guard case .object(var members) = try JSON(encoding: job) else { return }
      members["grants"] = .array(grants.map { .string($0.rawValue) })
      members["imports"] = [.string(WorkFixture.importID.rawValue)]
      try fixture.put(Job.self, .object(members))
    }

    @Test func `a job that waits when the import ends is never run`() async throws {
      try await Self.with { fixture in
        let grant = try await Self.grant(fixture)
        let id = try fixture.makeJob(
          "late", source: "CREATE TABLE r AS SELECT 1 AS n;", outputs: JobTests.output)
        try Self.read([grant.id], by: id, fixture)
        try fixture.setImport(.ended)
        try await JobWorker(parts: fixture.parts).round()
        let job = try fixture.platform.find(Job.self, id)
        #expect(job.outputs.isEmpty && job.state != .succeeded)
        #expect(!fixture.platform.reports.contains("job.started allowed"))
      }
    }

    @Test func `other bytes under an agreed digest are not taken in`() async throws {
      try await ImportScanTests.with { fixture in
        try fixture.makeImport()
        try await fixture.scanImports()
        try fixture.setImport(.approved)
        let changed = WorkFixture.ownFile.replacing("u10", with: "U01")
        try fixture.deliverImport(upload: try fixture.upload("changed", Array(changed.utf8)))
        try await fixture.ingest()
        let found = try fixture.own
        #expect(found.state == .approved)
        let batch = try fixture.platform.find(Batch.self, try #require(found.batch))
        #expect(batch.state == .rejected && batch.failureClass == "manifest.digest")
        let resource = try #require(found.resource)
        #expect(try fixture.platform.read { try DatasetVersion.active(of: resource, $0) } == nil)
        // The file that was agreed to is still taken.
        try fixture.deliverImport()
        try await fixture.ingest()
        #expect(try fixture.own.state == .active)
      }
    }

    @Test func `what ended is destroyed with all its files, and certified once`() async throws {
      try await Self.with { fixture in
        let grant = try await Self.grant(fixture)
        let found = try fixture.own
        let resource = try #require(found.resource)
        let active = try fixture.platform.read { try DatasetVersion.active(of: resource, $0) }
        let version = try #require(active)
        let copy = try #require(grant.vaultObject)
        _ = try fixture.platform.run(
          "import.end", ["import": .string(found.id.rawValue), "ground": "合同解除"],
          as: fixture.owner)
        try await fixture.grants().round()
        try await EndingTests.worker(fixture).round()
        try await EndingTests.worker(fixture).round()
        #expect(try fixture.own.certificate != nil)
        #expect(try fixture.platform.find(Grant.self, grant.id).state == .destroyed)
        for object in [found.upload, version.vaultObject, copy] {
          #expect(throws: VaultError.self) { try fixture.content(object) }
        }
        #expect(fixture.platform.reports.count { $0 == "import.destroyed allowed" } == 1)
      }
    }

    /// The operator ends the import, and the platform destroys what is left of it.
    private static func end(_ fixture: WorkFixture) async throws {
      let ended = try fixture.platform.run(
        "import.end", ["import": .string(WorkFixture.importID.rawValue), "ground": "合同解除"],
        as: fixture.owner)
      guard case .allowed = ended else { throw MemoryPlatform.Lost() }
      try await EndingTests.worker(fixture).round()
    }

    @Test(arguments: ["batch.started", "batch.accepted"])
    func `what ends while it is taken in leaves nothing, and is certified afterwards`(
      _ moment: String
    ) async throws {
      try await ImportScanTests.with { fixture in
        let before = try fixture.objects()
        // The last row is kept apart: a file of such rows is written too.
        try fixture.makeImport(WorkFixture.ownFile + "u30,t,平常,many\n", rows: 21)
        try await fixture.scanImports()
        try fixture.setImport(.approved)
        try fixture.deliverImport()
        let batch = try #require(try fixture.own.batch)
        fixture.platform.interrupt(moment) {
          try await Self.end(fixture)
          #expect(try fixture.own.certificate == nil, "what is written then would stay")
        }
        try await fixture.ingest()
        #expect(try fixture.platform.find(Batch.self, batch).state == .rejected)
        try await EndingTests.worker(fixture).round()
        #expect(try fixture.own.certificate != nil)
        #expect(try fixture.objects() == before)
        #expect(fixture.platform.reports.count { $0 == "import.destroyed allowed" } == 1)
        #expect(!fixture.parts.board.isHeld(batch))
        #expect(try fixture.isMemoryClean())
      }
    }

    @Test func `what ended before its turn came is not taken in`() async throws {
      try await ImportScanTests.with { fixture in
        try fixture.makeImport()
        try await fixture.scanImports()
        try fixture.setImport(.approved)
        try fixture.deliverImport()
        // An earlier run began it; another delivery is taken in first.
        var batch = try fixture.platform.find(Batch.self, try #require(try fixture.own.batch))
        batch.state = .ingesting
        try fixture.platform.put(batch)
        try fixture.makeBatch("zero", Array(GrantTests.file.utf8), rows: 20, sequence: 0)
        fixture.platform.interrupt("batch.accepted") { try await Self.end(fixture) }
        try await fixture.ingest()
        let found = try fixture.own
        #expect(found.certificate != nil)
        #expect(fixture.platform.reports.count { $0.hasPrefix("batch.accepted") } == 2)
        for purpose in ["data", "profile"] {
          let object = ObjectNames.id(of: batch.id, purpose, over: "")
          #expect(throws: VaultError.unknown(try object.vaultID())) { try fixture.content(object) }
        }
      }
    }

    @Test func `an object of the vault is no file, and is not destroyed with an import`()
      async throws
    {
      try await ImportScanTests.with { fixture in
        try await fixture.grants().round()
        let version = try fixture.active()
        let copy = try #require(try fixture.grant.vaultObject)
        let held = [version.vaultObject, try #require(version.profileObject), copy]
        let contents = try held.map(fixture.content)
        try fixture.makeImport()
        try fixture.setImport(.approved)
        #expect(throws: MemoryPlatform.Lost.self) {
          try fixture.deliverImport(upload: version.vaultObject)
        }
        #expect(fixture.platform.reports.last == "import.deliver refused import.upload")
        // Nor where an entry of an earlier release says that they are files.
        for object in held {
          var found = try fixture.own
          found.uploads.append(object)
          try fixture.platform.put(found)
        }
        guard case .object(var members) = try JSON(encoding: fixture.own) else { return }
        let own = try fixture.own.upload
        members["upload"] = .string(version.vaultObject.rawValue)
        members["state"] = "requested"
        try fixture.put(DataImport.self, .object(members))
        try await fixture.scanImports()
        #expect(try fixture.own.state == .unfit && fixture.own.endGround == "file.upload")
        try await EndingTests.worker(fixture).round()
        #expect(try fixture.own.certificate != nil)
        #expect(try held.map(fixture.content) == contents)
        #expect(throws: VaultError.self) { try fixture.content(own) }
      }
    }

    @Test func `a version whose delivery names another object takes it not along`() async throws {
      try await ImportScanTests.with { fixture in
        try await fixture.grants().round()
        let copy = try #require(try fixture.grant.vaultObject)
        var version = try fixture.active()
        let batch = try fixture.platform.find(Batch.self, version.batch)
        guard case .object(var members) = try JSON(encoding: batch) else { return }
        members["upload"] = .string(copy.rawValue)
        try fixture.put(Batch.self, .object(members))
        version.state = .destroying
        try fixture.platform.put(version)
        try await EndingTests.worker(fixture).round()
        #expect(try fixture.platform.find(DatasetVersion.self, version.id).state == .destroyed)
        #expect(try !fixture.content(copy).isEmpty)
      }
    }

    @Test func `the file of a rejected request goes as well`() async throws {
      try await ImportScanTests.with { fixture in
        try fixture.makeImport()
        try await fixture.scanImports()
        try fixture.setImport(.rejected)
        try await EndingTests.worker(fixture).round()
        let found = try fixture.own
        #expect(found.certificate != nil)
        #expect(throws: VaultError.self) { try fixture.content(found.upload) }
      }
    }

    @Test func `the day after its last one ends an import by itself`() async throws {
      try await ImportScanTests.with { fixture in
        let today = WorkFixture.now.day(in: .china)
        try fixture.makeImport(lastDay: today.description)
        let turn = DayTurn(
          places: [fixture.platform.place], reporting: fixture.platform,
          logger: Logger(label: "test"))
        try await turn.run(on: today)
        #expect(try fixture.own.state == .requested)
        guard case .object(var members) = try JSON(encoding: fixture.own) else { return }
        members["lastDay"] = .string(today.adding(days: -1).description)
        try fixture.put(DataImport.self, .object(members))
        try await turn.run(on: today)
        let found = try fixture.own
        #expect(found.state == .ended && found.endGround == "rightExpired")
      }
    }
  }
}
