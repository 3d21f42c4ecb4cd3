// SPDX-License-Identifier: Apache-2.0
import DisclosureControl
import EgressCheck
import Testing

/// What derived columns give away: every encoder is found, and honest products are left alone.
@Suite struct DerivedColumnTests {
  private func verdict(
    _ people: MadeUpPeople, _ columns: [(String, [String?])]
  ) -> (Verdict, [CheckFinding]) {
    let findings = DerivedFindings(sample: people.sample(columns)).all
    return (findings.map(\.severity).max() ?? .pass, findings)
  }

  private static func column(_ text: String) -> String? { text.isEmpty ? nil : text }

  @Test(arguments: Encoders.all.indices)
  func `an encoder is found`(index: Int) {
    let encoder = Encoders.all[index]
    let people = MadeUpPeople(seed: 11 + UInt64(index))
    let rows = (0..<people.count).map { encoder.make(people, $0) }
    let columns = rows[0].indices.map { place in
      ("x\(place)", rows.map { Self.column($0[place]) })
    }
    let (verdict, findings) = verdict(people, columns)
    let found = findings.filter { $0.severity == .fail }.map {
      "\($0.rule.rawValue) \($0.formula ?? "")"
    }
    print("encoder \(encoder.name): \(verdict.rawValue) \(found.first ?? "-")")
    #expect(verdict == .fail, "\(encoder.name)")
  }

  @Test func `there are more than forty encoders`() { #expect(Encoders.all.count >= 40) }

  @Test func `of sixty and more honest outputs none fails and at most one in twenty is for review`()
  {
    var reviewed = 0
    var checked = 0
    for (index, product) in HonestProducts.all.enumerated() {
      // Each product alone, and together with two others.
      let others = [7, 13].map { HonestProducts.all[(index + $0) % HonestProducts.all.count] }
      for products in [[product], [product] + others] {
        let people = MadeUpPeople(seed: 500 + UInt64(checked), count: 600)
        let columns = products.map { product in
          (product.name, (0..<people.count).map { Self.column(product.make(people, $0)) })
        }
        let (verdict, findings) = verdict(people, columns)
        checked += 1
        if verdict == .review { reviewed += 1 }
        print("honest \(products.map(\.name).joined(separator: ", ")): \(verdict.rawValue)")
        #expect(verdict != .fail, "\(products.map(\.name)) \(findings.map(\.document.json))")
      }
    }
    print("honest outputs: \(checked), for review: \(reviewed)")
    #expect(checked >= 60)
    #expect(reviewed * 20 <= checked)
  }
}
