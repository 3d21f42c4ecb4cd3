// SPDX-License-Identifier: Apache-2.0

/// Remembers the fingerprint of every key with its first row; about 45 bytes for each key.
struct KeyTable {
  /// The first row with a key.
  struct Entry {
    let key: KeyPrint
    let content: UInt64
    let row: Int
  }

  private var slots = [UInt32](repeating: 0, count: 1 << 12)
  /// The first row of every key, in the order in which they were added.
  private(set) var entries: [Entry] = []

  /// The number of different keys.
  var count: Int { entries.count }

  /// Adds a row; returns the first row with the same key, and whether its content is the same.
  mutating func add(
    key: KeyPrint, content: UInt64, row: Int
  ) -> (firstRow: Int, isSame: Bool)? {
    let mask = slots.count - 1
    var slot = Int(truncatingIfNeeded: key.one) & mask
    while slots[slot] != 0 {
      let entry = Int(slots[slot]) - 1
      if entries[entry].key == key {
        return (entries[entry].row, entries[entry].content == content)
      }
      slot = (slot + 1) & mask
    }
    entries.append(Entry(key: key, content: content, row: row))
    slots[slot] = UInt32(truncatingIfNeeded: entries.count)
    if entries.count * 10 > slots.count * 7 { grow() }
    return nil
  }

  private mutating func grow() {
    slots = [UInt32](repeating: 0, count: slots.count * 2)
    let mask = slots.count - 1
    for index in entries.indices {
      var slot = Int(truncatingIfNeeded: entries[index].key.one) & mask
      while slots[slot] != 0 { slot = (slot + 1) & mask }
      slots[slot] = UInt32(truncatingIfNeeded: index + 1)
    }
  }
}
