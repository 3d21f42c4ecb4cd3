// SPDX-License-Identifier: Apache-2.0

/// Where the generated files go: one file after another, each in pieces of some 64 KiB.
package protocol CitySink {
  /// Begins a file.
  mutating func open(_ table: CityTable, encoding: CityEncoding) throws
  /// Adds bytes to the open file; also the place to show progress.
  mutating func append(_ bytes: [UInt8]) throws
  /// Ends the open file and returns its digest as text, which the summary repeats.
  mutating func close() throws -> String
}
