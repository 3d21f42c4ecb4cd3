// SPDX-License-Identifier: Apache-2.0
import Core
import DisclosureControl
import Platform
import Testing
import Work

extension WorkTests.StandingRefreshTests {
  private static let months = ["2026-01-31", "2026-02-28"]

  /// In each of two districts twelve enterprises of one month and fifteen of the other.
  private static let two = (0..<54).map { index in
    "U\(index),D\(index % 2),\(100 + index),\(months[index < 24 ? 0 : 1])"
  }

  private func rules(_ refresh: Release) -> [String] {
    refresh.evaluation?.findings.map(\.rule) ?? []
  }

  @Test(arguments: [false, true])
  func `a district wholly in one month goes before people, whatever is held elsewhere`(
    isHeld: Bool
  ) async throws {
    try await with(dimensions: ["district", "month"], base: Self.two) { fixture, id in
      let before = try served(id, fixture)
      let left = Self.two.filter { !$0.contains(",D0,") || !$0.hasSuffix(Self.months[0]) }
      let more = isHeld ? ["N1,D1,120,\(Self.months[1])"] : []
      let refresh = try await night("two", left + more, fixture)
      #expect(refresh.state == .reviewing, "\(fixture.platform.reports)")
      #expect(refresh.evaluation?.isClear == false)
      // Where nothing is held it is for people anyhow, and not compared person by person.
      #expect(rules(refresh).contains(isHeld ? "class-disclosure" : "refresh-differencing"))
      #expect(try served(id, fixture) == before)
    }
  }

  @Test func `negative values that are shown go before people, whatever is held elsewhere`()
    async throws
  {
    try await with { fixture, id in
      let before = try served(id, fixture)
      let owing = (0..<6).map { "N\($0),D0,-120" }
      let refresh = try await night(
        "two", Self.base + owing + Self.newcomers(1, "D1"), fixture)
      #expect(refresh.state == .reviewing, "\(fixture.platform.reports)")
      #expect(refresh.evaluation?.isClear == false)
      #expect(try served(id, fixture) == before)
    }
  }

  @Test func `refreshes differ by as many as the place says that two releases must`()
    async throws
  {
    try await with(numbers: ["differencingMin": "8"]) { fixture, id in
      let refresh = try await night(
        "two", Self.base + Self.newcomers(6, "D0") + Self.newcomers(9, "D1"), fixture)
      #expect(refresh.state == .released, "\(fixture.platform.reports)")
      let bytes = try served(id, fixture)
      #expect(try count("D0", bytes) == "20", "six are told by subtraction")
      #expect(try count("D1", bytes) == "29")
    }
  }

  @Test func `a place that asks for fewer between releases than in a cell keeps the cell's number`()
    async throws
  {
    try await with(numbers: ["contributorsMin": "8", "differencingMin": "3"]) { fixture, id in
      let refresh = try await night(
        "two", Self.base + Self.newcomers(6, "D0") + Self.newcomers(9, "D1"), fixture)
      #expect(refresh.state == .released, "\(fixture.platform.reports)")
      let bytes = try served(id, fixture)
      #expect(try count("D0", bytes) == "20")
      #expect(try count("D1", bytes) == "29")
    }
  }
}
