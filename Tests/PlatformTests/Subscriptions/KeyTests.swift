// SPDX-License-Identifier: Apache-2.0
import Core
import Platform
import Regulation
import Testing

@Suite struct KeyTests {
  @Test func `a subscription needs a published product and an agreement in force, once`() throws {
    let market = try MarketCase()
    let product = try market.published()
    let contract = try market.filed(product)
    let open: JSON = ["contract": contract.json]
    try market.change(Product.self, product) { $0.state = .suspended }
    try market.change(Agreement.self, market.agreement) { $0.state = .suspended }
    #expect(
      try market.platform.run("subscription.open", open, as: market.developer).codes
        == ["subscription.product", "agreement.notInForce"])
    try market.change(Product.self, product) { $0.state = .published }
    try market.change(Agreement.self, market.agreement) { $0.state = .active }
    #expect(
      try market.platform.run("subscription.open", open, as: market.stranger).codes
        == ["contract.unknown"])
    try market.must("subscription.open", open, market.developer)
    #expect(
      try market.platform.run("subscription.open", open, as: market.developer).codes
        == ["subscription.exists"])
  }

  @Test func `the secret of a key is in the answer and nowhere else`() throws {
    let market = try MarketCase()
    let subscription = try market.subscribed(try market.published())
    let outcome = try market.platform.run(
      "key.issue", ["subscription": subscription.json], as: market.developer)
    guard case .allowed(let result) = outcome else { throw UnexpectedOutcome("issue", outcome) }
    let secret = try #require(result["secret"]?.string)
    let key = try market.record(APIKey.self, #require(outcome.id))
    #expect(secret.count == 70 && secret.hasPrefix(key.prefixShown))
    #expect(APIKey.digest(ofSecret: secret) == key.digest)
    #expect(try !JSON(encoding: key).canonicalText.contains(secret))
    for entry in market.platform.log {
      #expect(!entry.facts.canonicalText.contains(secret))
    }
    let listing = try #require(market.platform.registry.listings["keys"])
    #expect(listing.hidden(from: market.developer) == ["digest"])
    #expect(listing.scopes == [.developer: .party] && listing.publicScope == nil)
  }

  @Test func `a subscription has five keys at most, all of them different`() throws {
    let market = try MarketCase()
    let subscription = try market.subscribed(try market.published())
    var keys: Set<RecordID> = []
    for _ in 0..<5 {
      keys.insert(
        try market.must("key.issue", ["subscription": subscription.json], market.developer))
    }
    #expect(keys.count == 5)
    let more = try market.platform.run(
      "key.issue", ["subscription": subscription.json], as: market.developer)
    #expect(more.codes == ["key.tooMany"])
    let one = try #require(keys.first)
    try market.must("key.revoke", ["key": one.json], market.developer)
    try market.must("key.issue", ["subscription": subscription.json], market.developer)
  }

  @Test func `a revoked key stays revoked, and strangers touch none`() throws {
    let market = try MarketCase()
    let subscription = try market.subscribed(try market.published())
    let key = try market.must(
      "key.issue", ["subscription": subscription.json], market.developer)
    let revoke: JSON = ["key": key.json]
    #expect(
      try market.platform.run("key.revoke", revoke, as: market.stranger).codes == ["key.unknown"])
    try market.must("key.revoke", revoke, market.bureau)
    #expect(try market.record(APIKey.self, key).revokedOn == market.platform.today)
    #expect(
      try market.platform.run("key.revoke", revoke, as: market.developer).codes == ["key.state"])
  }

  @Test func `an ended subscription issues no key and ends once`() throws {
    let market = try MarketCase()
    let subscription = try market.subscribed(try market.published())
    let key = try market.must(
      "key.issue", ["subscription": subscription.json], market.developer)
    let act: JSON = ["subscription": subscription.json]
    #expect(
      try market.platform.run("subscription.end", act, as: market.stranger).codes
        == ["subscription.unknown"])
    try market.must("subscription.end", act, market.developer)
    #expect(try market.record(APIKey.self, key).state == .revoked)
    for name in ["subscription.end", "key.issue"] {
      let outcome = try market.platform.run(name, act, as: market.developer)
      #expect(outcome.codes == ["subscription.state"])
    }
  }
}
