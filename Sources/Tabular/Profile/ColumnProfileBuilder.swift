// SPDX-License-Identifier: Apache-2.0

/// Builds the profile of one column, a value at a time.
struct ColumnProfileBuilder {
  private let column: ColumnSchema
  private let seed: UInt64
  private let kindOfByte = PatternClass.ofByte
  private let isNumeric: Bool
  private let seeksCodes: Bool
  private var rows = 0
  private var missing = 0
  private var distinct: DistinctCounter
  private var minimum = Int64.max
  private var maximum = Int64.min
  private var shortest = Int.max
  private var longest = 0
  private var patterns = InlineArray<32, Int>(repeating: 0)
  private var valid = InlineArray<5, Int>(repeating: 0)
  private var invalid = InlineArray<5, Int>(repeating: 0)

  /// Makes a builder for one column.
  init(_ column: ColumnSchema, distinctMax: Int, seed: UInt64) {
    self.column = column
    self.seed = seed
    distinct = DistinctCounter(distinctMax: distinctMax)
    switch column.type {
    case .text:
      isNumeric = false
      seeksCodes = true
    case .code:
      isNumeric = false
      seeksCodes = false
    case .integer:
      isNumeric = true
      seeksCodes = true
    case .decimal, .real, .date, .datetime, .boolean:
      isNumeric = true
      seeksCodes = false
    }
  }

  /// Adds one value.
  @inline(__always)
  mutating func add(_ bytes: Span<UInt8>, _ state: FieldState) {
    rows &+= 1
    if state.isMissing {
      missing &+= 1
      return
    }
    if isNumeric {
      addNumber(bytes, state.value)
    } else {
      addText(bytes, state)
    }
  }

  @inline(__always)
  private mutating func addNumber(_ bytes: Span<UInt8>, _ value: Int64) {
    if value < minimum { minimum = value }
    if value > maximum { maximum = value }
    note(length: bytes.count)
    distinct.add(ByteHash.hash(value, seed: seed), bytes)
    if seeksCodes { seek(bytes, .digit) }
  }

  @inline(__always)
  private mutating func addText(_ bytes: Span<UInt8>, _ state: FieldState) {
    let kinds = PatternClass.kinds(bytes, kindOfByte)
    patterns[Int(kinds & 31)] &+= 1
    if kinds & PatternClass.beyondASCII.rawValue == 0 {
      note(length: bytes.count)
      if seeksCodes { seek(bytes, PatternClass(rawValue: kinds)) }
    } else {
      var scalars = 0
      for index in 0..<bytes.count where bytes[index] & 0xC0 != 0x80 { scalars &+= 1 }
      note(length: scalars)
    }
    distinct.add(ByteHash.hash(bytes, seed: seed), bytes)
    if case .code(let kind) = column.type { count(kind, isValid: !state.isInvalidCode) }
  }

  @inline(__always)
  private mutating func note(length: Int) {
    if length < shortest { shortest = length }
    if length > longest { longest = length }
  }

  /// Looks for codes by length and characters before anything dearer.
  @inline(__always)
  private mutating func seek(_ bytes: Span<UInt8>, _ kinds: PatternClass) {
    switch bytes.count {
    case 6 where kinds == .digit, 12 where kinds == .digit:
      count(.division, isValid: CodeCheck.isDivision(bytes))
    case 11 where kinds == .digit && bytes[0] == 0x31:
      count(.phone, isValid: CodeCheck.isPhone(bytes))
    case 18 where kinds.isSubset(of: [.digit, .letter]):
      seekLong(bytes, kinds)
    // Every tenth number of so many digits passes: those that fail are no cards.
    case 16, 17, 19:
      if kinds == .digit, CodeCheck.isBankCard(bytes) { count(.bankCard, isValid: true) }
    default: break
    }
  }

  /// Tells the two codes of 18 characters apart; digits before a last X are a person's.
  private mutating func seekLong(_ bytes: Span<UInt8>, _ kinds: PatternClass) {
    if CodeCheck.isResidentID(bytes) { return count(.residentID, isValid: true) }
    if CodeCheck.isUSCC(bytes) { return count(.uscc, isValid: true) }
    var digits = 0
    for index in 0..<17 where bytes[index] &- 0x30 < 10 { digits += 1 }
    count(digits == 17 ? .residentID : .uscc, isValid: false)
  }

  private mutating func count(_ kind: CodeKind, isValid: Bool) {
    let index = Self.index(kind)
    if isValid { valid[index] &+= 1 } else { invalid[index] &+= 1 }
  }

  private static func index(_ kind: CodeKind) -> Int {
    switch kind {
    case .uscc: 0
    case .residentID: 1
    case .division: 2
    case .phone: 3
    case .bankCard: 4
    }
  }

  /// Makes the profile; at most `frequentMax` values are listed.
  func profile(frequentMax: Int) -> ColumnProfile {
    ColumnProfile(
      name: column.name, type: column.type, rows: rows, missing: missing,
      distinct: .init(count: distinct.count, isExact: distinct.isExact),
      extent: extent,
      lengths: rows > missing ? .init(minimum: shortest, maximum: longest) : nil,
      frequent: distinct.top(frequentMax).map { .init(value: $0.value, rows: $0.rows) },
      patterns: (0..<PatternClass.count).filter { patterns[$0] > 0 }.map {
        .init(name: PatternClass(rawValue: UInt8($0)).name, rows: patterns[$0])
      },
      codes: CodeKind.allCases.compactMap { kind in
        let index = Self.index(kind)
        guard valid[index] + invalid[index] > 0 else { return nil }
        return .init(kind: kind, valid: valid[index], invalid: invalid[index])
      })
  }

  private var extent: ColumnProfile.Extent? {
    guard isNumeric, minimum <= maximum else { return nil }
    return .init(minimum: text(minimum), maximum: text(maximum))
  }

  private func text(_ value: Int64) -> String {
    switch column.type {
    case .real: return RealCheck.text(key: value)
    case .date: return CalendarCheck.text(day: value)
    case .datetime: return CalendarCheck.text(time: value)
    case .boolean: return value == 0 ? "false" : "true"
    case .decimal(let scale) where scale > 0:
      let digits = String(value.magnitude)
      let padded = String(repeating: "0", count: max(0, scale + 1 - digits.count)) + digits
      return (value < 0 ? "-" : "") + padded.dropLast(scale) + "." + padded.suffix(scale)
    case .decimal, .integer, .text, .code: return String(value)
    }
  }
}
