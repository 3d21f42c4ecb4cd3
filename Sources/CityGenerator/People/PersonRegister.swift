// SPDX-License-Identifier: Apache-2.0

import Core

/// Makes any person of the city from an index, without those before.
struct PersonRegister {
  /// The number of persons.
  let count: Int
  private let seed: UInt64
  private let ranks: Permutation
  private let pyramid: AgePyramid

  init(seed: UInt64, persons: Int) {
    self.seed = seed
    count = persons
    ranks = Permutation(count: persons, seed: seed, salt: 3)
    pyramid = AgePyramid(persons: persons)
  }

  /// The person at an index from 0 to below the count.
  func person(_ index: Int) -> Person {
    var random = CityRandom(seed, .person, index)
    // 105 men for 100 women.
    let isMale = random.chance(of100000: 51_220)
    let district = random.pick(weights: CityDivision.weights)
    let (born, place) = pyramid.birth(rank: ranks[index])
    var number = residentNumber(born, place, isMale: isMale, district: district)
    var defects = CityRandom(seed, .personDefect, index)
    let isInvalid = defects.chance(of100000: DefectShare.invalidResidentNumbers)
    if isInvalid { number = Self.spoil(number, &defects) }
    return Person(
      number: number, isNumberInvalid: isInvalid,
      name: CityNames.person(isMale: isMale, &random), isMale: isMale, born: born,
      district: district)
  }

  /// District, birth day, a sequence number that is unique for the day (odd for men), check digit.
  private func residentNumber(
    _ born: Day, _ place: Int, isMale: Bool, district: Int
  ) -> [UInt8] {
    var number = Array(CityDivision.districts[district].code.utf8)
    let (year, month, day) = born.civil
    var random = CityRandom(seed, .permutation, born.number)
    let pair = (place + random.below(499)) % 499 + 1
    let tail = (year * 10_000 + month * 100 + day) * 1_000 + pair * 2 + (isMale ? 1 : 0)
    number += String(tail).utf8
    if let check = CheckCharacter.residentNumber(number) { number.append(check) }
    return number
  }

  private static func spoil(_ number: [UInt8], _ random: inout CityRandom) -> [UInt8] {
    var spoiled = number
    switch random.below(3) {
    case 0:
      // Another last character: always wrong, since the right one is unique.
      spoiled[17] = number[17] == UInt8(ascii: "7") ? UInt8(ascii: "8") : UInt8(ascii: "7")
    case 1: spoiled.removeLast()
    default:
      // The 31st of February, with the check digit right for it.
      spoiled.replaceSubrange(10..<14, with: Array("0231".utf8))
      if let check = CheckCharacter.residentNumber(spoiled[..<17]) { spoiled[17] = check }
    }
    return spoiled
  }
}
