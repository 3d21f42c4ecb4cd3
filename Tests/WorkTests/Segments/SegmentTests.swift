// SPDX-License-Identifier: Apache-2.0
import Core
import Foundation
import Platform
import Tabular
import Testing
import Vault
import Work

extension WorkTests {
  /// Versions that share what a batch did not change.
  @Suite struct SegmentTests {
    /// Forty rows in one object, and one batch over them.
    static func with(
      _ limits: SegmentLimits = .small(bucketRows: 10, foldShare: 4),
      _ changes: [(String, Int)] = [("B1", 100), ("N1", 101)], _ mode: BatchMode = .upsert,
      _ body: (WorkFixture, DomainParts) async throws -> Void
    ) async throws {
      try await WorkFixture.with { fixture in
        try fixture.makeResource()
        let parts = try fixture.parts(limits)
        try await fixture.deliver("first", (0..<40).map { ("B\($0)", $0) }, .full, parts)
        try await fixture.deliver("second", changes, mode, parts)
        try await body(fixture, parts)
      }
    }

    @Test func `a small version is written as a whole, in one object`() async throws {
      try await Self.with(SegmentLimits()) { fixture, _ in
        let versions = try fixture.versions()
        #expect(versions.map(\.rows) == [40, 41])
        #expect(versions.allSatisfy { $0.segments == nil })
        let profile = try VersionProfileTests.profile(fixture, try #require(versions.last))
        #expect(profile.basis == nil && profile.rows == 41)
      }
    }

    @Test func `a batch writes what it changes and shares the rest`() async throws {
      try await Self.with { fixture, _ in
        let versions = try fixture.versions()
        let (first, second) = (versions[0], versions[1])
        #expect(first.segments == nil && first.state == .superseded)
        #expect(second.segments?.count == 2 && second.segments?.first == first.vaultObject)
        let manifest = try #require(try await fixture.manifest(second))
        #expect(manifest.deltas.map(\.segment.rows) == [2])
        #expect(second.bytes == first.bytes + manifest.deltas[0].segment.bytes)
        #expect(try await fixture.reading(first).contains("B1 1"))
        let rows = try await fixture.reading(second)
        #expect(rows.count == 41 && rows.contains("B1 100") && rows.contains("N1 101"))
      }
    }

    @Test func `the profile says whose it is and holds no value of a changed row`() async throws {
      try await Self.with(.small(), [("B1", 0)], .delete) { fixture, _ in
        let versions = try fixture.versions()
        let profile = try VersionProfileTests.profile(fixture, versions[1])
        #expect(profile.basis == .init(version: versions[0].id.rawValue, rows: 40))
        #expect(profile.columns.allSatisfy { $0.frequent.isEmpty && $0.extent == nil })
        #expect(profile.columns.map(\.distinct.count) == [40, 1, 40, 1])
        let sheet = versions[1].sheet
        #expect(sheet["rows"] == 39 && sheet["removedRows"] == 1 && sheet["unknownKeys"] == 0)
        #expect(sheet["profileOf"]?["version"]?.string == versions[0].id.rawValue)
        #expect(sheet["columns"]?.array?.count == 4)
      }
    }

    @Test func `a deletion counts keys that were not there, in segments too`() async throws {
      try await Self.with(.small(), [("B1", 0), ("Z", 0)], .delete) { fixture, parts in
        #expect(try fixture.active().sheet["unknownKeys"] == 1)
        // Gone is gone: the second time there is nothing to take out.
        try await fixture.deliver("third", [("B1", 0), ("B2", 0)], .delete, parts)
        let version = try fixture.active()
        #expect(version.rows == 38 && version.sheet["removedRows"] == 1)
        let back = try await fixture.deliver("fourth", [("B1", 7)], .append, parts)
        #expect(back.state == .accepted)
        let again = try await fixture.deliver("fifth", [("B1", 8), ("Q", 1)], .append, parts)
        #expect(again.failureClass == "batch.keysThere")
        #expect(again.failureCounts["keysThere"] == 1)
        #expect(try await fixture.reading(try fixture.active()).contains("B1 7"))
      }
    }

    @Test func `a first fold splits the rows, later ones keep to the day's share`() async throws {
      try await Self.with { fixture, parts in
        try await fixture.fold(parts)
        let split = try #require(try await fixture.manifest(try fixture.active()))
        #expect(split.bases.count == 4 && split.deltas.isEmpty && split.buckets == 4)
        #expect(split.bases.reduce(0) { $0 + $1.segment.rows } == 41)
        #expect(split.bases.allSatisfy { $0.segment.rows > 0 })
        try await fixture.deliver("third", (0..<40).map { ("B\($0)", 500 + $0) }, .upsert, parts)
        // The day's share is spent.
        try await fixture.fold(parts)
        #expect(try await fixture.manifest(try fixture.active())?.deltas.count == 1)
        var left = 4
        for day in 1...4 {
          try await fixture.fold(try fixture.parts(parts.limits.segments, daysLater: day))
          let manifest = try #require(try await fixture.manifest(try fixture.active()))
          let behind = manifest.bases.count { $0.level < manifest.level }
          #expect(behind < left && (behind > 0 || left <= 2), "day \(day): \(behind) of \(left)")
          #expect(manifest.deltas.isEmpty == (behind == 0))
          left = behind
          let rows = try await fixture.reading(try fixture.active())
          #expect(rows.count == 41 && rows.contains("B7 507") && rows.contains("N1 101"))
          if left == 0 { break }
        }
        #expect(left == 0)
      }
    }

    @Test func `many batches of one day are put into one`() async throws {
      try await Self.with { fixture, parts in
        try await fixture.fold(parts)
        for number in 0..<3 {
          try await fixture.deliver(
            "u\(number)", [("B5", 50 + number), ("M\(number)", number)],
            .upsert, parts)
        }
        try await fixture.deliver("gone", [("M1", 0), ("B9", 0)], .delete, parts)
        let expected = try await fixture.reading(try fixture.active())
        #expect(expected.count == 42 && expected.contains("B5 52"))
        let before = try #require(try await fixture.manifest(try fixture.active()))
        #expect(before.deltas.count == 4)
        try await fixture.fold(parts)
        let merged = try #require(try await fixture.manifest(try fixture.active()))
        #expect(merged.deltas.count == 1 && merged.bases == before.bases)
        // B5, B9, M0, M1 and M2: the latest of each key.
        #expect(merged.deltas.first?.segment.rows == 5)
        #expect(try await fixture.reading(try fixture.active()) == expected)
        let back = try await fixture.deliver("back", [("B9", 1)], .append, parts)
        #expect(back.state == .accepted)
        let known = try await fixture.deliver("known", [("B5", 1)], .append, parts)
        #expect(known.failureClass == "batch.keysThere")
        for day in 1...4 {
          try await fixture.fold(try fixture.parts(parts.limits.segments, daysLater: day))
        }
        #expect(try await fixture.manifest(try fixture.active())?.deltas.isEmpty == true)
        let rows = try await fixture.reading(try fixture.active())
        #expect(rows == (expected + ["B9 1"]).sorted())
      }
    }

    @Test func `parts without keys are joined when they are many`() async throws {
      try await WorkFixture.with { fixture in
        try fixture.makeResource(keys: [])
        let parts = try fixture.parts(.small(bucketsMax: 2, deltasMax: 2))
        try await fixture.deliver("first", [("A", 1), ("A", 1)], .full, parts)
        var expected = ["A 1", "A 1"]
        for number in 0..<10 {
          try await fixture.deliver("\(number)", [("A", 1), ("B", number)], .append, parts)
          expected += ["A 1", "B \(number)"]
          try await fixture.fold(parts)
        }
        let version = try fixture.active()
        #expect(version.rows == 22)
        #expect(try await fixture.reading(version) == expected.sorted())
        let manifest = try #require(try await fixture.manifest(version))
        #expect(manifest.segments.count <= 6)
      }
    }

    @Test func `a grant reads segments as it reads one object`() async throws {
      try await Self.with(.small(), [("B1", 0), ("B2", 0)], .delete) { fixture, parts in
        try await fixture.deliver("third", [("B3", 333), ("B4", 444)], .upsert, parts)
        try fixture.makeChain()
        try fixture.makeGrant(["uscc": "pseudonym", "kwh": "none"])
        try await fixture.grants().round()
        let grant = try fixture.grant
        #expect(grant.state == .ready && grant.rows == 38)
        let printed = try await fixture.query(
          try #require(grant.vaultObject),
          "SELECT count(DISTINCT uscc), min(length(uscc)), sum(kwh)::INT, max(kwh)::INT FROM t")
        let sum = (0..<40).reduce(0, +) - 1 - 2 - 3 - 4 + 333 + 444
        #expect(printed.split(separator: "\n").last == "38,64,\(sum),444")
      }
    }
  }
}
