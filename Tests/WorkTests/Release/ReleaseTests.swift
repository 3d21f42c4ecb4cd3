// SPDX-License-Identifier: Apache-2.0
import Core
import Cryptography
import DisclosureControl
import Foundation
import Gateway
import Platform
import Testing
import Work

extension WorkTests {
  @Suite struct ReleaseTests {
    /// Twenty enterprises in two districts and two alone in a third, their grant ready.
    static func with(
      purpose: GrantPurpose = .analysis, numbers: [String: String] = [:],
      _ body: (WorkFixture) async throws -> Void
    ) async throws {
      try await WorkFixture.with(numbers: numbers) { fixture in
        try fixture.makeResource()
        let rows = (0..<20).map { "U\($0),D\($0 % 2),\(100 + $0),2026-01-31" }
        let alone = ["X1,D9,5,2026-01-31", "X2,D9,6,2026-01-31"]
        let text =
          "uscc,district,kwh,month\n" + (rows + alone).joined(separator: "\n") + "\n"
        try fixture.makeBatch("one", Array(text.utf8), rows: 22)
        try await fixture.ingest()
        try fixture.makeChain()
        try fixture.makeGrant(
          ["uscc": "none", "district": "none", "kwh": "none"], purpose: purpose)
        try await fixture.grants().round()
        try await body(fixture)
      }
    }

    static func table(_ filters: [FilterDeclaration] = []) -> ReleaseSpec {
      ReleaseSpec(
        TabulationSpec(
          dimensions: ["district"],
          measures: [
            MeasureDeclaration(function: "count"),
            MeasureDeclaration(function: "sum", column: "kwh"),
          ], subject: "uscc", filters: filters, margins: false))
    }

    static let template = SubjectTemplate(
      lookupKey: "uscc",
      fields: [
        SubjectField(
          name: "level", columns: ["kwh"], derivation: .band(edges: ["10", "110"]),
          necessity: "band of use"),
        SubjectField(
          name: "known", columns: ["district"], derivation: .isPresent, necessity: "place"),
        SubjectField(
          name: "large", columns: ["kwh"], derivation: .atLeast("105"), necessity: "size"),
      ], dailyLimitPerSubject: 5)

    @Test func `unsafe cells of a table are withheld before anybody looks`() async throws {
      try await Self.with { fixture in
        let id = try fixture.makeRelease("table", .tabulation, Self.table())
        try await fixture.releases().round()
        let release = try fixture.platform.find(Release.self, id)
        #expect(release.state == .reviewing, "\(fixture.platform.reports)")
        let evaluation = try #require(release.evaluation)
        #expect(evaluation.verdict == .fail)
        #expect(evaluation.cells == 4, "told as a power of two")
        #expect(evaluation.unsafeCells == 1)
        #expect(evaluation.withheld == 1)
        #expect(evaluation.isApprovable)
        #expect(evaluation.findings.contains { $0.rule == "minimum-contributors" })
        let bytes = try fixture.content(try #require(evaluation.contentObject))
        #expect(evaluation.contentDigest != nil)
        #expect(SHA256.hash(bytes).hex != evaluation.contentDigest?.text)
        let entries = fixture.platform.inputs.joined()
        #expect(!entries.contains(SHA256.hash(bytes).hex))
        let cube = try ReleasedCube(canonicalJSON: bytes)
        #expect(cube[CellKey([.label("D9")])] == .withheld)
        #expect(cube[CellKey([.label("D0")])]?.isWithheld == false)
        let evidence = try fixture.evidence(release)
        #expect(evidence["withheldByRule"] == [["D9"]])
        #expect(try fixture.isMemoryClean())
      }
    }

    @Test func `an approved cube is served by the bytes that were reviewed`() async throws {
      try await Self.with { fixture in
        let id = try fixture.makeRelease("cube", .query, Self.table())
        try await fixture.releases().round()
        try fixture.approve(id)
        try await fixture.releases().round()
        let release = try fixture.platform.find(Release.self, id)
        #expect(release.state == .released)
        let file = "\(fixture.folder)/products/\(id.rawValue)/\(ProductFiles.cube)"
        let bytes = [UInt8](try Data(contentsOf: URL(filePath: file)))
        #expect(SHA256.hash(bytes).hex == release.releasedDigest?.text)
        #expect(release.releasedDigest != release.contentDigest)
      }
    }

    @Test func `a second table that differs by few people is stopped`() async throws {
      try await Self.with { fixture in
        let first = try fixture.makeRelease("first", .tabulation, Self.table())
        try await fixture.releases().round()
        try fixture.approve(first)
        try await fixture.releases().round()
        let fewer = Self.table([
          FilterDeclaration(column: "kwh", comparison: "atLeast", values: ["101"])
        ])
        let second = try fixture.makeRelease("second", .tabulation, fewer)
        try await fixture.releases().round()
        let evaluation = try #require(
          try fixture.platform.find(Release.self, second).evaluation)
        #expect(evaluation.verdict == .fail)
        #expect(!evaluation.isApprovable)
        // The requester reads counts of rules; none tells that something else is out.
        #expect(evaluation.findings.contains { $0.rule == "complementary-disclosure" })
        #expect(!evaluation.findings.contains { $0.rule == "differencing" })
        let differences = try fixture.evidence(
          fixture.platform.find(Release.self, second))["differences"]?.array
        #expect(differences?.isEmpty == false)
      }
    }

