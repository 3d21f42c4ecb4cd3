// SPDX-License-Identifier: Apache-2.0

import DisclosureControl
import Testing

@Suite struct SuppressionAuditTests {
  @Test(arguments: UInt64(1)...100)
  func `in two dimensions the pattern audit agrees with trial`(seed: UInt64) throws {
    let fixture = try #require(
      AuditFixture(
        sizes: [3, 3], seed: seed, valueMax: 9, withheldPercent: 55, totalsToo: seed % 2 == 0))
    let table = try #require(fixture.table)
    let report = SuppressionAudit.run(table, additive: [])
    let expected = fixture.determinedByTrial(allowNegative: true)
    #expect(Set(report.determined) == expected, "seed \(seed)")
    #expect(report.methods == [.bridges])
  }

  @Test(arguments: UInt64(200)...300)
  func `in two dimensions the audit with signs agrees with trial`(seed: UInt64) throws {
    let fixture = try #require(
      AuditFixture(
        sizes: [3, 3], seed: seed, valueMax: 2, withheldPercent: 60, totalsToo: seed % 2 == 0))
    let table = try #require(fixture.table)
    let report = SuppressionAudit.run(table, additive: [fixture.values.map { Int128($0) }])
    let expected = fixture.determinedByTrial(allowNegative: false)
    #expect(Set(report.determined) == expected, "seed \(seed)")
  }

  @Test(arguments: UInt64(400)...460)
  func `elimination agrees with bridges on the same table with an idle dimension`(seed: UInt64)
    throws
  {
    let flat = try #require(
      AuditFixture(
        sizes: [4, 3], seed: seed, valueMax: 9, withheldPercent: 50, totalsToo: true))
    let deepShape = try #require(
      CubeShape(axes: flat.shape.axes + [[.label("x"), .total]]))
    let deep = try #require(
      AuditTable(shape: deepShape, withheld: flat.withheld.flatMap { [$0, $0] }))
    let bridges = SuppressionAudit.run(try #require(flat.table), additive: []).determined
    let report = SuppressionAudit.run(deep, additive: [])
    #expect(report.methods == [.elimination])
    let projected = Set(report.determined.map { CellKey(Array($0.coordinates.prefix(2))) })
    #expect(projected == Set(bridges), "seed \(seed)")
  }

  @Test(arguments: UInt64(500)...530)
  func `in three dimensions no cell is called determined that trial can change`(seed: UInt64)
    throws
  {
    let fixture = try #require(
      AuditFixture(
        sizes: [2, 2, 2], seed: seed, valueMax: 2, withheldPercent: 70, totalsToo: true))
    let report = SuppressionAudit.run(
      try #require(fixture.table), additive: [fixture.values.map { Int128($0) }])
    let fixed = fixture.determinedByTrial(allowNegative: false)
    #expect(Set(report.determined).isSubset(of: fixed), "seed \(seed)")
  }

  @Test func `two cells that add up to zero are determined`() throws {
    let shape = try #require(
      CubeShape(axes: [[.label("a"), .label("b"), .total], [.label("x"), .label("y"), .total]]))
    let values: [Int128] = [0, 0, 0, 4, 5, 9, 4, 5, 9]
    let table = try #require(
      AuditTable(
        shape: shape, withheld: [true, true, false, true, true, false, false, false, false]))
    #expect(SuppressionAudit.run(table, additive: []).determined.isEmpty)
    #expect(SuppressionAudit.run(table, additive: [values]).determined.count == 4)
  }

  @Test func `a single withheld cell with its margins is determined`() throws {
    let shape = try #require(CubeShape(axes: [[.label("a"), .label("b"), .total]]))
    let table = try #require(AuditTable(shape: shape, withheld: [true, false, false]))
    let report = SuppressionAudit.run(table, additive: [])
    #expect(report.determined == [key("a")])
    #expect(!report.isSafe)
    #expect(report.findings.map(\.rule) == [.complementaryDisclosure])
  }

  @Test func `a one-dimensional pair is safe unless it adds up to zero`() throws {
    let shape = try #require(CubeShape(axes: [[.label("a"), .label("b"), .label("c"), .total]]))
    let table = try #require(AuditTable(shape: shape, withheld: [true, true, false, false]))
    #expect(SuppressionAudit.run(table, additive: [[1, 2, 3, 6]]).isSafe)
    #expect(SuppressionAudit.run(table, additive: [[0, 0, 3, 3]]).determined.count == 2)
  }

  @Test func `two withheld cells of one row are determined by their columns`() throws {
    let shape = try #require(
      CubeShape(axes: [[.label("c1"), .label("c2"), .total], [.label("b"), .label("s"), .total]]))
    var withheld = Array(repeating: false, count: 9)
    withheld[4] = true
    withheld[3] = true
    let table = try #require(AuditTable(shape: shape, withheld: withheld))
    #expect(SuppressionAudit.run(table, additive: []).determined.count == 2)
  }

  @Test func `a table without totals can not be audited`() throws {
    let shape = try #require(CubeShape(axes: [[.label("a"), .label("b")]]))
    #expect(AuditTable(shape: shape, withheld: [true, false]) == nil)
    let other = try #require(CubeShape(axes: [[.label("a"), .total]]))
    #expect(AuditTable(shape: other, withheld: [true]) == nil)
  }

  @Test func `too many unknowns make the audit incomplete, never safe`() throws {
    let axis = (0..<80).map { Coordinate.label(String(100 + $0)) } + [Coordinate.total]
    let shape = try #require(CubeShape(axes: [axis, axis]))
    let withheld = (0..<shape.count).map { shape.totals(in: $0) == 0 }
    let table = try #require(AuditTable(shape: shape, withheld: withheld))
    let values = Array(repeating: Int128(1), count: shape.count)
    let report = SuppressionAudit.run(table, additive: [values])
    #expect(!report.isComplete)
    #expect(!report.isSafe)
  }
}
