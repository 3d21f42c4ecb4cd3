// SPDX-License-Identifier: Apache-2.0
import Core
import Foundation
import Platform
import Regulation
import Testing
import Vault
import Work

extension WorkTests {
  /// Deliveries that did not become data.
  @Suite struct BatchDisposalTests {
    /// The unit that holds the data.
    private static func unit(_ fixture: WorkFixture) -> Actor {
      Actor(
        account: WorkFixture.id("ACC", "unit"), organisation: WorkFixture.unit,
        place: fixture.platform.place, capacities: [.sourceUnit])
    }

    private static func set(
      _ state: Batch.State, _ id: RecordID, _ fixture: WorkFixture
    ) throws {
      var batch = try fixture.platform.find(Batch.self, id)
      batch.state = state
      try fixture.platform.put(batch)
    }

    private static func destroyed(_ fixture: WorkFixture) -> Int {
      fixture.platform.reports.count { $0 == "batch.destroyed allowed" }
    }

    @Test func `the file of a delivery that its unit declined is destroyed and certified once`()
      async throws
    {
      try await GrantTests.with(["district": "none"]) { fixture in
        let before = try fixture.objects()
        let id = try fixture.makeBatch("wrong", Array("身份号码\n1\n".utf8), rows: 1)
        let upload = try fixture.platform.find(Batch.self, id).upload
        for state in [Batch.State.attested, .ingesting, .delivered] {
          try Self.set(state, id, fixture)
          try await EndingTests.worker(fixture).round()
          #expect(try !fixture.content(upload).isEmpty, "\(state)")
        }
        let declined = try fixture.platform.run(
          "batch.decline", ["batch": .string(id.rawValue), "ground": "他单位的数据"],
          as: Self.unit(fixture))
        guard case .allowed = declined else { throw MemoryPlatform.Lost() }
        try await EndingTests.worker(fixture).round()
        #expect(throws: VaultError.self) { try fixture.content(upload) }
        #expect(!fixture.platform.uploads.contains(upload), "it counts as uploaded no more")
        #expect(try fixture.vault.certificate(upload.vaultID()).id.rawValue == upload.rawValue)
        #expect(try fixture.platform.find(Batch.self, id).certificate != nil)
        #expect(try fixture.objects() == before, "what became data stays")
        try await EndingTests.worker(fixture).round()
        #expect(Self.destroyed(fixture) == 1)
      }
    }

    @Test func `what a late refusal had written goes too, once nobody works on it`() async throws {
      try await GrantTests.with(["district": "none"]) { fixture in
        let before = try fixture.objects()
        let base = try fixture.active()
        let other = Array("uscc,area,kwh,month\nA,b,1,2026-01-31\n".utf8)
        let id = try fixture.makeBatch("late", other, rows: 1)
        let names = [
          ObjectNames.id(of: id, "bad-rows"), ObjectNames.id(of: id, "profile", over: ""),
          ObjectNames.id(of: id, "delta", over: base.id.rawValue, base.vaultObject.rawValue),
          ObjectNames.id(of: id, "data", over: base.id.rawValue),
        ]
        for name in names {
          _ = try fixture.vault.write(try name.vaultID(), pieces: [[1]], at: WorkFixture.now)
        }
        try await fixture.ingest()
        let batch = try fixture.platform.find(Batch.self, id)
        #expect(batch.state == .rejected && batch.failureClass == "file.columns")
        fixture.parts.board.hold(id)
        try await EndingTests.worker(fixture).round()
        #expect(try names.allSatisfy { try fixture.content($0) == [1] })
        fixture.parts.board.free(id)
        fixture.platform.lose("batch.destroyed")
        try await EndingTests.worker(fixture).round()
        try await EndingTests.worker(fixture).round()
        #expect(try fixture.objects() == before)
        #expect(Self.destroyed(fixture) == 1)
      }
    }

    @Test func `a file that another delivery has, and what is no file, stay`() async throws {
      try await GrantTests.with(["district": "none"]) { fixture in
        let kept = try fixture.active()
        let first = try fixture.platform.find(Batch.self, kept.batch).upload
        for (name, upload) in [("twice", first), ("object", kept.vaultObject)] {
          let id = try fixture.makeBatch(name, [1], rows: 1)
          let batch = try fixture.platform.find(Batch.self, id)
          guard case .object(var members) = try JSON(encoding: batch) else { return }
          members["upload"] = .string(upload.rawValue)
          members["state"] = "rejected"
          try fixture.put(Batch.self, .object(members))
        }
        try await EndingTests.worker(fixture).round()
        #expect(Self.destroyed(fixture) == 2)
        #expect(try !fixture.content(first).isEmpty)
        #expect(try !fixture.content(kept.vaultObject).isEmpty)
      }
    }

