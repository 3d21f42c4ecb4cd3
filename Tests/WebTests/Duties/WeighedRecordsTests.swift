// SPDX-License-Identifier: Apache-2.0
import Core
import Foundation
import HTTPTypes
import Platform
import Regulation
import Testing

/// The page of an application or an agreement shows every evaluation on which a decision rests.
struct WeighedRecordsTests {
  private static let applicant = FakeRecords.id("ORG", 2)
  private static let application = FakeRecords.id("APP", 1)
  private static let agreements = [FakeRecords.id("AGR", 1), FakeRecords.id("AGR", 2)]
  private static let other = FakeRecords.id("AGR", 3)

  private static func agreement(_ id: RecordID, of owner: RecordID) -> JSON {
    [
      "id": .string(id.rawValue), "place": "ezhou", "number": .string(id.rawValue),
      "operator": .string(owner.rawValue), "state": "ended", "isPublic": "yes",
    ]
  }

  private static func evaluation(
    _ number: UInt8, _ title: String, of agreement: RecordID, duty: String = "annualEvaluation"
  ) -> JSON {
    [
      "id": .string(FakeRecords.id("DTR", number).rawValue), "place": "ezhou",
      "duty": .string(duty), "about": .string(agreement.rawValue), "title": .string(title),
      "occurredOn": .string("2026-0\(number)-01"), "state": "kept",
    ]
  }

  private static func browser(_ login: String) async throws -> Browser {
    let platform = try FakePlatform(
      nouns: [Notes.self, Authorisations.self, Agreements.self, Duties.self]
    ) { state in
      state.records["application"] = [
        [
          "id": .string(application.rawValue), "place": "ezhou", "state": "submitted",
          "applicant": .string(applicant.rawValue),
        ]
      ]
      state.records["agreement"] =
        agreements.map { agreement($0, of: applicant) }
        + [agreement(other, of: FakeRecords.id("ORG", 3))]
      state.records["dutyRecord"] = [
        evaluation(2, "第二次评估", of: agreements[1]), evaluation(1, "首次评估 <1>", of: agreements[0]),
        evaluation(3, "别家评估", of: other),
        evaluation(4, "年度报告", of: agreements[0], duty: "annualReport"),
      ]
    }
    return try await Browser.signedIn(login, in: Browser(platform))
  }

  @Test func `an application shows the evaluations of all agreements of its applicant`()
    async throws
  {
    var browser = try await Self.browser("clerk")
    let text = try await browser.get("/console/applications/\(Self.application.rawValue)").text
    #expect(text.contains("历次评估：首次评估 &lt;1&gt;（2026-01-01"))
    #expect(text.contains("历次评估：第二次评估（2026-02-01"))
    #expect(text.contains("/console/duty-records/\(FakeRecords.id("DTR", 1).rawValue)"))
    #expect(!text.contains("别家评估") && !text.contains("年度报告"))
    let first = try #require(text.range(of: "首次评估"))
    let second = try #require(text.range(of: "第二次评估"))
    #expect(first.lowerBound < second.lowerBound)
  }

  @Test func `an agreement shows its own`() async throws {
    var browser = try await Self.browser("clerk")
    let path = "/console/agreements/\(Self.agreements[1].rawValue)?lang=en"
    let text = try await browser.get(path).text
    #expect(text.contains("Evaluation: 第二次评估 (2026-02-01"))
    #expect(!text.contains("首次评估") && !text.contains("别家评估"))
  }

  @Test func `who does not read the records sees none of them`() async throws {
    var browser = try await Self.browser("admin")
    let text = try await browser.get("/console/agreements/\(Self.agreements[1].rawValue)").text
    #expect(!text.contains("第二次评估"))
  }
}
