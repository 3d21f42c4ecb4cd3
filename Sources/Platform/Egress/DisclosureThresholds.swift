// SPDX-License-Identifier: Apache-2.0
package import DisclosureControl
package import Regulation

extension EgressRules {
  /// The parameters of disclosure control that the profile names; nil while one of them is open.
  ///
  /// The profile bounds the share of the n largest contributions; disclosure control knows n of 1
  /// and 2. For a greater n the share of two is bounded by 2/n of the profile's: when the n largest
  /// reach k, the two largest reach at least 2k/n, so that nothing passes that the profile stops.
  package var disclosureParameters: DisclosureParameters? {
    guard let contributors = contributorsMin.value, let count = dominanceCount.value,
      let percent = dominancePercent.value, let ambiguity = ambiguityPercent.value
    else { return nil }
    let share = percent * 100
    return DisclosureParameters(
      contributors: contributors, dominanceOne: count == 1 ? share : nil,
      dominanceTwo: count >= 2 ? max(1, share * 2 / count) : nil, pPercent: ambiguity * 100)
  }

  /// The least number of contributors by which two releases may differ; nil while it is open.
  package var differencingThreshold: Int? { differencingMin.value }
}

extension DisclosureParameters {
  /// The strictest of several sources' parameters; nil when there is none.
  package static func strictest(of sources: [DisclosureParameters]) -> DisclosureParameters? {
    guard let first = sources.first else { return nil }
    return sources.dropFirst().reduce(first) { $0.strictest(with: $1) }
  }
}
