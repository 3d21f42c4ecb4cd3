// SPDX-License-Identifier: Apache-2.0
import Core
import Cryptography

/// Reads what `RecallWriter` wrote; nil beyond the end or for what has not the form.
struct RecallReader {
  private let bytes: [UInt8]
  private var place: Int
  private let end: Int
  /// The ids that entries name by number.
  var ids: [RecordID] = []

  /// Reads a part of some bytes.
  init(_ bytes: [UInt8], from place: Int, to end: Int) {
    self.bytes = bytes
    self.place = place
    self.end = end
  }

  /// Whether all was read.
  var isAtEnd: Bool { place == end }

  mutating func word() -> UInt64? {
    guard end - place >= 8 else { return nil }
    var word: UInt64 = 0
    for offset in 0..<8 { word |= UInt64(bytes[place + offset]) << UInt64(8 * offset) }
    place += 8
    return word
  }

  mutating func number() -> Int? { word().flatMap { Int(exactly: $0) } }

  /// How many entries follow; nil where so many cannot.
  mutating func count(ofAtLeast length: Int) -> Int? {
    guard let count = number(), count <= (end - place) / length else { return nil }
    return count
  }

  mutating func instant() -> Instant? {
    word().map { Instant(milliseconds: Int64(bitPattern: $0)) }
  }

  mutating func digest() -> Digest? {
    guard let first = word(), let second = word(), let third = word(), let fourth = word() else {
      return nil
    }
    return Digest(first.byteSwapped, second.byteSwapped, third.byteSwapped, fourth.byteSwapped)
  }

  mutating func text() -> String? {
    guard place < end, end - place > Int(bytes[place]) else { return nil }
    let start = place + 1
    place = start + Int(bytes[start - 1])
    return String(decoding: bytes[start..<place], as: UTF8.self)
  }

  mutating func id() -> RecordID? { text().flatMap(RecordID.init) }

  mutating func sharedID() -> RecordID? {
    guard let number = number(), number < ids.count else { return nil }
    return ids[number]
  }
}
