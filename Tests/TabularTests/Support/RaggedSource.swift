// SPDX-License-Identifier: Apache-2.0
import Tabular

/// A source that returns pieces of random sizes, from 1 byte on.
struct RaggedSource: ByteSource {
  private let bytes: [UInt8]
  private let sizeMax: Int
  private var position = 0
  private var random: SeededGenerator

  init(_ bytes: [UInt8], seed: UInt64, sizeMax: Int = 7) {
    self.bytes = bytes
    self.sizeMax = sizeMax
    random = SeededGenerator(seed: seed)
  }

  mutating func read(
    into buffer: inout [UInt8], from start: Int
  ) throws(ByteSourceError) -> Int {
    let wanted = 1 + random.below(sizeMax)
    let count = min(wanted, min(buffer.count - start, bytes.count - position))
    for index in 0..<max(0, count) { buffer[start + index] = bytes[position + index] }
    position += max(0, count)
    return max(0, count)
  }
}

/// A source that fails after its bytes.
struct FailingSource: ByteSource {
  var inner: ArrayByteSource

  mutating func read(
    into buffer: inout [UInt8], from start: Int
  ) throws(ByteSourceError) -> Int {
    let count = try inner.read(into: &buffer, from: start)
    if count == 0 { throw .readFailed(errno: 5) }
    return count
  }
}
