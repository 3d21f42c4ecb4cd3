// SPDX-License-Identifier: Apache-2.0
import Dispatch
import Synchronization
import Tabular

/// Hands decrypted chunks from one thread to another, no more than four at a time.
final class PieceChannel: Sendable {
  /// Guarded by its mutex: what waits, and why it ended if it was cut short.
  private struct State {
    var pieces: [[UInt8]] = []
    var failure: (any Error)?
  }

  private let state = Mutex(State())
  private let filled = DispatchSemaphore(value: 0)
  private let room = DispatchSemaphore(value: 0)

  /// Makes an empty channel.
  init() {
    for _ in 0..<4 { room.signal() }
  }

  /// Adds a piece, waiting for room.
  func put(_ piece: [UInt8]) {
    guard !piece.isEmpty else { return }
    room.wait()
    state.withLock { $0.pieces.append(piece) }
    filled.signal()
  }

  /// Ends the channel.
  func finish(_ failure: (any Error)? = nil) {
    state.withLock { $0.failure = failure }
    filled.signal()
  }

  /// Takes the next piece, waiting for it; nil at the end.
  func take() throws -> [UInt8]? {
    filled.wait()
    let (piece, failure) = state.withLock { state in
      (state.pieces.isEmpty ? nil : state.pieces.removeFirst(), state.failure)
    }
    if piece != nil {
      room.signal()
    } else {
      filled.signal()
      if let failure { throw failure }
    }
    return piece
  }
}

/// Reads a channel as the bytes of a file.
struct PieceSource: ByteSource {
  private let channel: PieceChannel
  private var piece: [UInt8] = []
  private var position = 0

  /// Reads from the front.
  init(_ channel: PieceChannel) {
    self.channel = channel
  }

  /// Fills part of a buffer; 0 means the end.
  mutating func read(into buffer: inout [UInt8], from start: Int) throws(ByteSourceError) -> Int {
    if position == piece.count {
      do {
        piece = try channel.take() ?? []
      } catch {
        throw .readFailed(errno: 5)
      }
      position = 0
    }
    let count = min(buffer.count - start, piece.count - position)
    guard count > 0 else { return 0 }
    buffer.replaceSubrange(start..<start + count, with: piece[position..<position + count])
    position += count
    return count
  }
}
