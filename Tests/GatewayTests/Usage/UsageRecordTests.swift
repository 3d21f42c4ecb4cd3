// SPDX-License-Identifier: Apache-2.0
import Core
import Cryptography
import Gateway
import Testing

@Suite struct UsageRecordTests {
  @Test(
    arguments: [
      UsageOutcome.answered, .withheld, .outsideDomain,
      .refused(code: "agreement.notInForce"),
    ])
  func `an outcome is read back from its text`(_ outcome: UsageOutcome) {
    #expect(UsageOutcome(text: outcome.text) == outcome)
  }

  @Test(arguments: ["", "Answered", "refused:", "refused:a b", "refused:\"", "answered "])
  func `another text is no outcome`(_ text: String) {
    #expect(UsageOutcome(text: text) == nil)
  }

  @Test func `a refusal whose code has another form is recorded as other`() {
    #expect(UsageOutcome.refusal("a\"b") == .refused(code: "other"))
    #expect(UsageOutcome.refusal(nil) == .refused(code: "other"))
    #expect(UsageOutcome.refusal("rate.exceeded") == .refused(code: "rate.exceeded"))
  }

  @Test func `only answers with values are charged`() {
    #expect(Samples.record(1).charged)
    #expect(Samples.record(1).price == Money(fen: 50))
    for outcome in [UsageOutcome.withheld, .outsideDomain, .refused(code: "x")] {
      let record = Samples.record(1, outcome: outcome)
      #expect(!record.charged)
      #expect(record.price == .zero)
    }
    #expect(!Samples.record(1, price: 0).charged)
  }

  @Test(arguments: [nil, "a", "2026-11-21_req:1.0"])
  func `a record is read back from its canonical form`(_ request: String?) throws {
    let record = Samples.record(3, outcome: .refused(code: "consent.missing"), request: request)
    let json = try JSON.parse(record.canonicalText)
    #expect(json.canonicalText == record.canonicalText)
    #expect(UsageRecord(json) == record)
  }

  @Test func `a record that says charged without a price is not read`() throws {
    let text = Samples.record(1).canonicalText
    for (from, to) in [
      ("\"price\":50", "\"price\":0"), ("\"charged\":true", "\"charged\":false"),
      ("\"outcome\":\"answered\"", "\"outcome\":\"withheld\""),
      ("\"version\":1", "\"version\":1,\"more\":1"), ("\"at\":", "\"when\":"),
    ] {
      let changed = text.replacing(from, with: to)
      #expect(changed != text)
      #expect(UsageRecord(try JSON.parse(changed)) == nil, "\(to)")
    }
  }

  @Test func `a request id has a closed set of characters`() {
    #expect(UsageRecord.isRequestID("A-z_0.9:"))
    for text in ["", "a b", "a\"", "a\\", "é", "a/b", String(repeating: "a", count: 129)] {
      #expect(!UsageRecord.isRequestID(text))
    }
  }

  @Test func `a segment is named by edge and number`() throws {
    let name = try #require(UsageSegmentName(edge: "edge-1", place: "ezhou", sequence: 42))
    #expect(name.file == "edge-1-00000042.jsonl")
    #expect(UsageSegmentName(file: name.file, place: "ezhou") == name)
    for file in ["edge-1-42.jsonl", "edge-1-00000000.jsonl", "00000001.jsonl", "e-00000001.json"] {
      #expect(UsageSegmentName(file: file, place: "ezhou") == nil)
    }
    #expect(UsageSegmentName(edge: "Edge", place: "ezhou", sequence: 1) == nil)
    #expect(UsageSegmentName(edge: "e/..", place: "ezhou", sequence: 1) == nil)
    #expect(UsageSegmentName(edge: "edge", place: "", sequence: 1) == nil)
  }
}
