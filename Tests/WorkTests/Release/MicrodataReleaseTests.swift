// SPDX-License-Identifier: Apache-2.0
import Core
import Cryptography
import Platform
import Regulation
import Testing
import Work

extension WorkTests {
  /// Records about people, checked against the granted data that their job read.
  @Suite struct MicrodataReleaseTests {
    static let district = MicrodataColumn("district", role: .quasiIdentifier)

    /// Evaluates the release of what a program made of 120 enterprises in four districts.
    static func release(
      _ columns: String, declared: [MicrodataColumn] = [district], k: Int? = nil,
      distinct: Int? = nil, _ body: (WorkFixture, Release) async throws -> Void
    ) async throws {
      try await WorkFixture.with { fixture in
        try fixture.makeResource()
        let rows = (0..<120).map { row in
          "U\(1_000 + row * 37 % 120),D\(row % 4),\(100 + row * 7_919 % 1_009),2026-01-31"
        }
        let text = "uscc,district,kwh,month\n" + rows.joined(separator: "\n") + "\n"
        try fixture.makeBatch("one", Array(text.utf8), rows: rows.count)
        try await fixture.ingest()
        try fixture.makeChain()
        try fixture.makeGrant(["uscc": "none", "district": "none", "kwh": "none"])
        try await fixture.grants().round()
        let output = DeclaredOutput(name: "o", query: "SELECT * FROM r", format: .parquet)
        let job = try fixture.makeJob(
          "records", source: "CREATE TABLE r AS SELECT \(columns) FROM power;", outputs: [output])
        try await JobWorker(parts: fixture.parts).round()
        let made = try #require(
          try fixture.platform.find(Job.self, job).outputs.first, "\(fixture.platform.reports)")
        let spec = MicrodataSpec(
          description: "enterprises by district", decimals: 2, subject: "uscc",
          columns: declared, releaseModel: .agreement, k: k, distinct: distinct)
        let id = try fixture.makeRelease("records", .microdata, ReleaseSpec(spec), output: made)
        try await fixture.releases().round()
        try await body(fixture, try fixture.platform.find(Release.self, id))
      }
    }

    private static func rules(_ release: Release) -> Set<String> {
      Set(release.evaluation?.findings.map(\.rule) ?? [])
    }

