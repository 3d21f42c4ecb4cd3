// SPDX-License-Identifier: Apache-2.0
import Core
import Cryptography
import Foundation
import Platform
import Regulation
import Testing
import Work

extension WorkTests {
  /// Models and reports that a job wrote: checked by their bytes, never loaded.
  @Suite struct ArtefactReleaseTests {
    private static let model = ReleaseSpec(ModelSpec(description: "linear", target: "district"))
    private static let report = ReleaseSpec(ReportSpec(description: "monthly"))

    /// The values of forty enterprises, in both languages.
    private static let rows = (0..<40).map { n in
      let cents = String(100_000 + n * 7_919 % 10_007)
      return "\(code(n)),D\(n % 2),\(cents.dropLast(2)).\(cents.suffix(2)),2026-01-31"
    }

    private static func code(_ n: Int) -> String { "MA4\(10_000 + n * 7_919 % 89_989)XQ" }

    private static let values = """
      codes = ['MA4%dXQ' % (10000 + n * 7919 % 89989) for n in range(40)]
      use = [(100000 + n * 7919 % 10007) / 100 for n in range(40)]

      """

    private static func with(_ body: (WorkFixture) async throws -> Void) async throws {
      try await WorkFixture.with { fixture in
        try fixture.makeResource()
        let text = "uscc,district,kwh,month\n" + rows.joined(separator: "\n") + "\n"
        try fixture.makeBatch("one", Array(text.utf8), rows: rows.count)
        try await fixture.ingest()
        try fixture.makeChain()
        try fixture.makeGrant(["uscc": "none", "district": "none", "kwh": "none"])
        try await fixture.grants().round()
        try await body(fixture)
      }
    }

    /// Evaluates what a Python program wrote to its only output.
    private func evaluated(
      _ kind: ReleaseKind, _ spec: ReleaseSpec, _ format: OutputFormat, _ code: String,
      _ body: (WorkFixture, Release) async throws -> Void
    ) async throws {
      try await Self.with { fixture in
        let declared = DeclaredOutput(name: "o", format: format)
        let source = "path = '/out/o.\(format.rawValue)'\n" + Self.values + code
        let job = try fixture.makeJob("made", .python, source: source, outputs: [declared])
        try await JobWorker(parts: fixture.parts).round()
        let output = try #require(
          try fixture.platform.find(Job.self, job).outputs.first, "\(fixture.platform.reports)")
        let id = try fixture.makeRelease("made", kind, spec, output: output)
        try await fixture.releases().round()
        try await body(fixture, try fixture.platform.find(Release.self, id))
        #expect(try fixture.isMemoryClean())
      }
    }

    private static func rules(_ release: Release) -> Set<String> {
      Set(release.evaluation?.findings.map(\.rule) ?? [])
    }

    private static func parameters(
      _ release: Release, _ fixture: WorkFixture
    ) throws -> [(place: String, severity: String)] {
      (try fixture.evidence(release)["findings"]?.array ?? [])
        .filter { $0["rule"] == "model-parameter" }
        .map {
          ($0["location"]?["parameter"]?.string ?? "", $0["severity"]?.string ?? "")
        }
    }

    @Test func `a small model goes before people, and leaves byte by byte`() async throws {
      let text = #"{"coefficients":[0.125,0.75],"intercept":3.5}"#
      let code = "open(path, 'w').write('\(text)')"
      try await evaluated(.model, Self.model, .json, code) { fixture, release in
        let evaluation = try #require(release.evaluation, "\(fixture.platform.reports)")
        #expect(evaluation.verdict == .review, "\(Self.rules(release))")
        #expect(evaluation.cells == 2, "one for each parameter")
        let found = try Self.parameters(release, fixture)
        #expect(found.map { $0.place } == ["coefficients", "intercept"])
        #expect(found.allSatisfy { $0.severity != "fail" })
        try fixture.approve(release.id)
        try await fixture.releases().round()
        let out = try fixture.platform.find(Release.self, release.id)
        #expect(out.state == .released, "\(fixture.platform.reports)")
        let file = "\(fixture.folder)/products/\(release.id.rawValue)/\(ProductFiles.artefact)"
        let bytes = [UInt8](try Data(contentsOf: URL(filePath: file)))
        #expect(String(decoding: bytes, as: UTF8.self) == text)
        #expect(SHA256.hash(bytes).hex == out.releasedDigest?.text)
        let output = try #require(out.output)
        #expect(try fixture.platform.find(JobOutput.self, output).state == .released)
        let owner = Actor(
          account: WorkFixture.account, organisation: WorkFixture.operatorID,
          place: fixture.platform.place, capacities: [.operator])
        let access = try fixture.platform.read {
          try DocumentAccess.find(
            .file, of: release.id, for: owner, on: WorkFixture.now.day(in: .china), $0)
        }
        #expect(access.object == evaluation.contentObject)
      }
    }

