// SPDX-License-Identifier: Apache-2.0

/// The beginning of a canonical file, for people who look at it.
package struct CanonicalTable: Hashable, Sendable {
  /// The names of the columns.
  package let names: [String]
  /// The first rows.
  package let rows: [[String]]
  /// How many rows there are behind the header.
  package let total: Int

  /// Reads a canonical file; nil for anything else.
  ///
  /// - Parameter shown: The most rows that are kept.
  package init?(_ bytes: [UInt8], shown: Int) {
    do {
      let lines = try CSVReader(rowsMax: 1_000_001).read(bytes)
      guard let header = lines.first else { return nil }
      names = header.map(\.text)
      rows = lines.dropFirst().prefix(shown).map { $0.map(\.text) }
      total = lines.count - 1
    } catch {
      return nil
    }
  }
}
