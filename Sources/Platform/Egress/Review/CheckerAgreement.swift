// SPDX-License-Identifier: Apache-2.0
package import Core

/// How far two checkers agree on the releases on which both voted.
package struct CheckerAgreement: Sendable, Hashable {
  /// One account, the lesser of the two.
  package let first: RecordID
  /// The other account.
  package let second: RecordID
  /// Releases on which both voted.
  package let common: Int
  /// Those of them on which both chose the same.
  package let agreed: Int
  /// Cohen's kappa in thousandths: agreement beyond what their habits alone would give; nil where
  /// both always chose one and the same.
  package let kappa: Int?

  /// The agreement of all pairs with releases in common.
  ///
  /// - Parameter choices: By release and checker.
  static func all(_ choices: [RecordID: [RecordID: VoteChoice]]) -> [CheckerAgreement] {
    let accounts = Set(choices.values.flatMap(\.keys)).sorted()
    return accounts.indices.flatMap { place in
      accounts[(place + 1)...].compactMap { CheckerAgreement(accounts[place], $0, choices) }
    }
  }

  private init?(
    _ first: RecordID, _ second: RecordID, _ choices: [RecordID: [RecordID: VoteChoice]]
  ) {
    let both = choices.values.compactMap { release -> (VoteChoice, VoteChoice)? in
      guard let one = release[first], let other = release[second] else { return nil }
      return (one, other)
    }
    guard !both.isEmpty else { return nil }
    self.first = first
    self.second = second
    common = both.count
    agreed = both.count { $0.0 == $0.1 }
    // Pairs of releases on which they would agree if each only kept their habits.
    let chance = VoteChoice.allCases.reduce(0) { sum, choice in
      sum + both.count { $0.0 == choice } * both.count { $0.1 == choice }
    }
    let all = common * common
    kappa = all == chance ? nil : (common * agreed - chance) * 1_000 / (all - chance)
  }
}
