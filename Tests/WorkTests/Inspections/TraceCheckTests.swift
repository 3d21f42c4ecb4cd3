// SPDX-License-Identifier: Apache-2.0
import Core
import Platform
import Testing
import Work

/// A product is followed back to its sources, and what is missing is named.
extension WorkTests {
  struct TraceCheckTests {
    private static let release = WorkFixture.id("RLS", "traced")
    private static let product = WorkFixture.id("PRD", "traced")

    /// A published product whose release names a grant and a resource that may not be there.
    private func makeProduct(_ fixture: WorkFixture, grant: RecordID?) throws {
      let place = JSON.string(fixture.platform.place)
      let agreement = JSON.string(WorkFixture.agreement.rawValue)
      let sum = JSON.string(String(repeating: "a", count: 64))
      try fixture.put(
        Release.self,
        [
          "id": .string(Self.release.rawValue), "place": place, "kind": "file",
          "operator": .string(WorkFixture.operatorID.rawValue), "agreement": agreement,
          "scenario": .string(WorkFixture.scenario.rawValue),
          "grant": grant.map { .string($0.rawValue) } ?? .null,
          "resources": .array([.string(WorkFixture.resource.rawValue)]),
          "spec": ["file": ["description": "a list", "decimals": 1]], "checkersNeeded": 2,
          "requestedBy": .string(WorkFixture.account.rawValue), "requestedOn": "2026-03-30",
          "state": "released", "votesCast": 1,
        ])
      try fixture.put(
        Product.self,
        [
          "id": .string(Self.product.rawValue), "place": place,
          "operator": .string(WorkFixture.operatorID.rawValue), "agreement": agreement,
          "release": .string(Self.release.rawValue), "code": "P1", "name": "Product",
          "type": "report", "version": 1, "internalNumber": "1", "kind": "file",
          "contentDigest": sum, "parameters": [],
          "definedBy": .string(WorkFixture.account.rawValue), "definedOn": "2026-03-30",
          "state": "published", "prices": [],
          "usage": ["charged": 0, "free": 0, "refused": 0],
        ])
    }

    private func gaps(_ fixture: WorkFixture) async throws -> [String] {
      let result = try await TraceCheck(reporting: fixture.platform).run(
        in: fixture.platform.place)
      return result.failures.map { $0.split(separator: ":")[1...].joined(separator: ":") }
    }

    @Test func `each record that is missing on the way is a gap`() async throws {
      try await WorkFixture.with { fixture in
        #expect(try await gaps(fixture) == [])
        try makeProduct(fixture, grant: nil)
        let names = [
          "agreement:\(WorkFixture.agreement.rawValue)", "evaluation", "votes",
          "scenario:\(WorkFixture.scenario.rawValue)", "source",
          "resource:\(WorkFixture.resource.rawValue)",
        ]
        #expect(try await gaps(fixture) == names)
        try fixture.makeResource()
        let gone = WorkFixture.id("GRT", "gone")
        try makeProduct(fixture, grant: gone)
        let left = try await gaps(fixture)
        #expect(left.contains("grant:\(gone.rawValue)"))
        #expect(!left.contains("source") && !left.contains { $0.hasPrefix("resource") })
      }
    }

    @Test func `every gap is a code that a report takes`() async throws {
      try await WorkFixture.with { fixture in
        try makeProduct(fixture, grant: nil)
        let worker = InspectionWorker(
          parts: fixture.parts, checks: [TraceCheck(reporting: fixture.platform)], first: .zero)
        try await worker.round()
        let found = try fixture.platform.read {
          try SelfInspection.find(.trace, in: fixture.platform.place, $0)
        }
        #expect(found?.state == .failed && found?.failures.count == 6)
      }
    }
  }
}
