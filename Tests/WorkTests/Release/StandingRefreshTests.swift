// SPDX-License-Identifier: Apache-2.0
import Core
import Cryptography
import DisclosureControl
import Foundation
import Platform
import Testing
import Work

extension WorkTests {
  /// Standing queries over data that change, through the real vault and sandbox.
  @Suite struct StandingRefreshTests {
    static let limits = StandingLimits(
      callsPerDay: 100, expiresOn: WorkFixture.now.day(in: .china).adding(days: 300),
      driftPercent: 60, decideWithinDays: 3)

    /// Twenty enterprises in each of two districts.
    static let base = (0..<40).map { "U\($0),D\($0 % 2),\(100 + $0)" }

    private static func spec(
      _ filters: [FilterDeclaration] = [], margins: Bool = false,
      dimensions: [String] = ["district"]
    ) -> ReleaseSpec {
      ReleaseSpec(
        TabulationSpec(
          dimensions: dimensions,
          measures: [
            MeasureDeclaration(function: "count"),
            MeasureDeclaration(function: "sum", column: "kwh"),
          ], subject: "uscc", filters: filters, margins: margins))
    }

    /// A standing query that is out.
    func with(
      _ limits: StandingLimits = limits, filters: [FilterDeclaration] = [],
      margins: Bool = false, dimensions: [String] = ["district"], base: [String] = base,
      numbers: [String: String] = [:], _ body: (WorkFixture, RecordID) async throws -> Void
    ) async throws {
      try await WorkFixture.with(numbers: numbers) { fixture in
        try fixture.makeResource()
        try await deliver("one", base, fixture)
        try fixture.makeChain()
        let columns = ["uscc", "kwh"] + dimensions
        try fixture.makeGrant(
          Dictionary(columns.map { ($0, "none") }, uniquingKeysWith: { first, _ in first }))
        try await fixture.grants().round()
        let spec = Self.spec(filters, margins: margins, dimensions: dimensions)
        let id = try fixture.makeRelease("standing", .query, spec, standing: limits)
        try await fixture.releases().round()
        try fixture.approve(id)
        try await fixture.releases().round()
        #expect(try release(id, fixture).state == .released, "\(fixture.platform.reports)")
        try await body(fixture, id)
      }
    }

    /// Delivers rows; those without a month are of January.
    private func deliver(
      _ name: String, _ rows: [String], _ fixture: WorkFixture
    ) async throws {
      let lines = rows.map { $0.count { $0 == "," } < 3 ? $0 + ",2026-01-31" : $0 }
      let text = "uscc,district,kwh,month\n" + lines.joined(separator: "\n") + "\n"
      try fixture.makeBatch(name, Array(text.utf8), rows: rows.count)
      try await fixture.ingest()
    }

    /// The night: newer data, a newer grant, and two rounds over releases.
    func night(
      _ name: String, _ rows: [String], _ fixture: WorkFixture
    ) async throws -> Release {
      try await deliver(name, rows, fixture)
      try await fixture.grants().round()
      try await fixture.releases().round()
      try await fixture.releases().round()
      let refreshes = try refreshes(fixture)
      return try #require(refreshes.last, "\(fixture.platform.reports)")
    }

    private func refreshes(_ fixture: WorkFixture) throws -> [Release] {
      try fixture.platform.read { try $0.all(Release.self, .equal("turn", "refresh")) }
        .sorted { ($0.refreshNumber ?? 0) < ($1.refreshNumber ?? 0) }
    }

    func release(_ id: RecordID, _ fixture: WorkFixture) throws -> Release {
      try fixture.platform.find(Release.self, id)
    }

    /// What the edge serves.
    func served(_ id: RecordID, _ fixture: WorkFixture) throws -> [UInt8] {
      let file = "\(fixture.folder)/products/\(id.rawValue)/\(ProductFiles.cube)"
      return [UInt8](try Data(contentsOf: URL(filePath: file)))
    }

    func count(_ district: String, _ bytes: [UInt8]) throws -> String? {
      let cube = try ReleasedCube(canonicalJSON: bytes)
      guard case .published(let values)? = cube[CellKey([.label(district)])] else { return nil }
      return values.first
    }

    static func newcomers(_ count: Int, _ district: String) -> [String] {
      (0..<count).map { "N\(district)\($0),\(district),120" }
    }

