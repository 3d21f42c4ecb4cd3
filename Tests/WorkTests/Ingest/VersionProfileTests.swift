// SPDX-License-Identifier: Apache-2.0
import Core
import Foundation
import Platform
import Tabular
import Testing
import Work

extension WorkTests {
  @Suite struct VersionProfileTests {
    static func profile(_ fixture: WorkFixture, _ version: DatasetVersion) throws -> ValueProfile {
      let object = try #require(version.profileObject)
      let bytes = try fixture.content(object)
      return try JSONDecoder().decode(ValueProfile.self, from: Data(bytes))
    }

    /// The version after batches, each of which adds to the one before.
    static func version(
      after batches: [String], _ body: (WorkFixture, DatasetVersion) async throws -> Void
    ) async throws {
      try await WorkFixture.with { fixture in
        try fixture.makeResource()
        for (number, text) in batches.enumerated() {
          let rows = text.split(separator: "\n").count - 1
          try fixture.makeBatch(
            "\(number)", Array(text.utf8), rows: rows, mode: number == 0 ? .full : .upsert)
          try await fixture.ingest()
        }
        try await body(fixture, try #require(try fixture.versions().last))
      }
    }

    @Test func `the profile of an upsert describes the version that results`() async throws {
      try await Self.version(after: [UpsertTests.first, UpsertTests.second]) { fixture, version in
        let profile = try Self.profile(fixture, version)
        #expect(profile.rows == version.rows && version.rows == 3)
        let codes = try #require(profile.columns.first { $0.name == "uscc" })
        #expect(Set(codes.frequent.map(\.value)) == ["A1", "B2", "C3"])
        #expect(version.sheet["rows"] == 3)
      }
    }

    @Test func `a value that a batch would call missing is one in the version`() async throws {
      try await WorkFixture.with { fixture in
        try fixture.makeResource(kwh: "real", missing: ["NA", "-999"])
        let head = "uscc,district,kwh,month\n"
        let first = head + "A1,NA,-999.0,2026-01-31\nB2,d,1e-7,NA\nC3,d,-999,2026-01-31\n"
        try fixture.makeBatch("one", Array(first.utf8), rows: 3)
        try await fixture.ingest()
        let more = head + "D4,d,12,2026-01-31\n"
        try fixture.makeBatch("two", Array(more.utf8), rows: 1, mode: .upsert)
        try await fixture.ingest()
        let version = try #require(try fixture.versions().last)
        let profile = try Self.profile(fixture, version)
        #expect(profile.columns.map(\.missing) == [0, 1, 1, 1])
        let values = try #require(profile.columns.first { $0.name == "kwh" })
        #expect(values.extent == .init(minimum: "-999.0", maximum: "12.0"))
        #expect(Set(values.frequent.map(\.value)) == ["-999", "1e-07", "12"])
      }
    }

    @Test func `a merged version has the profile of the same rows delivered whole`() async throws {
      let head = "uscc,district,kwh,month\n"
      let kept = "A1,\"鄂城区, \"\"东\"\"\",1.5,2026-01-31\nD4,,NA,\nE5,葛店,-0.25,2026-03-31\n"
      let old = "B2,华容区,2,2026-01-31\n"
      let new = "B2,华容区,20,2026-02-28\nC3,葛店,100,2026-02-28\n"
      try await Self.version(after: [head + kept + old, head + new]) { fixture, version in
        let merged = try Self.profile(fixture, version)
        let columns = version.sheet["columns"]
        try await Self.version(after: [head + kept + new]) { other, whole in
          let delivered = try Self.profile(other, whole)
          #expect(delivered == merged)
          #expect(whole.sheet["columns"] == columns)
          #expect(version.rows == whole.rows)
        }
      }
    }
  }
}
