// SPDX-License-Identifier: Apache-2.0
import Core
import Platform
import Sandbox
import Testing
import Vault
import Work

extension WorkTests {
  @Suite struct GrantTests {
    static let rows = (0..<20).map { "U\($0),区\($0 % 2),\($0).5,2026-01-31" }
    static let file = "uscc,district,kwh,month\n" + rows.joined(separator: "\n") + "\n"

    /// A domain with one version of twenty rows and a grant.
    static func with(
      _ columns: [String: String], _ body: (WorkFixture) async throws -> Void
    ) async throws {
      try await WorkFixture.with { fixture in
        try fixture.makeResource()
        try fixture.makeBatch("one", Array(file.utf8), rows: 20)
        try await fixture.ingest()
        try fixture.makeChain()
        try fixture.makeGrant(columns)
        try await body(fixture)
      }
    }

    @Test func `a grant is written with its masks and nothing else`() async throws {
      try await Self.with([
        "uscc": "pseudonym", "district": "none", "kwh": "bucket:10", "month": "year",
      ]) { fixture in
        try await fixture.grants().round()
        let grant = try fixture.grant
        #expect(grant.state == .ready)
        #expect(grant.rows == 20)
        let copy = try #require(grant.vaultObject)
        let printed = try await fixture.query(
          copy, "SELECT min(length(uscc)), count(DISTINCT uscc), max(kwh), max(month) FROM t")
        #expect(printed.split(separator: "\n").last == "64,20,10,2026")
        let raw = try await fixture.query(copy, "SELECT count(*) FROM t WHERE uscc LIKE 'U%'")
        #expect(raw.split(separator: "\n").last == "0")
        #expect(try fixture.isMemoryClean())
      }
    }

    @Test func `a pseudonym is the same after a restart and another in another scenario`()
      async throws
    {
      try await WorkFixture.with { fixture in
        let first = try fixture.scenarioKeys().key(of: WorkFixture.scenario)
        #expect(try fixture.scenarioKeys().key(of: WorkFixture.scenario) == first)
        #expect(try fixture.scenarioKeys().key(of: WorkFixture.id("SCN", "other")) != first)
        #expect(try fixture.scenarioKeys().scenarios().count == 2)
      }
    }

    @Test func `a new version makes the copy anew and the old one is destroyed`() async throws {
      try await Self.with(["district": "none"]) { fixture in
        try await fixture.grants().round()
        let old = try #require(try fixture.grant.vaultObject)
        let more = Self.file + "V1,区9,1,2026-02-28\n"
        try fixture.makeBatch("two", Array(more.utf8), rows: 21)
        try await fixture.ingest()
        #expect(try fixture.grant.state == .stale)
        try await fixture.grants().round()
        let grant = try fixture.grant
        #expect(grant.state == .ready)
        #expect(grant.rows == 21)
        #expect(grant.vaultObject != old)
        #expect(try !fixture.objects().contains(old.rawValue))
      }
    }

    @Test func `a revoked grant is destroyed with a certificate`() async throws {
      try await Self.with(["district": "none"]) { fixture in
        try await fixture.grants().round()
        let copy = try #require(try fixture.grant.vaultObject)
        try fixture.changeGrant { $0.state = .revoked }
        try await fixture.grants().round()
        let grant = try fixture.grant
        #expect(grant.state == .destroyed)
        #expect(grant.certificate != nil)
        #expect(try !fixture.objects().contains(copy.rawValue))
        let certificate = try fixture.vault.certificate(copy.vaultID())
        #expect(certificate.id.rawValue == copy.rawValue)
      }
    }

    @Test func `a copy whose report was lost is reported and not written twice`() async throws {
      try await Self.with(["district": "none"]) { fixture in
        fixture.platform.lose("grant.materialised")
        try await fixture.grants().round()
        #expect(try fixture.grant.state == .materialising)
        let before = try fixture.objects()
        try await fixture.grants().round()
        #expect(try fixture.grant.state == .ready)
        #expect(try fixture.objects() == before)
      }
    }

    @Test func `nothing is written while the agreement is not in force`() async throws {
      try await Self.with(["district": "none"]) { fixture in
        try fixture.makeChain(agreement: .suspended)
        let before = try fixture.objects()
        try await fixture.grants().round()
        #expect(try fixture.grant.state == .approved)
        #expect(try fixture.objects() == before)
        #expect(fixture.platform.reports.last == "grant.started refused agreement.force")
      }
    }

    @Test func `a mask that does not fit ends as a class`() async throws {
      try await Self.with(["district": "bucket:5"]) { fixture in
        try await fixture.grants().round()
        let grant = try fixture.grant
        #expect(grant.state == .failed)
        #expect(grant.stateReason == "fault.form")
      }
    }

