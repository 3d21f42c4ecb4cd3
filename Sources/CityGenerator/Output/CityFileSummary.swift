// SPDX-License-Identifier: Apache-2.0

/// One generated file.
package struct CityFileSummary: Hashable, Sendable {
  /// Its table.
  package let table: CityTable
  /// Its encoding.
  package let encoding: CityEncoding
  /// Rows below the heading, repeated ones counted.
  package let rows: Int
  /// Size in bytes.
  package let bytes: Int
  /// The digest the sink gave.
  package let digest: String
  /// How many defects of each kind were planted.
  package let planted: [CityDefect: Int]
}
