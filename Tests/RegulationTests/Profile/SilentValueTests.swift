// SPDX-License-Identifier: Apache-2.0

import Regulation
import Testing

/// A text that asks for nothing is neither a value nor a gap.
@Suite struct SilentValueTests {
  static func ezhou(_ passage: String, _ replacement: String) throws -> Profile {
    let text = try SharedData.text("ezhou.yaml")
    try #require(text.contains(passage))
    return try Profile.load(
      yaml: text.replacing(passage, with: replacement), file: "ezhou.yaml")
  }

  @Test func `a silent value has no clause, is not open and asks for nothing`() throws {
    let profile = try Self.ezhou(
      "registrationRequired: {value: true, clauses: [EZ-02.11-f]}",
      "registrationRequired: {silent: true}")
    let value = profile.products.registrationRequired
    #expect(value.value == nil && value.isSilent && !value.isOpen && !value.isAsked)
    #expect(value.clauses.isEmpty)
    #expect(profile.openValue("products.registrationRequired") == nil)
  }

  @Test func `an open value is asked for until somebody sets it`() throws {
    let profile = try Self.ezhou(
      "registrationRequired: {value: true, clauses: [EZ-02.11-f]}",
      "registrationRequired: {value: null, clauses: [EZ-02.11-f]}")
    #expect(profile.products.registrationRequired.isAsked)
    #expect(profile.openValue("products.registrationRequired") != nil)
    #expect(try SharedData.ezhou().products.registrationRequired.isAsked)
  }

  @Test func `silence says nothing more`() throws {
    let problems = try BrokenProfileTests.problems(
      "registrationRequired: {value: true, clauses: [EZ-02.11-f]}",
      "registrationRequired: {silent: true, clauses: [EZ-02.11-f]}")
    #expect(problems.contains { $0.message.contains("is not known here") })
  }

  @Test func `a text without a term rests on the national one`() throws {
    let profile = try Self.ezhou(
      "termYears: {value: 5, clauses: [EZ-02.6-i]}", "termYears: {silent: true}")
    let resting = profile.resting(on: try SharedData.national())
    #expect(profile.authorisation.termYears.value == nil)
    #expect(resting.authorisation.termYears.value == 5)
    #expect(resting.authorisation.termYears.source == "发改数据规〔2025〕27号")
  }

  @Test func `a term of its own stays`() throws {
    let profile = try Self.ezhou(
      "termYears: {value: 5, clauses: [EZ-02.6-i]}",
      "termYears: {value: 3, clauses: [EZ-02.6-i]}")
    #expect(
      profile.resting(on: try SharedData.national()).authorisation.termYears.value == 3)
  }
}
