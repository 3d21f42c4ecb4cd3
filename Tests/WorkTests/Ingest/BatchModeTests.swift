// SPDX-License-Identifier: Apache-2.0
import Core
import Platform
import Testing
import Work

extension WorkTests {
  /// Rows that are added, and rows that are taken out, by a batch.
  @Suite struct BatchModeTests {
    private static let head = "uscc,district,kwh,month\n"

    private func rows(_ fixture: WorkFixture) async throws -> String {
      let version = try #require(try fixture.versions().last)
      return try await fixture.query(
        version.vaultObject, "SELECT uscc || ' ' || kwh::INT AS r FROM t ORDER BY ALL")
    }

    @Test func `an appended batch adds its rows`() async throws {
      try await WorkFixture.with { fixture in
        try fixture.makeResource()
        try fixture.makeBatch("one", Array(UpsertTests.first.utf8), rows: 2, mode: .append)
        try await fixture.ingest()
        let more = Self.head + "C3,葛店,30,2026-02-28\n"
        try fixture.makeBatch("two", Array(more.utf8), rows: 1, mode: .append)
        try await fixture.ingest()
        #expect(try fixture.versions().map(\.rows) == [2, 3])
        #expect(try await rows(fixture) == "r\nA1 1\nB2 2\nC3 30\n")
      }
    }

    @Test func `an appended key that is there already refuses the batch`() async throws {
      try await WorkFixture.with { fixture in
        try fixture.makeResource()
        try fixture.makeBatch("one", Array(UpsertTests.first.utf8), rows: 2)
        try await fixture.ingest()
        let id = try fixture.makeBatch(
          "two", Array(UpsertTests.second.utf8), rows: 2, mode: .append)
        try await fixture.ingest()
        let batch = try fixture.platform.find(Batch.self, id)
        #expect(batch.state == .rejected && batch.failureClass == "batch.keysThere")
        #expect(batch.failureCounts["keysThere"] == 1)
        #expect(try fixture.versions().map(\.state) == [.active])
        #expect(try fixture.isMemoryClean())
      }
    }

    @Test func `rows without keys are appended as they are`() async throws {
      try await WorkFixture.with { fixture in
        try fixture.makeResource(keys: [])
        for name in ["one", "two"] {
          try fixture.makeBatch(name, Array(UpsertTests.first.utf8), rows: 2, mode: .append)
          try await fixture.ingest()
        }
        #expect(try await rows(fixture) == "r\nA1 1\nA1 1\nB2 2\nB2 2\n")
      }
    }

    @Test func `a deletion takes out the rows of its keys and says which it did not find`()
      async throws
    {
      try await WorkFixture.with { fixture in
        try fixture.makeResource()
        try fixture.makeBatch("one", Array(UpsertTests.first.utf8), rows: 2)
        try await fixture.ingest()
        let id = try fixture.makeBatch(
          "gone", Array("uscc\nA1\nZ9\n".utf8), rows: 2, mode: .delete, columns: ["uscc"])
        try await fixture.ingest()
        let batch = try fixture.platform.find(Batch.self, id)
        #expect(batch.state == .accepted && batch.rowsGood == 2)
        #expect(try await rows(fixture) == "r\nB2 2\n")
        let version = try #require(try fixture.versions().last)
        #expect(version.rows == 1)
        #expect(version.sheet["removedRows"] == 1)
        #expect(version.sheet["unknownKeys"] == 1)
        #expect(version.sheet["columns"]?.array?.count == 4)
      }
    }

    @Test func `there is nothing to delete from before the first version`() async throws {
      try await WorkFixture.with { fixture in
        try fixture.makeResource()
        let id = try fixture.makeBatch(
          "gone", Array("uscc\nA1\n".utf8), rows: 1, mode: .delete, columns: ["uscc"])
        try await fixture.ingest()
        #expect(try fixture.platform.find(Batch.self, id).failureClass == "batch.nothingThere")
      }
    }

    @Test(arguments: [BatchEncoding.utf16le, .utf16be])
    func `UTF-16 is read as declared`(_ encoding: BatchEncoding) async throws {
      try await WorkFixture.with { fixture in
        try fixture.makeResource()
        let bytes = UpsertTests.first.utf16.flatMap { unit -> [UInt8] in
          let pair = [UInt8(unit & 0xFF), UInt8(unit >> 8)]
          return encoding == .utf16le ? pair : pair.reversed()
        }
        try fixture.makeBatch("one", bytes, rows: 2, encoding: encoding)
        try await fixture.ingest()
        #expect(try await rows(fixture) == "r\nA1 1\nB2 2\n")
      }
    }

    /// Thirty nights over one set, each with new rows, corrections and deletions.
    @Test func `after thirty nights a row that was deleted is in no version that can be read`()
      async throws
    {
      try await WorkFixture.with { fixture in
        try fixture.makeResource()
        var expected: [String: Int] = [:]
        func deliver(
          _ name: String, _ text: String, _ rows: Int, _ mode: BatchMode, columns: [String]
        ) async throws {
          try fixture.makeBatch(name, Array(text.utf8), rows: rows, mode: mode, columns: columns)
          try await fixture.ingest()
          let batch = try fixture.platform.find(Batch.self, WorkFixture.id("BAT", name))
          #expect(batch.state == .accepted, "\(name) \(batch.failureClass ?? "")")
        }
        let all = ["uscc", "district", "kwh", "month"]
        for night in 0..<15 {
          let fresh = (0..<3).map { "N\(night)R\($0)" }
          let lines = (fresh + (night > 0 ? ["N\(night - 1)R0"] : [])).map { key in
            expected[key] = night
            return "\(key),d,\(night),2026-01-31\n"
          }
          try await deliver(
            "upsert\(night)", Self.head + lines.joined(), lines.count, .upsert, columns: all)
          expected["N\(night)R2"] = nil
          try await deliver(
            "delete\(night)", "uscc\nN\(night)R2\n", 1, .delete, columns: ["uscc"])
        }
        let printed = expected.map { "\($0.key) \($0.value)" }.sorted()
        #expect(try await rows(fixture) == "r\n" + printed.joined(separator: "\n") + "\n")
        let versions = try fixture.versions()
        #expect(versions.count == 30)
        #expect(versions.filter { $0.state == .active }.count == 1)
        #expect(versions.last?.rows == expected.count)
        #expect(versions.last?.sheet["removedRows"] == 1)
        #expect(try fixture.isMemoryClean())
      }
    }
  }
}
