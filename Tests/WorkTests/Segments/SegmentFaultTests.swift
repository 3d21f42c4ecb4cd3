// SPDX-License-Identifier: Apache-2.0
import Core
import Platform
import Testing
import Vault
import Work

extension WorkTests {
  /// Stops at every write, lost reports, and destruction by who names what.
  @Suite struct SegmentFaultTests {
    static let limits = SegmentLimits.small(bucketRows: 10)

    @Test func `a batch that stops at any write leaves nothing half visible`() async throws {
      try await SegmentTests.with(Self.limits) { fixture, _ in
        let keys = BreakingKeys(fixture.parts.keys)
        let parts = try fixture.parts(Self.limits, keys: keys)
        let before = try await fixture.reading(try fixture.active())
        keys.allow(0)
        var batch = try await fixture.deliver("third", [("B2", 9)], .upsert, parts)
        var writes = 0
        while batch.state != .accepted {
          #expect(try fixture.versions().count == 2)
          #expect(try await fixture.reading(try fixture.active()) == before)
          #expect(try fixture.isMemoryClean())
          writes += 1
          try #require(writes < 10)
          // As a stop leaves it: begun and not reported.
          batch.state = .ingesting
          batch.failureClass = nil
          try fixture.platform.put(batch)
          // One more each time: what was written before is found, not written again.
          keys.allow(1)
          try await IngestWorker(parts: parts).round()
          batch = try fixture.platform.find(Batch.self, batch.id)
        }
        // The changes, the profile and the manifest.
        #expect(writes == 3)
        #expect(try fixture.versions().count == 3)
        let rows = try await fixture.reading(try fixture.active())
        #expect(rows.contains("B2 9") && rows.count == before.count)
      }
    }

    @Test func `folding that stops at any write leaves nothing half visible`() async throws {
      try await SegmentTests.with(Self.limits) { fixture, _ in
        let keys = BreakingKeys(fixture.parts.keys)
        let parts = try fixture.parts(Self.limits, keys: keys)
        let before = try fixture.active()
        let rows = try await fixture.reading(before)
        var writes = 0
        keys.allow(0)
        try await fixture.fold(parts)
        while try fixture.active().vaultObject == before.vaultObject {
          #expect(try fixture.active().segments == before.segments)
          #expect(try await fixture.reading(try fixture.active()) == rows)
          #expect(try fixture.isMemoryClean())
          writes += 1
          try #require(writes < 10)
          // One more each time: what was written before is found, not written again.
          keys.allow(1)
          try await fixture.fold(parts)
        }
        // Four buckets and the manifest.
        #expect(writes == 5)
        #expect(try await fixture.reading(try fixture.active()) == rows)
      }
    }

    @Test func `a lost report of folding makes it neither twice nor half`() async throws {
      for fault in [MemoryPlatform.Fault.lost, .answerLost] {
        try await SegmentTests.with(Self.limits) { fixture, parts in
          let rows = try await fixture.reading(try fixture.active())
          fixture.platform.lose("datasetVersion.folded", fault)
          try await fixture.fold(parts)
          let written = try fixture.objects().count
          #expect(try await fixture.reading(try fixture.active()) == rows)
          try await fixture.fold(parts)
          #expect(try await fixture.reading(try fixture.active()) == rows)
          #expect(try fixture.objects().count <= written)
          #expect(try await fixture.manifest(try fixture.active())?.deltas.isEmpty == true)
          fixture.platform.lose("datasetVersion.segmentsDestroyed", fault)
          try await fixture.fold(parts)
          try await fixture.fold(parts)
          #expect(try fixture.active().retired == nil)
          #expect(try await fixture.reading(try fixture.active()) == rows)
        }
      }
    }

    @Test func `a lost report of a batch in segments does not make two versions`() async throws {
      try await SegmentTests.with(Self.limits) { fixture, parts in
        fixture.platform.lose("batch.accepted")
        let batch = try await fixture.deliver("third", [("B3", 3_000)], .upsert, parts)
        #expect(batch.state == .ingesting)
        let objects = try fixture.objects()
        // Folding keeps off while a batch is being taken in.
        try await fixture.fold(parts)
        #expect(try fixture.objects() == objects)
        try await IngestWorker(parts: parts).round()
        #expect(try fixture.versions().count == 3)
        #expect(try fixture.objects() == objects)
        #expect(try await fixture.reading(try fixture.active()).contains("B3 3000"))
      }
    }

    @Test func `an object goes when no version names it, and the records say what stayed`()
      async throws
    {
      try await SegmentTests.with(Self.limits, [("B1", 0)], .delete) { fixture, parts in
        let first = try fixture.versions()[0]
        try await fixture.destroy(first)
        let gone = try fixture.platform.find(DatasetVersion.self, first.id)
        #expect(gone.state == .destroyed && gone.certificate != nil)
        #expect(gone.shared == [first.vaultObject])
        // The second version still reads it.
        #expect(try await fixture.reading(try fixture.active()).count == 39)
        #expect(try await fixture.objects(with: "B1") == 2)
        try await fixture.fold(parts)
        let folded = try fixture.active()
        #expect(folded.retired?.contains(first.vaultObject) == true)
        #expect(folded.segments?.contains(first.vaultObject) == false)
        try await fixture.fold(parts)
        #expect(try fixture.active().retired == nil)
        #expect(throws: VaultError.self) { try fixture.content(first.vaultObject) }
        #expect(try await fixture.objects(with: "B1") == 0)
        #expect(try await fixture.objects(with: "B2") == 1)
        try await fixture.destroy(try fixture.active())
        #expect(try await fixture.objects(with: "B2") == 0)
        let last = try #require(try fixture.versions().last)
        #expect(last.state == .destroyed && last.shared == nil)
        let certificate = try fixture.vault.certificate(first.vaultObject.vaultID())
        #expect(certificate.destroyed == [.wrappedKey, .encryptedFile])
      }
    }

    @Test func `what an older version names stays when a newer one is folded`() async throws {
      try await SegmentTests.with(Self.limits) { fixture, parts in
        let first = try fixture.versions()[0]
        try await fixture.fold(parts)
        try await fixture.fold(parts)
        #expect(try fixture.active().retired == nil)
        #expect(try await fixture.reading(first).contains("B1 1"))
        try await fixture.destroy(first)
        let gone = try fixture.platform.find(DatasetVersion.self, first.id)
        #expect(gone.shared == nil)
        #expect(throws: VaultError.self) { try fixture.content(first.vaultObject) }
        #expect(try await fixture.reading(try fixture.active()).count == 41)
      }
    }

    @Test func `nothing is destroyed while a grant is being written`() async throws {
      try await SegmentTests.with(Self.limits) { fixture, parts in
        try fixture.makeChain()
        try fixture.makeGrant(["kwh": "none"])
        try await fixture.fold(parts)
        let due = try #require(try fixture.active().retired)
        try fixture.changeGrant { $0.state = .materialising }
        try await fixture.fold(parts)
        #expect(try fixture.active().retired == due)
        try fixture.changeGrant { $0.state = .approved }
        try await fixture.fold(parts)
        #expect(try fixture.active().retired == nil)
      }
    }

    @Test func `a manifest that is not the one of the record is not read`() async throws {
      try await SegmentTests.with(Self.limits) { fixture, _ in
        let version = try fixture.active()
        let other = try fixture.versions()[0]
        var forged = version
        forged.digest = other.digest
        #expect(forged.vaultObject == version.vaultObject)
        await #expect(throws: DomainFault.form) { try await fixture.reading(forged) }
      }
    }
  }
}
