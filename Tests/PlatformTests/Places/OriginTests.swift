// SPDX-License-Identifier: Apache-2.0
import Core
import Platform
import Regulation
import Testing

/// Data that came from elsewhere need the consent of who provided them.
@Suite struct OriginTests {
  private func state(
    _ life: PlaceLife, _ origin: String, _ changes: [String: JSON] = [:]
  ) throws -> Outcome {
    let input: [String: JSON] = ["resource": life.resource.json, "origin": .string(origin)]
    return try life.run("resource.stateOrigin", .object(input.merging(changes) { $1 }), .unit)
  }

  private static let paper: [String: JSON] = [
    "documentNumber": "川数函〔2026〕1号", "consent": digest("consent"),
  ]

  /// Whether the grant of the place's life can be approved after a statement of origin.
  private func approval(_ life: PlaceLife) throws -> Outcome {
    try life.run("grant.approve", ["grant": try life.made(life.grant)], .bureau)
  }

  @Test(arguments: [
    (PlaceScript.sichuan, "shared", "SC-05.p2-a"),
    (.quzhou, "provincialBackflow", "QZ-19.p1-d"), (.quzhou, "cityBackflow", "QZ-19.p1-e"),
  ])
  func `no grant and no entry without the provider's consent`(
    script: PlaceScript, origin: String, clause: String
  ) throws {
    let life = try PlaceLife(script)
    try life.requested()
    #expect(try state(life, origin).isAllowed)
    let refused = try approval(life)
    #expect(refused.codes == ["grant.origin.consent"] && refused.clauses == [clause])
    let entry = try JSON(encoding: try life.record(AuthorisedEntry.self, life.entry))
    try life.platform.records.put(
      entry.setting("state", "described").decode(AuthorisedEntry.self))
    let listing = try life.run("entry.list", ["entry": life.entry.json], .bureau)
    #expect(listing.codes.contains("entry.origin.consent") && listing.clauses.contains(clause))
    #expect(try state(life, origin, Self.paper).isAllowed)
    #expect(try approval(life).isAllowed)
  }

  @Test func `a unit's own data need nobody's consent, and origins are those of the text`() throws {
    let life = try PlaceLife(.sichuan)
    try life.requested()
    let strange = try state(life, "provincialBackflow")
    #expect(strange.codes == ["resource.origin.unknown"] && strange.clauses == ["SC-05.p2-a"])
    let half = try state(life, "shared", ["documentNumber": "1号"])
    #expect(half.codes == ["resource.origin.paper"])
    #expect(try state(life, "own").isAllowed)
    #expect(try approval(life).isAllowed)
  }

  @Test(arguments: PlaceScript.all)
  func `a resource names who answers for it, and where origins matter its origin`(
    script: PlaceScript
  ) throws {
    let life = try PlaceLife(script)
    let resource = try JSON(encoding: try life.record(Resource.self, life.resource))
    try life.platform.records.put(resource.setting("state", "draft").decode(Resource.self))
    func publish() throws -> Outcome {
      try life.run("resource.publish", ["resource": life.resource.json], .bureau)
    }
    let before = try publish()
    #expect(before.codes.contains("resource.responsible"))
    let hasOrigins = !life.platform.profile.catalogue.originConsents.isSilent
    #expect(before.codes.contains("resource.origin.missing") == hasOrigins)
    let blank = try life.run(
      "resource.nameResponsible", ["resource": life.resource.json, "responsiblePerson": " "],
      .unit)
    #expect(blank.codes == ["field.blank"])
    try life.must(
      "resource.nameResponsible", ["resource": life.resource.json, "responsiblePerson": "王五"],
      .unit)
    #expect(try state(life, "own").isAllowed)
    let after = try publish()
    #expect(!after.codes.contains("resource.responsible"))
    #expect(!after.codes.contains("resource.origin.missing"))
    let facts = life.platform.log.map(\.facts)
    #expect(!facts.contains { $0.canonicalText.contains("王五") })
  }
}
