// SPDX-License-Identifier: Apache-2.0

/// Why a row is kept apart; the raw values are the codes of the report.
package enum BadRowReason: String, Codable, Hashable, Sendable, CaseIterable {
  /// Longer than the bound on rows.
  case rowTooLong
  /// A field longer than the bound on fields.
  case fieldTooLong
  /// A zero byte.
  case nulByte
  /// A sequence that the declared encoding does not know.
  case invalidEncoding
  /// A quote inside an unquoted field, or content behind a closing quote.
  case strayQuote
  /// A quote that is never closed.
  case unterminatedQuote
  /// Fewer fields than the header.
  case tooFewFields
  /// More fields than the header.
  case tooManyFields
  /// Missing where a value is required.
  case missingValue
  /// Not a whole number.
  case notInteger
  /// Not a decimal number.
  case notDecimal
  /// More decimals than the column's scale.
  case tooManyDecimals
  /// Not a floating-point number.
  case notReal
  /// A number of more than 18 digits, or beyond 64 bits.
  case outOfRange
  /// Not a day written YYYY-MM-DD.
  case notDate
  /// Not a time written YYYY-MM-DD hh:mm:ss.
  case notDatetime
  /// Not true, false, 1 or 0.
  case notBoolean
  /// More characters than the column allows.
  case textTooLong
  /// Not a unified social credit code (GB 32100-2015).
  case notUSCC
  /// Not a resident identity number (GB 11643-1999).
  case notResidentID
  /// Not a division code (GB/T 2260).
  case notDivision
  /// Not a telephone number.
  case notPhone
  /// Not a bank card's number (ISO/IEC 7812-1).
  case notBankCard
  /// The key of another row of the same batch, with other content.
  case duplicateKey

  /// What is wrong and what to do, for people.
  package var explanation: String {
    switch self {
    case .rowTooLong: "the row is longer than allowed: check for a missing line break"
    case .fieldTooLong: "a field is longer than allowed"
    case .nulByte: "a zero byte: export the file again as text"
    case .invalidEncoding: "not valid in the declared encoding: declare the right one"
    case .strayQuote: "a quote inside an unquoted field: quote the field and double the quote"
    case .unterminatedQuote: "a quote is never closed: all that follows it is lost"
    case .tooFewFields: "fewer fields than the header"
    case .tooManyFields: "more fields than the header: quote fields that hold the delimiter"
    case .missingValue: "a value is required"
    case .notInteger: "not a whole number"
    case .notDecimal: "not a decimal number"
    case .tooManyDecimals: "more decimals than the column has"
    case .notReal: "not a number"
    case .outOfRange: "the number is too large"
    case .notDate: "not a day written YYYY-MM-DD"
    case .notDatetime: "not a time written YYYY-MM-DD hh:mm:ss"
    case .notBoolean: "not true, false, 1 or 0"
    case .textTooLong: "more characters than the column allows"
    case .notUSCC: "not a unified social credit code"
    case .notResidentID: "not a resident identity number"
    case .notDivision: "not a division code"
    case .notPhone: "not a telephone number"
    case .notBankCard: "not the number of a bank card"
    case .duplicateKey: "another row of the batch has this key with other content"
    }
  }
}
