// SPDX-License-Identifier: Apache-2.0

/// The parameters of the rules, as a regulation profile or a specification sets them.
///
/// Shares are whole basis points, so that no decision depends on binary fractions.
package struct DisclosureParameters: Codable, Hashable, Sendable {
  /// The fewest distinct contributors of a published cell.
  package var contributors: Int
  /// Share of the largest contribution at which a cell is dominated, in basis points.
  package var dominanceOne: Int?
  /// Share of the two largest contributions at which a cell is dominated, in basis points.
  package var dominanceTwo: Int?
  /// The p of the p % rule in basis points (1000 is 10 %).
  package var pPercent: Int?
  /// What is done about zeros.
  package var zeros: ZeroPolicy
  /// How counts are rounded.
  package var rounding: CountRounding

  /// Makes parameters.
  package init(
    contributors: Int, dominanceOne: Int? = nil, dominanceTwo: Int? = nil, pPercent: Int? = nil,
    zeros: ZeroPolicy = .review, rounding: CountRounding = .none
  ) {
    self.contributors = contributors
    self.dominanceOne = dominanceOne
    self.dominanceTwo = dominanceTwo
    self.pPercent = pPercent
    self.zeros = zeros
    self.rounding = rounding
  }

  /// A starting profile: ten contributors, dominance (1, 50 %) and (2, 67 %), p % of 10
  /// (ABS DataLab, acro), zeros reviewed.
  package static let suggested = DisclosureParameters(
    contributors: 10, dominanceOne: 5_000, dominanceTwo: 6_700, pPercent: 1_000)

  /// Whether every parameter is in range: contributors 3 to 1 000 000 and enough for the
  /// rounding, shares 1 to 10 000.
  package var isSound: Bool {
    let shares = [dominanceOne, dominanceTwo, pPercent].compactMap(\.self)
    return (3...1_000_000).contains(contributors) && contributors >= rounding.thresholdMin
      && shares.allSatisfy { (1...10_000).contains($0) }
  }

  /// The rules with these parameters, in a fixed order.
  package var rules: [any DisclosureRule] {
    var rules: [any DisclosureRule] = [
      MinimumContributorsRule(threshold: contributors), ZeroCellRule(policy: zeros),
      FullCellRule(), NegativeValuesRule(), DataQualityRule(), LabelRule(),
    ]
    if let dominanceOne { rules.append(DominanceRule(.one, share: dominanceOne)) }
    if let dominanceTwo { rules.append(DominanceRule(.two, share: dominanceTwo)) }
    if let pPercent { rules.append(PPercentRule(share: pPercent)) }
    return rules
  }

  /// The stricter of each parameter, for an output that comes from several resources.
  package func strictest(with other: DisclosureParameters) -> DisclosureParameters {
    DisclosureParameters(
      contributors: max(contributors, other.contributors),
      dominanceOne: Self.stricter(dominanceOne, other.dominanceOne, by: min),
      dominanceTwo: Self.stricter(dominanceTwo, other.dominanceTwo, by: min),
      pPercent: Self.stricter(pPercent, other.pPercent, by: max),
      zeros: max(zeros, other.zeros),
      rounding: rounding.coarseness < other.rounding.coarseness ? other.rounding : rounding)
  }

  private static func stricter(_ a: Int?, _ b: Int?, by choose: (Int, Int) -> Int) -> Int? {
    guard let a else { return b }
    guard let b else { return a }
    return choose(a, b)
  }
}
