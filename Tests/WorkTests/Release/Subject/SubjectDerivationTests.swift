// SPDX-License-Identifier: Apache-2.0
import Core
import DisclosureControl
import Foundation
import Gateway
import Platform
import Testing
import Work

extension WorkTests {
  @Suite struct SubjectDerivationTests {
    /// The answers of a template over a grant of three enterprises.
    static func answers(
      _ fields: [SubjectField], rows: [String] = ["A,东,4,2026-01-31", "B,,NA,2026-01-31"]
    ) async throws -> [String: [String?]] {
      try await WorkFixture.with { fixture in
        try fixture.makeResource(keys: [])
        let text = "uscc,district,kwh,month\n" + rows.joined(separator: "\n") + "\n"
        try fixture.makeBatch("one", Array(text.utf8), rows: rows.count)
        try await fixture.ingest()
        try fixture.makeChain()
        try fixture.makeGrant(
          ["uscc": "none", "district": "none", "kwh": "none", "month": "none"],
          purpose: .subjectService)
        try await fixture.grants().round()
        let template = SubjectTemplate(
          lookupKey: "uscc", fields: fields, dailyLimitPerSubject: 1)
        let id = try fixture.makeRelease("subject", .subject, ReleaseSpec(template))
        try await fixture.releases().round()
        guard try fixture.platform.find(Release.self, id).state == .reviewing else {
          let failure = try fixture.platform.find(Release.self, id).failure
          return ["failed": [failure?.rawValue]]
        }
        try fixture.approve(id)
        try await fixture.releases().round()
        let file = "\(fixture.folder)/products/\(id.rawValue)/\(ProductFiles.subjects)"
        let key = try #require(WorkFixture.subjectKey)
        let index = try SubjectIndex([UInt8](try Data(contentsOf: URL(filePath: file))), key: key)
        var answers: [String: [String?]] = [:]
        for code in ["A", "B"] { answers[code] = index.values(of: code, key: key) }
        return answers
      }
    }

    static func field(_ derivation: FieldDerivation, _ columns: String...) -> SubjectField {
      SubjectField(name: "f", columns: columns, derivation: derivation, necessity: "needed")
    }

    @Test func `a value is the text of the data or missing`() async throws {
      let answers = try await Self.answers([Self.field(.value, "kwh")])
      #expect(answers == ["A": ["4.000000"], "B": [nil]])
    }

    @Test func `a band begins at its edge`() async throws {
      let low = try await Self.answers([Self.field(.band(edges: ["4", "9"]), "kwh")])
      #expect(low["A"] == ["4..9"])
      let high = try await Self.answers([Self.field(.band(edges: ["1", "4"]), "kwh")])
      #expect(high == ["A": [">=4"], "B": [nil]])
    }

    @Test func `one of a list is true or false and missing stays missing`() async throws {
      let answers = try await Self.answers([Self.field(.isOneOf(["东", "o'clock"]), "district")])
      #expect(answers == ["A": ["true"], "B": [nil]])
    }

    /// Signs that make a quote another character than a quote alone.
    @Test(arguments: ["\u{D4E}'", "'\u{301}", "\u{600}'", "'\u{200D}", "'"])
    func `a quote under another sign ends no text of ours`(quote: String) async throws {
      let attack =
        quote + ") OR true THEN CAST(\"uscc\" AS VARCHAR) WHEN nfc_normalize(' ') IN ('x"
      let answers = try await Self.answers([Self.field(.isOneOf([attack, "y"]), "district")])
      #expect(answers == ["A": ["false"], "B": [nil]])
      for (mark, quoted) in [("'", SQLText.text(attack)), ("\"", SQLText.name("a\"\u{301}b"))] {
        let inner = quoted.unicodeScalars.dropFirst().dropLast()
        let marks = inner.split(omittingEmptySubsequences: true) { String($0) != mark }
        #expect(marks.allSatisfy { $0.count % 2 == 0 }, "\(quoted)")
      }
    }

    @Test func `presence is always known`() async throws {
      let answers = try await Self.answers([Self.field(.isPresent, "district")])
      #expect(answers == ["A": ["true"], "B": ["false"]])
    }

    @Test func `two rows about one subject send the request back`() async throws {
      let rows = ["A,东,4,2026-01-31", "A,东,5,2026-02-28"]
      let answers = try await Self.answers([Self.field(.value, "kwh")], rows: rows)
      #expect(answers == ["failed": ["columns"]])
    }

    @Test func `a score is the mean in whole steps within its bounds`() async throws {
      let score = FieldDerivation.score(low: 0, high: 10, step: 5)
      let answers = try await Self.answers([Self.field(score, "kwh", "district")])
      // A district is no number, so there is no score, and nothing is made up.
      #expect(answers == ["A": [nil], "B": [nil]])
    }
  }
}
