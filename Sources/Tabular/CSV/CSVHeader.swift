// SPDX-License-Identifier: Apache-2.0

/// The column names of a file, checked.
package struct CSVHeader: Hashable, Sendable {
  /// The names in the order of the file.
  package let names: [String]

  /// Checks names: none empty, none twice.
  ///
  /// - Throws: `CSVError.headerNameEmpty` or `headerNameDuplicate`.
  package init(_ names: [String]) throws(CSVError) {
    var seen: [String: Int] = [:]
    for (index, name) in names.enumerated() {
      if name.allSatisfy(\.isWhitespace) { throw .headerNameEmpty(column: index + 1) }
      if let first = seen[name] {
        throw .headerNameDuplicate(first: first, second: index + 1)
      }
      seen[name] = index + 1
    }
    self.names = names
  }
}
