// SPDX-License-Identifier: Apache-2.0
import Core
import Cryptography
import Platform
import Regulation
import Testing

@Suite struct GrantHierarchyTests {
  private static let table = "鄂城区\t鄂州市\t湖北省\n华容区\t鄂州市\t湖北省\n黄州区\t黄冈市\t湖北省\n"

  /// A resource of the chain with a column of districts in place of the one of amounts.
  private func with(_ kind: String? = "quasi", _ type: String = "text") throws -> SupplyCase {
    let supply = try SupplyCase()
    try supply.supply()
    let resource = try supply.chain.record(Resource.self, supply.chain.resource)
    let columns = try resource.columns.map { column -> JSON in
      guard column.name == "kwh" else { return try JSON(encoding: column) }
      return [
        "name": "kwh", "type": .string(type), "label": "区县",
        "classification": kind.map {
          ["grade": "general", "kind": .string($0), "secret": false]
        } ?? .null,
      ]
    }
    try supply.alter(Resource.self, resource.id, "columns", .array(columns))
    return supply
  }

  private func set(
    _ supply: SupplyCase, _ table: String, column: String = "kwh", as actor: Actor? = nil
  ) throws -> Outcome {
    try supply.platform.run(
      "resource.setHierarchy",
      [
        "resource": try supply.chain.made(supply.chain.resource), "column": .string(column),
        "table": .string(table),
      ], as: actor ?? supply.unit)
  }

  private func columns(_ mask: String) -> [String: JSON] {
    ["columns": [["name": "kwh", "mask": .string(mask)]]]
  }

  @Test func `a unit sets the groups by which a column is made coarser`() throws {
    let supply = try with()
    #expect(try set(supply, Self.table).isAllowed)
    let resource = try supply.chain.record(Resource.self, supply.chain.resource)
    let hierarchy = try #require(resource.column("kwh")?.hierarchy)
    #expect(hierarchy.levels == 2 && hierarchy.rows == 3 && hierarchy.edition == 1)
    #expect(hierarchy.groups(at: 1)?.map { $0.group } == ["鄂州市", "鄂州市", "黄冈市"])
    #expect(hierarchy.groups(at: 2)?.map { $0.group } == ["湖北省", "湖北省", "湖北省"])
    #expect(hierarchy.groups(at: 0) == nil && hierarchy.groups(at: 3) == nil)
    let again = try ColumnHierarchy.read(
      "鄂城区,鄂州市,湖北省\r\n华容区,鄂州市,湖北省\n\n黄州区,黄冈市,湖北省"
    ).get()
    #expect(again.table == hierarchy.table && again.digest != hierarchy.digest)
    let request = try supply.platform.run(
      "grant.request", try supply.grantRequest(columns("level:2")), as: supply.owner)
    #expect(request.isAllowed)
  }

  @Test(arguments: [
    ("", ColumnHierarchyFault.size), ("a", .form), ("a,b,c\nd,e", .form), ("a,\nb,c", .form),
    ("a ,x\nb,x", .form), ("a,　x\nb,x", .form), ("a,1,2,3,4,5,6\nb,1,2,3,4,5,6", .form),
    ("a,x\na,y", .twice), ("a,x\nb,y", .telling), ("a,a\nb,a", .telling),
    ("a,b\nb,a\nc,a", .telling), ("a,x,p\nb,x,q", .telling),
  ])
  func `a table that hides nothing or is none is refused`(
    text: String, fault: ColumnHierarchyFault
  ) {
    #expect(throws: fault) { try ColumnHierarchy.read(text).get() }
  }

  @Test func `a table has a bound`() {
    let many = (0...ColumnHierarchy.rowsMax).map { "\($0),x" }.joined(separator: "\n")
    #expect(throws: ColumnHierarchyFault.size) { try ColumnHierarchy.read(many).get() }
    let long = String(repeating: "a", count: ColumnHierarchy.cellMax + 1)
    #expect(throws: ColumnHierarchyFault.form) { try ColumnHierarchy.read("\(long),x\nb,x").get() }
    let large = String(repeating: "字", count: ColumnHierarchy.bytesMax / 3 + 1)
    #expect(throws: ColumnHierarchyFault.size) { try ColumnHierarchy.read(large).get() }
  }

  @Test func `only the unit sets one, for a classified column that is no identifier`() throws {
    let supply = try with()
    #expect(try set(supply, Self.table, column: "x").codes == ["resource.column.unknown"])
    #expect(
      try set(supply, Self.table, column: "uscc").codes
        == ["resource.hierarchy.kind", "resource.hierarchy.type"])
    #expect(try set(supply, "a,a\nb,a").codes == ["resource.hierarchy.telling"])
    #expect(try set(supply, "a,x").codes == ["resource.hierarchy.telling"])
    let stranger = try supply.platform.actor("water company", .sourceUnit)
    #expect(try set(supply, Self.table, as: stranger).codes == ["resource.unknown"])
    #expect(try set(try with(nil), Self.table).codes == ["resource.hierarchy.kind"])
    #expect(try set(try with("quasi", "date"), Self.table).codes == ["resource.hierarchy.type"])
  }

  @Test(arguments: ["level:1", "level:3"])
  func `a level that the column does not have is not granted`(mask: String) throws {
    let supply = try with()
    if mask == "level:3" { #expect(try set(supply, Self.table).isAllowed) }
    let outcome = try supply.platform.run(
      "grant.request", try supply.grantRequest(columns(mask)), as: supply.owner)
    #expect(outcome.codes == ["grant.column.hierarchy"])
  }

  @Test func `another table makes what was written by the first one stale, even when it returns`()
    throws
  {
    let supply = try with()
    #expect(try set(supply, Self.table).isAllowed)
    supply.grant = try supply.chain.must(
      "grant.request", try supply.grantRequest(columns("level:1")), supply.owner)
    let id = try supply.chain.made(supply.grant)
    try supply.chain.must("grant.approve", ["grant": id], supply.bureau)
    try supply.chain.must("grant.started", ["grant": id], supply.system)
    try supply.chain.must("grant.materialised", try supply.written(), supply.system)
    let first = try supply.chain.record(Grant.self, supply.grant)
    #expect(first.state == .ready && first.earlierPolicies == nil)
    var seen: [String] = [first.policyDigest.hex]
    for table in ["鄂城区,甲\n华容区,甲", Self.table] {
      #expect(try set(supply, table).isAllowed)
      let stale = try supply.chain.record(Grant.self, supply.grant)
      #expect(stale.state == .stale && stale.stateReason == "policyChanged")
      try supply.chain.must("grant.started", ["grant": id], supply.system)
      let begun = try supply.chain.record(Grant.self, supply.grant)
      #expect(!seen.contains(begun.policyDigest.hex))
      #expect(begun.policyDigests.dropFirst().map(\.hex) == seen)
      seen.append(begun.policyDigest.hex)
      try supply.chain.must("grant.materialised", try supply.written(), supply.system)
    }
  }
}
