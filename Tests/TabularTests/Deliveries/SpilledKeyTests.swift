// SPDX-License-Identifier: Apache-2.0
import Foundation
import Glibc
import Tabular
import Testing

/// Keys that memory does not hold.
@Suite struct SpilledKeyTests {
  private static let schema = [
    ColumnSchema(name: "k", type: .integer), ColumnSchema(name: "p", type: .text),
    ColumnSchema(name: "v", type: .text),
  ]

  /// Options under which a few keys are held and the rest lies in small blocks.
  private static func options(
    held: Int = 40, parts: Int = 8, blockRows: Int = 4, seed: UInt64 = 7,
    _ change: (inout KeyBounds) -> Void = { _ in }
  ) -> IntakeOptions {
    var keys = KeyBounds()
    keys.heldMax = held
    keys.parts = parts
    keys.blockRows = blockRows
    change(&keys)
    return IntakeOptions(keys: keys, seed: seed)
  }

  private static func find(
    _ text: String, _ options: IntakeOptions, _ store: (any BlockStore)?,
    keys: [String] = ["k", "p"]
  ) throws -> DuplicateKeys {
    try DuplicateKeyFinder.find(
      ArrayByteSource(Array(text.utf8)), schema: schema, keyColumns: keys, options: options,
      store: store)
  }

  /// What shares a key, by going through all rows before each row.
  private static func expected(
    _ rows: [(key: String, content: String)]
  ) -> (repeated: Set<Int>, conflicting: Set<Int>) {
    var (repeated, conflicting) = (Set<Int>(), Set<Int>())
    for (index, row) in rows.enumerated() {
      guard let first = rows[..<index].firstIndex(where: { $0.key == row.key }) else { continue }
      if rows[first].content == row.content, !conflicting.contains(first + 1) {
        repeated.insert(index + 1)
      } else {
        conflicting.formUnion([first + 1, index + 1])
      }
    }
    return (repeated, conflicting)
  }

  private static func table(
    _ random: inout SeededGenerator, rows: Int, keys: Int, contents: Int
  ) -> (text: String, rows: [(key: String, content: String)]) {
    let rows = (0..<rows).map { _ in
      let key = "\(random.below(keys)),\(["a", "b", "ab"][random.below(3)])"
      return (key: key, content: "\(key),\(random.below(contents))")
    }
    return ("k,p,v\n" + rows.map { $0.content + "\n" }.joined(), rows)
  }

  @Test(arguments: 0..<24 as Range<UInt64>)
  func `rows that share a key are those that a slow search finds`(_ round: UInt64) throws {
    let seed = UInt64.random(in: 0 ... .max) &+ round
    var random = SeededGenerator(seed: seed)
    let (text, rows) = Self.table(
      &random, rows: 200 + random.below(600), keys: 1 + random.below(400),
      contents: 1 + random.below(3))
    let options = Self.options(
      held: random.below(120), parts: 1 << random.below(5), blockRows: 1 + random.below(9),
      seed: random.next())
    let store = MemoryBlocks()
    let found = try Self.find(text, options, store)
    let expected = Self.expected(rows)
    #expect(found.repeated == expected.repeated, "seed \(seed)")
    #expect(found.conflicting == expected.conflicting, "seed \(seed)")
    // Nothing depends on where the keys lay.
    let held = try Self.find(text, IntakeOptions(seed: options.seed), nil)
    #expect(held.repeated == found.repeated && held.conflicting == found.conflicting)
    #expect(store.blocks.count == store.reads)
  }

  @Test func `a key is found again however far apart its rows are`() throws {
    let far = (0..<3_000).map { "\($0),a,x\n" }.joined()
    let store = MemoryBlocks()
    // The first is held when the keys move out, the second lies on the store.
    let found = try Self.find("k,p,v\n" + far + "3,a,x\n2900,a,y\n", Self.options(), store)
    #expect(found.repeated == [3_001])
    #expect(found.conflicting == [2_901, 3_002])
    #expect(store.blocks.count > 700)
  }

  @Test func `what was found before keys move out stays found`() throws {
    let first = "1,a,x\n1,a,x\n2,a,x\n2,a,y\n"
    let rest = (10..<200).map { "\($0),a,x\n" }.joined()
    let found = try Self.find(
      "k,p,v\n" + first + rest + "1,a,z\n2,a,x\n", Self.options(), MemoryBlocks())
    #expect(found.conflicting == [1, 3, 4, 195, 196])
    #expect(found.repeated == [2])
  }

