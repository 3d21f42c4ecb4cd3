// SPDX-License-Identifier: Apache-2.0
import Core
import Evidence
import Foundation
import Ledger
import Merkle
import Testing

/// A20: an entry of the record of what happened is edited, removed, repeated or moved. Each with a
/// variation by seed; a table of rows, which others keep, shows nothing.
@Suite struct EditedEntryAttackTests {
  private static let seeds: [UInt64] =
    ProcessInfo.processInfo.environment["SHUYU_SEED"].flatMap { UInt64($0) }.map { [$0] }
    ?? [1, 2, 3]

  /// Numbers by a seed.
  private struct Choice {
    private var state: UInt64

    init(_ seed: UInt64) {
      print("attack A20, seed \(seed)")
      state = seed &+ 0x9E37_79B9_7F4A_7C15
    }

    mutating func below(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % bound
    }
  }

  /// Edits entries in one of five ways; nothing where that changes nothing.
  private static func edit(_ entries: inout [[UInt8]], _ choice: inout Choice) -> Bool {
    let before = entries
    let place = choice.below(entries.count)
    let other = choice.below(entries.count)
    switch choice.below(5) {
    case 0: entries[place][choice.below(entries[place].count)] ^= 1 << UInt8(choice.below(8))
    case 1: entries.remove(at: place)
    case 2:
      entries.insert(entries[other], at: place)
      entries.removeLast()
    case 3: entries.swapAt(place, other)
    default:
      entries[place] = Array(
        String(decoding: entries[place], as: UTF8.self)
          .replacing("test.act\"", with: "test.not\"").utf8)
    }
    return entries != before
  }

  @Test(arguments: seeds)
  func `no edited entry passes an audit`(seed: UInt64) throws {
    var choice = Choice(seed)
    let source = try MemorySource(300)
    let disk = MemoryDisk()
    try disk.publish(source)
    #expect(try disk.audit().isClean, "control: the log as it is passes")
    let files = disk.snapshot
    for _ in 0..<20 {
      disk.restore(files)
      let bundle = ["tile/entries/000", "tile/entries/001.p/44"][choice.below(2)]
      var entries = try EntryBundle(decoding: try #require(disk[bundle])).entries
      guard Self.edit(&entries, &choice) else { continue }
      disk[bundle] = try EntryBundle(entries).encode()
      #expect(try !disk.audit().isClean, "\(bundle)")
    }
  }
}
