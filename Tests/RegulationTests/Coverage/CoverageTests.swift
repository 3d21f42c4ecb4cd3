// SPDX-License-Identifier: Apache-2.0

import Regulation
import Testing

/// The answers to the clauses: reading, citing, and that none is missing.
@Suite struct CoverageTests {
  static let text = """
    places:
      - place: first
        clausePrefix: AA
        clauses:
          - {id: AA-1-a, kind: enforced, control: agreement.term, note: {zh: 一, en: one}}
          - {id: AA-1-b, kind: enforced, control: agreement.term, note: {zh: 二, en: two}}
          - {id: AA-2-a, kind: unmet, note: {zh: 三, en: three}}
      - place: second
        clausePrefix: BB
        clauses:
          - {id: BB-1-a, kind: duty, control: duty.record, note: {zh: 四, en: four}}
    """

  static func problems(_ passage: String, _ replacement: String) throws -> [ProfileProblem] {
    try #require(text.contains(passage))
    do {
      _ = try Coverage.load(
        yaml: text.replacing(passage, with: replacement), file: "coverage.yaml")
      return []
    } catch {
      return error.problems
    }
  }

  @Test func `answers are read in order and counted by kind`() throws {
    let coverage = try Coverage.load(yaml: Self.text, file: "coverage.yaml")
    #expect(coverage.all.map(\.entry.id) == ["AA-1-a", "AA-1-b", "AA-2-a", "BB-1-a"])
    #expect(coverage.all.map(\.place) == ["first", "first", "first", "second"])
    let first = try #require(coverage["first"])
    #expect(first.counts == [.enforced: 2, .unmet: 1])
    #expect(coverage["third"] == nil)
    #expect(Coverage.none.places.isEmpty)
  }

  @Test func `a control cites the clauses of the place and never those of another`() throws {
    let coverage = try Coverage.load(yaml: Self.text, file: "coverage.yaml")
    let first = try #require(coverage["first"])
    let second = try #require(coverage["second"])
    #expect(first.cited(["AA-2-a"], by: "agreement.term") == ["AA-2-a"])
    #expect(first.cited([], by: "agreement.term") == ["AA-1-a", "AA-1-b"])
    #expect(first.cited(["BB-1-a"], by: "agreement.term") == ["AA-1-a", "AA-1-b"])
    #expect(second.cited(["AA-1-a"], by: "agreement.term") == [])
    #expect(second.cited(["AA-1-a", "BB-1-a"], by: "agreement.term") == ["BB-1-a"])
    #expect(second.clauses(of: "duty.record") == ["BB-1-a"])
  }

  @Test func `further codes of an answer cite its clause as well`() throws {
    let text = Self.text.replacing(
      "AA-1-b, kind: enforced, control: agreement.term,",
      with: "AA-1-b, kind: enforced, control: agreement.term, also: [agreement.scope],")
    let coverage = try Coverage.load(yaml: text, file: "coverage.yaml")
    let first = try #require(coverage["first"])
    #expect(first.cited([], by: "agreement.scope") == ["AA-1-b"])
    #expect(first.cited([], by: "agreement.term") == ["AA-1-a", "AA-1-b"])
  }

  @Test(arguments: [
    ("AA-2-a, kind: unmet", "AA-2-a, kind: unmet, also: [x]", "without a first"),
    ("kind: duty,", "kind: duty, also: [duty.record],", "or the first again"),
    ("kind: duty", "kind: guess", "must be one of"),
    ("AA-2-a, kind: unmet", "AA-2-a, kind: page", "does not say what controls it"),
    ("AA-2-a, kind: unmet", "AA-2-a, kind: unmet, control: x", "is unmet, so nothing"),
    ("id: AA-1-b", "id: AA-1-a", "is answered twice"),
    ("id: BB-1-a", "id: AA-3-a", "is no clause of BB"),
    ("place: second", "place: first", "names a place twice"),
    ("note: {zh: 四, en: four}", "note: 四", "must be"),
    ("kind: duty,", "kind: duty, scenario: a.yaml,", "none can show it"),
    ("kind: duty,", "kind: duty, colour: red,", "is not known here"),
  ])
  func `a wrong answer is told with its place`(
    _ passage: String, _ replacement: String, _ message: String
  ) throws {
    let problems = try Self.problems(passage, replacement)
    #expect(problems.contains { $0.message.contains(message) }, "\(problems)")
  }

  @Test(.enabled(if: SharedData.exists, "the clauses are not here"))
  func `every clause of the five texts is answered once`() throws {
    let coverage = try Coverage.load(
      yaml: SharedData.text("coverage.yaml"), file: "coverage.yaml")
    let answered = coverage.all.map(\.entry.id.rawValue)
    #expect(answered.count == 754)
    #expect(Set(answered) == (try SharedData.clauseIDs()))
  }
}
