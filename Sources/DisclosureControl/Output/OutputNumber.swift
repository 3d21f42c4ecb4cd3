// SPDX-License-Identifier: Apache-2.0

/// Reads numbers as programs write them, exactly.
enum OutputNumber {
  /// What a field looks like.
  enum Reading: Equatable {
    /// A finite number within bounds, as written with a given number of digits.
    case number(String)
    /// A number out of bounds, or a word for not-a-number or infinity.
    case unusable
    /// No number.
    case text
  }

  /// Reads a field and writes it with exactly `places` digits, rounding half away from zero.
  ///
  /// A number is an optional minus, digits without leading zeros, an optional fraction and an
  /// optional exponent. Fields such as `007` are codes, not numbers.
  static func read(_ text: String, places: Int) -> Reading {
    let words = [
      "nan", "+nan", "-nan", "inf", "+inf", "-inf", "infinity", "-infinity", "+infinity",
    ]
    if words.contains(text.lowercased()) { return .unusable }
    var rest = Substring(text)
    let negative = rest.first == "-"
    if negative { rest = rest.dropFirst() }
    var exponent = 0
    if let mark = rest.firstIndex(where: { $0 == "e" || $0 == "E" }) {
      let power = rest[rest.index(after: mark)...]
      rest = rest[..<mark]
      let digits = power.first == "+" || power.first == "-" ? power.dropFirst() : power
      guard isDigits(digits) else { return .text }
      guard digits.count <= 3, let value = Int(power) else {
        return isMantissa(rest) ? .unusable : .text
      }
      exponent = value
    }
    guard isMantissa(rest) else { return .text }
    guard let units = units(rest, exponent, places: places),
      let number = ExactDecimal(units: negative ? -units : units)
    else { return .unusable }
    return .number(number.text(places: places))
  }

  private static func isDigits(_ text: Substring) -> Bool {
    !text.isEmpty && text.utf8.allSatisfy { $0 >= 48 && $0 <= 57 }
  }

  private static func isMantissa(_ text: Substring) -> Bool {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard (1...2).contains(parts.count), parts.allSatisfy(isDigits) else { return false }
    return parts[0].count == 1 || parts[0].first != "0"
  }

  /// The magnitude in millionths, rounded half up once at the wanted place: by way of the sixth,
  /// what is just below a half would be rounded twice. Nothing when out of bounds.
  private static func units(_ text: Substring, _ exponent: Int, places: Int) -> Int128? {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    let digits = parts.joined().utf8.map { Int128($0 - 48) }
    let places = min(max(places, 0), ExactDecimal.scale)
    let point = parts[0].count + exponent + places
    guard point >= -400, digits.contains(where: { $0 != 0 }) else { return 0 }
    var units: Int128 = 0
    for place in 0..<max(point, 0) {
      units = units * 10 + (place < digits.count ? digits[place] : 0)
      if units > ExactDecimal.unitsMax { return nil }
    }
    if digits.indices.contains(point), digits[point] >= 5 { units += 1 }
    for _ in places..<ExactDecimal.scale {
      units *= 10
      if units > ExactDecimal.unitsMax { return nil }
    }
    return units
  }
}
