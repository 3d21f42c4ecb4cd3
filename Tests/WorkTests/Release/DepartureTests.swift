// SPDX-License-Identifier: Apache-2.0
import Core
import Cryptography
import DisclosureControl
import Foundation
import Platform
import Regulation
import Testing
import Vault
import Work

extension WorkTests {
  /// What a job made from rows of somebody who withdrew, or whose authorisation ran out, since.
  @Suite struct DepartureTests {
    private static let persons = WorkFixture.persons
    private static let file = ReleaseSpec(FileSpec(description: "monthly", decimals: 1))
    private static let output = DeclaredOutput(
      name: "o", query: "SELECT n, s FROM r", format: .csv)

    private static let code = "CREATE TABLE r AS SELECT 40 + count(*) AS n, 'all' AS s FROM power;"

    /// A grant over two persons who consent, and the output of a job that read it.
    private func with(
      _ body: (WorkFixture, _ consent: RecordID, _ output: RecordID) async throws -> Void
    ) async throws {
      try await WorkFixture.with { fixture in
        try fixture.makeResource(keys: [])
        let rows = Self.persons.enumerated().map { "\($1),区1,\($0),2026-01-31" }
        let text = "uscc,district,kwh,month\n" + rows.joined(separator: "\n") + "\n"
        try fixture.makeBatch("one", Array(text.utf8), rows: rows.count)
        try await fixture.ingest()
        try fixture.makeChain()
        try fixture.makeConsentDemand()
        try fixture.makeGrant(["uscc": "pseudonym", "kwh": "none", "month": "none"])
        let consent = try fixture.makeConsent(Self.persons[0])
        try fixture.makeConsent(Self.persons[1], until: "2029-06-30")
        try await fixture.grants().round()
        let output = try await Self.made("one", fixture)
        try await body(fixture, consent, output)
      }
    }

    /// Runs a job over the grant.
    private static func made(_ name: String, _ fixture: WorkFixture) async throws -> RecordID {
      let job = try fixture.makeJob(
        name, source: Self.code, outputs: [output])
      try await JobWorker(parts: fixture.parts).round()
      return try #require(
        try fixture.platform.find(Job.self, job).outputs.first, "\(fixture.platform.reports)")
    }

    private func release(_ id: RecordID, _ fixture: WorkFixture) throws -> Release {
      try fixture.platform.find(Release.self, id)
    }

