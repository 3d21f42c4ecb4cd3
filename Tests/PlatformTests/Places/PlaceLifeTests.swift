// SPDX-License-Identifier: Apache-2.0
import Core
import Platform
import Regulation
import Testing

/// From an agreement in force to a metered subscription and its end, by each place's own rules.
@Suite struct PlaceLifeTests {
  @Test(arguments: PlaceScript.all)
  func `an agreement in force leads to a metered subscription and ends everywhere`(
    script: PlaceScript
  ) throws {
    let life = try PlaceLife(script)
    try life.subscribed()
    #expect(try life.callCodes().isEmpty)
    try life.use()
    let product = try life.record(Product.self, life.product)
    #expect(product.state == .published && product.usage.charged == 90)
    #expect(product.price?.amount == Money(fen: 50))
    try life.end()
    #expect(try life.callCodes().contains("agreement.notInForce"))
    #expect(try life.record(Scenario.self, life.scenario).state == .ended)
    #expect(try life.record(Grant.self, life.grant).state == .revoked)
    #expect(try !life.tryPropose(["title": "另一场景"]).isAllowed)
  }

  @Test(arguments: PlaceScript.all)
  func `nothing is asked of a place that another place's text asks`(script: PlaceScript) throws {
    let life = try PlaceLife(script)
    try life.nameField()
    var changes: [String: JSON] = [:]
    changes["field"] = script.field == nil ? "livelihood" : .null
    let outcome = try life.tryPropose(changes)
    #expect(outcome.codes == ["scenario.field"])
    #expect(outcome.clauses.allSatisfy { $0.hasPrefix(life.platform.profile.clausePrefix) })
    #expect(outcome.clauses.isEmpty == (script.field == nil))
  }
}
