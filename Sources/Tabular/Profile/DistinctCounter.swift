// SPDX-License-Identifier: Apache-2.0

/// Counts the values of a column: exactly up to a bound, by estimate beyond.
///
/// Values are told apart by a seeded 64-bit hash. The first bytes of each value are kept for
/// the list of the most frequent ones. Beyond the bound, values that came at least twice by then
/// go on being counted exactly; all others only enter the estimate.
struct DistinctCounter {
  private static let keptBytes = 64
  private let distinctMax: Int
  private var slots: [UInt16]
  private var hashes: [UInt64] = []
  private var counts: [UInt32] = []
  private var ends: [UInt32] = []
  private var kept: [UInt8] = []
  private var estimator: HyperLogLog?

  /// Makes a counter that is exact up to `distinctMax` values (at most 30,000).
  init(distinctMax: Int) {
    self.distinctMax = min(max(1, distinctMax), 30_000)
    slots = [UInt16](repeating: 0, count: 64)
  }

  /// Whether the number of distinct values is exact.
  var isExact: Bool { estimator == nil }
  /// The number of distinct values, exact or estimated.
  var count: Int { estimator.map { max($0.estimate, distinctMax + 1) } ?? hashes.count }

  /// Counts a value.
  @inline(__always)
  mutating func add(_ hash: UInt64, _ bytes: Span<UInt8>) {
    let mask = slots.count &- 1
    var slot = Int(truncatingIfNeeded: hash) & mask
    while true {
      let entry = Int(slots[slot])
      if entry == 0 { break }
      if hashes[entry &- 1] == hash {
        counts[entry &- 1] &+= 1
        return
      }
      slot = (slot &+ 1) & mask
    }
    if estimator != nil {
      estimator?.add(hash)
    } else if hashes.count == distinctMax {
      startEstimate(with: hash)
    } else {
      insert(hash, bytes, at: slot)
    }
  }

  /// The most frequent of the values that are known, at most `limit`, the most frequent first.
  func top(_ limit: Int) -> [(value: String, rows: Int)] {
    let order = counts.indices.sorted {
      counts[$0] == counts[$1] ? $0 < $1 : counts[$0] > counts[$1]
    }
    return order.prefix(limit).map { entry in
      let start = entry == 0 ? 0 : Int(ends[entry - 1])
      let value = String(decoding: kept[start..<Int(ends[entry])], as: UTF8.self)
      return (value, Int(counts[entry]))
    }
  }

  private mutating func insert(_ hash: UInt64, _ bytes: Span<UInt8>, at slot: Int) {
    hashes.append(hash)
    counts.append(1)
    var length = min(bytes.count, Self.keptBytes)
    while length > 0, length < bytes.count, bytes[length] & 0xC0 == 0x80 { length -= 1 }
    for index in 0..<length { kept.append(bytes[index]) }
    ends.append(UInt32(kept.count))
    slots[slot] = UInt16(hashes.count)
    if hashes.count * 2 > slots.count { index(slots.count * 4) }
  }

  /// Goes over to the estimate and forgets the values that came only once.
  private mutating func startEstimate(with hash: UInt64) {
    var started = HyperLogLog()
    for known in hashes { started.add(known) }
    started.add(hash)
    estimator = started
    let old = self
    hashes = []
    counts = []
    ends = []
    kept = []
    for entry in old.hashes.indices where old.counts[entry] > 1 {
      hashes.append(old.hashes[entry])
      counts.append(old.counts[entry])
      let start = entry == 0 ? 0 : Int(old.ends[entry - 1])
      kept.append(contentsOf: old.kept[start..<Int(old.ends[entry])])
      ends.append(UInt32(kept.count))
    }
    index(64)
    while hashes.count * 2 > slots.count { index(slots.count * 4) }
  }

  /// Makes the slots anew; `size` is a power of two.
  private mutating func index(_ size: Int) {
    slots = [UInt16](repeating: 0, count: size)
    guard hashes.count < size else { return }
    let mask = slots.count - 1
    for (entry, hash) in hashes.enumerated() {
      var slot = Int(truncatingIfNeeded: hash) & mask
      while slots[slot] != 0 { slot = (slot + 1) & mask }
      slots[slot] = UInt16(entry + 1)
    }
  }
}
