// SPDX-License-Identifier: Apache-2.0
import Core
import Platform
import Testing

/// Asking that records leave: what the source units decided of columns cannot be declared away.
@Suite struct MicrodataRequestTests {
  /// The form of records of the market's output, changed.
  private func ask(_ changes: [String: JSON?] = [:]) throws -> Outcome {
    let market = try MarketCase()
    var spec: [String: JSON] = [
      "description": "企业用电分段", "decimals": 2, "subject": "uscc",
      "columns": [["name": "district", "role": "quasi-identifier"]],
      "releaseModel": "agreement",
    ]
    for (name, value) in changes { spec[name] = value }
    var fields = market.queryFields
    fields["kind"] = "microdata"
    fields["grant"] = nil
    fields["output"] = market.output.json
    fields["spec"] = ["microdata": .object(spec)]
    return try market.platform.run("egress.request", .object(fields), as: market.producer)
  }

  private func columns(_ columns: JSON...) -> [String: JSON?] {
    let district: JSON = ["name": "district", "role": "quasi-identifier"]
    return ["columns": .array([district] + columns)]
  }

  @Test func `a sound form is taken, with stricter roles too`() throws {
    #expect(try ask().isAllowed)
    #expect(try ask(columns(["name": "kwh", "role": "sensitive"])).isAllowed)
    #expect(
      try ask(columns(["name": "band", "from": "kwh", "role": "quasi-identifier"])).isAllowed)
  }

  @Test func `the subject is a direct identifier by the unit's decision`() throws {
    #expect(try ask(["subject": "kwh"]).codes == ["egress.spec.subject"])
    #expect(try ask(["subject": "rowid"]).codes == ["egress.spec.subject"])
  }

  @Test(arguments: ["other", "sensitive"])
  func `a quasi identifier cannot be declared away`(role: String) throws {
    let weaker = columns(["name": "area", "from": "district", "role": .string(role)])
    #expect(try ask(weaker).codes == ["egress.spec.role"])
  }

  @Test func `a direct identifier and a column of nobody do not leave`() throws {
    let code = columns(["name": "code", "from": "uscc", "role": "quasi-identifier"])
    #expect(try ask(code).codes == ["egress.spec.identifier"])
    let none = columns(["name": "x", "from": "nowhere", "role": "other"])
    #expect(try ask(none).codes == ["egress.spec.notGranted"])
  }

  @Test(arguments: [
    ("description", JSON.string("")), ("decimals", JSON.int(7)), ("columns", JSON.array([])),
    ("k", JSON.int(0)), ("distinct", JSON.int(1)), ("tPercent", JSON.int(101)),
    ("subject", JSON.string("district")),
  ])
  func `each member has its bounds`(member: String, value: JSON) throws {
    #expect(try ask([member: value]).codes == ["egress.spec.microdata"], "\(member)")
  }

  @Test func `a column twice, and none that tells people apart, are refused`() throws {
    let twice = columns(["name": "district", "role": "quasi-identifier"])
    #expect(try ask(twice).codes == ["egress.spec.microdata"])
    let blind: JSON = [["name": "kwh", "role": "sensitive"]]
    #expect(try ask(["columns": blind]).codes == ["egress.spec.microdata"])
  }

  @Test func `it leaves from an output only`() throws {
    let market = try MarketCase()
    var fields = market.queryFields
    fields["kind"] = "microdata"
    #expect(
      try market.platform.run("egress.request", .object(fields), as: market.producer).codes
        == ["egress.source"])
  }
}
