// SPDX-License-Identifier: Apache-2.0
import Core
import Platform
import Testing
import Work

extension WorkTests {
  @Suite struct EmptyTextTests {
    private static let rows =
      "uscc,district,kwh,month\nA1,\"\",1,2026-01-31\nB2,,2,2026-01-31\n"

    /// Which rows have no district, of those in the last version.
    private func missing(_ fixture: WorkFixture) async throws -> String {
      let version = try #require(try fixture.versions().max { $0.number < $1.number })
      return try await fixture.query(
        version.vaultObject, "SELECT uscc, district IS NULL AS n FROM t ORDER BY uscc")
    }

    @Test func `an empty text is told from a missing one where the manifest says how`()
      async throws
    {
      try await WorkFixture.with { fixture in
        try fixture.makeResource()
        _ = try fixture.makeBatch(
          "one", Array(Self.rows.utf8), rows: 2, keepsQuotedEmpty: true)
        try await fixture.ingest()
        #expect(try await missing(fixture) == "uscc,n\nA1,false\nB2,true\n")
        // What is merged with them is profiled and stored without changing them.
        let more = "uscc,district,kwh,month\nC3,\"\",3,2026-01-31\n"
        _ = try fixture.makeBatch(
          "two", Array(more.utf8), rows: 1, mode: .upsert, keepsQuotedEmpty: true)
        try await fixture.ingest()
        #expect(try await missing(fixture) == "uscc,n\nA1,false\nB2,true\nC3,false\n")
      }
    }

    @Test func `every empty field is missing where it does not`() async throws {
      try await WorkFixture.with { fixture in
        try fixture.makeResource()
        _ = try fixture.makeBatch("one", Array(Self.rows.utf8), rows: 2)
        try await fixture.ingest()
        #expect(try await missing(fixture) == "uscc,n\nA1,true\nB2,true\n")
      }
    }
  }
}
