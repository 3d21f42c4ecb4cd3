// SPDX-License-Identifier: Apache-2.0

import DisclosureControl
import Testing

@Suite struct SuppressorTests {
  @Test func `two singletons in a row take a third cell with them`() throws {
    let sizes = [("a", 1), ("b", 2), ("c", 1), ("e", 20)]
    let records = sizes.flatMap { label, count in
      (0..<count).map { number in Record([label], "\(label)\(number)") }
    }
    let declared = try tabulation(["g"], [("count", nil)], margins: true)
    let table = try ReferenceEvidence(tabulation: declared, records: records).table()
    let outcome = Suppressor(DisclosureParameters(contributors: 3, zeros: .allow)).release(table)
    #expect(outcome.primary == [key("a"), key("b"), key("c")])
    #expect(outcome.secondary.isEmpty)
    #expect(outcome.cube?[key(nil)] == .published(["24"]))
  }

  @Test func `withheld cells whose sum is too small take another cell with them`() throws {
    let table = try CountTable.evidence(
      [[4, 20, 30], [3, 25, 35], [40, 12, 50]], margins: true)
    let outcome = Suppressor(DisclosureParameters(contributors: 10, zeros: .allow)).release(table)
    #expect(outcome.primary == [key("r0", "c0"), key("r1", "c0")])
    let cube = try #require(outcome.cube)
    let column = ["r0", "r1", "r2"].filter { cube[key($0, "c0")] == .withheld }
    #expect(column == ["r0", "r1", "r2"])
    #expect(outcome.verdict == .review)
  }

  @Test func `margins that can not be protected are dropped`() throws {
    let records = (0..<32).map { number in Record([number < 2 ? "a" : "b"], "p\(number)") }
    let declared = try tabulation(["g"], [("count", nil)], margins: true)
    let table = try ReferenceEvidence(tabulation: declared, records: records).table()
    let outcome = Suppressor(DisclosureParameters(contributors: 10, zeros: .allow)).release(table)
    let cube = try #require(outcome.cube)
    if outcome.marginsDropped {
      #expect(!cube.hasMargins)
      #expect(cube[key("b")] == .published(["30"]))
    } else {
      #expect(cube[key("b")] == .withheld)
    }
    #expect(cube[key("a")] == .withheld)
    #expect(outcome.verdict == .review)
  }

  @Test func `with rounded counts totals are sums of rounded published cells`() throws {
    let disease = [3, 8, 16, 23]
    let records = disease.enumerated().flatMap { index, count in
      (0..<count).map { number in Record(["b\(index)"], "\(index).\(number)") }
    }
    let declared = try tabulation(["band"], [("count", nil)], margins: true)
    let table = try ReferenceEvidence(tabulation: declared, records: records).table()
    let parameters = DisclosureParameters(contributors: 8, zeros: .allow, rounding: .base5)
    let cube = try #require(Suppressor(parameters).release(table).cube)
    #expect(
      cube.cells == [
        .withheld, .published(["10"]), .published(["15"]), .published(["25"]),
        .published(["50"]),
      ])
    #expect(cube.rounding == .base5)
  }

  @Test func `rounding to five with a threshold below eight gives no cube`() throws {
    let table = try CountTable.evidence([[20, 20], [20, 20]], margins: false)
    let parameters = DisclosureParameters(contributors: 6, rounding: .base5)
    #expect(!parameters.isSound)
    let outcome = Suppressor(parameters).release(table)
    #expect(outcome.cube == nil)
    #expect(outcome.verdict == .fail)
  }

  @Test func `a label that carries a telephone number gives no cube`() throws {
    let table = try CountTable.evidence(
      [[20, 20]], rows: ["13800138000"], columns: ["x", "y"], margins: false)
    let outcome = Suppressor(.suggested).release(table)
    #expect(outcome.cube == nil)
    #expect(outcome.assessment.findings.contains { $0.rule == .suspectLabel })
  }

  @Test func `sums and means are written with the declared digits`() throws {
    let records = (0..<20).map { Record(["a"], "p" + String($0), [$0]) }
    let declared = try tabulation(
      ["g"], [("sum", "v"), ("mean", "v"), ("contributors", nil), ("count", "v")])
    let table = try ReferenceEvidence(tabulation: declared, records: records).table()
    let cube = try #require(Suppressor(.suggested, decimals: 3).release(table).cube)
    #expect(cube[key("a")] == .published(["190.000", "9.500", "20", "20"]))
  }

  @Test func `an empty table gives an empty cube`() throws {
    for margins in [false, true] {
      let declared = try tabulation(["g"], [("count", nil)], margins: margins)
      let table = try ReferenceEvidence(tabulation: declared, records: []).table()
      let outcome = Suppressor(.suggested).release(table)
      #expect(outcome.cube?.cells.count == (margins ? 1 : 0))
    }
  }
}
