// SPDX-License-Identifier: Apache-2.0
import Core
import Logging
import Platform
import Testing
import Work

extension WorkTests {
  /// Agreements end by themselves once their last day is over.
  @Suite struct DayTurnTests {
    static let today = WorkFixture.now.day(in: .china)

    static func turn(_ fixture: WorkFixture) -> DayTurn {
      DayTurn(
        places: [fixture.platform.place], reporting: fixture.platform,
        logger: Logger(label: "test"))
    }

    static func agreement(_ fixture: WorkFixture) throws -> Agreement {
      try fixture.platform.find(Agreement.self, WorkFixture.agreement)
    }

    @Test(arguments: [Agreement.State.active, .suspended])
    func `an agreement whose last day is over ends on that day`(
      _ state: Agreement.State
    ) async throws {
      try await WorkFixture.with { fixture in
        let last = Self.today.adding(days: -1)
        try fixture.makeChain(agreement: state, endsOn: last.description)
        #expect(try await Self.turn(fixture).run(on: Self.today) == 1)
        let ended = try Self.agreement(fixture)
        #expect(ended.state == .terminating)
        #expect(ended.endedOn == last)
        #expect(ended.endGround == "expiry")
        #expect(try await Self.turn(fixture).run(on: Self.today) == 0)
        #expect(fixture.platform.reports == ["agreement.expire allowed"])
      }
    }

    @Test func `the last day itself still counts`() async throws {
      try await WorkFixture.with { fixture in
        try fixture.makeChain(endsOn: Self.today.description)
        #expect(try await Self.turn(fixture).run(on: Self.today) == 0)
        #expect(try Self.agreement(fixture).state == .active)
        #expect(fixture.platform.reports == [])
      }
    }

    @Test(arguments: [Agreement.State.draft, .signed, .terminating, .ended])
    func `what is not in force does not expire`(_ state: Agreement.State) async throws {
      try await WorkFixture.with { fixture in
        try fixture.makeChain(
          agreement: state, endsOn: Self.today.adding(days: -30).description)
        #expect(try await Self.turn(fixture).run(on: Self.today) == 0)
        #expect(try Self.agreement(fixture).state == state)
      }
    }

    @Test func `a step that is late lapses where something follows, and no other`() async throws {
      try await WorkFixture.with { fixture in
        for (id, step, due) in [("a", "answer", -1), ("b", "answer", 0), ("c", "closing", -1)] {
          try fixture.put(
            CaseFile.self,
            [
              "id": .string(WorkFixture.id("CAS", id).rawValue),
              "place": .string(fixture.platform.place), "procedure": "request",
              "subject": .string(WorkFixture.agreement.rawValue), "profileVersion": 1,
              "openedBy": .string(WorkFixture.account.rawValue),
              "openedFor": .string(WorkFixture.unit.rawValue), "state": "open",
              "current": .string(step), "enteredOn": .string(Self.today.description),
              "dueOn": .string(Self.today.adding(days: due).description), "steps": [],
            ])
        }
        let turn = DayTurn(
          places: [fixture.platform.place],
          lapsing: [
            fixture.platform.place: [LapsingStep(procedure: "request", step: "answer")]
          ], reporting: fixture.platform, logger: Logger(label: "test"))
        #expect(try await turn.run(on: Self.today) == 0)
        #expect(fixture.platform.reports.count == 1)
        #expect(fixture.platform.reports.first?.hasPrefix("case.lapse") == true)
      }
    }

    @Test func `a report that is lost is made again`() async throws {
      try await WorkFixture.with { fixture in
        try fixture.makeChain(endsOn: Self.today.adding(days: -1).description)
        fixture.platform.lose("agreement.expire")
        await #expect(throws: MemoryPlatform.Lost.self) {
          try await Self.turn(fixture).run(on: Self.today)
        }
        #expect(try await Self.turn(fixture).run(on: Self.today) == 1)
      }
    }

    @Test func `an end whose answer was lost is not made twice`() async throws {
      try await WorkFixture.with { fixture in
        try fixture.makeChain(endsOn: Self.today.adding(days: -1).description)
        fixture.platform.lose("agreement.expire", .answerLost)
        await #expect(throws: MemoryPlatform.Lost.self) {
          try await Self.turn(fixture).run(on: Self.today)
        }
        #expect(try await Self.turn(fixture).run(on: Self.today) == 0)
        #expect(try Self.agreement(fixture).state == .terminating)
      }
    }
  }
}
