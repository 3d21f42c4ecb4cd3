// SPDX-License-Identifier: Apache-2.0
import Core
import Platform
import Regulation
import Testing

/// From when until when a place's rules apply.
@Suite struct RuleValidityTests {
  private func validity(_ place: String, from text: String?) throws -> RuleValidity {
    RuleValidity(try ProjectFiles.profile(place), set: try text.map(day))
  }

  @Test(
    arguments: [
      ("handan", "2025-07-01", "2028-06-30"), ("sichuan", "2024-02-29", "2029-02-27"),
      ("shuozhou", "2026-01-01", "2027-12-31"),
    ])
  func `a text is valid for its years, the first day counted`(
    _ place: String, _ from: String, _ until: String
  ) throws {
    let days = try validity(place, from: from)
    #expect(try days.until == day(until))
    #expect(try days.reason(on: day(from), field: "on") == nil)
    #expect(try days.reason(on: day(until), field: "on") == nil)
    let early = days.reason(on: try day(from).adding(days: -1), field: "on")
    let late = days.reason(on: try day(until).adding(days: 1), field: "on")
    #expect(early?.code == "rules.validity" && late?.code == "rules.validity")
    #expect(late?.clauses.isEmpty == false)
  }

  @Test func `without a first day nothing is held against anybody, and it is open`() throws {
    let days = try validity("handan", from: nil)
    #expect(try days.until == nil && days.reason(on: day("2030-01-01"), field: "on") == nil)
    let profile = try ProjectFiles.profile("handan")
    #expect(profile.openValue(RuleValidity.key)?.clauses == ["HD-23-a"])
  }

  @Test func `a text without a term of its own does not run out`() throws {
    let days = try validity("quzhou", from: "2023-09-01")
    #expect(days.until == nil)
    #expect(try days.reason(on: day("2023-08-31"), field: "on")?.clauses == ["QZ-30-a"])
    #expect(try validity("ezhou", from: nil).from == nil)
  }

  @Test func `a term beyond the last day is told`() throws {
    let days = try validity("shuozhou", from: "2026-01-01")
    #expect(try days.outlived(by: day("2029-01-01")) == day("2027-12-31"))
    #expect(try days.outlived(by: day("2027-12-31")) == nil)
  }
}
