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

    @Test func `too many rows send the request back`() async throws {
      let code = "CREATE TABLE r AS SELECT range AS n FROM range(6000);"
      try await Self.release(code) { _, release in
        #expect(release.state == .returned)
        #expect(release.failure == .tooLarge)
      }
    }
  }
}
