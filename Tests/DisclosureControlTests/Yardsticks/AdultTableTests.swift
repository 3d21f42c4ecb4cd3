// SPDX-License-Identifier: Apache-2.0

import DisclosureControl
import Foundation
import Testing

private let adult = "privacy_benchmark/arx/adult.csv"

/// A real table of 30 162 people; expected figures were computed by DuckDB from the same query.
@Suite(.enabled(if: SharedData.exists(adult))) struct AdultTableTests {
  private func table(_ columns: [Int], margins: Bool) throws -> EvidenceTable {
    let lines = try SharedData.text(adult).split(whereSeparator: \.isNewline).dropFirst()
    let records = lines.enumerated().map { index, line in
      let fields = line.split(separator: ";", omittingEmptySubsequences: false)
      return Record(columns.map { String(fields[$0]) }, "\(index)", [Int(fields[1])])
    }
    let declared = try tabulation(
      columns.map { "c\($0)" }, [("count", nil), ("sum", "age")], margins: margins)
    return try ReferenceEvidence(tabulation: declared, records: records).table()
  }

  @Test func `the whole table has the figures of the engine`() throws {
    let table = try table([0, 2], margins: true)
    let whole = try #require(table[key(nil, nil)])
    #expect(whole.contributors == 30_162)
    #expect(whole.columns[0].sum == ExactDecimal(1_159_364))
    #expect(whole.columns[0].largest == ExactDecimal(90))
    #expect(whole.columns[0].second == ExactDecimal(90))
  }

  @Test func `sex by race by education is released without a computable cell`() throws {
    let table = try table([0, 2, 4], margins: true)
    var parameters = DisclosureParameters.suggested
    parameters.zeros = .allow
    let outcome = Suppressor(parameters).release(table)
    let cube = try #require(outcome.cube)
    #expect(outcome.verdict == .review)
    let unsafe = outcome.assessment.unsafeCells
    #expect(!unsafe.isEmpty)
    for cell in cube.cells.indices where !cube.cells[cell].isWithheld {
      #expect(!unsafe.contains(cube.shape.key(of: cell)))
    }
    #expect(outcome.marginsDropped || outcome.audit?.isSafe == true)
  }
}
