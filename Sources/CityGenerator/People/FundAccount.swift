// SPDX-License-Identifier: Apache-2.0

import Core

/// A person's housing-fund account for a year.
struct FundAccount {
  /// Contributing 96 %, sealed 3 %, paid in arrears 1 %.
  static let states =
    Array(repeating: "正常", count: 96) + Array(repeating: "封存", count: 3) + ["补缴"]
  /// The least and the greatest base, 元 a month.
  static let baseAllowed = 2_010...27_000

  /// The employer's code as delivered.
  let employer: [UInt8]
  /// The rate, 5 to 12 percent, the employer's choice, the same for both sides.
  let rate: Int
  /// The base until June, 元 a month.
  let baseYuan: Int
  /// The base from July, 元 a month.
  let raisedYuan: Int
  /// The first month with a contribution, 0 for January.
  let firstMonth: Int

  /// The account of a person; nil for who has none.
  ///
  /// Three in five of those between 20 and 60 have one. Wages are log-normal with a median of
  /// 6,200 元 and a sigma of 0.45; one in twelve joined during the year.
  init?(_ person: Person, _ index: Int, seed: UInt64, _ enterprises: EnterpriseRegister) {
    var random = CityRandom(seed, .employment, index)
    let age = person.born.days(until: AgePyramid.reference) / 365
    guard (20..<60).contains(age), random.chance(of100000: 60_000) else { return nil }
    let enterprise = enterprises.enterprise(enterprises.employer(&random))
    employer = enterprise.code
    rate = enterprise.fundRate
    let wage = Int(random.logNormal(median: 6_200, sigma: 0.45))
    baseYuan = Self.bounded(wage)
    raisedYuan = Self.bounded(baseYuan * (1_000 + random.below(81)) / 1_000)
    firstMonth = random.below(12) == 0 ? 1 + random.below(11) : 0
  }

  private static func bounded(_ base: Int) -> Int {
    Swift.min(Swift.max(base, baseAllowed.lowerBound), baseAllowed.upperBound)
  }
}
