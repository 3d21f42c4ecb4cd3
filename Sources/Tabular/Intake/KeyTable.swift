// SPDX-License-Identifier: Apache-2.0

/// Remembers the hash of every key with its first row; about 32 bytes for each key.
struct KeyTable {
  private var slots = [UInt32](repeating: 0, count: 1 << 12)
  private var keys: [UInt64] = []
  private var contents: [UInt64] = []
  private var firstRows: [UInt32] = []

  /// The number of different keys.
  var count: Int { keys.count }

  /// Adds a row; returns the first row with the same key, and whether its content is the same.
  mutating func add(
    key: UInt64, content: UInt64, row: Int
  ) -> (firstRow: Int, isSame: Bool)? {
    let mask = slots.count - 1
    var slot = Int(truncatingIfNeeded: key) & mask
    while slots[slot] != 0 {
      let entry = Int(slots[slot]) - 1
      if keys[entry] == key { return (Int(firstRows[entry]), contents[entry] == content) }
      slot = (slot + 1) & mask
    }
    keys.append(key)
    contents.append(content)
    firstRows.append(UInt32(truncatingIfNeeded: row))
    slots[slot] = UInt32(truncatingIfNeeded: keys.count)
    if keys.count * 10 > slots.count * 7 { grow() }
    return nil
  }

  private mutating func grow() {
    slots = [UInt32](repeating: 0, count: slots.count * 2)
    let mask = slots.count - 1
    for (entry, key) in keys.enumerated() {
      var slot = Int(truncatingIfNeeded: key) & mask
      while slots[slot] != 0 { slot = (slot + 1) & mask }
      slots[slot] = UInt32(truncatingIfNeeded: entry + 1)
    }
  }
}
