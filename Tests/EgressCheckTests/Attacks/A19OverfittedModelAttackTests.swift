// SPDX-License-Identifier: Apache-2.0
import DisclosureControl
import EgressCheck
import Foundation
import Testing

extension EgressCheckTests {
  /// A19: a rare class, or a leaf about few people, in a model that is to leave.
  struct A19OverfittedModelAttackTests {
    /// A tree as JSON: one leaf is about few people and keeps their mean.
    private static func tree(_ few: Int, _ mean: Double, _ style: Int) -> String {
      let rest = 400 - few
      return switch style {
      case 0:
        #"{"tree":{"nodes":[{"samples":400},{"samples":\#(few),"value":\#(mean)},"#
          + #"{"samples":\#(rest),"value":500.1}]}}"#
      case 1: #"{"n_node_samples":[400,\#(few),\#(rest)],"value":[500.0,\#(mean),500.1]}"#
      default:
        #"{"trees":[{"leaf_count":[\#(rest),\#(few)],"leaf_value":[500.1,\#(mean)]}]}"#
      }
    }

    @Test(arguments: Attack.seeds)
    func `a leaf about few people and a rare class do not leave`(seed: UInt64) async throws {
      var random = Attack.random("A19", seed)
      let people = Attack.people(&random)
      let few = Int.random(in: 1...4, using: &random)
      let targets = people.shuffled(using: &random).prefix(few).compactMap { Double($0[4]) }
      let mean = targets.reduce(0, +) / Double(few)
      #expect((mean * Double(few)).rounded() == targets.reduce(0, +), "the leaf tells their sum")
      let rare = people.indices.map { $0 < 1 + Int(seed) % 8 ? "rare" : "common" }
      try await EgressFixture.with { fixture in
        try fixture.csv(
          "train.csv", Attack.header + ["label"], zip(people, rare).map { $0 + [$1] })
        for style in 0..<3 {
          try fixture.write("model.json", Self.tree(few, mean, style))
          let answer = try await fixture.check(
            #"{"kind":"model","input":"model.json","raw":["train.csv"],"target":"sex"}"#)
          #expect(answer.verdict == .fail, "style \(style) \(answer.document.json)")
        }
        try fixture.write("model.json", #"{"coef":[0.1,0.2],"intercept":1}"#)
        let answer = try await fixture.check(
          #"{"kind":"model","input":"model.json","raw":["train.csv"],"target":"label"}"#)
        #expect(!answer.fails(.minimumContributors).isEmpty, "\(answer.document.json)")
      }
    }

    @Test(arguments: Attack.seeds)
    func `leaves about many people and common classes leave`(seed: UInt64) async throws {
      var random = Attack.random("A19", seed)
      let people = Attack.people(&random)
      let many = Int.random(in: 40...360, using: &random)
      try await EgressFixture.with { fixture in
        try fixture.csv("train.csv", Attack.header, people)
        for style in 0..<3 {
          try fixture.write("model.json", Self.tree(many, 487.25, style))
          let answer = try await fixture.check(
            #"{"kind":"model","input":"model.json","raw":["train.csv"],"target":"sex"}"#)
          #expect(answer.verdict == .pass, "style \(style) \(answer.document.json)")
        }
      }
    }

    @Test(arguments: Attack.seeds)
    func `a model that remembers its records holds them in other words too`(
      seed: UInt64
    ) async throws {
      var random = Attack.random("A19", seed)
      let people = Attack.people(&random)
      // One weight for each record, standardised as trainers do: an overfitted model is its data.
      let values = people.compactMap { Double($0[4]) }
      let factor = Double.random(in: 0.001...0.01, using: &random)
      let weights = values.map { "\(($0 - 550) * factor)" }.joined(separator: ",")
      try await EgressFixture.with { fixture in
        try fixture.csv("train.csv", Attack.header, people)
        try fixture.write("model.json", #"{"coef":[\#(weights)],"intercept":0.5}"#)
        let answer = try await fixture.check(
          #"{"kind":"model","input":"model.json","raw":["train.csv"],"target":"sex"}"#)
        #expect(answer.verdict == .fail, "\(answer.document.json)")
      }
    }
  }
}
