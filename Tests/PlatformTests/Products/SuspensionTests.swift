// SPDX-License-Identifier: Apache-2.0
import Core
import Platform
import Regulation
import Testing

/// Suspensions of several parties stand side by side; each party lifts its own only.
@Suite struct SuspensionTests {
  private enum Party: CaseIterable {
    case producer, bureau, authority
  }

  private func actor(_ party: Party, _ market: MarketCase) throws -> Actor {
    switch party {
    case .producer: market.producer
    case .bureau: market.bureau
    case .authority: try market.platform.actor("second-authority", .dataAuthority)
    }
  }

  private func suspend(_ party: Party, _ id: RecordID, _ market: MarketCase) throws -> Outcome {
    try market.platform.run(
      "product.suspend", ["product": id.json, "ground": "整改"], as: actor(party, market))
  }

  private func resume(_ party: Party, _ id: RecordID, _ market: MarketCase) throws -> Outcome {
    try market.platform.run("product.resume", ["product": id.json], as: actor(party, market))
  }

  @Test func `an operator's own stop does not keep the bureau's from being recorded`() throws {
    let market = try MarketCase()
    let id = try market.published()
    #expect(try suspend(.producer, id, market).isAllowed)
    #expect(try suspend(.bureau, id, market).isAllowed)
    #expect(try market.record(Product.self, id).suspensions?.map(\.byAuthority) == [false, true])
    #expect(try resume(.producer, id, market).isAllowed)
    #expect(try market.record(Product.self, id).state == .suspended)
    #expect(try resume(.producer, id, market).codes == ["product.resume.notOwn"])
    #expect(try resume(.bureau, id, market).isAllowed)
    let product = try market.record(Product.self, id)
    #expect(product.state == .published && product.suspensions == nil)
  }

  @Test func `whoever suspends and lifts, in any order, it serves only when none stands`() throws {
    for mask in 0..<8 {
      for lifter in Party.allCases {
        let market = try MarketCase()
        let id = try market.published()
        let standing = Party.allCases.enumerated().filter { mask >> $0.offset & 1 == 1 }
          .map(\.element)
        for party in standing {
          #expect(try suspend(party, id, market).isAllowed)
          #expect(try suspend(party, id, market).codes == ["product.suspend.already"])
        }
        let outcome = try resume(lifter, id, market)
        #expect(outcome.isAllowed == standing.contains(lifter), "\(standing) \(lifter)")
        let left = standing.filter { $0 != lifter }
        let product = try market.record(Product.self, id)
        #expect((product.state == .published) == left.isEmpty, "\(standing) \(lifter)")
        #expect(
          try (product.suspensions ?? []).map(\.organisation)
            == left.map { try actor($0, market).organisation })
      }
    }
  }

  @Test func `the last to lift passes every gate of publication, one before it need not`() throws {
    let market = try MarketCase()
    let id = try market.published()
    _ = try suspend(.producer, id, market)
    _ = try suspend(.bureau, id, market)
    try market.change(Agreement.self, market.agreement) { $0.state = .suspended }
    #expect(try resume(.bureau, id, market).isAllowed)
    #expect(try resume(.producer, id, market).codes == ["agreement.notInForce"])
    #expect(try market.record(Product.self, id).state == .suspended)
  }

  @Test func `a recall is recorded beside an operator's own stop`() throws {
    let market = try MarketCase()
    let id = try market.published()
    _ = try suspend(.producer, id, market)
    let release = try market.record(Product.self, id).release
    try market.must(
      "egress.recall", ["release": release.json, "ground": "复查发现风险"], market.bureau)
    let product = try market.record(Product.self, id)
    #expect(
      product.suspensions?.map(\.organisation)
        == [market.producer.organisation, market.bureau.organisation])
    #expect(try resume(.producer, id, market).isAllowed)
    #expect(try resume(.bureau, id, market).codes == ["product.publish.release"])
  }

  @Test func `a rival neither suspends, lifts nor withdraws`() throws {
    let market = try MarketCase()
    let id = try market.published()
    for (name, input) in [
      ("product.suspend", ["product": id.json, "ground": "整改"] as JSON),
      ("product.resume", ["product": id.json]), ("product.withdraw", ["product": id.json]),
    ] {
      let outcome = try market.platform.run(name, input, as: market.rival)
      #expect(outcome.codes == ["product.unknown"])
    }
  }

  @Test func `an authority withdraws a product, with its ground, also one that is suspended`()
    throws
  {
    let market = try MarketCase()
    let id = try market.published()
    _ = try suspend(.producer, id, market)
    let without = try market.platform.run(
      "product.withdraw", ["product": id.json], as: market.bureau)
    #expect(without.codes == ["product.withdraw.ground"])
    try market.must("product.withdraw", ["product": id.json, "ground": "违规"], market.bureau)
    let product = try market.record(Product.self, id)
    #expect(product.state == .withdrawn && product.withdrawal?.byAuthority == true)
    #expect(product.withdrawal?.ground == "违规")
    #expect(try !resume(.producer, id, market).isAllowed)
  }
}