  @Test func `one key in every row fills one part and no memory`() throws {
    let others = (0..<50).map { "\($0),b,x\n" }.joined()
    let text = "k,p,v\n" + others + String(repeating: "7,a,x\n", count: 5_000)
    let found = try Self.find(text, Self.options(), MemoryBlocks())
    #expect(found.repeated.count == 4_999)
    #expect(found.conflicting.isEmpty)
    #expect(throws: IntakeError.tooManyDuplicates(maximum: 100)) {
      try Self.find(text, Self.options { $0.duplicatesMax = 100 }, MemoryBlocks())
    }
  }

  @Test func `more keys than are held are refused where there is no store`() throws {
    let text = "k,p,v\n" + (0..<41).map { "\($0),a,x\n" }.joined()
    #expect(throws: IntakeError.tooManyKeys(maximum: 40)) {
      try Self.find(text, Self.options(), nil)
    }
    #expect(try Self.find(text, Self.options(held: 41), nil).repeated.isEmpty)
    #expect(try Self.find(text, Self.options(), MemoryBlocks()).repeated.isEmpty)
  }

  @Test func `more rows than were announced are refused before they fill a store`() throws {
    let text = "k,p,v\n" + (0..<900).map { "\($0),a,x\n" }.joined()
    let store = MemoryBlocks()
    #expect(throws: IntakeError.tooManyKeys(maximum: 100)) {
      try Self.find(text, Self.options { $0.rowsMax = 100 }, store)
    }
    #expect(store.blocks.count <= 100 / 4)
  }

  @Test(arguments: [0, 1, 17])
  func `a store that takes no more stops the intake`(_ writes: Int) throws {
    let text = "k,p,v\n" + (0..<900).map { "\($0),a,x\n" }.joined()
    #expect(throws: IntakeError.keys(.writeFailed(errno: 28))) {
      try Self.find(text, Self.options(), MemoryBlocks(writesMax: writes))
    }
    #expect(throws: IntakeError.keys(.readFailed(errno: 5))) {
      try Self.find(text, Self.options(), MemoryBlocks(readsMax: writes))
    }
  }

  @Test func `what is written says nothing about a key without the seed`() throws {
    let name = "441900199001011234"
    let text = "k,p,v\n" + (0..<300).map { "\($0),\(name)\($0),x\n" }.joined()
    let (one, same, other) = (MemoryBlocks(), MemoryBlocks(), MemoryBlocks())
    _ = try Self.find(text, Self.options(seed: 1), one, keys: ["p"])
    _ = try Self.find(text, Self.options(seed: 1), same, keys: ["p"])
    _ = try Self.find(text, Self.options(seed: 2), other, keys: ["p"])
    #expect(one.bytes == same.bytes)
    #expect(!one.blocks.isEmpty)
    // The text is not there, and of the rows of a block no fingerprint is that of another seed's.
    #expect(!String(decoding: one.bytes, as: UTF8.self).contains(name.suffix(6)))
    func prints(_ store: MemoryBlocks) -> Set<UInt64> {
      Set(store.blocks.joined().enumerated().filter { $0.offset % 4 < 3 }.map(\.element))
    }
    #expect(prints(one).isDisjoint(with: prints(other)))
  }

  @Test func `an intake whose keys lay on a store gives what one in memory gives`() throws {
    var random = SeededGenerator(seed: 91)
    let (text, _) = Self.table(&random, rows: 2_000, keys: 900, contents: 2)
    let held = try TakenFile(text, Self.schema, keys: ["k", "p"])
    let bytes = Array(text.utf8)
    var first = try Intake(
      ArrayByteSource(bytes), schema: Self.schema, options: Self.options(),
      clean: CollectedBytes().sink, keyColumns: ["k", "p"], store: MemoryBlocks())
    #expect(throws: IntakeError.keysShared) { _ = try first.run() }
    let shared = first.shared
    let (clean, bad) = (CollectedBytes(), CollectedBytes())
    var second = try Intake(
      ArrayByteSource(bytes), schema: Self.schema, options: Self.options(), clean: clean.sink,
      rawBadRows: bad.sink, duplicates: shared)
    let outcome = try second.run()
    #expect(clean.text == held.clean)
    #expect(bad.text == held.rawBadRows)
    #expect(outcome.rowsRepeated == held.outcome.rowsRepeated)
    #expect(outcome.badRows.count(of: .duplicateKey) > 0)
  }

  @Test func `an intake without shared keys is done in one run`() throws {
    let text = "k,p,v\n" + (0..<900).map { "\($0),a,x\n" }.joined()
    let clean = CollectedBytes()
    let store = MemoryBlocks()
    var intake = try Intake(
      ArrayByteSource(Array(text.utf8)), schema: Self.schema, options: Self.options(),
      clean: clean.sink, keyColumns: ["k", "p"], store: store)
    #expect(try intake.run().rowsClean == 900)
    let shared = intake.shared
    #expect(shared == nil && clean.text == text && !store.blocks.isEmpty)
  }

  @Test func `blocks in a file are read back by their number`() throws {
    let path = FileManager.default.temporaryDirectory
      .appending(path: "shuyu-blocks-\(UUID().uuidString)").path
    let file = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    try #require(file >= 0)
    defer {
      close(file)
      unlink(path)
    }
    var store = DescriptorBlockStore(file)
    for number in 0..<50 as Range<UInt64> {
      let block = (0..<512).map { number << 32 | $0 }
      try store.append(block.span)
    }
    var block = [UInt64](repeating: 0, count: 512)
    for number in [49, 0, 17] {
      try store.read(number, into: &block)
      #expect(block == (0..<512).map { UInt64(number) << 32 | $0 })
    }
    #expect(throws: BlockStoreError.readFailed(errno: EIO)) {
      try store.read(50, into: &block)
    }
    let closed = open(path, O_RDONLY | O_CLOEXEC)
    defer { close(closed) }
    var unwritable = DescriptorBlockStore(closed)
    #expect(throws: BlockStoreError.writeFailed(errno: EBADF)) {
      try unwritable.append(block.span)
    }
  }

  @Test func `room is asked for where memory does not hold the keys`() {
    let bounds = KeyBounds()
    #expect(bounds.storedBytes(rows: bounds.heldMax) == 0)
    #expect(bounds.storedBytes(rows: 100_000_000) == 3_200_000_000)
  }
}
