// SPDX-License-Identifier: Apache-2.0

import Core

/// Makes any enterprise of the city from its index, without those before it.
struct EnterpriseRegister {
  /// The number of enterprises.
  let count: Int
  private let seed: UInt64
  /// From size rank (0 is the largest) to index, and back by drawing ranks only.
  private let places: Permutation
  private let ranks: Permutation

  init(seed: UInt64, persons: Int) {
    self.seed = seed
    // China has about one enterprise for every 25 people.
    count = Swift.max(20, persons / 25)
    places = Permutation(count: count, seed: seed, salt: 1)
    ranks = Permutation(count: count, seed: seed, salt: 2)
  }

  /// The index of an employer, drawn so that few employ many.
  ///
  /// A rank drawn as the square of a uniform number gives the largest of 40,000 enterprises
  /// about half a percent of all employees, and the median one fewer than ten.
  func employer(_ random: inout CityRandom) -> Int {
    let unit = random.unit()
    return ranks[Swift.min(Int(unit * unit * Double(count)), count - 1)]
  }

  /// The enterprise at an index from 0 to below the count.
  func enterprise(_ index: Int) -> Enterprise {
    var random = CityRandom(seed, .enterprise, index)
    let industry = Industry.all[random.pick(weights: Industry.weights)]
    let district = random.pick(weights: CityDivision.weights)
    let size = random.logNormal(median: 1, sigma: 0.9)
    let name = CityNames.enterprise(industry, &random)
    var code = creditCode(index, district: district)
    var defects = CityRandom(seed, .enterpriseDefect, index)
    let isInvalid = defects.chance(of100000: DefectShare.invalidCreditCodes)
    if isInvalid { code = Self.spoil(code, &defects) }
    return Enterprise(
      index: index, code: code, isCodeInvalid: isInvalid, name: name, industry: industry,
      district: district, capitalWan: capital(size, &random), established: founding(&random),
      size: size, fundRate: 5 + random.below(8))
  }

  /// A well-formed code: registered by the market authority (9), an enterprise (1), the district,
  /// an organisation code that is unique for the index, both check characters right.
  private func creditCode(_ index: Int, district: Int) -> [UInt8] {
    var code = Array("91".utf8) + Array(CityDivision.districts[district].code.utf8)
    let digits = String(places[index] + 10_000_000)
    var organisation = [UInt8(ascii: "M")] + Array(digits.utf8.dropFirst())
    if let check = CheckCharacter.organisationCode(organisation) { organisation.append(check) }
    code += organisation
    if let check = CheckCharacter.creditCode(code) { code.append(check) }
    return code
  }

  private static func spoil(_ code: [UInt8], _ random: inout CityRandom) -> [UInt8] {
    var spoiled = code
    switch random.below(4) {
    case 0:
      // Another last character: always wrong, since the right one is unique.
      spoiled[17] = code[17] == UInt8(ascii: "7") ? UInt8(ascii: "8") : UInt8(ascii: "7")
    case 1: spoiled.removeLast()
    case 2: spoiled[9] = UInt8(ascii: "O")
    default: spoiled[8] = UInt8(ascii: "I")
    }
    return spoiled
  }

  /// Registered capital: a customary round amount near the enterprise's size.
  private func capital(_ size: Double, _ random: inout CityRandom) -> Int {
    let steps = [1, 3, 5, 10, 20, 30, 50, 100, 200, 300, 500, 600, 800, 1_000, 1_200, 2_000]
    let drawn = Int(random.logNormal(median: 200 * size, sigma: 1.1))
    return steps.last { $0 <= drawn }.map { drawn >= 2_000 ? drawn / 1_000 * 1_000 : $0 } ?? 1
  }

  /// Founding days from 1985 to 2023, more of them late: the later of two draws.
  private func founding(_ random: inout CityRandom) -> Day {
    let first = 5_479
    let last = 19_722
    let drawn = Swift.max(random.below(last - first + 1), random.below(last - first + 1))
    return Day(clamping: first + drawn)
  }
}
