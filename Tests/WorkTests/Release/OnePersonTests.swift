// SPDX-License-Identifier: Apache-2.0
import Core
import DisclosureControl
import Platform
import Testing
import Work

extension WorkTests {
  /// One enterprise whose code was written in several ways is one enterprise.
  @Suite struct OnePersonTests {
    private static let writings = ["X1", "x1 ", "Ｘ１"]

    /// Ten enterprises in each of two districts and some codes in a third; the table of them.
    private func table(_ codes: [String], mask: String) async throws -> ReleasedCube {
      try await WorkFixture.with { fixture in
        try fixture.makeResource(keys: [])
        let rows =
          (0..<20).map { "U\($0),D\($0 % 2),\(100 + $0),2026-01-31" }
          + codes.map { "\($0),D9,5,2026-01-31" }
        let text = "uscc,district,kwh,month\n" + rows.joined(separator: "\n") + "\n"
        try fixture.makeBatch("one", Array(text.utf8), rows: rows.count)
        try await fixture.ingest()
        try fixture.makeChain()
        try fixture.makeGrant(["uscc": mask, "district": "none", "kwh": "none"])
        try await fixture.grants().round()
        let id = try fixture.makeRelease("table", .tabulation, ReleaseTests.table())
        try await fixture.releases().round()
        let release = try fixture.platform.find(Release.self, id)
        let content = try #require(
          release.evaluation?.contentObject, "\(fixture.platform.reports)")
        return try ReleasedCube(canonicalJSON: try fixture.content(content))
      }
    }

    @Test(arguments: ["none", "pseudonym"])
    func `three writings of one code are one contributor`(mask: String) async throws {
      let cube = try await table(Self.writings, mask: mask)
      #expect(cube[CellKey([.label("D9")])] == .withheld)
      #expect(cube[CellKey([.label("D0")])]?.isWithheld == false)
    }

    @Test(arguments: ["none", "pseudonym"])
    func `three codes are three contributors`(mask: String) async throws {
      let cube = try await table(["X1", "X2", "X 1"], mask: mask)
      #expect(cube[CellKey([.label("D9")])]?.isWithheld == false)
    }

    @Test func `a code of blanks is nobody's`() async throws {
      let cube = try await table(["X1", "X2", " ", "\u{3000}"], mask: "none")
      #expect(cube[CellKey([.label("D9")])] == .withheld)
    }
  }
}
