// SPDX-License-Identifier: Apache-2.0
import Core
import Cryptography
import Platform
import Sandbox
import Testing
import Vault
import Work

extension WorkTests {
  @Suite struct IngestFaultTests {
    static let good = Array(UpsertTests.first.utf8)

    /// Takes one file in and gives what became of the batch.
    static func outcome(
      of bytes: [UInt8], rows: Int, encoding: BatchEncoding = .utf8, digest: String? = nil
    ) async throws -> (state: Batch.State, code: String?) {
      try await WorkFixture.with { fixture in
        try fixture.makeResource()
        let id = try fixture.makeBatch(
          "one", bytes, rows: rows, encoding: encoding, digest: digest)
        try await fixture.ingest()
        let batch = try fixture.platform.find(Batch.self, id)
        #expect(try fixture.versions().isEmpty == (batch.state == .rejected))
        #expect(try fixture.isMemoryClean())
        return (batch.state, batch.failureClass)
      }
    }

    @Test func `a manifest that lies about rows is refused`() async throws {
      let outcome = try await Self.outcome(of: Self.good, rows: 3)
      #expect(outcome.state == .rejected)
      #expect(outcome.code == "manifest.rows")
    }

    @Test func `a file that is not the one declared is refused`() async throws {
      let other = SHA256.hash([1, 2, 3]).hex
      let outcome = try await Self.outcome(of: Self.good, rows: 2, digest: other)
      #expect(outcome.code == "manifest.digest")
    }

    @Test func `an empty file is refused`() async throws {
      let outcome = try await Self.outcome(of: [0xEF, 0xBB, 0xBF], rows: 0)
      #expect(outcome.code == "file.empty")
    }

    @Test func `another header is refused`() async throws {
      let bytes = Array("uscc,area,kwh,month\nA,b,1,2026-01-31\n".utf8)
      #expect(try await Self.outcome(of: bytes, rows: 1).code == "file.columns")
    }

    @Test func `two columns of one name are refused`() async throws {
      let bytes = Array("uscc,uscc,kwh,month\nA,b,1,2026-01-31\n".utf8)
      #expect(try await Self.outcome(of: bytes, rows: 1).code == "file.header")
    }

    @Test func `a file without any good row is refused`() async throws {
      let bytes = Array("uscc,district,kwh,month\nA,b,x,2026-01-31\n".utf8)
      #expect(try await Self.outcome(of: bytes, rows: 1).code == "file.noGoodRows")
    }

    @Test func `a quote that is never closed refuses the file`() async throws {
      let bytes = Array("uscc,district,kwh,month\nA,b,1,2026-01-31\nB,\"c,2,\nC\n".utf8)
      #expect(try await Self.outcome(of: bytes, rows: 2).code == "file.unterminatedQuote")
    }

    @Test func `an upload that is gone ends as a class`() async throws {
      try await WorkFixture.with { fixture in
        try fixture.makeResource()
        let id = try fixture.makeBatch("one", Self.good, rows: 2)
        let upload = try fixture.platform.find(Batch.self, id).upload
        _ = try fixture.vault.destroy(upload.vaultID(), at: WorkFixture.now)
        try await fixture.ingest()
        let batch = try fixture.platform.find(Batch.self, id)
        #expect(batch.state == .rejected)
        #expect(batch.failureClass == "fault.vault")
      }
    }

    @Test func `a query that lacked memory is no fault of the file, for an hour`() async throws {
      try await WorkFixture.with { fixture in
        try fixture.makeResource()
        let tight = fixture.bounded { $0.query.memoryBytes = 1 << 20 }
        let id = try fixture.makeBatch("one", Self.good, rows: 2)
        try await tight.ingest()
        let waiting = try fixture.platform.find(Batch.self, id)
        #expect(waiting.state == .ingesting && waiting.failureClass == nil)
        try await EndingTests.worker(fixture).round()
        #expect(try fixture.content(waiting.upload) == Self.good)
        try await fixture.ingest()
        #expect(try fixture.platform.find(Batch.self, id).state == .accepted)
        // Each look at the clock is an hour later.
        let later = try fixture.makeBatch("two", Array(UpsertTests.second.utf8), rows: 2)
        for _ in 0..<8 { try await tight.ingest() }
        let batch = try fixture.platform.find(Batch.self, later)
        #expect(batch.state == .rejected && batch.failureClass == "fault.query")
      }
    }

    @Test func `a query without room waits for the disk, and any other for an hour`() {
      for known in JobFailure.Class.allCases {
        let fault = DomainFault(JobFailure(known))
        #expect(fault == (known == .scratchFull ? .scratch : .query))
      }
    }

    @Test func `a lost report does not make two versions`() async throws {
      try await WorkFixture.with { fixture in
        try fixture.makeResource()
        let id = try fixture.makeBatch("one", Self.good, rows: 2)
        fixture.platform.lose("batch.accepted")
        try await fixture.ingest()
        #expect(try fixture.platform.find(Batch.self, id).state == .ingesting)
        #expect(try fixture.versions().isEmpty)
        let objects = try fixture.objects()
        try await fixture.ingest()
        #expect(try fixture.platform.find(Batch.self, id).state == .accepted)
        #expect(try fixture.versions().count == 1)
        #expect(try fixture.objects() == objects)
      }
    }

    @Test func `a lost answer does not make two versions`() async throws {
      try await WorkFixture.with { fixture in
        try fixture.makeResource()
        try fixture.makeBatch("one", Self.good, rows: 2)
        fixture.platform.lose("batch.accepted", .answerLost)
        try await fixture.ingest()
        try await fixture.ingest()
        #expect(try fixture.versions().count == 1)
      }
    }

    @Test func `an upsert is merged anew when another version came meanwhile`() async throws {
      try await WorkFixture.with { fixture in
        try fixture.makeResource()
        try fixture.makeBatch("one", Self.good, rows: 2)
        try await fixture.ingest()
        let late = try fixture.makeBatch(
          "two", Array(UpsertTests.second.utf8), rows: 2, mode: .upsert)
        fixture.platform.lose("batch.accepted")
        try await fixture.ingest()
        let more = "uscc,district,kwh,month\nZ9,x,9,2026-02-28\n"
        try fixture.makeBatch("three", Array(more.utf8), rows: 1)
        var waiting = try fixture.platform.find(Batch.self, late)
        waiting.state = .rejected
        try fixture.platform.put(waiting)
        try await fixture.ingest()
        waiting.state = .ingesting
        try fixture.platform.put(waiting)
        try await fixture.ingest()
        let version = try #require(try fixture.versions().last)
        let printed = try await fixture.query(
          version.vaultObject, "SELECT uscc FROM t ORDER BY uscc")
        #expect(printed == "uscc\nB2\nC3\nZ9\n")
      }
    }

    @Test func `a piece of work that fails does not stop the others`() async throws {
      try await WorkFixture.with { fixture in
        try fixture.makeResource()
        fixture.platform.lose("batch.started")
        try fixture.makeBatch("one", Self.good, rows: 2)
        try fixture.makeBatch("two", Array(UpsertTests.second.utf8), rows: 2)
        try await fixture.ingest()
        #expect(try fixture.versions().count == 1)
      }
    }
  }
}