    @Test func `two tables approved at one moment do not both leave unseen`() async throws {
      try await Self.with { fixture in
        let fewer = Self.table([
          FilterDeclaration(column: "kwh", comparison: "atLeast", values: ["101"])
        ])
        let first = try fixture.makeRelease("first", .tabulation, Self.table())
        try await fixture.releases().round()
        // As if the second had been evaluated before the first was there.
        let second = try fixture.makeRelease("second", .tabulation, fewer)
        var waiting = try fixture.platform.find(Release.self, first)
        waiting.state = .requested
        try fixture.platform.put(waiting)
        try await fixture.releases().round()
        for id in [first, second] {
          var release = try fixture.platform.find(Release.self, id)
          release.votesCast = 2
          release.state = .approved
          try fixture.platform.put(release)
        }
        try await fixture.releases().round()
        try await fixture.releases().round()
        let states = try [first, second].map { try fixture.platform.find(Release.self, $0).state }
        #expect(states.filter { $0 == .released }.count == 1, "\(fixture.platform.reports)")
        #expect(!states.contains(.approved))
      }
    }

    @Test func `nothing is served before it is decided that it leaves`() async throws {
      try await Self.with { fixture in
        let id = try fixture.makeRelease("table", .tabulation, Self.table())
        try await fixture.releases().round()
        try fixture.approve(id)
        try fixture.changeGrant { $0.state = .revoked }
        try await fixture.releases().round()
        #expect(try fixture.platform.find(Release.self, id).state == .approved)
        #expect(try fixture.products().releases().isEmpty)
      }
    }

    @Test func `a file that could not be written is written later`() async throws {
      try await Self.with { fixture in
        let id = try fixture.makeRelease("table", .tabulation, Self.table())
        try await fixture.releases().round()
        try fixture.approve(id)
        try await fixture.releases().round()
        try fixture.products().remove(id)
        try await fixture.releases().round()
        #expect(try fixture.products().releases() == [id])
      }
    }

    @Test func `a column that is not there sends the request back`() async throws {
      try await Self.with { fixture in
        let spec = ReleaseSpec(
          TabulationSpec(
            dimensions: ["nowhere"], measures: [MeasureDeclaration(function: "count")],
            subject: "uscc", filters: [], margins: false))
        let id = try fixture.makeRelease("columns", .tabulation, spec)
        try await fixture.releases().round()
        let release = try fixture.platform.find(Release.self, id)
        #expect(release.state == .returned)
        #expect(release.failure == .columns)
      }
    }

    @Test func `answers about subjects hold no code and follow the data`() async throws {
      try await Self.with(purpose: .subjectService) { fixture in
        let key = try #require(WorkFixture.subjectKey)
        let id = try fixture.makeRelease("subject", .subject, ReleaseSpec(Self.template))
        try await fixture.releases().round()
        let evaluated = try fixture.platform.find(Release.self, id)
        #expect(evaluated.evaluation?.verdict == .pass, "\(fixture.platform.reports)")
        #expect(try fixture.evidence(evaluated)["subjects"] == 22)
        try fixture.approve(id)
        try await fixture.releases().round()
        #expect(try fixture.platform.find(Release.self, id).state == .released)
        let file = URL(
          filePath: "\(fixture.folder)/products/\(id.rawValue)/\(ProductFiles.subjects)")
        let bytes = [UInt8](try Data(contentsOf: file))
        #expect(!String(decoding: bytes, as: UTF8.self).contains("U19"))
        let index = try SubjectIndex(bytes, key: key)
        #expect(index.values(of: "U19", key: key) == [">=110", "true", "true"])
        #expect(index.values(of: "U1", key: key) == ["10..110", "true", "false"])
        #expect(index.values(of: "X1", key: key) == ["<10", "true", "false"])
        #expect(index.values(of: "nobody", key: key) == nil)
        let text = "uscc,district,kwh,month\nU1,D1,200,2026-02-28\n"
        try fixture.makeBatch("two", Array(text.utf8), rows: 1)
        try await fixture.ingest()
        try await fixture.grants().round()
        try await fixture.releases().round()
        let renewed = try SubjectIndex([UInt8](try Data(contentsOf: file)), key: key)
        #expect(renewed.values(of: "U1", key: key) == [">=110", "true", "true"])
        #expect(renewed.values(of: "U19", key: key) == nil)
      }
    }

    @Test func `a file with somebody's code cannot be approved`() async throws {
      try await Self.with { fixture in
        let job = try fixture.makeJob(
          "file",
          source: "CREATE TABLE r AS SELECT district, '13800138000' AS tel FROM power LIMIT 3;",
          outputs: JobTests.output)
        try await JobWorker(parts: fixture.parts).round()
        let output = try #require(
          try fixture.platform.find(Job.self, job).outputs.first)
        let spec = ReleaseSpec(FileSpec(description: "a list", decimals: 2))
        let id = try fixture.makeRelease("file", .file, spec, output: output)
        try await fixture.releases().round()
        let evaluation = try #require(try fixture.platform.find(Release.self, id).evaluation)
        #expect(evaluation.verdict == .fail)
        #expect(!evaluation.isApprovable)
        #expect(evaluation.findings.contains { $0.rule == "scan-\(ScanKind.mobilePhone.rawValue)" })
      }
    }

    @Test func `a recalled release has no files any more`() async throws {
      try await Self.with { fixture in
        let id = try fixture.makeRelease("recall", .query, Self.table())
        try await fixture.releases().round()
        try fixture.approve(id)
        try await fixture.releases().round()
        var release = try fixture.platform.find(Release.self, id)
        release.state = .recalled
        try fixture.platform.put(release)
        let worker = EndingWorker(
          parts: fixture.parts, keys: try fixture.scenarioKeys(),
          products: try fixture.products())
        #expect(try fixture.products().releases() == [id])
        try await worker.round()
        #expect(try fixture.products().releases().isEmpty)
      }
    }
  }
}
