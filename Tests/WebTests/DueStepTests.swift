// SPDX-License-Identifier: Apache-2.0
import Core
import Foundation
import Platform
import Testing

/// The steps of cases on the first page: those of the actor's capacities, by their due day.
@Suite struct DueStepTests {
  /// A case in Ezhou's review of scenarios; the assessor, a data authority, has one of its steps.
  private static func file(
    _ number: UInt8, at step: String, due: String? = nil, state: String = "open",
    beside: [(step: String, due: String?)] = [], version: Int64 = 1, uncertain: JSON? = nil
  ) -> JSON {
    var members: [String: JSON] = [
      "id": .string(FakeRecords.id("CAS", number).rawValue), "place": "ezhou",
      "procedure": "scenario", "state": .string(state), "current": .string(step),
      "profileVersion": .int(version), "subject": .string(FakeRecords.id("NTE", 1).rawValue),
    ]
    members["dueOn"] = due.map { .string($0) }
    members["uncertain"] = beside.isEmpty ? uncertain : nil
    if !beside.isEmpty {
      members["sideOpen"] = "yes"
      members["sideDueOn"] = beside.compactMap(\.due).min().map { .string($0) }
      members["beside"] = .array(
        beside.map { side in
          var step: [String: JSON] = ["step": .string(side.step), "enteredOn": "2026-11-01"]
          step["dueOn"] = side.due.map { .string($0) }
          step["uncertain"] = uncertain
          return .object(step)
        })
    }
    return .object(members)
  }

  /// The rows of steps on the assessor's first page, in order.
  private func rows(
    _ files: [JSON], calendar: WorkingCalendar? = nil
  ) async throws -> [String] {
    var browser = try await Browser.signedIn("assessor") {
      $0.records["case"] = files
      if let calendar { $0.calendar = calendar }
    }
    let page = try await browser.get("/").text
    let rows = page.components(separatedBy: "<tr><th scope=\"row\">").dropFirst()
    return rows.compactMap { $0.components(separatedBy: "</tr>").first }
  }

  private func isRow(_ row: String, of number: UInt8) -> Bool {
    row.contains("href=\"/console/cases/\(FakeRecords.id("CAS", number).rawValue)\"")
  }

  @Test func `urgent cases come first, and cases without a day come last`() async throws {
    let rows = try await rows([
      Self.file(1, at: "anteAssessment"),
      Self.file(2, at: "anteAssessment", due: "2026-12-31"),
      Self.file(3, at: "anteAssessment", due: "2026-11-01"),
    ])
    try #require(rows.count == 3)
    #expect(isRow(rows[0], of: 3) && rows[0].contains("2026-11-01") && rows[0].contains("已逾期"))
    #expect(isRow(rows[1], of: 2) && rows[1].contains("2026-12-31"))
    #expect(!rows[1].contains("已逾期"))
    #expect(isRow(rows[2], of: 1) && !rows[2].contains("已逾期"))
  }

  @Test func `steps of others and cases that have ended are not listed`() async throws {
    let rows = try await rows([
      Self.file(1, at: "jointReview", due: "2026-12-31"),
      Self.file(2, at: "anteAssessment", state: "ended"),
      Self.file(3, at: "noSuchStep"),
      Self.file(4, at: "anteAssessment", version: 9),
      Self.file(5, at: "anteAssessment"),
    ])
    #expect(rows.count == 1 && isRow(rows[0], of: 5))
  }

  @Test func `a step beside the chain is listed with its own due day, to whom it belongs`()
    async throws
  {
    let rows = try await rows([
      Self.file(
        1, at: "usagePlan", due: "2026-12-30",
        beside: [("anteAssessment", "2026-11-05"), ("jointReview", "2026-12-31")]),
      Self.file(2, at: "usagePlan", beside: [("jointReview", nil)]),
      Self.file(3, at: "active", state: "active", beside: [("anteAssessment", nil)]),
    ])
    try #require(rows.count == 2)
    #expect(isRow(rows[0], of: 1) && rows[0].contains("2026-11-05"))
    #expect(!rows[0].contains("2026-12-30") && !rows[0].contains("2026-12-31"))
    #expect(isRow(rows[1], of: 3))
  }

