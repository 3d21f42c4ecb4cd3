// SPDX-License-Identifier: Apache-2.0
import Core
import Foundation
import HTTPTypes
import Platform
import Regulation
import Testing

/// The figures of the review as a page, as files and as JSON.
struct FiguresPageTests {
  private static let release = FakeRecords.id("RLS", 1)
  private static let path = "/console/review-figures"

  private static func figures() throws -> ReviewFigures {
    let day = FakePlatform.now.day(in: .china)
    func release(_ number: UInt8, on: Day) throws -> Release {
      let owner = JSON.string(FakeRecords.bureau.rawValue)
      let document: JSON = [
        "id": .string(FakeRecords.id("RLS", number).rawValue), "place": "ezhou", "kind": "file",
        "operator": owner, "agreement": .string(FakeRecords.id("AGR", 1).rawValue),
        "scenario": .string(FakeRecords.id("SCN", 1).rawValue),
        "output": .string(FakeRecords.id("OUT", 1).rawValue), "resources": [],
        "spec": ["file": ["description": "a list", "decimals": 1]], "checkersNeeded": 2,
        "requestedBy": .string(FakeRecords.id("ACC", 8).rawValue),
        "requestedOn": .string(on.description), "state": "reviewing", "votesCast": 1,
      ]
      return try document.decode(Release.self)
    }
    let votes = try [("5", "approve"), ("6", "reject")].map { number, choice in
      let account = FakeRecords.id("ACC", try #require(UInt8(number)))
      let document: JSON = [
        "id": .string(FakeRecords.id("VOT", try #require(UInt8(number))).rawValue),
        "place": "ezhou", "release": .string(FakeRecords.id("RLS", 9).rawValue),
        "operator": .string(FakeRecords.bureau.rawValue), "account": .string(account.rawValue),
        "on": .string(day.description), "choice": .string(choice), "state": "opened",
      ]
      return try document.decode(EgressVote.self)
    }
    return ReviewFigures(
      waiting: [try release(1, on: day), try release(2, on: day.adding(days: -1))], votes: votes,
      today: day, calendar: try WorkingCalendar([]))
  }

  private static func browser(_ login: String) async throws -> Browser {
    let figures = try figures()
    let platform = try FakePlatform(nouns: [Notes.self, Egress.self]) { $0.figures = figures }
    return try await Browser.signedIn(login, in: Browser(platform))
  }

  @Test func `the bureau sees what waits, who voted and how far two agree`() async throws {
    var browser = try await Self.browser("clerk")
    let text = try await browser.get(Self.path).text
    #expect(text.contains("两人以上已表决 1 件，其中意见不一 1 件，无多数意见 1 件"))
    let older = try #require(text.range(of: FakeRecords.id("RLS", 2).rawValue))
    let newer = try #require(text.range(of: FakeRecords.id("RLS", 1).rawValue))
    #expect(older.lowerBound < newer.lowerBound)
    #expect(text.contains("/console/releases/\(Self.release.rawValue)"))
    #expect(text.contains("<td class=\"number\">0.000</td>"))
    #expect(try await browser.get("/").text.contains(Self.path))
    let english = try await browser.get("\(Self.path)?lang=en").text
    #expect(english.contains("1 releases with opened votes of two or more"))
  }

  @Test func `each table can be taken as a file`() async throws {
    var browser = try await Self.browser("auditor")
    for (part, word) in [("open", "应表决"), ("checkers", "尚未表决"), ("agreement", "Kappa")] {
      let csv = try await browser.get("\(Self.path)?part=\(part)&export=csv")
      #expect(csv.status == .ok && csv.text.contains(word), "\(part)")
      #expect(csv.headers[.contentDisposition]?.contains("review-\(part)-") == true)
    }
    #expect(try await browser.get("\(Self.path)?export=pdf").status == .badRequest)
  }

  @Test func `the same is there as JSON`() async throws {
    var browser = try await Self.browser("assessor")
    browser.headers[.authorization] = "Bearer token-assessor"
    let answer = try JSON.parse(Array(try await browser.get("/api/v1/review-figures").text.utf8))
    #expect(answer["open"]?.array?.count == 2 && answer["split"] == 1)
    #expect(answer["agreement"]?.array?.first?["kappaThousandths"] == 0)
  }

  @Test(arguments: ["checker", "operator", "admin"])
  func `who votes or asks does not see them`(login: String) async throws {
    var browser = try await Self.browser(login)
    #expect(try await browser.get(Self.path).status == .forbidden)
    #expect(!(try await browser.get("/").text.contains(Self.path)))
    browser.headers[.authorization] = "Bearer token-\(login)"
    #expect(try await browser.get("/api/v1/review-figures").status == .forbidden)
  }
}
