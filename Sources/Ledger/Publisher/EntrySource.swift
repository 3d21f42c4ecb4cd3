// SPDX-License-Identifier: Apache-2.0

/// Where the publisher finds the entries, in ledger order; the entries never change.
package protocol EntrySource: Sendable {
  /// Returns up to `limit` encoded entries from an index on.
  func entries(from index: Int, limit: Int) throws -> [[UInt8]]
  /// Returns how many entries are durable.
  func count() throws -> Int
}

extension EntrySource {
  /// Hands the entries of a range out one by one, in pages of 256.
  func forEach(_ range: Range<Int>, _ body: ([UInt8]) throws -> Void) throws {
    var index = range.lowerBound
    while index < range.upperBound {
      let page = try entries(from: index, limit: min(256, range.upperBound - index))
      guard !page.isEmpty else {
        throw LedgerError.sourceIncomplete(expected: range.upperBound, found: index)
      }
      for entry in page.prefix(range.upperBound - index) { try body(entry) }
      index += page.count
    }
  }
}
