// SPDX-License-Identifier: Apache-2.0
import Core
import Cryptography

/// Writes numbers of eight bytes, least first, digests, and texts of at most 255 bytes.
struct RecallWriter {
  /// What was written.
  private(set) var bytes: [UInt8] = []
  /// The ids that were numbered, in the order of their numbers.
  private(set) var ids: [RecordID] = []
  private var numbers: [RecordID: Int] = [:]

  mutating func put(_ word: UInt64) {
    for shift in stride(from: UInt64(0), to: 64, by: 8) {
      bytes.append(UInt8(truncatingIfNeeded: word >> shift))
    }
  }

  mutating func put(_ number: Int) { put(UInt64(bitPattern: Int64(number))) }

  mutating func put(_ instant: Instant) { put(UInt64(bitPattern: instant.milliseconds)) }

  mutating func put(_ digest: Digest) { bytes += digest.bytes }

  mutating func put(_ text: String) {
    let utf8 = Array(text.utf8.prefix(255))
    bytes.append(UInt8(utf8.count))
    bytes += utf8
  }

  mutating func put(raw more: [UInt8]) { bytes += more }

  /// Writes the number of an id that many entries share.
  mutating func put(shared id: RecordID) {
    if let number = numbers[id] { return put(number) }
    numbers[id] = ids.count
    put(ids.count)
    ids.append(id)
  }
}
