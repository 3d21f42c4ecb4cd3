// SPDX-License-Identifier: Apache-2.0
import DisclosureControl
import EgressCheck
import Foundation
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

  /// All of a list in a long run, else every tenth, so that several kinds are there.
  private static func chosen(_ count: Int) -> [Int] {
    let isLong = ProcessInfo.processInfo.environment["SHUYU_LONG"] == "1"
    return (0..<count).filter { isLong || $0 % 10 == 5 }
  }

  @Test(arguments: chosen(Encoders.all.count))
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
    let chosen = Self.chosen(HonestProducts.all.count)
    for index in chosen {
      let product = HonestProducts.all[index]
      // Each product alone, and together with two others.
      let others = [7, 13].map { HonestProducts.all[(index + $0) % HonestProducts.all.count] }
      for products in [[product], [product] + others] {
        let people = MadeUpPeople(seed: UInt64(500 + index * 2 + products.count / 3), count: 600)
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
    #expect(checked == 2 * chosen.count && HonestProducts.all.count >= 30)
    #expect(reviewed * 20 <= checked)
  }
}