    @Test func `a job says what it read and until when it may be used`() async throws {
      try await with { fixture, consent, output in
        let job = try fixture.platform.find(
          Job.self, try fixture.platform.find(JobOutput.self, output).job)
        let input = try #require(job.input(of: WorkFixture.grantID))
        #expect(input.object == (try fixture.grant.vaultObject))
        #expect(input.withdrawals == 0)
        #expect(input.until?.description == "2029-06-30")
        #expect(try fixture.platform.read { try !job.hasDepartures(on: Self.day, $0) })
        let last = try #require(input.until)
        #expect(try fixture.platform.read { try !job.hasDepartures(on: last, $0) })
        let after = last.adding(days: 1)
        #expect(try fixture.platform.read { try job.hasDepartures(on: after, $0) })
        try fixture.withdraw(consent)
        #expect(try fixture.platform.read { try job.hasDepartures(on: Self.day, $0) })
        try await fixture.grants().round()
        #expect(
          try fixture.platform.read { try job.hasDepartures(on: Self.day, $0) },
          "also once the grant is written anew")
      }
    }

    private static var day: Day { WorkFixture.now.day(in: .china) }

    @Test func `what comes after a withdrawal is sent back before anybody looks at it`()
      async throws
    {
      try await with { fixture, consent, output in
        try fixture.withdraw(consent)
        let id = try fixture.makeRelease("late", .file, Self.file, output: output)
        try await fixture.releases().round()
        let late = try release(id, fixture)
        #expect(late.state == .returned && late.failure == .departed)
        #expect(late.evaluation == nil)
      }
    }

    @Test(arguments: [Release.State.reviewing, .approved])
    func `a file on its way is sent back when somebody withdraws`(_ state: Release.State)
      async throws
    {
      try await with { fixture, consent, output in
        let id = try fixture.makeRelease("way", .file, Self.file, output: output)
        try await fixture.releases().round()
        #expect(try release(id, fixture).state == .reviewing, "\(fixture.platform.reports)")
        if state == .approved { try fixture.approve(id) }
        try fixture.withdraw(consent)
        try await fixture.releases().round()
        let now = try release(id, fixture)
        #expect(now.state == .returned && now.failure == .departed)
        #expect(try fixture.products().releases().isEmpty)
        let again = fixture.platform.reports.count
        try await fixture.releases().round()
        #expect(fixture.platform.reports.count == again, "once")
      }
    }

    @Test func `an approved file is not let out between a withdrawal and the next round`()
      async throws
    {
      try await with { fixture, consent, output in
        let id = try fixture.makeRelease("way", .file, Self.file, output: output)
        try await fixture.releases().round()
        try fixture.approve(id)
        try fixture.withdraw(consent)
        let digest = try #require(try release(id, fixture).contentDigest?.text)
        let answer = try fixture.platform.run(
          "egress.release",
          ["release": .string(id.rawValue), "digest": .string(digest), "salt": .string(digest)],
          as: Bootstrap.actor(in: fixture.platform.place))
        guard case .refused(_, let reasons) = answer else {
          Issue.record("it was let out")
          return
        }
        #expect(reasons.map(\.code).contains("egress.release.consents"))
        #expect(!reasons.map(\.code).contains("egress.release.grant"), "a stale grant is live")
      }
    }

    @Test func `a file that left is not given out again`() async throws {
      try await with { fixture, consent, output in
        let id = try fixture.makeRelease("out", .file, Self.file, output: output)
        try await fixture.releases().round()
        try fixture.approve(id)
        try await fixture.releases().round()
        #expect(try release(id, fixture).state == .released, "\(fixture.platform.reports)")
        let owner = Actor(
          account: WorkFixture.account, organisation: WorkFixture.operatorID,
          place: fixture.platform.place, capacities: [.operator])
        func access() throws -> DocumentAccess {
          try fixture.platform.read {
            try DocumentAccess.find(.file, of: id, for: owner, on: Self.day, $0)
          }
        }
        #expect(try access().object != nil)
        try fixture.withdraw(consent)
        #expect(try access().object == nil)
        #expect(try access().isDeparted)
        let answer = try fixture.platform.run(
          "document.open", ["document": "file", "subject": .string(id.rawValue)], as: owner)
        guard case .refused(_, let reasons) = answer else {
          Issue.record("it was opened")
          return
        }
        #expect(reasons.map(\.code) == ["document.consents"])
      }
    }

    @Test func `a job goes on with the copy that it began with or not at all`() async throws {
      try await with { fixture, _, _ in
        let id = try fixture.makeJob(
          "two", source: Self.code, outputs: [Self.output])
        fixture.platform.lose("job.succeeded")
        try await JobWorker(parts: fixture.parts).round()
        let begun = try fixture.platform.find(Job.self, id)
        #expect(begun.state == .running)
        let rows = Self.persons.enumerated().map { "\($1),区1,\($0 + 50),2026-02-28" }
        let text = "uscc,district,kwh,month\n" + rows.joined(separator: "\n") + "\n"
        try fixture.makeBatch("two", Array(text.utf8), rows: rows.count)
        try await fixture.ingest()
        try await fixture.grants().round()
        #expect(try fixture.grant.state == .ready)
        #expect(try fixture.grant.vaultObject != begun.input(of: WorkFixture.grantID)?.object)
        try await JobWorker(parts: fixture.parts).round()
        let ended = try fixture.platform.find(Job.self, id)
        #expect(ended.state == .failed && ended.failureClass == "job.input.changed")
        #expect(ended.outputs.isEmpty)
      }
    }

    @Test func `a withdrawal counts also when the grant was revoked before it`() async throws {
      try await with { fixture, consent, output in
        let job = try fixture.platform.find(
          Job.self, try fixture.platform.find(JobOutput.self, output).job)
        try fixture.changeGrant { $0.state = .revoked }
        try fixture.withdraw(consent)
        #expect(try fixture.grant.state == .revoked)
        #expect(try fixture.platform.read { try job.hasDepartures(on: nil, $0) })
      }
    }

    @Test func `an authorisation that was never in force takes nobody away`() async throws {
      try await with { fixture, _, output in
        let job = try fixture.platform.find(
          Job.self, try fixture.platform.find(JobOutput.self, output).job)
        let other = try fixture.makeConsent(Self.persons[2])
        var recorded = try fixture.platform.find(Consent.self, other)
        recorded.state = .recorded
        try fixture.platform.put(recorded)
        try fixture.withdraw(other)
        #expect(try fixture.platform.read { try !job.hasDepartures(on: Self.day, $0) })
      }
    }

    @Test func `a grant of which an authorisation ran out is written anew before it is read`()
      async throws
    {
      try await with { fixture, _, _ in
        let old = try fixture.grant.vaultObject
        try fixture.changeGrant { $0.consentsUntil = Self.day.adding(days: -1) }
        let job = try fixture.makeJob("late", source: Self.code, outputs: [Self.output])
        try await JobWorker(parts: fixture.parts).round()
        #expect(try fixture.platform.find(Job.self, job).failureClass == "grant.ready")
        try await fixture.grants().round()
        let grant = try fixture.grant
        #expect(grant.state == .ready && grant.vaultObject != old)
        #expect(grant.consentsUntil?.description == "2029-06-30")
        let reports = fixture.platform.reports.count
        try await fixture.grants().round()
        #expect(fixture.platform.reports.count == reports, "once")
      }
    }

    @Test func `what a withdrawal bars is destroyed and certified, after its review ended`()
      async throws
    {
      try await with { fixture, consent, output in
        let id = try fixture.makeRelease("way", .file, Self.file, output: output)
        try await fixture.releases().round()
        let object = try fixture.platform.find(JobOutput.self, output).vaultObject
        let worker = EndingWorker(
          parts: fixture.parts, keys: try fixture.scenarioKeys(),
          products: try fixture.products())
        try await worker.round()
        #expect(try fixture.platform.find(JobOutput.self, output).state == .quarantined)
        try fixture.withdraw(consent)
        try await worker.round()
        #expect(
          try fixture.platform.find(JobOutput.self, output).state == .quarantined,
          "it is under review")
        try await fixture.releases().round()
        #expect(try release(id, fixture).failure == .departed)
        try await worker.round()
        #expect(try fixture.platform.find(JobOutput.self, output).state == .destroyed)
        #expect(throws: VaultError.self) { try fixture.content(object) }
        let reports = fixture.platform.reports.count
        try await worker.round()
        #expect(fixture.platform.reports.count == reports, "once")
      }
    }

    @Test func `an output that its operator gave up is destroyed`() async throws {
      try await with { fixture, _, output in
        var given = try fixture.platform.find(JobOutput.self, output)
        given.state = .discarding
        try fixture.platform.put(given)
        let worker = EndingWorker(
          parts: fixture.parts, keys: try fixture.scenarioKeys(),
          products: try fixture.products())
        try await worker.round()
        #expect(try fixture.platform.find(JobOutput.self, output).state == .destroyed)
        #expect(throws: VaultError.self) { try fixture.content(given.vaultObject) }
      }
    }

    @Test func `totals of an output are sent back as well`() async throws {
      try await with { fixture, consent, output in
        let spec = TabulationSpec(
          dimensions: ["n"], measures: [MeasureDeclaration(function: "count")], subject: "s")
        let id = try fixture.makeRelease("table", .tabulation, ReleaseSpec(spec), output: output)
        try await fixture.releases().round()
        #expect(try release(id, fixture).state == .reviewing, "\(fixture.platform.reports)")
        try fixture.withdraw(consent)
        try await fixture.releases().round()
        #expect(try release(id, fixture).failure == .departed)
      }
    }

    @Test func `a sample under other masks is another one`() async throws {
      try await with { fixture, _, _ in
        let before = GrantSampling.object(of: try fixture.grant)
        try fixture.changeGrant { $0.policyDigest = SHA256.hash([5]) }
        #expect(GrantSampling.object(of: try fixture.grant) != before)
      }
    }

    @Test func `a copy that somebody reads does not make its grant fail for good`() async throws {
      try await with { fixture, _, _ in
        let copy = try #require(try fixture.grant.vaultObject)
        let free = fixture.hold(copy)
        try fixture.changeGrant { grant in
          grant.state = .stale
          grant.consentEpoch += 1
        }
        try await fixture.grants().round()
        #expect(try fixture.grant.state == .materialising, "\(fixture.platform.reports)")
        free()
        try await fixture.grants().round()
        #expect(try fixture.grant.state == .ready, "\(fixture.platform.reports)")
      }
    }
  }
}

extension WorkFixture {
  /// Reads an object until the function that it gives is called.
  fileprivate func hold(_ id: RecordID) -> () -> Void {
    let begun = DispatchSemaphore(value: 0)
    let end = DispatchSemaphore(value: 0)
    let ended = DispatchSemaphore(value: 0)
    Thread.detachNewThread { [vault] in
      do {
        try vault.read(VaultID(id.rawValue)) { _ in
          begun.signal()
          end.wait()
        }
      } catch { Issue.record("\(error)") }
      begun.signal()
      ended.signal()
    }
    begun.wait()
    return {
      end.signal()
      ended.wait()
    }
  }
}
