// SPDX-License-Identifier: Apache-2.0

/// The checksum of ZIP entries (ISO 3309, polynomial 0xEDB88320 reversed).
struct CRC32 {
  private static let table: [UInt32] = (0..<256).map { index in
    (0..<8).reduce(UInt32(index)) { value, _ in
      value & 1 == 1 ? value >> 1 ^ 0xEDB8_8320 : value >> 1
    }
  }
  private let table = Self.table
  private var state: UInt32 = 0xFFFF_FFFF

  /// The checksum of all bytes added.
  var value: UInt32 { ~state }

  /// Adds bytes.
  mutating func add(_ bytes: [UInt8]) {
    for byte in bytes { state = table[Int((state ^ UInt32(byte)) & 0xFF)] ^ state >> 8 }
  }
}
