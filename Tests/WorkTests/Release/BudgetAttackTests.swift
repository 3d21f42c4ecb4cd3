// SPDX-License-Identifier: Apache-2.0
import Core
import DisclosureControl
import Foundation
import Platform
import Testing
import Work

extension WorkTests {
  /// A11 and A12: a second account, another operator, a new version of a product or a withdrawn
  /// one, to begin with an empty history. Each with a variation by seed.
  @Suite struct BudgetAttackTests {
    private static let seeds: [UInt64] =
      ProcessInfo.processInfo.environment["SHUYU_SEED"].flatMap { UInt64($0) }.map { [$0] }
      ?? [1, 2]

    /// Another account and operator ask.
    private static func hand(_ id: RecordID, to name: String, _ fixture: WorkFixture) throws {
      let release = try fixture.platform.find(Release.self, id)
      guard case .object(var members) = try JSON(encoding: release) else { return }
      members["operator"] = .string(WorkFixture.id("ORG", name).rawValue)
      members["requestedBy"] = .string(WorkFixture.id("ACC", name).rawValue)
      try fixture.put(Release.self, .object(members))
    }

    /// A table of those above a bound: few are left out of one that is out.
    private static func fewer(_ seed: UInt64) -> ReleaseSpec {
      ReleaseTests.table([
        FilterDeclaration(
          column: "kwh", comparison: "atLeast", values: ["\(101 + Int(seed % 7))"])
      ])
    }

    private static func differences(_ id: RecordID, _ fixture: WorkFixture) throws -> Int {
      let release = try fixture.platform.find(Release.self, id)
      return try fixture.evidence(release)["differences"]?.array?.count ?? 0
    }

    @Test(arguments: seeds)
    func `what another account took out counts`(seed: UInt64) async throws {
      print("attack A11, seed \(seed)")
      try await ReleaseTests.with { fixture in
        let alone = try fixture.makeRelease("alone", .tabulation, Self.fewer(seed))
        try await fixture.releases().round()
        #expect(try Self.differences(alone, fixture) == 0, "with a history of its own it is free")
      }
      try await ReleaseTests.with { fixture in
        let first = try fixture.makeRelease("first", .tabulation, ReleaseTests.table())
        try await fixture.releases().round()
        try fixture.approve(first)
        try await fixture.releases().round()
        #expect(try fixture.platform.find(Release.self, first).state == .released)
        let second = try fixture.makeRelease("second", .tabulation, Self.fewer(seed))
        try Self.hand(second, to: "account \(seed)", fixture)
        try await fixture.releases().round()
        #expect(try Self.differences(second, fixture) > 0)
        let evaluation = try #require(
          try fixture.platform.find(Release.self, second).evaluation)
        #expect(!evaluation.isApprovable)
        // What the second account reads does not say that another has something out.
        #expect(!evaluation.findings.contains { $0.rule == "differencing" })
      }
    }

    @Test(arguments: seeds)
    func `a recalled table is out all the same, whatever the next version is called`(seed: UInt64)
      async throws
    {
      print("attack A12, seed \(seed)")
      try await ReleaseTests.with { fixture in
        let first = try fixture.makeRelease("version one", .query, ReleaseTests.table())
        try await fixture.releases().round()
        try fixture.approve(first)
        try await fixture.releases().round()
        var release = try fixture.platform.find(Release.self, first)
        if seed % 2 == 0 { release.state = .recalled }
        try fixture.platform.put(release)
        let kinds: [ReleaseKind] = [.tabulation, .query]
        let second = try fixture.makeRelease(
          "version \(seed + 1)", kinds[Int(seed / 2 % 2)], Self.fewer(seed))
        try await fixture.releases().round()
        #expect(try Self.differences(second, fixture) > 0)
        let evaluation = try #require(
          try fixture.platform.find(Release.self, second).evaluation)
        #expect(!evaluation.isApprovable)
      }
    }
  }
}
