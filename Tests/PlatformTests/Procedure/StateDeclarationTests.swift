// SPDX-License-Identifier: Apache-2.0
import Core
import Platform
import Regulation
import Testing

/// What actions declare about the states of the records that they act upon.
///
/// `FakePlatform` tries every action that a test of this target sees allowed in every other state
/// of its record, so that declarations and decisions cannot drift apart.
@Suite struct StateDeclarationTests {
  @Test func `every action on a record with a state says in which it can be done`() throws {
    let stateful = Set(
      Registry.shuyu.records.values.map(\.table).filter { table in
        table.columns.contains { $0.name == "state" }
      }.map(\.name))
    for info in Registry.shuyu.actions.values.map(\.info) {
      guard let table = info.on, stateful.contains(table) else { continue }
      let states = try #require(info.states, "\(info.name) declares no states")
      #expect(!states.all.isEmpty, "\(info.name)")
      #expect(states.known.isSuperset(of: states.all), "\(info.name)")
      #expect(info.fields.contains { $0.refersTo == table }, "\(info.name)")
    }
  }

  @Test func `a duty is found by an index, and only where somebody can do it`() throws {
    for info in Registry.shuyu.actions.values.map(\.info) {
      guard let states = info.states, !states.duties.isEmpty, let table = info.on else { continue }
      let columns = try #require(Registry.shuyu.records[table]).table.columns.map(\.name)
      #expect(columns.contains(states.member), "\(info.name)")
      #expect(info.capacities != [.system], "\(info.name)")
    }
  }

  @Test func `what each does once shows where its declaration says`() throws {
    var seen = 0
    for info in Registry.shuyu.actions.values.map(\.info) {
      guard let once = info.states?.once else { continue }
      seen += 1
      switch once {
      case .organisation(let list, _), .person(let list, _):
        let listing = try #require(
          Registry.shuyu.listings.values.first { $0.table.name == info.on })
        #expect(listing.columns.contains { $0.name == list }, "\(info.name)")
      case .account(let table, let record, let member):
        let listing = try #require(
          Registry.shuyu.listings.values.first { $0.table.name == table })
        for name in [record, member] {
          #expect(listing.columns.contains { $0.name == name }, "\(info.name)")
          #expect(listing.table.columns.contains { $0.name == name }, "\(info.name)")
        }
      }
    }
    #expect(seen >= 4)
  }

  @Test func `the chain of an agreement is walked in every state`() throws {
    let chain = try EzhouChain()
    try chain.suspend()
    try chain.must(
      "agreement.resume", ["agreement": try chain.made(chain.agreement), "documentNumber": "2号"],
      chain.bureau)
    try chain.must(
      "agreement.terminate",
      [
        "agreement": try chain.made(chain.agreement), "ground": "violation",
        "documentNumber": "3号", "evidence": [],
      ], chain.bureau)
    #expect(
      chain.platform.walked.isSuperset(of: [
        "agreement.sign", "agreement.activate", "agreement.suspend", "agreement.resume",
        "agreement.terminate", "call.publish", "call.close", "notice.publish", "notice.close",
        "review.record", "review.conclude", "eligibility.check", "decision.record",
        "agreement.draft", "entry.check", "entry.list", "resource.publish",
      ]))
  }

  @Test func `a product's way to its caller is walked in every state`() throws {
    let market = try MarketCase()
    let product = try market.published(subject: true)
    _ = try market.subscribed(product)
    #expect(
      market.platform.walked.isSuperset(of: [
        "egress.vote", "egress.evaluated", "egress.release", "product.define",
        "product.submitReview", "product.reviewCompliance", "product.setPrice",
        "product.publish", "contract.file", "contract.receive", "subscription.open",
      ]))
  }

  @Test func `what another organisation may do on a record is only what is open to its capacity`()
    throws
  {
    let chain = try EzhouChain()
    try chain.suspend()
    let market = try MarketCase()
    _ = try market.subscribed(try market.published(subject: true))
    var open = chain.platform.open
    for (name, capacities) in market.platform.open { open[name, default: []].formUnion(capacities) }
    for script in PlaceScript.all {
      let life = try PlaceLife(script)
      try life.subscribed()
      for (name, capacities) in life.platform.open {
        open[name, default: []].formUnion(capacities)
      }
    }
    // Bodies of the place act by their capacity; of the parties a reviewing source unit alone does,
    // once for each, and the one who runs the platform.
    let parties: Set = ["operator", "developer", "sourceUnit", "platformOperator", "dataSubject"]
    let byParties = open.mapValues { $0.intersection(parties) }.filter { !$0.value.isEmpty }
    #expect(
      byParties == [
        "review.record": ["sourceUnit"], "batch.deliver": ["platformOperator"],
        "egress.release": ["platformOperator"],
      ])
    #expect(open.count >= 24)
    for name in ["agreement.sign", "product.define", "grant.request", "subscription.open"] {
      #expect(open[name] == nil, "\(name)")
    }
  }

  @Test func `an action that is allowed outside its declaration is found`() throws {
    let states = ActionStates.duty(Agreement.State.draft).orPossible(Agreement.State.active)
    #expect(states.refused == ["signed", "suspended", "terminating", "ended"])
    #expect(states.allows(["state": "active"]) && !states.isDuty(["state": "active"]))
    #expect(states.isDuty(["state": "draft"]) && !states.allows(["state": "ended"]))
    #expect(!states.allows([:]))
  }
}
