// SPDX-License-Identifier: Apache-2.0

/// One quantity measured on both sides in turn.
struct Comparison: Encodable, Sendable {
  /// What was measured.
  let name: String
  /// The unit of the values.
  let unit: String
  /// Whether more is better.
  let isHigherBetter: Bool
  /// What stands beside us; nil when nothing does.
  let peer: String?
  /// Our values, one of each round.
  private(set) var ours: [Double] = []
  /// The peer's values, one of each round.
  private(set) var peers: [Double] = []

  /// Starts a comparison without values.
  init(_ name: String, unit: String, isHigherBetter: Bool = false, peer: String?) {
    self.name = name
    self.unit = unit
    self.isHigherBetter = isHigherBetter
    self.peer = peer
  }

  /// Adds the values of one round.
  mutating func add(_ our: Double, beside other: Double? = nil) {
    ours.append(our)
    if let other { peers.append(other) }
  }

  /// Our median over the peer's; nil without a peer.
  var ratio: Double? {
    guard let our = Spread(ours), let other = Spread(peers), other.median > 0 else { return nil }
    return our.median / other.median
  }

  private enum CodingKeys: String, CodingKey {
    case name, unit, isHigherBetter, peer, ours, peers, ratio
  }

  func encode(to encoder: any Encoder) throws {
    var values = encoder.container(keyedBy: CodingKeys.self)
    try values.encode(name, forKey: .name)
    try values.encode(unit, forKey: .unit)
    try values.encode(isHigherBetter, forKey: .isHigherBetter)
    try values.encodeIfPresent(peer, forKey: .peer)
    try values.encode(ours, forKey: .ours)
    try values.encode(peers, forKey: .peers)
    try values.encodeIfPresent(ratio, forKey: .ratio)
  }
}

/// The least, the middle and the greatest of some values.
struct Spread {
  /// The least.
  let min: Double
  /// The middle; of two middle ones their mean.
  let median: Double
  /// The greatest.
  let max: Double

  /// Of no values there is none.
  init?(_ values: [Double]) {
    let sorted = values.sorted()
    guard let first = sorted.first, let last = sorted.last else { return nil }
    let half = sorted.count / 2
    min = first
    median = sorted.count.isMultiple(of: 2) ? (sorted[half - 1] + sorted[half]) / 2 : sorted[half]
    max = last
  }

  /// The value that a share (0 to 1) of the values does not exceed; 0 of none.
  static func quantile(_ share: Double, of values: [Double]) -> Double {
    let sorted = values.sorted()
    guard !sorted.isEmpty else { return 0 }
    let rank = Int((share * Double(sorted.count)).rounded(.up)) - 1
    return sorted[Swift.min(Swift.max(rank, 0), sorted.count - 1)]
  }
}
