// SPDX-License-Identifier: Apache-2.0

import DisclosureControl
import Testing

/// The nursery table (parents by class) with its zeros.
@Suite struct NurseryTableTests {
  private static let counts = [
    [1440, 858, 0, 2022, 0], [1440, 1484, 0, 1264, 132], [1440, 1924, 2, 758, 196],
  ]
  private static let rows = ["great_pret", "pretentious", "usual"]
  private static let columns = [
    "not_recom", "priority", "recommend", "spec_prior", "very_recom",
  ]

  private func evidence(margins: Bool) throws -> EvidenceTable {
    try CountTable.evidence(
      Self.counts, rows: Self.rows, columns: Self.columns, margins: margins)
  }

  @Test func `disclosive zeros give four flagged cells`() throws {
    var parameters = DisclosureParameters(contributors: 10)
    parameters.zeros = .fail
    let assessment = Assessment(try evidence(margins: false), under: parameters)
    #expect(
      assessment.unsafeCells == [
        key("great_pret", "recommend"), key("pretentious", "recommend"),
        key("usual", "recommend"), key("great_pret", "very_recom"),
      ])
  }

  @Test func `allowed zeros leave one flagged cell`() throws {
    let parameters = DisclosureParameters(contributors: 10, zeros: .allow)
    let assessment = Assessment(try evidence(margins: false), under: parameters)
    #expect(assessment.unsafeCells == [key("usual", "recommend")])
  }

  @Test func `the margin that equals a withheld cell is withheld too`() throws {
    let parameters = DisclosureParameters(contributors: 10, zeros: .allow)
    let table = try evidence(margins: true)
    let outcome = Suppressor(parameters).release(table)
    #expect(outcome.primary == [key("usual", "recommend"), key(nil, "recommend")])
    let cube = try #require(outcome.cube)
    #expect(cube[key("usual", "recommend")] == .withheld)
    if !outcome.marginsDropped {
      #expect(cube[key(nil, "recommend")] == .withheld)
      #expect(outcome.audit?.isSafe == true)
    }
  }
}
