// SPDX-License-Identifier: Apache-2.0

/// Builds the profile of a file, a row at a time.
struct ValueProfileBuilder {
  private var rows = 0
  private var columns: [ColumnProfileBuilder]

  /// Makes a builder; distinct values are exact up to `distinctMax`.
  init(_ columns: [ColumnSchema], distinctMax: Int, seed: UInt64) {
    self.columns = columns.map { ColumnProfileBuilder($0, distinctMax: distinctMax, seed: seed) }
  }

  /// Adds one clean row.
  @inline(__always)
  mutating func add(
    _ window: [UInt8], _ fields: [FieldRange], _ states: [FieldState]
  ) {
    rows &+= 1
    let bytes = window.span
    for index in 0..<columns.count {
      columns[index].add(bytes.extracting(fields[index].range), states[index])
    }
  }

  /// Makes the profile; at most `frequentMax` values are listed for each column.
  func profile(frequentMax: Int) -> ValueProfile {
    ValueProfile(rows: rows, columns: columns.map { $0.profile(frequentMax: frequentMax) })
  }
}