    @Test func `a file that is evidence of another record stays, whatever becomes of its delivery`()
      async throws
    {
      try await GrantTests.with(["district": "none"]) { fixture in
        let id = try fixture.makeBatch("paper", Array("%PDF-1.7".utf8), rows: 1)
        let paper = try fixture.platform.find(Batch.self, id).upload
        fixture.platform.file(paper)
        try await fixture.ingest()
        #expect(try fixture.platform.find(Batch.self, id).state == .rejected)
        var version = try fixture.active()
        let named = try fixture.platform.find(Batch.self, version.batch).upload
        fixture.platform.file(named)
        version.state = .destroying
        try fixture.platform.put(version)
        try await EndingTests.worker(fixture).round()
        #expect(try fixture.platform.find(Batch.self, id).certificate != nil)
        #expect(try fixture.platform.find(DatasetVersion.self, version.id).state == .destroyed)
        for upload in [paper, named] {
          #expect(try !fixture.content(upload).isEmpty)
          #expect(fixture.platform.uploads.contains(upload))
        }
        #expect(throws: VaultError.self) { try fixture.content(version.vaultObject) }
      }
    }

    @Test func `what is damaged goes, and keeps nothing else from going`() async throws {
      try await GrantTests.with(["district": "none"]) { fixture in
        func record(_ id: RecordID) -> URL {
          URL(filePath: fixture.folder + "/vault/objects/\(id.rawValue).key")
        }
        let claims = try fixture.makeBatch("claims", Array("rows".utf8), rows: 1)
        let broken = try fixture.makeBatch("broken", Array("more rows".utf8), rows: 1)
        let beside = ObjectNames.id(of: broken, "bad-rows")
        _ = try fixture.vault.write(try beside.vaultID(), pieces: [[1]], at: WorkFixture.now)
        for id in [claims, broken] { try Self.set(.rejected, id, fixture) }
        let (first, second) = try (
          fixture.platform.find(Batch.self, claims).upload,
          fixture.platform.find(Batch.self, broken).upload
        )
        var members = try #require(
          try JSON.parse(Array(Data(contentsOf: record(first)))).object)
        members["bytes"] = 3
        try Data(JSON.object(members).canonical()).write(to: record(first))
        try Data("no record".utf8).write(to: record(beside))
        try await EndingTests.worker(fixture).round()
        for upload in [first, second] {
          #expect(throws: VaultError.self) { try fixture.content(upload) }
          #expect(try fixture.vault.certificate(upload.vaultID()).id.rawValue == upload.rawValue)
        }
        #expect(try fixture.platform.find(Batch.self, claims).certificate != nil)
        // Nobody can certify what cannot be told; it is tried again.
        #expect(try fixture.platform.find(Batch.self, broken).certificate == nil)
      }
    }

    @Test func `many are destroyed a page at a time`() async throws {
      try await GrantTests.with(["district": "none"]) { plain in
        let before = try plain.objects()
        let fixture = plain.bounded { $0.page = 2 }
        for number in 0..<5 {
          let mode: BatchMode = number.isMultiple(of: 2) ? .full : .upsert
          let id = try fixture.makeBatch("b\(number)", [UInt8(number)], rows: 1, mode: mode)
          try Self.set(.rejected, id, fixture)
        }
        for count in [2, 4, 5, 5] {
          try await EndingTests.worker(fixture).round()
          #expect(Self.destroyed(fixture) == count)
        }
        #expect(try fixture.objects() == before)
      }
    }

    @Test func `deliveries of an import that is over are certified with it`() async throws {
      try await ImportScanTests.with { fixture in
        try fixture.makeImport()
        try fixture.setImport(.approved)
        let other = try fixture.upload("changed", Array("code\n".utf8))
        try fixture.deliverImport(upload: other)
        let batch = try #require(try fixture.own.batch)
        try await fixture.ingest()
        try await EndingTests.worker(fixture).round()
        #expect(try fixture.platform.find(Batch.self, batch).certificate == nil)
        try fixture.setImport(.withdrawn)
        try await EndingTests.worker(fixture).round()
        let certificate = try #require(try fixture.own.certificate)
        #expect(try fixture.platform.find(Batch.self, batch).certificate == certificate)
        #expect(throws: VaultError.self) { try fixture.content(other) }
      }
    }

    @Test func `the agreed file of an import may be handed in again`() async throws {
      try await ImportScanTests.with { fixture in
        try fixture.makeImport()
        try await fixture.scanImports()
        try fixture.setImport(.approved)
        let changed = WorkFixture.ownFile.replacing("u10", with: "U01")
        try fixture.deliverImport(upload: try fixture.upload("changed", Array(changed.utf8)))
        try await fixture.ingest()
        try await EndingTests.worker(fixture).round()
        #expect(try fixture.own.state == .approved && Self.destroyed(fixture) == 0)
        try fixture.deliverImport()
        try await fixture.ingest()
        #expect(try fixture.own.state == .active)
      }
    }
  }
}
