// SPDX-License-Identifier: Apache-2.0
import DisclosureControl
import EgressCheck
import Testing

/// Encoders over several columns, and honest products of as many columns.
@Suite struct JointEncoderTests {
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

  @Test(arguments: JointEncoders.all.indices)
  func `an encoder over several columns is found`(index: Int) {
    let encoder = JointEncoders.all[index]
    let found = findings(encoder.make, seed: 561 + UInt64(index), count: 1_500)
    let fails = found.filter { $0.severity == .fail }
    print("joint encoder \(encoder.name): \(fails.first?.formula ?? "not found")")
    #expect(!fails.isEmpty, "\(encoder.name): \(found.map(\.document.json))")
  }

  /// The same columns with somebody else's attribute in them: chance alone must find nothing.
  @Test(arguments: JointEncoders.all.indices)
  func `the same columns that say nothing are let be`(index: Int) {
    let encoder = JointEncoders.all[index]
    let others = MadeUpPeople(seed: 961 + UInt64(index), count: 600)
    let people = MadeUpPeople(seed: 761 + UInt64(index), count: 600)
    let rows = (0..<people.count).map { encoder.make(others, $0) }
    let columns = rows[0].indices.map { place in
      ("x\(place)", rows.map { $0[place].isEmpty ? nil : $0[place] })
    }
    let found = DerivedFindings(sample: people.sample(columns)).all
    // Three decimals of a number made for each person are a value of their own for nearly each.
    let fails = found.filter { $0.severity == .fail && $0.rule != .reidentificationRisk }
    #expect(fails.isEmpty, "\(encoder.name): \(fails.map(\.document.json))")
  }
}
