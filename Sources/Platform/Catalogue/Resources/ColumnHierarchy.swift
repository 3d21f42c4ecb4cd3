// SPDX-License-Identifier: Apache-2.0
package import Cryptography

/// The groups that stand for a column's values at coarser levels, such as district, city, province.
///
/// A table of codes that its unit writes: a line for each value, then the value's group at each
/// level, between tabs, or between commas where a line has no tab.
package struct ColumnHierarchy: Codable, Hashable, Sendable {
  /// The most levels.
  package static let levelsMax = 5
  /// The most values.
  package static let rowsMax = 2_000
  /// The most bytes of a table; it stands in an entry.
  package static let bytesMax = 24_000
  /// The most characters of a value or a group.
  package static let cellMax = 100

  /// How many levels it has.
  package let levels: Int
  /// How many values it has.
  package let rows: Int
  /// The table, its cells between tabs.
  package let table: String
  /// How often the column was given one, this one counted; nil before it is the column's.
  package var edition: Int?

  /// The digest of table and edition: a table that comes back is another one, since what was
  /// written by it is gone.
  package var digest: Digest {
    SHA256.hash(Array("\(edition ?? 0)\n\(table)".utf8))
  }

  /// Reads a table.
  package static func read(_ text: String) -> Result<ColumnHierarchy, ColumnHierarchyFault> {
    guard text.utf8.count <= bytesMax else { return .failure(.size) }
    let lines = text.split(whereSeparator: \.isNewline).filter { line in
      !line.allSatisfy(\.isWhitespace)
    }
    guard (1...rowsMax).contains(lines.count) else { return .failure(.size) }
    let cells = lines.map { line in
      line.split(separator: line.contains("\t") ? "\t" : ",", omittingEmptySubsequences: false)
        .map(String.init)
    }
    guard let width = cells.first?.count, (2...levelsMax + 1).contains(width),
      cells.allSatisfy({ $0.count == width && $0.allSatisfy(isPlain) })
    else { return .failure(.form) }
    let values = Set(cells.map { $0[0] })
    guard values.count == cells.count else { return .failure(.twice) }
    for level in 1..<width {
      let groups = Set(cells.map { $0[level] })
      // A level that tells the values apart, or names one, would show what it is to hide.
      guard groups.isDisjoint(with: values), groups.count < cells.count else {
        return .failure(.telling)
      }
    }
    let table = cells.map { $0.joined(separator: "\t") }.joined(separator: "\n")
    return .success(ColumnHierarchy(levels: width - 1, rows: cells.count, table: table))
  }

  /// Each value with its group at a level from 1; nil for a level that there is not.
  package func groups(at level: Int) -> [(value: String, group: String)]? {
    guard (1...levels).contains(level) else { return nil }
    return table.split(separator: "\n").map { line in
      let cells = line.split(separator: "\t").map(String.init)
      return (cells[0], cells[level])
    }
  }

  private static func isPlain(_ cell: String) -> Bool {
    guard (1...cellMax).contains(cell.unicodeScalars.count), let first = cell.first,
      let last = cell.last, !first.isWhitespace, !last.isWhitespace
    else { return false }
    return !cell.unicodeScalars.contains { $0.value < 0x20 || (0x7F...0x9F).contains($0.value) }
  }
}

/// Why a text is no hierarchy.
package enum ColumnHierarchyFault: String, Error, Sendable, CaseIterable {
  /// No line, or too many lines or bytes.
  case size
  /// Lines of different length, no level or too many, or a cell that is empty, long or has blanks
  /// at its ends.
  case form
  /// A value stands twice.
  case twice
  /// A level has a group for each value, or a group that is a value.
  case telling
}
