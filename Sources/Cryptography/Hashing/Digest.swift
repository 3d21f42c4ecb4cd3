// SPDX-License-Identifier: Apache-2.0

/// A hash value of exactly 32 bytes.
///
/// Written, coded and printed as 64 lower-case hexadecimal digits; ordered as its bytes are.
package struct Digest: Hashable, Sendable {
  /// The length of every digest, in bytes.
  package static let byteCount = 32

  // The bytes as four big-endian words: no allocation, and word order is byte order.
  private let word0: UInt64
  private let word1: UInt64
  private let word2: UInt64
  private let word3: UInt64

  /// Makes a digest from 32 bytes, or nil when there are more or fewer.
  package init?(bytes: some Collection<UInt8>) {
    guard bytes.count == Digest.byteCount else { return nil }
    var words: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)
    for (index, byte) in bytes.enumerated() {
      switch index >> 3 {
      case 0: words.0 = words.0 << 8 | UInt64(byte)
      case 1: words.1 = words.1 << 8 | UInt64(byte)
      case 2: words.2 = words.2 << 8 | UInt64(byte)
      default: words.3 = words.3 << 8 | UInt64(byte)
      }
    }
    (word0, word1, word2, word3) = words
  }

  /// Makes a digest from its bytes as four numbers, the first byte the highest of the first.
  package init(_ word0: UInt64, _ word1: UInt64, _ word2: UInt64, _ word3: UInt64) {
    (self.word0, self.word1, self.word2, self.word3) = (word0, word1, word2, word3)
  }

  /// Makes a digest from 64 hexadecimal digits of either case, or nil for anything else.
  package init?(hex: String) {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(Digest.byteCount)
    var high: UInt8?
    for digit in hex.utf8 {
      guard let value = Digest.value(ofHexDigit: digit), bytes.count < Digest.byteCount else {
        return nil
      }
      if let first = high {
        bytes.append(first << 4 | value)
        high = nil
      } else {
        high = value
      }
    }
    guard high == nil else { return nil }
    self.init(bytes: bytes)
  }

  /// Makes a digest from memory that OpenSSL filled; the first 32 bytes are read.
  init(raw: UnsafeRawBufferPointer) {
    word0 = UInt64(bigEndian: raw.loadUnaligned(fromByteOffset: 0, as: UInt64.self))
    word1 = UInt64(bigEndian: raw.loadUnaligned(fromByteOffset: 8, as: UInt64.self))
    word2 = UInt64(bigEndian: raw.loadUnaligned(fromByteOffset: 16, as: UInt64.self))
    word3 = UInt64(bigEndian: raw.loadUnaligned(fromByteOffset: 24, as: UInt64.self))
  }

  /// The 32 bytes.
  package var bytes: [UInt8] {
    [UInt8](unsafeUninitializedCapacity: Digest.byteCount) { buffer, count in
      write(to: UnsafeMutableRawBufferPointer(buffer))
      count = Digest.byteCount
    }
  }

  /// The 64 lower-case hexadecimal digits.
  package var hex: String {
    let digits = Array("0123456789abcdef".utf8)
    return String(unsafeUninitializedCapacity: 2 * Digest.byteCount) { text in
      for (index, byte) in bytes.enumerated() {
        text[2 * index] = digits[Int(byte >> 4)]
        text[2 * index + 1] = digits[Int(byte & 15)]
      }
      return 2 * Digest.byteCount
    }
  }

  /// Writes the 32 bytes to the start of `target`, which must have room for them.
  func write(to target: UnsafeMutableRawBufferPointer) {
    for (index, word) in [word0, word1, word2, word3].enumerated() {
      target.storeBytes(of: word.bigEndian, toByteOffset: 8 * index, as: UInt64.self)
    }
  }

  private static func value(ofHexDigit digit: UInt8) -> UInt8? {
    switch digit {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): digit - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): digit - UInt8(ascii: "A") + 10
    default: nil
    }
  }
}

extension Digest: Comparable {
  /// Orders digests as their bytes are ordered.
  package static func < (left: Digest, right: Digest) -> Bool {
    (left.word0, left.word1, left.word2, left.word3)
      < (right.word0, right.word1, right.word2, right.word3)
  }
}

extension Digest: CustomStringConvertible {
  /// The 64 hexadecimal digits.
  package var description: String { hex }
}

extension Digest: Codable {
  /// Reads a digest from a string of 64 hexadecimal digits.
  package init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    guard let digest = Digest(hex: try container.decode(String.self)) else {
      throw DecodingError.dataCorruptedError(
        in: container, debugDescription: "a digest is 64 hexadecimal digits")
    }
    self = digest
  }

  /// Writes the digest as a string of 64 lower-case hexadecimal digits.
  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(hex)
  }
}
