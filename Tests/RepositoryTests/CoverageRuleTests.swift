// SPDX-License-Identifier: Apache-2.0

import Testing

/// What the files of rules promise is in the code.
@Suite struct CoverageRuleTests {
  /// Codes that the code puts together, with the literal and the part that make them; each part is
  /// looked for in `Sources` or in the profiles.
  private static let composed: [String: (literal: String, part: String)] = [
    // "eligibility.\(item.id)" of `CheckEligibility`, the item's name in the profile.
    "eligibility.dataSecurity": (#""eligibility.\(item.id)""#, "id: dataSecurity"),
    "eligibility.materials": (#""eligibility.\(item.id)""#, "id: materials"),
    "eligibility.standing": (#""eligibility.\(item.id)""#, "id: standing"),
    // "grant.column.\(code)" of `GrantCheck`.
    "grant.column.important": (#""grant.column.\(code)""#, #""important""#),
    // "personnel.\(step.id)" of `DomainEntry`, the step's name in the profile.
    "personnel.confidentiality": (#""personnel.\(step.id)""#, "id: confidentiality"),
    "personnel.realName": (#""personnel.\(step.id)""#, "id: realName"),
    "personnel.staffVetting": (#""personnel.\(step.id)""#, "id: staffVetting"),
    "personnel.training": (#""personnel.\(step.id)""#, "id: training"),
    // "scenario.demand.\(code)" of `DemandCheck`.
    "scenario.demand.consent": (#""scenario.demand.\(code)""#, #""consent""#),
    "scenario.demand.identifier": (#""scenario.demand.\(code)""#, #""identifier""#),
  ]

  private let project: Project

  init() throws {
    project = try Project.shared.get()
  }

  /// The answers of one kind: clause and control.
  private func answers(_ kind: Substring) throws -> [(clause: String, control: String)] {
    let file = try #require(project.file("Regulations/coverage.yaml"))
    return file.lines.compactMap { line in
      guard let match = line.firstMatch(of: /\{id: (\S+), kind: (\w+), control: ([^,}]+)/),
        match.2 == kind
      else { return nil }
      return (String(match.1), String(match.3))
    }
  }

  private var sources: [SourceFile] { project.files.filter { $0.isSource && $0.isSwift } }

  /// The string literals of the sources that have no interpolation.
  private var literals: Set<Substring> {
    var found: Set<Substring> = []
    for line in sources.lazy.flatMap(\.lines) {
      for match in line.matches(of: /"([A-Za-z][A-Za-z0-9.\-]*)"/) { found.insert(match.1) }
    }
    return found
  }

  private func contains(_ text: String) -> Bool {
    let files = sources + project.files.filter { $0.path.hasPrefix("Regulations/") }
    return files.contains { file in file.lines.contains { $0.contains(text) } }
  }

  @Test func `every enforced answer names a control that the code has`() throws {
    let known = literals
    let enforced = try answers("enforced")
    #expect(enforced.count > 100)
    for (clause, control) in enforced where !known.contains(Substring(control)) {
      let parts = Self.composed[control]
      #expect(parts != nil, "\(clause) is enforced by `\(control)`, which no source has")
    }
  }

  @Test func `every composed control is still put together so, and still needed`() throws {
    let named = try Set(answers("enforced").map(\.control))
    for (control, parts) in Self.composed {
      #expect(contains(parts.literal), "nothing makes `\(control)` any more")
      #expect(contains(parts.part), "nothing names the part `\(parts.part)` of `\(control)`")
      #expect(named.contains(control), "no clause is answered by `\(control)`")
    }
  }

  @Test func `every state of a record has words for people`() throws {
    let words = try #require(
      project.file("Sources/Web/Console/Words/CodeWords.swift")
    ).lines.joined(separator: "\n")
    var states = 0
    for file in sources where file.path.hasPrefix("Sources/Platform/") {
      var isInside = false
      for (number, line) in file.lines.enumerated() {
        if line.contains(/enum \w*State: String/) { isInside = true }
        guard isInside else { continue }
        if line.contains(/^  }|^}/) { isInside = false }
        guard let match = line.firstMatch(of: /^\s+case (\w+)$/) else { continue }
        states += 1
        #expect(
          words.contains("(\"\(match.1)\","),
          "\(file.path):\(number + 1): the state `\(match.1)` is shown as a code")
      }
    }
    #expect(states > 50)
  }
}
