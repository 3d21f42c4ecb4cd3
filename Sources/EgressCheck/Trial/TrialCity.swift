// SPDX-License-Identifier: Apache-2.0

/// Made-up people of a city who come, go, move and change a little every day.
struct TrialCity {
  /// One person.
  struct Person: Hashable, Sendable {
    var county: Int
    let sex: Int
    var tax: Int
  }

  static let counties = 4

  private(set) var people: [Int: Person] = [:]
  private var next = 0
  private var random: TrialRandom

  init(seed: UInt64, count: Int = 480) {
    random = TrialRandom(seed: seed)
    for _ in 0..<count { join(random.below(Self.counties)) }
  }

  /// The people as rows of a file.
  var csv: String {
    let rows = people.sorted { $0.key < $1.key }.map {
      "p\($0.key),c\($0.value.county),\($0.value.sex == 0 ? "F" : "M"),\($0.value.tax)"
    }
    return "person,county,sex,tax\n" + rows.joined(separator: "\n") + "\n"
  }

  /// One day later: a few people come, go, move or pay another tax; every few days many come.
  mutating func passDay() {
    for _ in 0..<random.below(5) { join(random.below(Self.counties)) }
    for _ in 0..<random.below(4) { someone().map { people[$0] = nil } }
    for _ in 0..<random.below(2) {
      if let one = someone() { people[one]?.county = random.below(Self.counties) }
    }
    for _ in 0..<random.below(3) {
      if let one = someone() { people[one]?.tax = 100 + random.below(300) }
    }
    guard random.below(4) == 0 else { return }
    let county = random.below(Self.counties)
    for _ in 0..<25 + random.below(20) { join(county) }
  }

  private mutating func join(_ county: Int) {
    people[next] = Person(county: county, sex: random.below(2), tax: 100 + random.below(300))
    next += 1
  }

  private mutating func someone() -> Int? {
    let known = people.keys.sorted()
    return known.isEmpty ? nil : known[random.below(known.count)]
  }
}

/// SplitMix64: the same numbers for the same seed, on every machine.
struct TrialRandom {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  /// A number from 0 to one less than the bound.
  mutating func below(_ bound: Int) -> Int {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return Int((mixed ^ (mixed >> 31)) % UInt64(max(1, bound)))
  }
}
