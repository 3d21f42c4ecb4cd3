// SPDX-License-Identifier: Apache-2.0

/// Why a text is not CSV; rows count from one, the header included.
enum CSVReadError: Error, Hashable, Sendable {
  case notUTF8
  case nulByte(row: Int)
  case strayQuote(row: Int)
  case openQuote(row: Int)
  case fieldTooLong(row: Int)
  case tooManyFields(row: Int)
  case tooManyRows

  /// The row, or zero where there is none.
  var row: Int {
    switch self {
    case .notUTF8, .tooManyRows: 0
    case .nulByte(let row), .strayQuote(let row), .openQuote(let row), .fieldTooLong(let row),
      .tooManyFields(let row):
      row
    }
  }
}