    @Test func `records in classes of enough people leave without their subject`() async throws {
      try await Self.release("uscc, district") { fixture, release in
        #expect(release.state == .reviewing, "\(fixture.platform.reports)")
        let evaluation = try #require(release.evaluation)
        #expect(evaluation.verdict == .pass, "\(evaluation.findings)")
        let content = try fixture.content(try #require(evaluation.contentObject))
        let lines = String(decoding: content, as: UTF8.self).split(separator: "\n")
        #expect(lines.first == "district")
        #expect(lines.count == 121)
        let evidence = try fixture.evidence(release)
        #expect(evidence["measures"]?["k"]?.int == 30)
        #expect(evidence["findings"] == [])
        #expect(try fixture.isMemoryClean())
      }
    }

    @Test func `classes of too few people fail and nobody reads them`() async throws {
      try await Self.release("uscc, district", k: 31) { fixture, release in
        #expect(release.evaluation?.verdict == .fail)
        #expect(Self.rules(release).contains("k-anonymity"))
        #expect(release.evaluation?.contentObject == nil)
        #expect(release.evaluation?.isApprovable == false)
        let evidence = try fixture.evidence(release)
        #expect(evidence["findings"]?.array?.isEmpty == false)
      }
    }

    @Test func `a column that hides a raw value is found by the data the job read`() async throws {
      let hidden = "uscc, district, 5 * kwh + 3 AS score"
      try await Self.release(hidden) { _, release in
        #expect(release.evaluation?.verdict == .fail)
        #expect(Self.rules(release).contains("reversible-encoding"), "\(Self.rules(release))")
        #expect(release.evaluation?.contentObject == nil)
      }
    }

    @Test(arguments: ["sensitive", "other"])
    func `records with a number that is the raw record's own do not leave`(role: String)
      async throws
    {
      let number = MicrodataColumn(
        "use", from: "kwh", role: try #require(MicrodataColumn.Role(rawValue: role)))
      let declared = [Self.district, number]
      try await Self.release("uscc, district, kwh AS use", declared: declared) { _, release in
        #expect(release.evaluation?.verdict == .fail)
        #expect(Self.rules(release).contains("raw-overlap"), "\(Self.rules(release))")
        #expect(release.evaluation?.contentObject == nil)
      }
      // Rounded to hundreds it is no record's own any more.
      try await Self.release(
        "uscc, district, round(kwh, -2) AS use", declared: declared
      ) { _, release in
        #expect(!Self.rules(release).contains("raw-overlap"), "\(Self.rules(release))")
      }
    }

    @Test func `a coarse column that gives little away does not fail`() async throws {
      let coarse = "uscc, district, CASE WHEN kwh < 600 THEN 'low' ELSE 'high' END AS band"
      let declared = [Self.district, MicrodataColumn("band", from: "kwh", role: .sensitive)]
      try await Self.release(coarse, declared: declared, distinct: 2) { _, release in
        #expect(release.evaluation?.verdict != .fail, "\(Self.rules(release))")
        #expect(release.evaluation?.contentObject != nil)
      }
    }

    @Test func `people who are in no granted data hide nobody`() async throws {
      let ghosts =
        "uscc, district FROM power UNION ALL SELECT concat('G', range), 'D1' FROM range(3) --"
      try await Self.release(ghosts) { _, release in
        #expect(release.evaluation?.verdict == .fail)
        #expect(Self.rules(release).contains("unknown-subjects"), "\(Self.rules(release))")
        #expect(release.evaluation?.contentObject == nil)
      }
    }

    @Test func `a column of undeclared source is told to who votes`() async throws {
      try await Self.release("uscc, district, hash(uscc) % 2 AS panel") { fixture, release in
        #expect(release.evaluation?.verdict != .pass)
        #expect(Self.rules(release).contains("undeclared-column"))
        let listed = try fixture.evidence(release)["findings"]?.array ?? []
        #expect(listed.contains { $0["location"]?["column"] == "panel" })
      }
    }

    @Test func `a class in which all have one sensitive value fails without being asked`()
      async throws
    {
      let alike = "CASE WHEN district = 'D1' OR kwh < 600 THEN 'low' ELSE 'high' END AS band"
      let declared = [Self.district, MicrodataColumn("band", from: "kwh", role: .sensitive)]
      try await Self.release("uscc, district, \(alike)", declared: declared) { _, release in
        #expect(release.evaluation?.verdict == .fail)
        #expect(Self.rules(release).contains("l-diversity"), "\(Self.rules(release))")
      }
    }

    @Test func `earlier records of the same data are named, and so is a grant left out`()
      async throws
    {
      try await Self.release("uscc, district") { fixture, release in
        let first = try #require(release.evaluation)
        #expect(first.verdict == .pass)
        let spec = ReleaseSpec(FileSpec(description: "before", decimals: 1))
        let output = try #require(release.output)
        let other = try fixture.makeRelease("before", .file, spec, output: output)
        var out = try fixture.platform.find(Release.self, other)
        out.state = .released
        try fixture.platform.put(out)
        let second = try fixture.makeRelease("second", .microdata, release.spec, output: output)
        try fixture.renameColumn("uscc", to: "code")
        try await fixture.releases().round()
        let later = try fixture.platform.find(Release.self, second)
        #expect(Self.rules(later).isSuperset(of: ["earlier-records", "grant-left-out"]))
        #expect(later.evaluation?.verdict == .review)
        let listed = try fixture.evidence(later)["findings"]?.array ?? []
        #expect(listed.contains { $0["earlier"]?.string == other.rawValue })
      }
    }

    @Test func `a declared column that is not there sends the request back`() async throws {
      let declared = [MicrodataColumn("county", role: .quasiIdentifier)]
      try await Self.release("uscc, district", declared: declared) { _, release in
        #expect(release.state == .returned)
        #expect(release.failure == .columns)
      }
    }

    @Test func `a released file is for its operator until it is recalled`() async throws {
      try await Self.release("uscc, district") { fixture, release in
        let owner = fixture.actor(WorkFixture.operatorID, .operator)
        let early = try await fixture.read(.file, of: release.id, as: owner)
        #expect(early == nil)
        try fixture.approve(release.id)
        try await fixture.releases().round()
        let out = try fixture.platform.find(Release.self, release.id)
        #expect(out.state == .released)
        let bytes = try #require(try await fixture.read(.file, of: release.id, as: owner))
        #expect(SHA256.hash(bytes).hex == out.releasedDigest?.text)
        let rival = fixture.actor(WorkFixture.id("ORG", "rival"), .operator)
        let theirs = try await fixture.read(.file, of: release.id, as: rival)
        #expect(theirs == nil)
        let readings = try fixture.platform.read { try $0.all(DocumentReading.self) }
        #expect(readings.map(\.organisation) == [WorkFixture.operatorID])
        var recalled = out
        recalled.state = .recalled
        try fixture.platform.put(recalled)
        let late = try await fixture.read(.file, of: release.id, as: owner)
        #expect(late == nil)
      }
    }
  }
}

extension WorkFixture {
  /// Somebody of an organisation.
  fileprivate func actor(_ organisation: RecordID, _ capacity: Capacity) -> Actor {
    Actor(
      account: WorkFixture.account, organisation: organisation, place: platform.place,
      capacities: [capacity])
  }

  /// The bytes of a document; nil when they are refused.
  fileprivate func read(
    _ document: ConfinedDocument, of id: RecordID, as actor: Actor
  ) async throws -> [UInt8]? {
    let documents = ConfinedDocuments(
      reporting: platform, vault: vault, today: { WorkFixture.now.day(in: .china) },
      submit: { try platform.run($0.name, $0.input, as: actor) })
    guard case .bytes(let bytes) = try await documents.read(document, of: id, for: actor) else {
      return nil
    }
    return bytes
  }

  /// Writes the grant with another name for a column.
  fileprivate func renameColumn(_ name: String, to other: String) throws {
    guard case .object(var members) = try JSON(encoding: try grant) else { return }
    members["columns"] = .array(
      (members["columns"]?.array ?? []).map { column in
        guard column["name"]?.string == name, case .object(var named) = column else {
          return column
        }
        named["name"] = .string(other)
        return .object(named)
      })
    try put(Grant.self, .object(members))
  }
}
