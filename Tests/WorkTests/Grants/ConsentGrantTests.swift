// SPDX-License-Identifier: Apache-2.0
import Core
import Platform
import Testing
import Vault
import Work

extension WorkTests {
  /// Rows of a grant that rests on the authorisations of those whom they are about.
  @Suite struct ConsentGrantTests {
    private static let persons = WorkFixture.persons

    private func with(
      _ purpose: GrantPurpose = .analysis, _ mask: String = "pseudonym",
      _ body: (WorkFixture) async throws -> Void
    ) async throws {
      try await WorkFixture.with { fixture in
        try fixture.makeResource(keys: [])
        let rows = (Self.persons + ["nobody", ""]).enumerated().flatMap { index, code in
          ["\(code),区1,\(index),2026-01-31", "\(code),区1,\(index + 10),2026-02-28"]
        }
        let text = "uscc,district,kwh,month\n" + rows.joined(separator: "\n") + "\n"
        try fixture.makeBatch("one", Array(text.utf8), rows: rows.count)
        try await fixture.ingest()
        try fixture.makeChain()
        try fixture.makeConsentDemand()
        try fixture.makeGrant(["uscc": mask, "kwh": "none"], purpose: purpose)
        try await body(fixture)
      }
    }

    /// The whole amounts that a grant shows, by which its rows are known.
    private func amounts(_ fixture: WorkFixture) async throws -> [Int] {
      let copy = try #require(try fixture.grant.vaultObject)
      let printed = try await fixture.query(
        copy, "SELECT CAST(kwh AS INTEGER) AS n FROM t ORDER BY 1")
      return printed.split(separator: "\n").dropFirst().compactMap { Int($0) }
    }

    @Test func `only subjects whose authorisation is in force have rows`() async throws {
      try await with { fixture in
        try fixture.makeConsent(Self.persons[0])
        try fixture.makeConsent(Self.persons[3])
        try fixture.makeConsent(Self.persons[2], until: "2026-02-01")
        try await fixture.grants().round()
        let grant = try fixture.grant
        #expect(grant.state == .ready, "\(fixture.platform.reports)")
        #expect(grant.consentRows == .consented && grant.rows == 4)
        #expect(try await amounts(fixture) == [0, 3, 10, 13])
        #expect(try fixture.isMemoryClean())
        #expect(!fixture.platform.inputs.joined().contains(Self.persons[0]))
      }
    }

    @Test func `without any authorisation a grant is written and empty`() async throws {
      try await with { fixture in
        try await fixture.grants().round()
        #expect(try fixture.grant.state == .ready)
        #expect(try fixture.grant.rows == 0)
      }
    }

    @Test func `who withdraws is gone from the grant, and the old copy cannot be read`()
      async throws
    {
      try await with { fixture in
        let consent = try fixture.makeConsent(Self.persons[0])
        try fixture.makeConsent(Self.persons[1])
        try await fixture.grants().round()
        let old = try #require(try fixture.grant.vaultObject)
        #expect(try await amounts(fixture) == [0, 1, 10, 11])
        let job = try fixture.makeJob("one", source: JobTests.code, outputs: JobTests.output)
        try fixture.withdraw(consent)
        #expect(try fixture.grant.state == .stale)
        try await JobWorker(parts: fixture.parts).round()
        let refused = try fixture.platform.find(Job.self, job)
        #expect(refused.state == .failed && refused.failureClass == "grant.ready")
        try await fixture.grants().round()
        let grant = try fixture.grant
        #expect(grant.state == .ready && grant.consentEpoch == 1)
        #expect(try await amounts(fixture) == [1, 11])
        #expect(throws: VaultError.self) { try fixture.content(old) }
        #expect(try !fixture.objects().contains(old.rawValue))
      }
    }

    @Test func `a withdrawal while a grant is being written is not passed over`() async throws {
      try await with { fixture in
        let consent = try fixture.makeConsent(Self.persons[0])
        fixture.platform.lose("grant.materialised")
        try await fixture.grants().round()
        #expect(try fixture.grant.state == .materialising)
        let unreported = try #require(try fixture.unreportedCopies().first)
        try fixture.withdraw(consent)
        try await fixture.grants().round()
        #expect(try fixture.grant.state == .ready)
        #expect(try fixture.grant.rows == 0)
        #expect(throws: VaultError.self) { try fixture.content(unreported) }
      }
    }

    @Test func `answers about one subject leave out who withdrew`() async throws {
      try await with(.subjectService, "none") { fixture in
        let consent = try fixture.makeConsent(Self.persons[2])
        try await fixture.grants().round()
        #expect(try fixture.grant.consentRows == .notWithdrawn)
        #expect(try fixture.grant.rows == 12)
        try fixture.withdraw(consent)
        try await fixture.grants().round()
        #expect(try await amounts(fixture) == [0, 1, 3, 4, 5, 10, 11, 13, 14, 15])
      }
    }

    @Test func `what begins or runs out with a day is taken up with the next one`() async throws {
      try await with { fixture in
        try fixture.makeConsent(Self.persons[0])
        try await fixture.grants().round()
        try fixture.makeConsent(Self.persons[1])
        try await fixture.grants().round()
        #expect(try await amounts(fixture) == [0, 10], "not before the next day")
        try fixture.changeGrant { $0.writtenOn = $0.writtenOn?.adding(days: -1) }
        try await fixture.grants().round()
        #expect(try await amounts(fixture) == [0, 1, 10, 11])
        try fixture.makeConsent(Self.persons[0], until: "2026-03-01")
        try fixture.changeGrant { $0.writtenOn = $0.writtenOn?.adding(days: -1) }
        let worker = try fixture.grants()
        try await worker.round()
        #expect(try await amounts(fixture) == [1, 11])
        let reports = fixture.platform.reports.count
        try fixture.changeGrant { $0.writtenOn = $0.writtenOn?.adding(days: -1) }
        try await worker.round()
        try await worker.round()
        #expect(fixture.platform.reports.count == reports, "nothing changed")
      }
    }

    @Test func `the sample of a grant goes with the subject that withdrew`() async throws {
      try await with { fixture in
        let consent = try fixture.makeConsent(Self.persons[0])
        try await fixture.grants().round()
        let wanted: JSON = [
          "rowsWanted": 10, "requestedBy": .string(WorkFixture.account.rawValue),
        ]
        let sample = try wanted.decode(GrantSample.self)
        try fixture.changeGrant { grant in
          grant.sampleState = .requested
          grant.sample = sample
        }
        try await fixture.grants().round()
        let object = try #require(try fixture.grant.sample?.object)
        try fixture.withdraw(consent)
        #expect(try fixture.grant.sampleState == nil)
        try await fixture.grants().round()
        #expect(throws: VaultError.self) { try fixture.content(object) }
        try fixture.changeGrant { grant in
          grant.sampleState = .requested
          grant.sample = sample
        }
        try await fixture.grants().round()
        #expect(try fixture.grant.sampleState == .made)
        #expect(try fixture.grant.sample?.object != object)
      }
    }
  }
}