  @Test func `what others are late with is shown to a data authority, with who owes it`()
    async throws
  {
    let rows = try await rows([
      Self.file(1, at: "usagePlan", beside: [("jointReview", "2026-11-03")]),
      Self.file(2, at: "jointReview", due: "2026-11-01"),
      Self.file(3, at: "jointReview", due: "2026-11-01", state: "ended"),
    ])
    try #require(rows.count == 2)
    #expect(isRow(rows[0], of: 2) && isRow(rows[1], of: 1))
    #expect(rows.allSatisfy { $0.contains("（由") && $0.contains("已逾期") })
  }

  /// Ten working days from 15 October, counted without the notice of 2026.
  private static let count: JSON = [
    "from": "2026-10-15", "workingDays": 10, "unpublishedYear": 2026,
  ]

  @Test func `a day that waits for a year's notice is marked and nobody's delay`() async throws {
    let rows = try await rows([
      Self.file(1, at: "anteAssessment", due: "2026-10-29", uncertain: Self.count),
      Self.file(
        2, at: "usagePlan", beside: [("anteAssessment", "2026-10-29")], uncertain: Self.count),
      // What others owe is shown when they are late, and nobody knows that yet.
      Self.file(3, at: "jointReview", due: "2026-10-29", uncertain: Self.count),
      Self.file(4, at: "usagePlan", beside: [("jointReview", "2026-10-29")], uncertain: Self.count),
    ])
    try #require(rows.count == 2)
    #expect(isRow(rows[0], of: 1) && isRow(rows[1], of: 2))
    for row in rows {
      #expect(row.contains("2026-10-29（2026 年放假安排未公布）") && !row.contains("已逾期"))
    }
  }

  @Test func `once the notice is known the day is counted anew and counts`() async throws {
    let year = try WorkingCalendarYear.parse(
      Array(
        #"{"year":2026,"source":"x","holidays":["2026-10-22"],"workdays":[]}"#.utf8))
    let rows = try await rows(
      [
        Self.file(1, at: "anteAssessment", due: "2026-10-29", uncertain: Self.count),
        Self.file(3, at: "jointReview", due: "2026-10-29", uncertain: Self.count),
      ], calendar: try WorkingCalendar([year]))
    try #require(rows.count == 2)
    for row in rows {
      #expect(row.contains("2026-10-30") && row.contains("已逾期"))
      #expect(!row.contains("2026-10-29") && !row.contains("放假安排未公布"))
    }
  }

  @Test(arguments: ["/console/cases", "/console/cases/"])
  func `the list and the page of a case show the mark beside the day`(path: String) async throws {
    let id = FakeRecords.id("CAS", 1).rawValue
    let both = Self.file(1, at: "anteAssessment", due: "2026-10-29", uncertain: Self.count)
    var browser = try await Browser.signedIn("assessor") { $0.records["case"] = [both] }
    let page = try await browser.get(path.hasSuffix("/") ? path + id : path).text
    #expect(page.contains("2026-10-29（2026 年放假安排未公布）"))
  }

  @Test func `of more cases than are shown, those due first are, and the list has the rest`()
    async throws
  {
    let late = (0..<10).map { Self.file($0, at: "anteAssessment", due: "2027-03-01") }
    let urgent = (10..<60).map { Self.file($0, at: "anteAssessment", due: "2026-11-20") }
    let undated = (60..<130).map { Self.file($0, at: "anteAssessment") }
    let beside = (130..<160).map {
      Self.file($0, at: "usagePlan", beside: [("anteAssessment", "2027-01-01")])
    }
    let rows = try await rows(undated + late + urgent + beside)
    #expect(rows.count == 100)
    #expect(rows.prefix(50).allSatisfy { $0.contains("2026-11-20") })
    #expect(rows.dropFirst(50).prefix(30).allSatisfy { $0.contains("2027-01-01") })
    #expect(rows.allSatisfy { !$0.contains("2027-03-01") })
    var browser = try await Browser.signedIn("assessor") { $0.records["case"] = urgent + beside }
    let all = try await browser.get("/").text
    #expect(!all.contains("/console/cases?state=open"))
    browser = try await Browser.signedIn("assessor") {
      $0.records["case"] = undated + urgent + beside
    }
    let more = try await browser.get("/").text
    #expect(more.contains("/console/cases?state=open"))
  }
}
