// SPDX-License-Identifier: Apache-2.0

/// Why an index of subjects cannot be written or read. No case holds a code or a value.
package enum SubjectIndexError: Error, Hashable, Sendable {
  /// A subject stands in it twice; the row counts from 1.
  case duplicate(row: Int)
  /// A row has another number of values than there are fields, an empty or too long code, or a
  /// value beyond the bound; the row counts from 1.
  case row(Int)
  /// There are no fields, too many, or two of one name.
  case fields
  /// More bytes or subjects than the bound.
  case tooLarge
  /// The bytes are not of this form, or not its one way of writing; the line counts from 1.
  case malformed(line: Int)
  /// It was not made with this key, or was changed since.
  case notAuthentic
}
