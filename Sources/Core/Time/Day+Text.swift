// SPDX-License-Identifier: Apache-2.0

extension Day {
  /// Reads the form `2026-11-21` exactly; nil for anything else.
  package init?(_ text: String) {
    var scanner = DigitScanner(text)
    guard let year = scanner.number(4), scanner.skip("-"), let month = scanner.number(2),
      scanner.skip("-"), let day = scanner.number(2), scanner.isAtEnd
    else { return nil }
    self.init(year: year, month: month, day: day)
  }
}

extension Day: CustomStringConvertible {
  /// The form `2026-11-21` of ISO 8601.
  package var description: String {
    let (year, month, day) = civil
    return "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))"
  }
}

extension Day: Codable {
  /// Reads a string of the form `2026-11-21`.
  package init(from decoder: any Decoder) throws {
    self = try decoder.decodeChecked("a day such as 2026-11-21", Day.init)
  }

  /// Writes a string of the form `2026-11-21`.
  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}

/// Writes a number that is not negative with leading zeros.
func padded(_ number: Int, _ width: Int) -> String {
  let digits = String(number)
  return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
}
