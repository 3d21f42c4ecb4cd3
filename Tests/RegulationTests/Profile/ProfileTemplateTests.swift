// SPDX-License-Identifier: Apache-2.0

import Core
import Foundation
import Regulation
import Testing

/// A new place's profile begins with every answer to be settled from its own text.
@Suite struct ProfileTemplateTests {
  static let places = ["ezhou", "handan", "quzhou", "shuozhou", "sichuan"]

  private func begun(from place: String, as name: String = "newtown") throws -> String {
    try ProfileTemplate.text(
      from: SharedData.text("\(place).yaml"), file: "\(place).yaml", place: name)
  }

  private func problems(_ text: String) -> [ProfileProblem] {
    do {
      _ = try Profile.load(yaml: text, file: "newtown.yaml")
      return []
    } catch { return error.problems }
  }

  @Test(arguments: places)
  func `a profile begun from another is refused for what is not settled, line by line`(
    from place: String
  ) throws {
    let text = try begun(from: place)
    let problems = problems(text)
    let others = problems.filter { $0.message != ProfileTemplate.unsettledMessage }
    #expect(others.isEmpty, "\(others)")
    let marked = text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
      .filter { $0.element.contains(ProfileTemplate.unsettled) && !$0.element.hasPrefix("#") }
      .map { $0.offset + 1 }
    #expect(Set(problems.map(\.line)) == Set(marked))
    #expect(marked.count > 100)
  }

  @Test(arguments: places)
  func `nothing of the other place's text is cited, read or passed over in silence`(
    from place: String
  ) throws {
    let text = try begun(from: place)
    let source = try Profile.load(yaml: SharedData.text("\(place).yaml"), file: "\(place).yaml")
    #expect(!text.contains("\(source.clausePrefix)-"))
    #expect(!text.contains("reading: true\n") && !text.contains("reading: true,"))
    #expect(!text.contains("{silent: true}, "))
    #expect(!text.contains(source.division.rawValue))
    let lines = text.split(separator: "\n").filter { !$0.hasPrefix("#") }
    #expect(lines.first == "place: newtown")
    #expect(lines.allSatisfy { !$0.contains("silent: true") && !$0.contains("reading: true") })
    #expect(lines.contains { $0.hasPrefix("status: {state: draft, documentNumber: null") })
  }

  @Test func `what is settled is asked for no more`() throws {
    let text = try begun(from: "ezhou")
    let line = try #require(text.range(of: "termYears: {value: 5, clauses: [unsettled]}"))
    let settled = text.replacingCharacters(
      in: line, with: "termYears: {value: 5, clauses: [NT-03-a]}"
    ).replacing("clausePrefix: unsettled", with: "clausePrefix: NT")
    let before = Set(problems(text).map(\.key))
    let after = Set(problems(settled).map(\.key))
    #expect(
      before.subtracting(after) == ["clausePrefix", "authorisation.termYears.clauses.0"])
    #expect(after.subtracting(before).isEmpty)
  }

  @Test(arguments: ["", "New", "9town", "new town", "new-town", "ezhou"])
  func `a place has a new name of letters and digits`(_ name: String) throws {
    #expect(throws: ProfileError.self) { try begun(from: "ezhou", as: name) }
  }

  @Test func `a profile that cannot be used begins no other`() throws {
    let text = try SharedData.text("ezhou.yaml").replacing("termYears:", with: "termYear:")
    #expect(throws: ProfileError.self) {
      try ProfileTemplate.text(from: text, file: "x.yaml", place: "newtown")
    }
  }
}