    @Test func `a night of many newcomers is published without people`() async throws {
      try await with { fixture, id in
        let evaluation = try #require(try release(id, fixture).evaluation)
        #expect(evaluation.seriesObject != nil, "\(fixture.platform.reports)")
        let refresh = try await night(
          "two", Self.base + Self.newcomers(6, "D0") + Self.newcomers(5, "D1"), fixture)
        #expect(refresh.state == .released, "\(fixture.platform.reports)")
        #expect(refresh.votesCast == 0 && refresh.evaluation?.isClear == true)
        let bytes = try served(id, fixture)
        #expect(try count("D0", bytes) == "26")
        #expect(try count("D1", bytes) == "25")
        let standing = try release(id, fixture)
        #expect(standing.servedDigest?.text == SHA256.hash(bytes).hex)
        #expect(standing.releasedDigest?.text != SHA256.hash(bytes).hex)
        #expect(standing.notRefreshedSince == nil)
        #expect(try fixture.products().releases() == [id], "a refresh has no files of its own")
        let reports = fixture.platform.reports.count
        try await fixture.releases().round()
        #expect(fixture.platform.reports.count == reports, "once for each data")
        #expect(try fixture.isMemoryClean())
      }
    }

    @Test func `one newcomer is not told by subtraction`() async throws {
      try await with { fixture, id in
        let before = try served(id, fixture)
        let refresh = try await night(
          "two", Self.base + Self.newcomers(1, "D0") + Self.newcomers(6, "D1"), fixture)
        #expect(refresh.state == .released, "\(fixture.platform.reports)")
        let bytes = try served(id, fixture)
        #expect(try count("D0", bytes) == (try count("D0", before)), "it keeps its number")
        #expect(try count("D1", bytes) == "26")
        // The night after: two more. Three people changed since what is out, so that it may move.
        let next = try await night(
          "three", Self.base + Self.newcomers(3, "D0") + Self.newcomers(6, "D1"), fixture)
        #expect(next.refreshNumber == 2 && next.state == .released)
        #expect(try count("D0", try served(id, fixture)) == "23")
      }
    }

    @Test func `totals follow the groups that are shown and tell nothing more`() async throws {
      try await with(margins: true) { fixture, id in
        #expect(try release(id, fixture).evaluation?.seriesObject != nil)
        let refresh = try await night(
          "two", Self.base + Self.newcomers(1, "D0") + Self.newcomers(6, "D1"), fixture)
        #expect(refresh.state == .released, "\(fixture.platform.reports)")
        let cube = try ReleasedCube(canonicalJSON: try served(id, fixture))
        guard case .published(let all)? = cube[CellKey([.total])] else {
          Issue.record("the total is withheld")
          return
        }
        // 47 people are there; 46 are told, since one newcomer is held back.
        #expect(all.first == "46")
      }
    }

    @Test func `a leap is held, shown with what is out, and leaves by votes only`() async throws {
      let narrow = StandingLimits(
        callsPerDay: 100, expiresOn: Self.limits.expiresOn, driftPercent: 10,
        decideWithinDays: 3)
      try await with(narrow) { fixture, id in
        let before = try served(id, fixture)
        let refresh = try await night(
          "two", Self.base + Self.newcomers(8, "D0") + Self.newcomers(8, "D1"), fixture)
        #expect(refresh.state == .reviewing, "\(fixture.platform.reports)")
        #expect(refresh.evaluation?.findings.contains { $0.rule == "drift" } == true)
        #expect(refresh.decideBy != nil)
        #expect(try served(id, fixture) == before)
        let today = WorkFixture.now.day(in: .china)
        #expect(try release(id, fixture).notRefreshedSince == today)
        let measures = try fixture.evidence(refresh)["measures"]
        #expect(measures?["lastPublishedOn"]?.string == today.description)
        #expect(measures?["drift"]?["measuresPercent"]?.array?.first?.int == 40)
        try fixture.approve(refresh.id)
        try await fixture.releases().round()
        #expect(try count("D0", try served(id, fixture)) == "28")
        #expect(try release(id, fixture).notRefreshedSince == nil)
      }
    }

    @Test func `a name that is new goes before people`() async throws {
      try await with { fixture, id in
        let refresh = try await night(
          "two", Self.base + Self.newcomers(6, "13800138000"), fixture)
        #expect(refresh.state == .reviewing || refresh.state == .returned)
        #expect(refresh.evaluation?.isClear != true)
        #expect(try count("13800138000", try served(id, fixture)) == nil)
      }
    }

    @Test func `what cannot be compared person by person is always held`() async throws {
      let filter = FilterDeclaration(column: "kwh", comparison: "atLeast", values: ["100"])
      try await with(filters: [filter]) { fixture, id in
        #expect(try release(id, fixture).evaluation?.seriesObject == nil)
        let refresh = try await night(
          "two", Self.base + Self.newcomers(6, "D0") + Self.newcomers(6, "D1"), fixture)
        #expect(refresh.state == .reviewing, "\(fixture.platform.reports)")
        #expect(
          refresh.evaluation?.findings.contains { $0.rule == "refresh-differencing" } == true)
      }
    }

