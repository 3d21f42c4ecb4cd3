// SPDX-License-Identifier: Apache-2.0

/// The keys of rows on a store, parted by their fingerprints, so that rows that share a key are
/// found part by part.
///
/// What is written are fingerprints under a seed that is in memory only, and the numbers of rows.
struct KeySpill {
  /// Numbers for each row: the fingerprint's two, the hash of the row, the row's number.
  static let words = 4

  private let parts: Int
  private let blockRows: Int
  private var store: any BlockStore
  private var blocksWritten = 0
  /// What was not written yet, a block for each part.
  private var open: [UInt64]
  /// How many rows each part has there.
  private var waiting: [Int]
  /// The numbers of each part's blocks, in the order of their rows.
  private var blocks: [[Int]]
  /// Writes to a store that is empty; the parts are a power of two.
  init(_ store: any BlockStore, bounds: KeyBounds) {
    precondition(bounds.parts > 0 && bounds.parts & (bounds.parts - 1) == 0)
    self.store = store
    parts = bounds.parts
    blockRows = max(1, bounds.blockRows)
    open = [UInt64](repeating: 0, count: parts * blockRows * Self.words)
    waiting = [Int](repeating: 0, count: parts)
    blocks = [[Int]](repeating: [], count: parts)
  }

  /// Adds a row, which comes behind all that were added before.
  @inline(__always)
  mutating func add(key: KeyPrint, content: UInt64, row: Int) throws(BlockStoreError) {
    // The table of a part goes by the other hash.
    let part = Int(truncatingIfNeeded: key.two >> 32) & (parts &- 1)
    let place = (part &* blockRows &+ waiting[part]) &* Self.words
    open[place] = key.one
    open[place &+ 1] = key.two
    open[place &+ 2] = content
    open[place &+ 3] = UInt64(truncatingIfNeeded: row)
    waiting[part] &+= 1
    if waiting[part] == blockRows { try write(part) }
  }

  private mutating func write(_ part: Int) throws(BlockStoreError) {
    let start = part * blockRows * Self.words
    var target = store
    try target.append(open.span.extracting(start..<start + blockRows * Self.words))
    store = target
    blocks[part].append(blocksWritten)
    blocksWritten += 1
    waiting[part] = 0
  }

  /// Tells of each row that shares its key with an earlier one: its number, the first row's
  /// number, and whether their contents are the same. Rows of one key come in their order.
  mutating func eachShared(
    _ tell: (_ row: Int, _ first: Int, _ isSame: Bool) throws(IntakeError) -> Void
  ) throws(IntakeError) {
    var block = [UInt64](repeating: 0, count: blockRows * Self.words)
    for part in 0..<parts {
      var table = KeyTable()
      for number in blocks[part] {
        do { try store.read(number, into: &block) } catch { throw .keys(error) }
        try Self.look(at: block.span, rows: blockRows, &table, tell)
      }
      let start = part * blockRows * Self.words
      let rest = open.span.extracting(start..<start + blockRows * Self.words)
      try Self.look(at: rest, rows: waiting[part], &table, tell)
    }
  }

  private static func look(
    at block: Span<UInt64>, rows: Int, _ table: inout KeyTable,
    _ tell: (Int, Int, Bool) throws(IntakeError) -> Void
  ) throws(IntakeError) {
    for index in 0..<rows {
      let place = index * words
      let row = Int(truncatingIfNeeded: block[place + 3])
      let key = KeyPrint(one: block[place], two: block[place + 1])
      if let first = table.add(key: key, content: block[place + 2], row: row) {
        try tell(row, first.firstRow, first.isSame)
      }
    }
  }
}
