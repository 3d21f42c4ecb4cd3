// SPDX-License-Identifier: Apache-2.0
import Core
import Platform
import Testing
import Vault
import Work

extension WorkTests {
  /// Pseudonyms and levels of a hierarchy as they are written into real files.
  @Suite struct PseudonymGrantTests {
    /// Cells that look alike: blanks, case, width, combining marks, quotes, commas, line ends.
    private static let hard = [
      "U1", "u1", " U1", "U1 ", "Ｕ１", "é", "e\u{301}", "a,b", "\"q\"", "v", "鄂州", "U1\nU2",
    ]

    private func with(
      _ columns: [String: String], _ codes: [String] = Self.hard, districts: [String]? = nil,
      _ body: (WorkFixture) async throws -> Void
    ) async throws {
      try await WorkFixture.with { fixture in
        try fixture.makeResource(keys: [])
        func field(_ text: String) -> String {
          "\""
            + text.split(separator: "\"", omittingEmptySubsequences: false)
            .joined(separator: "\"\"") + "\""
        }
        let rows = codes.enumerated().map { index, code in
          "\(field(code)),\(field(districts?[index] ?? code)),\(index),2026-01-31"
        }
        let text = "uscc,district,kwh,month\n" + rows.joined(separator: "\n") + "\n"
        try fixture.makeBatch("one", Array(text.utf8), rows: rows.count)
        try await fixture.ingest()
        #expect(try fixture.versions().last?.rows == codes.count)
        try fixture.makeChain()
        try fixture.makeGrant(columns)
        try await body(fixture)
      }
    }

    /// What a copy shows in a column, in the order of the delivered rows.
    private func cells(_ fixture: WorkFixture, _ column: String) async throws -> [String] {
      let copy = try #require(try fixture.grant.vaultObject)
      let printed = try await fixture.query(
        copy, "SELECT coalesce(\(column), '-') AS c FROM t ORDER BY CAST(kwh AS INTEGER)")
      return printed.split(separator: "\n").dropFirst().map { line in
        String(line.filter { $0 != "\"" })
      }
    }

    /// The same in one writing.
    private static let plain = [
      "U1", "U1", "U1", "U1", "U1", "É", "É", "A,B", "\"Q\"", "V", "鄂州", "U1\nU2",
    ]

    @Test func `each pseudonym is the HMAC-SM3 of its code in one writing`() async throws {
      try await with(["uscc": "pseudonym", "district": "pseudonym", "kwh": "none"]) { fixture in
        try await fixture.grants().round()
        #expect(try fixture.grant.state == .ready, "\(fixture.platform.reports)")
        let key = try fixture.scenarioKeys().key(of: WorkFixture.scenario)
        let wanted = Self.plain.compactMap { Pseudonym.make(key: key, value: $0) }
        #expect(wanted.count == Self.hard.count && Set(wanted).count == 7)
        #expect(try await cells(fixture, "uscc") == wanted)
        #expect(try await cells(fixture, "district") == wanted)
        #expect(try fixture.isMemoryClean())
      }
    }

    @Test func `grants of two scenarios have no pseudonym in common`() async throws {
      try await with(["uscc": "pseudonym", "kwh": "none"]) { fixture in
        try await fixture.grants().round()
        let first = try await cells(fixture, "uscc")
        guard case .object(var members) = try JSON(encoding: fixture.grant) else { return }
        let twin = WorkFixture.id("SCN", "twin")
        guard
          case .object(var scenario) = try JSON(
            encoding: fixture.platform.find(Scenario.self, WorkFixture.scenario))
        else { return }
        scenario["id"] = .string(twin.rawValue)
        try fixture.put(Scenario.self, .object(scenario))
        members["id"] = .string(WorkFixture.id("GRT", "twin").rawValue)
        members["scenario"] = .string(twin.rawValue)
        members["state"] = "approved"
        members["vaultObject"] = .null
        try fixture.put(Grant.self, .object(members))
        try await fixture.grants().round()
        let other = try fixture.platform.find(Grant.self, WorkFixture.id("GRT", "twin"))
        let copy = try #require(other.vaultObject)
        let printed = try await fixture.query(copy, "SELECT uscc FROM t")
        let second = printed.split(separator: "\n").dropFirst().map(String.init)
        #expect(second.count == first.count && Set(second).isDisjoint(with: first))
      }
    }

    @Test func `a key goes with the last grant that needs it, and not before`() async throws {
      try await with(["uscc": "pseudonym", "kwh": "none"]) { fixture in
        try await fixture.grants().round()
        let copy = try #require(try fixture.grant.vaultObject)
        try await EndingTests.worker(fixture).round()
        #expect(try fixture.scenarioKeys().scenarios() == [WorkFixture.scenario])
        try fixture.changeGrant { $0.state = .revoked }
        try await fixture.grants().round()
        try await EndingTests.worker(fixture).round()
        #expect(try fixture.scenarioKeys().scenarios().isEmpty)
        #expect(throws: VaultError.self) { try fixture.content(copy) }
      }
    }

    @Test func `a grant that an earlier compiler wrote is written anew`() async throws {
      try await with(["uscc": "pseudonym", "kwh": "none"]) { fixture in
        try await fixture.grants().round()
        let now = try fixture.grant
        let old = WorkFixture.id("OBJ", "old")
        _ = try fixture.vault.write(old.vaultID(), pieces: [[1]], at: WorkFixture.now)
        let before = GrantPolicy(
          scenario: now.scenario, resource: now.resource, purpose: .subjectService,
          columns: now.columns, rowFilter: []
        ).digest
        try fixture.changeGrant { grant in
          (grant.compiler, grant.policyDigest, grant.vaultObject) = (nil, before, old)
        }
        try await fixture.grants().round()
        let renewed = try fixture.grant
        #expect(renewed.state == .ready && renewed.compiler == GrantSQL.version)
        #expect(renewed.policyDigest == now.policyDigest)
        #expect(renewed.earlierPolicies == [before])
        #expect(fixture.platform.reports.contains("grant.stale allowed"))
        #expect(throws: VaultError.self) { try fixture.content(old) }
      }
    }

    @Test func `a value that is not in the hierarchy, however like one, becomes nothing`()
      async throws
    {
      let districts = [
        "区0", "区1", " 区0", "区0 ", "区０", "区00", "区", "", "区0\u{200B}", "区0\u{301}", "區0", "东片",
      ]
      try await with(
        ["district": "level:1", "kwh": "none"], Self.hard, districts: districts
      ) { fixture in
        try await fixture.grants().round()
        #expect(try fixture.grant.state == .ready, "\(fixture.platform.reports)")
        let shown = try await cells(fixture, "district")
        // Compared as bytes: letters with other marks are other values.
        let known = ["区0", "区1"].map { Array($0.utf8) }
        #expect(shown == districts.map { known.contains(Array($0.utf8)) ? "东片" : "-" })
      }
    }
  }
}
