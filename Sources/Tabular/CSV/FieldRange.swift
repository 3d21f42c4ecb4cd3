// SPDX-License-Identifier: Apache-2.0

/// Where one field of the current row lies in the reader's window.
package struct FieldRange: Sendable {
  /// Index of the first byte of the content, quotes excluded.
  var start: Int32 = 0
  /// Index behind the last byte of the content.
  var end: Int32 = 0
  /// Whether the content was quoted in the file.
  var isQuoted = false
  /// Whether the content still holds doubled quotes.
  var isEscaped = false

  /// The range as indices.
  @inline(__always)
  var range: Range<Int> { Int(start)..<Int(end) }

  /// The number of bytes.
  @inline(__always)
  var count: Int { Int(end &- start) }
}
