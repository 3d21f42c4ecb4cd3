// SPDX-License-Identifier: Apache-2.0
import Core
import Platform
import Regulation
import Synchronization
import Testing
import Work

/// When the platform inspects itself, and what it reports.
extension WorkTests {
  struct InspectionWorkerTests {
    /// A check that gives results in turn, then passes.
    final class Scripted: InspectionCheck {
      struct Broken: Error {}
      let item: InspectionItem
      let isShared: Bool
      private let script: Mutex<[InspectionResult?]>
      private let runs = Mutex(0)

      init(_ item: InspectionItem, isShared: Bool = true, _ script: [InspectionResult?] = []) {
        self.item = item
        self.isShared = isShared
        self.script = Mutex(script)
      }

      var count: Int { runs.withLock { $0 } }

      func run(in place: String) async throws -> InspectionResult {
        runs.withLock { $0 += 1 }
        let next = script.withLock { $0.isEmpty ? [] : [$0.removeFirst()] }
        guard let scripted = next.first else { return InspectionResult(checks: 1, failures: []) }
        guard let scripted else { throw Broken() }
        return scripted
      }
    }

    private func inspection(
      _ fixture: WorkFixture, _ item: InspectionItem
    ) throws -> SelfInspection? {
      try fixture.platform.read { try SelfInspection.find(item, in: fixture.platform.place, $0) }
    }

    @Test func `it runs daily by a clock that nobody moves, not at the start`() async throws {
      try await WorkFixture.with { fixture in
        let time = Mutex(ContinuousClock.now)
        let check = Scripted(.chain)
        let worker = InspectionWorker(
          parts: fixture.parts, checks: [check], first: .seconds(600), interval: .seconds(86_400),
          uptime: { time.withLock { $0 } })
        try await worker.round()
        #expect(check.count == 0)
        time.withLock { $0 += .seconds(601) }
        try await worker.round()
        try await worker.round()
        #expect(check.count == 1)
        #expect(try inspection(fixture, .chain)?.state == .passed)
        time.withLock { $0 += .seconds(86_399) }
        try await worker.round()
        #expect(check.count == 1)
        time.withLock { $0 += .seconds(2) }
        try await worker.round()
        #expect(check.count == 2)
        #expect(try inspection(fixture, .chain)?.runs == 2)
      }
    }

    @Test func `what is asked for is made at once, and only that`() async throws {
      try await WorkFixture.with { fixture in
        let (chain, trace) = (Scripted(.chain), Scripted(.trace))
        let worker = InspectionWorker(parts: fixture.parts, checks: [chain, trace])
        let bureau = Actor(
          account: WorkFixture.account, organisation: WorkFixture.unit,
          place: fixture.platform.place, capacities: [.implementingBody])
        _ = try fixture.platform.run("inspection.ask", ["item": "trace"], as: bureau)
        try await worker.round()
        try await worker.round()
        #expect(chain.count == 0 && trace.count == 1)
        #expect(try inspection(fixture, .trace)?.asked == nil)
      }
    }

    @Test func `what is found and what cannot be tried raise warnings with codes`() async throws {
      try await WorkFixture.with { fixture in
        let many = (0..<80).map { "try.\($0)" }
        let found = Scripted(.isolation, [InspectionResult(checks: 80, failures: many)])
        let broken = Scripted(.rawData, [nil])
        let worker = InspectionWorker(
          parts: fixture.parts, checks: [found, broken], first: .zero)
        try await worker.round()
        let isolation = try #require(try inspection(fixture, .isolation))
        #expect(isolation.state == .failed)
        #expect(isolation.failures.count == ReportInspection.failuresMax)
        let rawData = try #require(try inspection(fixture, .rawData))
        #expect(rawData.state == .failed)
        #expect(rawData.failures.count == 1 && rawData.failures[0].hasPrefix("notTried."))
        let alerts = try fixture.platform.read { try $0.all(Alert.self) }
        #expect(Set(alerts.map(\.item)) == [.isolation, .rawData])
      }
    }

    @Test func `made-up raw rows never pass, and honest totals do`() async throws {
      try #require(WorkFixture.isPossible, "bubblewrap, DuckDB and Python are needed")
      try await WorkFixture.with { fixture in
        let result = try await RawDataCheck(parts: fixture.parts).run(in: fixture.platform.place)
        #expect(result == InspectionResult(checks: 4, failures: []))
      }
    }
  }
}
