// SPDX-License-Identifier: Apache-2.0
import DisclosureControl
import EgressCheck
import Foundation
import Testing

/// Encoders and honest products that decoders were not made for.
@Suite struct FreshEncoderTests {
  private func findings(
    _ make: FreshEncoders.Make, seed: UInt64, count: Int
  ) -> [CheckFinding] {
    let people = MadeUpPeople(seed: seed, count: count)
    let rows = (0..<people.count).map { make(people, $0) }
    let columns = rows[0].indices.map { place in
      ("x\(place)", rows.map { $0[place].isEmpty ? nil : $0[place] })
    }
    return DerivedFindings(sample: people.sample(columns)).all
  }

  @Test(arguments: FreshEncoders.all.indices)
  func `a fresh encoder is found`(index: Int) {
    let encoder = FreshEncoders.all[index]
    let found = findings(encoder.make, seed: 61 + UInt64(index), count: 800)
    let fails = found.filter { $0.severity == .fail }
    print("fresh encoder \(encoder.name): \(fails.first?.formula ?? "not found")")
    #expect(!fails.isEmpty, "\(encoder.name) \(found.map(\.document.json))")
  }

  @Test(arguments: OutsideEncoders.all.indices)
  func `an outsider's encoder is found`(index: Int) {
    let encoder = OutsideEncoders.all[index]
    for seed in [161 + UInt64(index), 261 + UInt64(index)] {
      let found = findings(encoder.make, seed: seed, count: 1_500)
      let fails = found.filter { $0.severity == .fail }
      #expect(!fails.isEmpty, "\(encoder.name), seed \(seed): \(found.map(\.document.json))")
    }
  }

  @Test(arguments: FreshProducts.all.indices)
  func `a fresh honest product does not fail`(index: Int) {
    let product = FreshProducts.all[index]
    let found = findings(product.make, seed: 361 + UInt64(index), count: 600)
    print("fresh product \(product.name): \(found.map(\.formula))")
    #expect(!found.contains { $0.severity == .fail }, "\(found.map(\.document.json))")
  }

  @Test func `of fresh honest products at most one in twenty is for review`() {
    let reviewed = FreshProducts.all.indices.filter { index in
      let found = findings(
        FreshProducts.all[index].make, seed: 461 + UInt64(index), count: 400)
      return found.contains { $0.severity == .review }
    }
    #expect(reviewed.count * 20 <= FreshProducts.all.count, "\(reviewed)")
    #expect(FreshEncoders.all.count >= 20 && FreshProducts.all.count >= 20)
  }
}
