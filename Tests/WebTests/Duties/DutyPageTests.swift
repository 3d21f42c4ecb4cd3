// SPDX-License-Identifier: Apache-2.0
import Core
import Foundation
import HTTPTypes
import Platform
import Regulation
import Testing

/// 制度与义务: what each body owes, what is missing, and when the next is due.
struct DutyPageTests {
  private static func standings() throws -> [DutyStanding] {
    let profile = try TestProfile.ezhou()
    let today = FakePlatform.now.day(in: .china)
    let calendar = try WorkingCalendar([])
    let place = DutySubject.place("ezhou", start: today.adding(days: -400))
    func standing(
      _ name: String, last: Day?, number: Int?, key: String?, isOwn: Bool
    ) throws -> DutyStanding {
      let rule = try #require(profile.duty(name))
      let latest = last.map { day in
        DutyLatest(
          id: FakeRecords.id("DTL", 1), place: "ezhou", duty: name, about: "ezhou",
          record: FakeRecords.id("DTR", 1), lastOn: day, periods: [])
      }
      return DutyStanding(
        rule, place, latest: latest, number: number, openKey: key, today: today,
        calendar: calendar, isOwn: isOwn)
    }
    return [
      try standing(
        "safetyDrill", last: today.adding(days: -100), number: 90,
        key: "security.drillIntervalDays", isOwn: true),
      try standing("baseSystems", last: nil, number: nil, key: nil, isOwn: true),
      try standing(
        "safetyInspection", last: today, number: nil, key: "security.inspectionIntervalDays",
        isOwn: true),
      try standing("marketRules", last: today, number: nil, key: nil, isOwn: false),
    ]
  }

  @Test func `each duty stands with its clause, its last and next day and what is missing`()
    async throws
  {
    let standings = try Self.standings()
    var browser = try await Browser.signedIn("assessor") { $0.duties = standings }
    let text = try await browser.get("/console/duties").text
    #expect(text.contains("共 4 项，缺失和逾期 2 项"))
    #expect(text.contains("EZ-01-e") && text.contains("<strong class=\"late\">缺，从未登记</strong>"))
    #expect(text.contains("<strong class=\"late\">已逾期</strong>"))
    #expect(text.contains("/console/actions/duty.record?duty=baseSystems&amp;title="))
    // Nobody records what others bear; only the data authority sets an interval.
    #expect(!text.contains("duty=marketRules"))
    #expect(
      text.contains("/console/actions/openValue.set?key=security.inspectionIntervalDays"))
    let missing = try await browser.get("/console/duties?show=missing").text
    #expect(missing.contains("数据基础制度") && !missing.contains("数据产品市场化运营规则"))
    let english = try await browser.get("/console/duties?lang=en").text
    #expect(english.contains("4 in all; 2 missing or overdue"))
  }

  @Test func `what a body owes stands among its tasks`() async throws {
    let standings = try Self.standings()
    var browser = try await Browser.signedIn("clerk") { $0.duties = standings }
    let text = try await browser.get("/").text
    #expect(text.contains("本单位应履行的制度与义务"))
    #expect(text.contains("duty=safetyDrill") && text.contains("duty=baseSystems"))
    #expect(!text.contains("数据产品市场化运营规则"))
    var idle = try await Browser.signedIn("clerk")
    #expect(!(try await idle.get("/").text.contains("本单位应履行的制度与义务")))
  }

  @Test func `the page is exported as a table`() async throws {
    let standings = try Self.standings()
    var browser = try await Browser.signedIn("auditor") { $0.duties = standings }
    let csv = try await browser.get("/console/duties?export=csv&show=all")
    #expect(csv.text.contains("制度或义务") && csv.text.contains("数据基础制度"))
    #expect(csv.text.split(whereSeparator: \.isNewline).count == 5)
    let xlsx = try await browser.get("/console/duties?export=xlsx")
    #expect(xlsx.status == .ok)
    #expect(try await browser.get("/console/duties?export=pdf").status == .badRequest)
  }

  @Test func `who is not signed in is sent to sign in`() async throws {
    let standings = try Self.standings()
    var browser = Browser(try FakePlatform { $0.duties = standings })
    let page = try await browser.get("/console/duties")
    #expect(page.status == .seeOther || page.status == .unauthorized)
    #expect(!page.text.contains("EZ-01-e"))
  }
}