    @Test func `a sandbox that cannot be built ends a grant as failed, after a day`() async throws {
      try await Self.with(["district": "none"]) { fixture in
        var tools = WorkFixture.tools
        tools.bubblewrap = "/nowhere/bwrap"
        let parts = fixture.parts
        let broken = DomainParts(
          reporting: parts.reporting, vault: parts.vault, keys: parts.keys,
          sandbox: SandboxRunner(tools: tools, logger: parts.logger), memory: parts.memory,
          scratch: parts.scratch, limits: parts.limits, board: parts.board,
          backoff: parts.backoff, random: parts.random, profiles: parts.profiles, now: parts.now,
          logger: parts.logger)
        let worker = GrantWorker(
          parts: broken, keys: try fixture.scenarioKeys(), subjects: try MemoryPlatform.subjects())
        // Each look at the clock is an hour later.
        var rounds = 0
        while rounds < 60, try fixture.grant.state != .failed {
          try await worker.round()
          rounds += 1
        }
        #expect((2..<60).contains(rounds))
        #expect(try fixture.grant.stateReason == "fault.sandbox")
      }
    }

    @Test func `a report that is lost for days fails no grant`() async throws {
      try await Self.with(["district": "none"]) { fixture in
        for _ in 0..<40 {
          fixture.platform.lose("grant.materialised")
          try await fixture.grants().round()
          #expect(try fixture.grant.state == .materialising)
        }
        for _ in 0..<3 { try await fixture.grants().round() }
        #expect(try fixture.grant.state == .ready)
      }
    }

    @Test func `a sample is measured against the whole grant`() async throws {
      try await Self.with(["district": "none", "kwh": "bucket:10"]) { fixture in
        try await fixture.grants().round()
        let wanted: JSON = [
          "rowsWanted": 12, "requestedBy": .string(WorkFixture.account.rawValue),
        ]
        let sampleWanted = try wanted.decode(GrantSample.self)
        try fixture.changeGrant { grant in
          grant.sampleState = .requested
          grant.sample = sampleWanted
        }
        try await fixture.grants().round()
        let grant = try fixture.grant
        #expect(grant.sampleState == .made)
        let sample = try #require(grant.sample)
        #expect(sample.rows == 12)
        #expect(sample.drawn == SampleDraw(strata: ["district"]))
        let risk = try #require(sample.risk)
        #expect(risk.quasiColumns == ["district"])
        #expect(risk.smallestGroup == 10)
        #expect(risk.uniqueRows == 0)
        #expect(risk.meanRiskPerMille == 100)
        let printed = try await fixture.query(
          try #require(sample.object), "SELECT count(*), count(DISTINCT district) FROM t")
        #expect(printed.split(separator: "\n").last == "12,2")
      }
    }

    @Test(
      arguments: [
        (["district": "none"], 12, ["district"]), (["kwh": "bucket:10"], 12, ["kwh"]),
        (["month": "none"], 7, []), (["district": "none", "kwh": "none"], 60, ["district"]),
      ])
    func `a sample has of each group its part, whatever the chance`(
      columns: [String: String], wanted: Int, strata: [String]
    ) async throws {
      try await WorkFixture.with { fixture in
        try fixture.makeResource()
        // 24, 16, 8 and 2 rows of four districts; 25 below 10 and 25 not.
        let sizes = [24, 16, 8, 2].enumerated().flatMap { Array(repeating: $0, count: $1) }
        let rows = sizes.enumerated().map { row, district in
          "U\(row),区\(district),\(row % 2 == 0 ? 3 : 13),2026-01-31\n"
        }
        let text = "uscc,district,kwh,month\n" + rows.joined()
        try fixture.makeBatch("one", Array(text.utf8), rows: 50)
        try await fixture.ingest()
        try fixture.makeChain()
        try fixture.makeGrant(columns)
        try await fixture.grants().round()
        let asked: JSON = [
          "rowsWanted": .int(Int64(wanted)),
          "requestedBy": .string(WorkFixture.account.rawValue),
        ]
        let sample = try asked.decode(GrantSample.self)
        try fixture.changeGrant { grant in
          grant.sampleState = .requested
          grant.sample = sample
        }
        try await fixture.grants().round()
        let made = try #require(try fixture.grant.sample)
        let taken = min(wanted, 50)
        #expect(made.rows == taken)
        #expect(made.drawn == SampleDraw(strata: strata))
        guard let stratum = strata.first else { return }
        let object = try #require(made.object)
        let printed = try await fixture.query(
          object, "SELECT \(stratum), count(*) AS n FROM t GROUP BY 1 ORDER BY 2 DESC, 1")
        let counts = printed.split(separator: "\n").dropFirst().compactMap {
          $0.split(separator: ",").last.flatMap { Int($0) }
        }
        let all = stratum == "kwh" ? [25, 25] : [24, 16, 8, 2]
        #expect(counts.reduce(0, +) == taken)
        for (index, size) in all.enumerated() {
          let part = size * taken / 50
          #expect((part...part + 1).contains(index < counts.count ? counts[index] : 0))
        }
      }
    }
  }
}
