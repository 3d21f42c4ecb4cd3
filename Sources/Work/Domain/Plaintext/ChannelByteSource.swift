// SPDX-License-Identifier: Apache-2.0
import Tabular

/// Reads a line of chunks as a source of bytes.
struct ChannelByteSource: ByteSource {
  private let channel: ChunkChannel
  private var chunk: [UInt8] = []
  private var position = 0

  /// Reads a line from its front.
  init(_ channel: ChunkChannel) {
    self.channel = channel
  }

  /// Fills part of a buffer; 0 means the end. A line that was cut short reads as a failed read.
  mutating func read(
    into buffer: inout [UInt8], from start: Int
  ) throws(ByteSourceError) -> Int {
    if position == chunk.count {
      do {
        chunk = try channel.take() ?? []
      } catch {
        throw .readFailed(errno: ChannelByteSource.inputOutputError)
      }
      position = 0
    }
    let count = min(buffer.count - start, chunk.count - position)
    guard count > 0 else { return 0 }
    buffer.replaceSubrange(start..<start + count, with: chunk[position..<position + count])
    position += count
    return count
  }

  /// EIO.
  private static let inputOutputError: Int32 = 5
}
