// SPDX-License-Identifier: Apache-2.0
import Foundation
import Testing
import Work

@Suite struct ChunkChannelTests {
  struct Cut: Error {}

  @Test func `what is put on one thread is taken on another in its order`() throws {
    let channel = ChunkChannel()
    Thread.detachNewThread {
      for number in 0..<500 {
        do { try channel.put([UInt8(truncatingIfNeeded: number), 1]) } catch { return }
      }
      channel.finish()
    }
    var taken: [UInt8] = []
    while let chunk = try channel.take() { taken.append(chunk[0]) }
    #expect(taken == (0..<500).map { UInt8(truncatingIfNeeded: $0) })
    #expect(try channel.take() == nil)
  }

  @Test func `what cut it short is told after all that was put`() throws {
    let channel = ChunkChannel()
    try channel.put([1])
    channel.finish(Cut())
    #expect(try channel.take() == [1])
    #expect(throws: Cut.self) { try channel.take() }
    #expect(throws: Cut.self) { try channel.take() }
  }

  @Test func `who puts learns that nobody takes any more`() throws {
    let channel = ChunkChannel()
    for number in 0..<ChunkChannel.chunksMax { try channel.put([UInt8(number)]) }
    channel.abandon()
    #expect(throws: ChunkChannel.Abandoned.self) { try channel.put([9]) }
    #expect(throws: ChunkChannel.Abandoned.self) { try channel.put([9]) }
  }

  @Test func `an empty chunk is not the end`() throws {
    let channel = ChunkChannel()
    try channel.put([])
    try channel.put([5])
    channel.finish()
    #expect(try channel.take() == [5])
    #expect(try channel.take() == nil)
  }
}
