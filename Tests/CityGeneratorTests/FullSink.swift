// SPDX-License-Identifier: Apache-2.0

import CityGenerator

/// A sink whose disk is full after some bytes.
struct FullSink: CitySink {
  /// How many bytes still fit.
  var room: Int

  mutating func open(_ table: CityTable, encoding: CityEncoding) throws {}

  mutating func append(_ bytes: [UInt8]) throws {
    room -= bytes.count
    if room < 0 { throw MemorySink.SinkError.full }
  }

  mutating func close() throws -> String { "" }
}
