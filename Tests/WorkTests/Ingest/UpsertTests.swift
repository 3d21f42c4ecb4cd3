// SPDX-License-Identifier: Apache-2.0
import Core
import Platform
import Testing
import Work

extension WorkTests {
  @Suite struct UpsertTests {
    static let first = """
      uscc,district,kwh,month
      A1,鄂城区,1,2026-01-31
      B2,华容区,2,2026-01-31

      """
    static let second = """
      uscc,district,kwh,month
      B2,华容区,20,2026-02-28
      C3,葛店,30,2026-02-28

      """

    @Test func `an upsert replaces rows by key and adds others`() async throws {
      try await WorkFixture.with { fixture in
        try fixture.makeResource()
        try fixture.makeBatch("one", Array(Self.first.utf8), rows: 2)
        try await fixture.ingest()
        try fixture.makeBatch("two", Array(Self.second.utf8), rows: 2, mode: .upsert)
        try await fixture.ingest()
        let versions = try fixture.versions()
        #expect(versions.map(\.state) == [.superseded, .active])
        #expect(versions.map(\.rows) == [2, 3])
        let printed = try await fixture.query(
          versions[1].vaultObject, "SELECT uscc, kwh FROM t ORDER BY uscc")
        #expect(printed == "uscc,kwh\nA1,1.000000\nB2,20.000000\nC3,30.000000\n")
      }
    }

    @Test(arguments: [["a", "b", "c"], ["c", "b", "a"], ["b", "c", "a"]])
    func `upserts of one day are applied in the order of their numbers`(
      names: [String]
    ) async throws {
      try await WorkFixture.with { fixture in
        try fixture.makeResource()
        let head = "uscc,district,kwh,month\n"
        for (index, name) in names.enumerated() {
          let text = head + "A1,d,\(index + 1),2026-01-31\nB\(index),d,0,2026-01-31\n"
          try fixture.makeBatch(
            name, Array(text.utf8), rows: 2, mode: .upsert, sequence: index + 1)
        }
        try await fixture.ingest()
        let versions = try fixture.versions()
        #expect(versions.map(\.rows) == [2, 3, 4])
        let made = versions.compactMap { version in
          names.first { WorkFixture.id("BAT", $0) == version.batch }
        }
        #expect(made == names)
        let printed = try await fixture.query(
          try #require(versions.last).vaultObject, "SELECT kwh FROM t WHERE uscc = 'A1'")
        #expect(printed == "kwh\n3.000000\n")
      }
    }

    @Test func `a delivery waits for the one before it and is not lost`() async throws {
      try await WorkFixture.with { fixture in
        try fixture.makeResource()
        let second = try fixture.makeBatch(
          "two", Array(Self.second.utf8), rows: 2, mode: .upsert, sequence: 2)
        let first = try fixture.makeBatch(
          "one", Array(Self.first.utf8), rows: 2, mode: .upsert, sequence: 1)
        var waiting = try fixture.platform.find(Batch.self, first)
        waiting.state = .delivered
        try fixture.platform.put(waiting)
        try await fixture.ingest()
        #expect(try fixture.platform.find(Batch.self, second).state == .attested)
        #expect(!fixture.platform.reports.contains { $0.contains("batch.order") })
        waiting.state = .attested
        try fixture.platform.put(waiting)
        try await fixture.ingest()
        #expect(try fixture.platform.find(Batch.self, second).state == .accepted)
        #expect(try fixture.versions().map(\.rows) == [2, 3])
      }
    }

    @Test func `an upsert without an earlier version is the first`() async throws {
      try await WorkFixture.with { fixture in
        try fixture.makeResource()
        try fixture.makeBatch("one", Array(Self.second.utf8), rows: 2, mode: .upsert)
        try await fixture.ingest()
        #expect(try fixture.versions().map(\.rows) == [2])
      }
    }

    @Test func `rows that share a key with other content are all kept apart`() async throws {
      try await WorkFixture.with { fixture in
        try fixture.makeResource()
        let text = Self.first + "A1,鄂城区,9,2026-01-31\nB2,华容区,2,2026-01-31\n"
        let batch = try fixture.makeBatch("one", Array(text.utf8), rows: 4)
        try await fixture.ingest()
        let done = try fixture.platform.find(Batch.self, batch)
        #expect(done.rowsGood == 1)
        #expect(done.rowsBad == 2)
        #expect(done.rowsRepeated == 1)
        #expect(done.failureCounts == ["duplicateKey": 2])
        #expect(try fixture.versions().first?.sheet["badCounts"] == ["duplicateKey": 2])
        #expect(try fixture.versions().first?.sheet["repeatedRows"] == 1)
      }
    }

    @Test func `rows of an upsert that share a key are counted and change nothing`() async throws {
      try await WorkFixture.with { fixture in
        try fixture.makeResource()
        try fixture.makeBatch("one", Array(Self.first.utf8), rows: 2)
        try await fixture.ingest()
        let text = Self.second + "B2,华容区,21,2026-02-28\nC3,葛店,30,2026-02-28\n"
        let batch = try fixture.makeBatch("two", Array(text.utf8), rows: 4, mode: .upsert)
        try await fixture.ingest()
        let done = try fixture.platform.find(Batch.self, batch)
        #expect(done.rowsGood == 1 && done.rowsBad == 2 && done.rowsRepeated == 1)
        #expect(done.failureCounts == ["duplicateKey": 2])
        let version = try #require(try fixture.versions().last)
        let printed = try await fixture.query(
          version.vaultObject, "SELECT uscc, kwh FROM t ORDER BY uscc")
        #expect(printed == "uscc,kwh\nA1,1.000000\nB2,2.000000\nC3,30.000000\n")
      }
    }

    @Test func `equal rows of a resource without keys stay and are counted`() async throws {
      try await WorkFixture.with { fixture in
        try fixture.makeResource(keys: [])
        let text = Self.first + "A1,鄂城区,1,2026-01-31\nA1,鄂城区,1,2026-01-31\n"
        let batch = try fixture.makeBatch("one", Array(text.utf8), rows: 4)
        try await fixture.ingest()
        let done = try fixture.platform.find(Batch.self, batch)
        #expect(done.rowsGood == 4 && done.rowsBad == 0 && done.rowsRepeated == 2)
        #expect(try fixture.versions().map(\.rows) == [4])
        #expect(try fixture.versions().first?.sheet["repeatedRows"] == 2)
      }
    }

    @Test func `a full set takes the place of all earlier rows`() async throws {
      try await WorkFixture.with { fixture in
        try fixture.makeResource(keys: [])
        try fixture.makeBatch("one", Array(Self.first.utf8), rows: 2)
        try await fixture.ingest()
        try fixture.makeBatch("two", Array(Self.second.utf8), rows: 2)
        try await fixture.ingest()
        let version = try #require(try fixture.versions().last)
        let printed = try await fixture.query(
          version.vaultObject, "SELECT uscc FROM t ORDER BY uscc")
        #expect(printed == "uscc\nB2\nC3\n")
      }
    }
  }
}
