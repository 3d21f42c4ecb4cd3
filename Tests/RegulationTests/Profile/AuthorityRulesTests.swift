// SPDX-License-Identifier: Apache-2.0
import Core
import Foundation
import Regulation
import Testing

/// The levels below a place, as its profile names them.
@Suite struct AuthorityRulesTests {
  private static func text(_ place: String) throws -> String {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    return try String(
      contentsOf: root.appending(path: "Regulations/\(place).yaml"), encoding: .utf8)
  }

  /// The problems of Sichuan's profile with its section on authorities changed.
  private static func problems(_ old: String, _ new: String) throws -> [ProfileProblem] {
    let text = try text("sichuan")
    try #require(text.contains(old))
    do {
      _ = try Profile.load(yaml: text.replacing(old, with: new), file: "sichuan.yaml")
      return []
    } catch {
      return error.problems
    }
  }

  @Test(arguments: [
    ("handan", ["county"]), ("sichuan", ["city", "county"]), ("ezhou", ["district"]),
    ("quzhou", ["county"]), ("shuozhou", ["county", "zone"]),
  ])
  func `each place has the levels of its text`(place: String, levels: [String]) throws {
    let profile = try Profile.load(yaml: try Self.text(place), file: "\(place).yaml")
    let rules = try #require(profile.authorities)
    #expect(rules.levels.map(\.id) == levels)
    #expect(!rules.clauses.isEmpty && rules.levels.allSatisfy { !$0.clauses.isEmpty })
  }

  @Test func `a level has a procedure of its own or that of the place`() throws {
    let sichuan = try Profile.load(yaml: try Self.text("sichuan"), file: "sichuan.yaml")
    let city = sichuan.authorities?.level("city")
    #expect(sichuan.authorisationProcedure(at: city)?.id == "cityAuthorisation")
    #expect(sichuan.authorisationProcedure(at: nil)?.id == "authorisation")
    let quzhou = try Profile.load(yaml: try Self.text("quzhou"), file: "quzhou.yaml")
    let county = try #require(quzhou.authorities?.level("county"))
    #expect(quzhou.authorisationProcedure(at: county)?.id == "authorisation")
    #expect(county.platform?.own == .forbidden)
    #expect(county.materials.map(\.material) == ["cityReceipt"])
  }

  @Test func `what hangs on nothing is refused with its line`() throws {
    for (old, new, message) in [
      ("under: [city]", "under: [region]", "`region` is neither the place's level nor one before"),
      // A level under one that stands after it would be a circle.
      ("under: [province]", "under: [county]", "`county` is neither the place's level"),
      (
        "procedure: cityAuthorisation\n      needs:\n        - {project",
        "procedure: townAuthorisation\n      needs:\n        - {project",
        "names `townAuthorisation`, which is no procedure with cases"
      ),
      ("under: [province]", "under: []", "stands under no level"),
      ("{project: true, actions", "{project: false, actions", "needs `paper` or `project: true`"),
      (
        "{paper: receipt, actions: [call.draft, case.open]", "{paper: receipt, actions: []", "gates"
      ),
      ("{paper: receipt,", "{paper: telegram,", "must be one of adoption"),
      (
        "by: [supervisingAuthority], actions: [filing.receipt]",
        "by: [operator], actions: [filing.receipt]", "who is no body"
      ),
    ] {
      let found = try Self.problems(old, new)
      #expect(
        found.contains { $0.message.contains(message) && $0.line > 0 },
        "\(new): \(found.map(\.message))")
    }
  }

  @Test func `an unknown key and a level named twice are refused`() throws {
    let unknown = try Self.problems(
      "procedure: cityAuthorisation\n      needs", "chain: a\n      needs")
    #expect(unknown.contains { $0.key.hasSuffix("chain") })
    let twice = try Self.problems("    - id: county\n      zh: 县", "    - id: city\n      zh: 县")
    #expect(twice.contains { $0.message.contains("names a level twice") })
  }

  @Test func `earlier versions and answers are found for a lower authority too`() throws {
    let profile = try Profile.load(yaml: try Self.text("quzhou"), file: "quzhou.yaml")
    let profiles = ["quzhou": profile]
    #expect(profiles.ruling("quzhou-330802")?.place == "quzhou")
    #expect(profiles.ruling("handan-130402") == nil)
    #expect(EarlierProfiles([profile])["quzhou-330802"][profile.version] != nil)
  }
}
