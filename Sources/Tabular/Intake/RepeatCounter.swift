// SPDX-License-Identifier: Apache-2.0

/// Counts rows that repeat an earlier row byte for byte; 8 to 16 bytes for each different row.
///
/// Rows are told apart by seeded 64-bit hashes: among ten million different rows two are taken
/// for equal with a probability below 3 in a million.
struct RepeatCounter {
  private let rowsMax: Int
  private var slots = [UInt64](repeating: 0, count: 1 << 12)
  private var different = 0
  private var repeated = 0
  private var isOverflown = false

  /// Makes a counter that remembers at most `rowsMax` different rows; 0 counts nothing.
  init(rowsMax: Int) {
    self.rowsMax = rowsMax
    isOverflown = rowsMax == 0
  }

  /// Whether rows are still compared.
  var isCounting: Bool { !isOverflown }

  /// The rows that repeat an earlier one; nil when there were more rows than can be remembered.
  var count: Int? { isOverflown ? nil : repeated }

  /// Adds the hash of a row.
  @inline(__always)
  mutating func add(_ hash: UInt64) {
    // Zero marks a free slot.
    let hash = hash == 0 ? 1 : hash
    let mask = slots.count &- 1
    var slot = Int(truncatingIfNeeded: hash) & mask
    while slots[slot] != 0 {
      if slots[slot] == hash {
        repeated &+= 1
        return
      }
      slot = (slot &+ 1) & mask
    }
    slots[slot] = hash
    different &+= 1
    if different &* 4 > slots.count &* 3 { grow() }
  }

  private mutating func grow() {
    guard different <= rowsMax else {
      isOverflown = true
      slots = []
      return
    }
    let old = slots
    slots = [UInt64](repeating: 0, count: old.count * 2)
    let mask = slots.count &- 1
    for hash in old where hash != 0 {
      var slot = Int(truncatingIfNeeded: hash) & mask
      while slots[slot] != 0 { slot = (slot &+ 1) & mask }
      slots[slot] = hash
    }
  }
}
