// SPDX-License-Identifier: Apache-2.0
import Core
import Foundation
import Platform

/// Values of a column as look-up keys, a line each, that a query wrote into the memory-backed
/// folder; read piece by piece, so that a file of any length takes little memory.
struct ValueFile: Sendable {
  /// Values end to end, and where each ends.
  struct Batch {
    var bytes: [UInt8] = []
    var ends: [Int] = []

    /// The bytes of one value.
    func value(_ index: Int) -> ArraySlice<UInt8> {
      bytes[(index == 0 ? 0 : ends[index - 1])..<ends[index]]
    }
  }

  /// How many bytes are read at a time.
  static let chunkBytes = 1 << 20

  let path: String

  /// Writes a file beside it, made of the lines that `body` makes of each batch, for the sandbox to
  /// read.
  func rewrite(to output: String, _ body: (Batch) throws -> [UInt8]) throws {
    guard let file = FileHandle(forReadingAtPath: path),
      FileManager.default.createFile(
        atPath: output, contents: nil, attributes: [.posixPermissions: 0o600]),
      let made = FileHandle(forWritingAtPath: output)
    else { throw DomainFault.memory }
    defer {
      try? file.close()
      try? made.close()
    }
    var reader = KeyReader()
    while let data = try file.read(upToCount: ValueFile.chunkBytes), !data.isEmpty {
      let batch = try reader.take(Array(data))
      if !batch.ends.isEmpty { try made.write(contentsOf: Data(try body(batch))) }
    }
    guard reader.isAtStart else { throw DomainFault.form }
    try made.synchronize()
    try FileManager.default.setAttributes([.posixPermissions: 0o444], ofItemAtPath: output)
  }
}

/// Reads look-up keys: a letter, pairs of hexadecimal digits, the end of the line.
private struct KeyReader {
  private enum Place { case start, digit, half(UInt8) }

  private var place = Place.start
  /// The bytes of a value that is cut by the end of a piece.
  private var rest: [UInt8] = []

  var isAtStart: Bool {
    if case .start = place { true } else { false }
  }

  mutating func take(_ data: [UInt8]) throws -> ValueFile.Batch {
    var batch = ValueFile.Batch(bytes: rest)
    batch.bytes.reserveCapacity(rest.count + data.count / 2)
    for byte in data {
      switch place {
      case .start:
        guard byte == UInt8(ascii: "v") else { throw DomainFault.form }
        place = .digit
      case .digit:
        if byte == UInt8(ascii: "\n") {
          batch.ends.append(batch.bytes.count)
          place = .start
        } else {
          place = .half(try digit(byte))
        }
      case .half(let first):
        batch.bytes.append(first << 4 | (try digit(byte)))
        place = .digit
      }
    }
    let whole = batch.ends.last ?? 0
    rest = Array(batch.bytes[whole...])
    batch.bytes.removeSubrange(whole...)
    return batch
  }

  private func digit(_ byte: UInt8) throws -> UInt8 {
    guard let value = Hex.nibble(byte) else { throw DomainFault.form }
    return value
  }
}
