// SPDX-License-Identifier: Apache-2.0
import Core
import Cryptography
import Foundation
import Platform
import Testing
import Work

extension WorkTests {
  @Suite struct FileReleaseTests {
    /// Evaluates the release of what a program wrote.
    static func release(
      _ code: String, format: OutputFormat = .csv, decimals: Int = 1,
      _ body: (WorkFixture, Release) async throws -> Void
    ) async throws {
      try await ReleaseTests.with { fixture in
        let declared = DeclaredOutput(name: "o", query: "SELECT * FROM r", format: format)
        let job = try fixture.makeJob("file", source: code, outputs: [declared])
        try await JobWorker(parts: fixture.parts).round()
        let output = try #require(try fixture.platform.find(Job.self, job).outputs.first)
        let spec = ReleaseSpec(FileSpec(description: "a list", decimals: decimals))
        let id = try fixture.makeRelease("file", .file, spec, output: output)
        try await fixture.releases().round()
        try await body(fixture, try fixture.platform.find(Release.self, id))
      }
    }

    @Test func `a file leaves in its canonical form and only by its digest`() async throws {
      let code = "CREATE TABLE r AS SELECT * FROM (VALUES ('b', 1.26), ('a', 2.0)) v(k, x);"
      try await Self.release(code) { fixture, release in
        let evaluation = try #require(release.evaluation)
        #expect(evaluation.verdict == .review)
        #expect(evaluation.cells == 4)
        let object = try #require(evaluation.contentObject)
        #expect(
          String(decoding: try fixture.content(object), as: UTF8.self) == "k,x\na,2.0\nb,1.3\n")
        try fixture.approve(release.id)
        try await fixture.releases().round()
        let out = try fixture.platform.find(Release.self, release.id)
        #expect(out.state == .released)
        let output = try #require(out.output)
        #expect(try fixture.platform.find(JobOutput.self, output).state == .released)
        let file = "\(fixture.folder)/products/\(release.id.rawValue)/\(ProductFiles.file)"
        let bytes = [UInt8](try Data(contentsOf: URL(filePath: file)))
        #expect(SHA256.hash(bytes).hex == out.releasedDigest?.text)
      }
    }

    @Test func `a parquet output is read and made canonical too`() async throws {
      let code = "CREATE TABLE r AS SELECT 'x' AS k, 5 AS n;"
      try await Self.release(code, format: .parquet) { fixture, release in
        let object = try #require(release.evaluation?.contentObject)
        #expect(String(decoding: try fixture.content(object), as: UTF8.self) == "k,n\nx,5.0\n")
      }
    }

    @Test func `a telephone number is found though it was stored as a number`() async throws {
      let code = "CREATE TABLE r AS SELECT 'x' AS k, CAST(13800138000 AS DOUBLE) AS n;"
      try await Self.release(code, format: .parquet, decimals: 2) { fixture, release in
        #expect(release.evaluation?.verdict == .fail)
        // Nobody may approve it, so nobody is given it to read.
        #expect(release.evaluation?.contentObject == nil)
        #expect(release.evaluation?.contentDigest == nil)
        let evidence = try fixture.evidence(release)
        #expect(evidence["columns"]?.array?.isEmpty == true && evidence["columnCount"] == 2)
        #expect(release.evaluation?.isApprovable == false)
      }
    }

    private static func rules(_ release: Release) -> Set<String> {
      Set(release.evaluation?.findings.map(\.rule) ?? [])
    }

    @Test(arguments: [
      "SELECT district AS ort, kwh AS value, uscc AS kennung FROM power",
      "SELECT district, kwh FROM power WHERE uscc NOT IN ('U3', 'U4')",
      "SELECT uscc, kwh, 0.5 * kwh AS score FROM power USING SAMPLE 12 ROWS",
    ])
    func `rows of the data that the job read cannot be approved`(rows: String) async throws {
      try await Self.release("CREATE TABLE r AS \(rows);") { fixture, release in
        let evaluation = try #require(release.evaluation, "\(fixture.platform.reports)")
        #expect(evaluation.verdict == .fail)
        #expect(Self.rules(release).contains("raw-overlap"), "\(Self.rules(release))")
        #expect(evaluation.contentObject == nil && !evaluation.isApprovable)
        let listed = try fixture.evidence(release)["findings"]?.array ?? []
        #expect(listed.contains { $0["rule"] == "raw-overlap" && $0["severity"] == "fail" })
        #expect(listed.contains { $0["reason"]?["zh"]?.string?.isEmpty == false })
        #expect(try fixture.isMemoryClean())
      }
    }

    @Test func `a table of groups goes before people as it was`() async throws {
      let code = """
        CREATE TABLE r AS SELECT district, count(*) AS n, sum(kwh) AS total FROM power
        WHERE district < 'D9' GROUP BY district;
        """
      try await Self.release(code) { fixture, release in
        let evaluation = try #require(release.evaluation, "\(fixture.platform.reports)")
        #expect(evaluation.verdict == .review, "\(Self.rules(release))")
        #expect(!Self.rules(release).contains("raw-overlap"), "\(Self.rules(release))")
        #expect(evaluation.contentObject != nil && evaluation.isApprovable)
      }
    }

    @Test func `data in code within a cell are found`() async throws {
      let code = """
        CREATE TABLE r AS SELECT 'a' AS k,
          base64(encode(string_agg(uscc || district || kwh, ';'))) || repeat('Qz7', 90) AS note
        FROM power;
        """
      try await Self.release(code) { _, release in
        #expect(release.evaluation?.verdict == .fail, "\(Self.rules(release))")
        #expect(Self.rules(release).contains("embedded-data"), "\(Self.rules(release))")
      }
    }

    @Test func `a grant that shows nothing is named as not compared`() async throws {
      let code = "CREATE TABLE r AS SELECT 'x' AS k, 5 AS n;"
      try await Self.release(code) { fixture, release in
        let output = try #require(release.output)
        try fixture.hideColumns()
        let id = try fixture.makeRelease("again", .file, release.spec, output: output)
        try await fixture.releases().round()
        let again = try fixture.platform.find(Release.self, id)
        #expect(again.evaluation?.verdict == .review, "\(fixture.platform.reports)")
        #expect(Self.rules(again).contains("grant-left-out"), "\(Self.rules(again))")
      }
    }

    @Test func `too many rows send the request back`() async throws {
      let code = "CREATE TABLE r AS SELECT range AS n FROM range(6000);"
      try await Self.release(code) { _, release in
        #expect(release.state == .returned)
        #expect(release.failure == .tooLarge)
      }
    }
  }
}

extension WorkFixture {
  /// Writes the grant with no column that shows values.
  fileprivate func hideColumns() throws {
    guard case .object(var members) = try JSON(encoding: try grant) else { return }
    members["columns"] = .array(
      (members["columns"]?.array ?? []).map { column in
        guard case .object(var hidden) = column else { return column }
        hidden["mask"] = "null"
        return .object(hidden)
      })
    try put(Grant.self, .object(members))
  }
}
