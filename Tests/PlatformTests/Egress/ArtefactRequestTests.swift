// SPDX-License-Identifier: Apache-2.0
import Core
import Platform
import Testing

/// Requests that models and reports leave.
@Suite struct ArtefactRequestTests {
  private func market(_ format: String) throws -> MarketCase {
    let market = try MarketCase()
    guard
      case .object(var members) = try JSON(
        encoding: market.record(JobOutput.self, market.output))
    else { return market }
    members["format"] = .string(format)
    try market.platform.records.put(JSON.object(members).decode(JobOutput.self))
    return market
  }

  private func ask(_ market: MarketCase, _ kind: String, _ spec: JSON) throws -> Outcome {
    var fields = market.queryFields
    fields["kind"] = .string(kind)
    fields["grant"] = nil
    fields["output"] = market.output.json
    fields["spec"] = [kind: spec]
    return try market.platform.run("egress.request", .object(fields), as: market.producer)
  }

  private static let combinations: [(String, String, Bool)] = [
    ("json", "model", true), ("onnx", "model", true), ("joblib", "model", true),
    ("csv", "model", false), ("parquet", "model", false), ("html", "model", false),
    ("html", "report", true), ("svg", "report", true), ("png", "report", true),
    ("txt", "report", true), ("csv", "report", true), ("joblib", "report", false),
    ("parquet", "report", false), ("json", "file", false), ("csv", "file", true),
  ]

  @Test(arguments: combinations)
  func `an output leaves as what its format can be`(
    _ format: String, _ kind: String, _ isAllowed: Bool
  ) throws {
    var spec: JSON = ["description": "说明"]
    if kind == "file" { spec = ["description": "说明", "decimals": 2] }
    let outcome = try ask(try market(format), kind, spec)
    #expect(outcome.isAllowed == isAllowed, "\(outcome.codes)")
    if !isAllowed { #expect(outcome.codes == ["egress.output.format"]) }
  }

  @Test func `a model predicts a column of the data, and is described`() throws {
    let json = try market("json")
    #expect(try ask(json, "model", ["description": "指数", "target": "kwh"]).isAllowed)
    #expect(
      try ask(json, "model", ["description": "指数", "target": "nowhere"]).codes
        == ["egress.spec.notGranted"])
    #expect(try ask(json, "model", ["description": ""]).codes == ["egress.spec.description"])
    #expect(try ask(json, "model", ["unknown": 1]).isAllowed == false)
  }

  @Test func `neither leaves from a grant or stands`() throws {
    let market = try market("json")
    var fields = market.queryFields
    fields["kind"] = "model"
    fields["spec"] = ["model": ["description": "指数"]]
    #expect(
      try market.platform.run("egress.request", .object(fields), as: market.producer).codes
        .contains("egress.file.output"))
    fields["grant"] = nil
    fields["output"] = market.output.json
    fields["standing"] = true
    fields["callsPerDay"] = 5
    fields["expiresOn"] = "2027-04-01"
    #expect(
      try market.platform.run("egress.request", .object(fields), as: market.producer).codes
        == ["egress.standing.kind"])
  }

  @Test func `a query writes tables only`() throws {
    let supply = try SupplyCase()
    try supply.supply()
    let outputs: JSON = [["name": "m", "query": "SELECT 1", "format": "joblib"]]
    let outcome = try supply.platform.run(
      "program.register", try supply.registration(["outputs": outputs]), as: supply.owner)
    #expect(outcome.codes == ["program.outputs.format"])
    let python: [String: JSON] = [
      "kind": "python", "source": "x = 1", "outputs": [["name": "m", "format": "joblib"]],
    ]
    #expect(
      try supply.platform.run(
        "program.register", try supply.registration(python), as: supply.owner
      ).isAllowed)
  }
}