    @Test func `a rejected refresh is destroyed with its evidence and what is out stays`()
      async throws
    {
      try await with(
        StandingLimits(callsPerDay: 100, expiresOn: Self.limits.expiresOn)
      ) { fixture, id in
        let before = try served(id, fixture)
        let refresh = try await night(
          "two", Self.base + Self.newcomers(6, "D0") + Self.newcomers(6, "D1"), fixture)
        #expect(refresh.state == .reviewing, "without a limit of change")
        let objects = try #require(refresh.evaluation?.objects)
        #expect(objects.count == 3)
        var rejected = refresh
        rejected.end(as: .rejected)
        try fixture.platform.put(rejected)
        let worker = EndingWorker(
          parts: fixture.parts, keys: try fixture.scenarioKeys(),
          products: try fixture.products())
        try await worker.round()
        let left = Set(try fixture.objects())
        #expect(objects.allSatisfy { !left.contains($0.rawValue) })
        try await fixture.releases().round()
        #expect(try refreshes(fixture).count == 1, "not again of the same data")
        #expect(try served(id, fixture) == before)
      }
    }

    @Test func `a refresh that was let out and not written is written later`() async throws {
      try await with { fixture, id in
        let before = try served(id, fixture)
        _ = try await night(
          "two", Self.base + Self.newcomers(6, "D0") + Self.newcomers(6, "D1"), fixture)
        let after = try served(id, fixture)
        #expect(before != after)
        let products = try fixture.products()
        try products.write(before, as: ProductFiles.cube, of: id)
        try products.write(Array(id.rawValue.utf8), as: ProductFiles.source, of: id)
        try await fixture.releases().round()
        #expect(try served(id, fixture) == after)
        try products.remove(id)
        try await fixture.releases().round()
        #expect(try served(id, fixture) == after, "the newest, not the first")
      }
    }

    @Test func `an ended release is not refreshed and has no files`() async throws {
      try await with { fixture, id in
        var ended = try release(id, fixture)
        ended.state = .ended
        try fixture.platform.put(ended)
        try await deliver("two", Self.base + Self.newcomers(6, "D0"), fixture)
        try await fixture.grants().round()
        try await fixture.releases().round()
        #expect(try refreshes(fixture).isEmpty)
        let worker = EndingWorker(
          parts: fixture.parts, keys: try fixture.scenarioKeys(),
          products: try fixture.products())
        try await worker.round()
        #expect(try fixture.products().releases().isEmpty)
      }
    }

    /// What the same program makes of the data of now.
    private func made(_ name: String, _ fixture: WorkFixture) async throws -> RecordID {
      let declared = DeclaredOutput(name: "o", query: "SELECT * FROM r", format: .parquet)
      let job = try fixture.makeJob(
        name, source: "CREATE TABLE r AS SELECT uscc, district, kwh FROM power;",
        outputs: [declared])
      try await JobWorker(parts: fixture.parts).round()
      let found = try fixture.platform.find(Job.self, job).outputs.first
      return try #require(found, "\(fixture.platform.reports)")
    }

    @Test func `what a job made of newer data is followed person by person, and held`()
      async throws
    {
      try await WorkFixture.with { fixture in
        try fixture.makeResource()
        try await deliver("one", Self.base, fixture)
        try fixture.makeChain()
        try fixture.makeGrant(["uscc": "none", "district": "none", "kwh": "none"])
        try await fixture.grants().round()
        let first = try await made("first", fixture)
        let id = try fixture.makeRelease(
          "ofJob", .query, Self.spec(), output: first, standing: Self.limits)
        try await fixture.releases().round()
        try fixture.approve(id)
        try await fixture.releases().round()
        #expect(try release(id, fixture).state == .released, "\(fixture.platform.reports)")
        #expect(try release(id, fixture).evaluation?.seriesObject != nil)
        let data = try fixture.platform.find(JobOutput.self, first).vaultObject
        #expect(try release(id, fixture).servedData == data)
        try await deliver(
          "two", Self.base + Self.newcomers(1, "D0") + Self.newcomers(6, "D1"), fixture)
        try await fixture.grants().round()
        let second = try await made("second", fixture)
        let begun = try fixture.makeRelease(
          "again", .query, Self.spec(), output: second, standing: Self.limits)
        var refresh = try release(begun, fixture)
        refresh.turn = .refresh
        refresh.refreshOf = id
        refresh.refreshNumber = 1
        refresh.dataObject = try fixture.platform.find(JobOutput.self, second).vaultObject
        try fixture.platform.put(refresh)
        try await fixture.releases().round()
        refresh = try release(begun, fixture)
        #expect(refresh.state == .reviewing, "\(fixture.platform.reports)")
        #expect(refresh.evaluation?.dataObject == refresh.dataObject)
        let content = try #require(refresh.evaluation?.contentObject)
        let cube = try fixture.content(content)
        #expect(try count("D0", cube) == "20", "one newcomer is not told by subtraction")
        #expect(try count("D1", cube) == "26")
        #expect(try count("D1", try served(id, fixture)) == "20", "nothing left by itself")
      }
    }
  }
}
