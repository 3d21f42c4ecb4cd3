// SPDX-License-Identifier: Apache-2.0

import CityGenerator

/// Keeps what was written, or only counts it; its digest is 64-bit FNV-1a.
struct MemorySink: CitySink {
  /// Whether the bytes are kept.
  let keeps: Bool
  /// The bytes of each file kept.
  private(set) var files: [CityTable: [UInt8]] = [:]
  /// The encodings in the order the files were opened.
  private(set) var opened: [(table: CityTable, encoding: CityEncoding)] = []
  /// The greatest piece seen, in bytes.
  private(set) var pieceMax = 0
  private var digest: UInt64 = 0
  private var isOpen = false

  init(keeps: Bool = true) { self.keeps = keeps }

  mutating func open(_ table: CityTable, encoding: CityEncoding) throws {
    try demand(!isOpen)
    isOpen = true
    opened.append((table, encoding))
    digest = 0xCBF2_9CE4_8422_2325
    if keeps { files[table] = [] }
  }

  mutating func append(_ bytes: [UInt8]) throws {
    try demand(isOpen)
    pieceMax = max(pieceMax, bytes.count)
    for byte in bytes { digest = (digest ^ UInt64(byte)) &* 0x100_0000_01B3 }
    if keeps, let table = opened.last?.table { files[table, default: []] += bytes }
  }

  mutating func close() throws -> String {
    try demand(isOpen)
    isOpen = false
    return String(digest, radix: 16)
  }

  private func demand(_ condition: Bool) throws {
    if !condition { throw SinkError.calledOutOfOrder }
  }

  /// Why a sink refuses.
  enum SinkError: Error, Equatable {
    /// A file was opened twice, or bytes came without one.
    case calledOutOfOrder
    /// The disk of the test is full.
    case full
  }
}
