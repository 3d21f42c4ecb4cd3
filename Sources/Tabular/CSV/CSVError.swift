// SPDX-License-Identifier: Apache-2.0

/// Why a file as a whole cannot be read; single bad rows are no errors.
package enum CSVError: Error, Hashable, Sendable {
  /// The source failed.
  case source(ByteSourceError)
  /// The file has no bytes at all, or nothing but a byte order mark.
  case emptyFile
  /// The byte order mark names another encoding than the manifest.
  case encodingConflict(declared: TextEncoding, found: TextEncoding)
  /// The system has no converter for the encoding.
  case encodingUnavailable(TextEncoding)
  /// The header is not valid in the encoding; the hint is a guess.
  case headerEncoding(declared: TextEncoding, hint: TextEncoding?)
  /// The header row is malformed.
  case headerMalformed(BadRowReason)
  /// The header has more columns than allowed.
  case headerTooManyColumns(maximum: Int)
  /// A column has no name; columns count from 1.
  case headerNameEmpty(column: Int)
  /// Two columns have the same name; columns count from 1.
  case headerNameDuplicate(first: Int, second: Int)
}

extension CSVError: CustomStringConvertible {
  /// One line that says what is wrong and what to do; never a value from the file.
  package var description: String {
    switch self {
    case .source(let error): error.description
    case .emptyFile: "the file is empty: deliver a file with a header row"
    case .encodingConflict(let declared, let found):
      "the byte order mark says \(found.rawValue) but \(declared.rawValue) is declared: "
        + "correct the manifest or the file"
    case .encodingUnavailable(let encoding):
      "this system cannot convert \(encoding.rawValue): deliver the file in utf8"
    case .headerEncoding(let declared, let hint):
      "the header row is not valid \(declared.rawValue)"
        + (hint.map { "; it looks like \($0.rawValue)" } ?? "")
        + ": declare the right encoding"
    case .headerMalformed(let reason):
      "the header row cannot be read: \(reason.explanation)"
    case .headerTooManyColumns(let maximum):
      "the header row has more than \(maximum) columns"
    case .headerNameEmpty(let column):
      "column \(column) has no name: give every column a name"
    case .headerNameDuplicate(let first, let second):
      "columns \(first) and \(second) have the same name: rename one"
    }
  }
}
