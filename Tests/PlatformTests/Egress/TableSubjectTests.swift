// SPDX-License-Identifier: Apache-2.0
import Core
import Platform
import Regulation
import Testing

/// Whom a table counts is decided by the source units, not by whoever asks.
@Suite struct TableSubjectTests {
  private let market: MarketCase

  init() throws { market = try MarketCase() }

  /// Asks for a table of the grant, or of the output, with a changed form.
  private func ask(_ changes: [String: JSON], output: Bool = false) throws -> [String] {
    var table = try #require(MarketCase.tabulation.object)
    table.merge(changes) { $1 }
    var fields = market.queryFields
    fields["spec"] = ["tabulation": .object(table)]
    if output {
      fields["grant"] = nil
      fields["output"] = market.output.json
    }
    let outcome = try market.platform.run(
      "egress.request", .object(fields), as: market.producer)
    #expect(outcome.isAllowed == outcome.codes.isEmpty)
    return outcome.codes
  }

  /// Changes the columns of the resource, or whom it says that they are about.
  private func decide(
    subject: JSON? = nil, _ kinds: [String: String?] = [:]
  ) throws {
    let resource = try market.record(Resource.self, market.resource)
    var members = try #require(try JSON(encoding: resource).object)
    if let subject { members["subjectColumn"] = subject }
    members["columns"] = .array(
      try resource.columns.map { column in
        var members = try #require(try JSON(encoding: column).object)
        guard let kind = kinds[column.name] else { return .object(members) }
        members["classification"] =
          kind.map { ["grade": "general", "kind": .string($0), "secret": false] } ?? .null
        return .object(members)
      })
    try market.platform.records.put(JSON.object(members).decode(Resource.self))
  }

  private func mask(_ column: String, _ mask: String) throws {
    let grant = try market.record(Grant.self, market.grant)
    var members = try #require(try JSON(encoding: grant).object)
    members["columns"] = .array(
      grant.columns.map {
        [
          "name": .string($0.name),
          "mask": .string($0.name == column ? mask : $0.mask.description),
        ]
      })
    try market.platform.records.put(JSON.object(members).decode(Grant.self))
  }

  @Test(arguments: [false, true])
  func `twelve readings of one enterprise are not twelve enterprises`(output: Bool) throws {
    #expect(try ask([:], output: output) == [])
    #expect(try ask(["subject": "kwh"], output: output) == ["egress.spec.subject"])
    #expect(
      try ask(["subject": "visit_no"], output: output).contains("egress.spec.subject"))
  }

  @Test(arguments: [false, true])
  func `the identifier is no dimension once another column is called the subject`(output: Bool)
    throws
  {
    let swapped: [String: JSON] = [
      "subject": "kwh", "dimensions": ["uscc"], "measures": [["function": "count"]],
    ]
    #expect(
      try ask(swapped, output: output) == ["egress.spec.identifier", "egress.spec.subject"])
  }

  @Test func `another direct identifier is no dimension either, in any spelling`() throws {
    try decide(["district": "direct"])
    #expect(try ask([:]) == ["egress.spec.identifier"])
    #expect(try ask([:], output: true) == ["egress.spec.identifier"])
    #expect(try ask(["dimensions": ["DISTRICT"]], output: true) == ["egress.spec.identifier"])
  }

  @Test func `a filter may not pick the one enterprise of another resource's code`() throws {
    try decide(["district": "direct"])
    func filter(_ comparison: String, _ values: [JSON]) -> [String: JSON] {
      [
        "dimensions": ["kwh"],
        "filters": [
          [
            "column": "district", "comparison": .string(comparison), "values": .array(values),
          ]
        ],
      ]
    }
    #expect(try ask(filter("in", ["a"])) == ["egress.spec.identifier"])
    #expect(try ask(filter("notIn", ["a"])) == ["egress.spec.identifier"])
    #expect(try ask(filter("present", [])) == [])
  }

  @Test func `without a declared subject it is a direct identifier by the unit's decision`()
    throws
  {
    try decide(subject: .null)
    #expect(try ask([:]) == [])
    #expect(try ask(["subject": "kwh"]) == ["egress.spec.subject"])
    try decide(subject: .null, ["uscc": "quasi"])
    #expect(try ask([:]) == ["egress.spec.subject"])
  }

  @Test func `readings about nobody are counted by what they have`() throws {
    try decide(subject: .null, ["uscc": "other", "district": "other", "kwh": "other"])
    #expect(try ask(["subject": "kwh"]) == [])
    // One column about which nothing was decided may tell of somebody.
    try decide(subject: .null, ["district": nil])
    #expect(try ask(["subject": "kwh"]) == ["egress.spec.subject"])
    // Another resource of the same job is about somebody.
    try decide(subject: "uscc", ["district": "other"])
    #expect(try ask(["subject": "kwh"], output: true) == ["egress.spec.subject"])
  }

  @Test func `a subject that a mask made coarse counts nobody`() throws {
    try mask("uscc", "pseudonym")
    #expect(try ask([:]) == [])
    try mask("uscc", "partial")
    #expect(try ask([:]) == ["egress.spec.subject"])
    try mask("uscc", "null")
    #expect(try ask([:]).contains("egress.spec.notGranted"))
  }
}
