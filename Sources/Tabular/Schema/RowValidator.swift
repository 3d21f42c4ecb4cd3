// SPDX-License-Identifier: Apache-2.0

/// Checks the fields of a row against the columns, on bytes and without making strings.
package struct RowValidator {
  /// A column made ready for the inner loop.
  private struct Check {
    var type: ColumnType
    var isNullable: Bool
    var lengthMax: Int
    var isEmptyMissing: Bool
    var keepsQuotedEmpty: Bool
    var tokens: [[UInt8]]
    var tokenLengthMax: Int
    var refusesInvalidCodes: Bool
  }

  /// The columns, in the order of the file.
  package let columns: [ColumnSchema]
  private let checks: [Check]
  /// What was learnt about the fields of the row last checked.
  private(set) var states: [FieldState]
  /// Whether a token other than the empty field stood for a missing value in that row.
  private(set) var hasTokens = false
  /// Whether an empty field of that row is a value, not missing.
  private(set) var hasEmptyValues = false

  /// Makes a validator for columns in the order of the file.
  package init(_ columns: [ColumnSchema]) {
    self.columns = columns
    states = [FieldState](repeating: FieldState(), count: columns.count)
    checks = columns.map { column in
      let tokens = column.missingTokens.filter { !$0.isEmpty }.map { Array($0.utf8) }
      return Check(
        type: column.type, isNullable: column.isNullable, lengthMax: column.lengthMax ?? .max,
        isEmptyMissing: column.missingTokens.contains(""),
        keepsQuotedEmpty: column.keepsQuotedEmpty == true && column.type == .text, tokens: tokens,
        tokenLengthMax: tokens.map(\.count).max() ?? 0,
        refusesInvalidCodes: column.refusesInvalidCodes)
    }
  }

  /// Checks one row; returns the first problem with its column (from 1), or nil.
  ///
  /// - Precondition: as many fields as columns.
  @inline(__always)
  mutating func check(
    _ window: [UInt8], _ fields: [FieldRange]
  ) -> (column: Int, reason: BadRowReason)? {
    hasTokens = false
    hasEmptyValues = false
    let bytes = window.span
    for index in 0..<states.count {
      let field = bytes.extracting(fields[index].range)
      if let reason = check(field, index, isQuoted: fields[index].isQuoted) {
        return (index &+ 1, reason)
      }
    }
    return nil
  }

  @inline(__always)
  private mutating func check(
    _ field: Span<UInt8>, _ index: Int, isQuoted: Bool
  ) -> BadRowReason? {
    states[index] = FieldState()
    if field.isEmpty {
      let isText = isQuoted && checks[index].keepsQuotedEmpty
      if checks[index].isEmptyMissing, !isText { return missing(index) }
      hasEmptyValues = true
    } else if field.count <= checks[index].tokenLengthMax, isToken(field, index) {
      hasTokens = true
      return missing(index)
    }
    switch checks[index].type {
    case .text:
      return field.count > checks[index].lengthMax ? tooLong(field, index) : nil
    case .integer: return keep(NumberCheck.integer(field), index)
    case .decimal(let scale): return keep(NumberCheck.decimal(field, scale: scale), index)
    case .real: return keep(RealCheck.real(field), index)
    case .date: return keep(CalendarCheck.day(field), index, else: .notDate)
    case .datetime: return keep(CalendarCheck.time(field), index, else: .notDatetime)
    case .boolean: return keep(Self.boolean(field), index, else: .notBoolean)
    case .code(let kind): return code(field, kind, index)
    }
  }

  private mutating func missing(_ index: Int) -> BadRowReason? {
    states[index].isMissing = true
    return checks[index].isNullable ? nil : .missingValue
  }

  private func isToken(_ field: Span<UInt8>, _ index: Int) -> Bool {
    checks[index].tokens.contains { token in
      guard token.count == field.count else { return false }
      for offset in 0..<token.count where token[offset] != field[offset] { return false }
      return true
    }
  }

  /// Counts Unicode scalars only where the bytes are more than the characters allowed.
  private func tooLong(_ field: Span<UInt8>, _ index: Int) -> BadRowReason? {
    var scalars = 0
    for offset in 0..<field.count where field[offset] & 0xC0 != 0x80 { scalars += 1 }
    return scalars > checks[index].lengthMax ? .textTooLong : nil
  }

  @inline(__always)
  private mutating func keep(_ reading: NumberCheck.Reading, _ index: Int) -> BadRowReason? {
    switch reading {
    case .value(let value):
      states[index].value = value
      return nil
    case .bad(let reason): return reason
    }
  }

  @inline(__always)
  private mutating func keep(
    _ value: Int64?, _ index: Int, else reason: BadRowReason
  ) -> BadRowReason? {
    guard let value else { return reason }
    states[index].value = value
    return nil
  }

  private mutating func code(
    _ field: Span<UInt8>, _ kind: CodeKind, _ index: Int
  ) -> BadRowReason? {
    if CodeCheck.isValid(field, kind) { return nil }
    guard checks[index].refusesInvalidCodes else {
      states[index].isInvalidCode = true
      return nil
    }
    switch kind {
    case .uscc: return .notUSCC
    case .residentID: return .notResidentID
    case .division: return .notDivision
    case .phone: return .notPhone
    case .bankCard: return .notBankCard
    }
  }

  private static func boolean(_ field: Span<UInt8>) -> Int64? {
    func reads(_ word: StaticString) -> Bool {
      guard field.count == word.utf8CodeUnitCount else { return false }
      return word.withUTF8Buffer { letters in
        for index in 0..<field.count where unsafe field[index] | 0x20 != letters[index] {
          return false
        }
        return true
      }
    }
    if field.count == 1 {
      return field[0] == 0x31 ? 1 : field[0] == 0x30 ? 0 : nil
    }
    return reads("true") ? 1 : reads("false") ? 0 : nil
  }
}
