// SPDX-License-Identifier: Apache-2.0

/// Why usage records cannot be written or read. Files are named by edge and sequence only.
package enum UsageError: Error, Hashable, Sendable {
  /// An operation of the system failed; `code` is its error number.
  case system(operation: String, code: Int32)
  /// A record that was acknowledged cannot be read back; the line counts from 1.
  case damaged(sequence: Int, line: Int)
  /// The file is not closed, so it cannot be anchored or counted.
  case open(sequence: Int)
  /// A number in the row of files is missing.
  case gap(sequence: Int)
  /// The first line names another edge, place or number than the file.
  case foreign(sequence: Int)
  /// A file is larger than the bound.
  case tooLarge(sequence: Int)
  /// Too many calls wait for the disk.
  case busy
  /// The writer takes no record: it was stopped, or the disk fails.
  case stopped
  /// The edge's or the place's name is not made of 1 to 40 small letters, digits and hyphens.
  case name
}