    @Test func `a parameter that is a column of the data fails, and is not named`() async throws {
      let code = """
        import json
        json.dump({'intercept': 1.5, 'secretname': use}, open(path, 'w'))
        """
      try await evaluated(.model, Self.model, .json, code) { fixture, release in
        let evaluation = try #require(release.evaluation, "\(fixture.platform.reports)")
        #expect(evaluation.verdict == .fail, "\(Self.rules(release))")
        #expect(evaluation.contentObject == nil && !evaluation.isApprovable)
        let found = try Self.parameters(release, fixture)
        #expect(found.map { $0.place } == ["#1", "#2"])
        #expect(found.last?.severity == "fail")
        #expect(found.first?.severity != "fail")
        let text = String(decoding: try fixture.evidence(release).canonical(), as: UTF8.self)
        #expect(!text.contains("secretname"))
      }
    }

    @Test func `codes of subjects among the parameters fail`() async throws {
      let code = """
        import json
        json.dump({'classes': codes, 'w': [0.5]}, open(path, 'w'))
        """
      try await evaluated(.model, Self.model, .json, code) { _, release in
        #expect(release.evaluation?.verdict == .fail, "\(Self.rules(release))")
        #expect(Self.rules(release).contains("raw-overlap"), "\(Self.rules(release))")
      }
    }

    @Test func `a pickle is at best for people, and one that runs commands fails`() async throws {
      let plain = "import pickle\npickle.dump({'w': [0.25, 0.5]}, open(path, 'wb'))"
      try await evaluated(.model, Self.model, .joblib, plain) { fixture, release in
        #expect(release.evaluation?.verdict == .review, "\(Self.rules(release))")
        let found = try Self.parameters(release, fixture)
        #expect(found.isEmpty, "nothing is loaded")
      }
      let attack = """
        import os, pickle
        class Run:
            def __reduce__(self):
                return (os.system, ('touch /tmp/ran',))
        pickle.dump(Run(), open(path, 'wb'), protocol=0)
        """
      try await evaluated(.model, Self.model, .joblib, attack) { _, release in
        #expect(release.evaluation?.verdict == .fail, "\(Self.rules(release))")
        #expect(release.evaluation?.contentObject == nil)
      }
    }

    @Test func `a report goes before people`() async throws {
      let code = "open(path, 'w').write('<html><p>用电总体平稳，东片略增。</p></html>')"
      try await evaluated(.report, Self.report, .html, code) { fixture, release in
        let evaluation = try #require(release.evaluation, "\(fixture.platform.reports)")
        #expect(evaluation.verdict == .review, "\(Self.rules(release))")
        let object = try #require(evaluation.contentObject)
        #expect(String(decoding: try fixture.content(object), as: UTF8.self).contains("平稳"))
      }
    }

    @Test(arguments: [
      "open(path, 'w').write('<p>联系电话 1380013<b>8000</b></p>')",
      "open(path, 'w').write('<p>' + ' '.join('%s 用电 %.2f' % row for row in zip(codes, use)))",
    ])
    func `a report with somebody's number or rows of the data fails`(_ code: String) async throws {
      try await evaluated(.report, Self.report, .html, code) { _, release in
        #expect(release.evaluation?.verdict == .fail, "\(Self.rules(release))")
        #expect(release.evaluation?.isApprovable == false)
      }
    }
  }
}
