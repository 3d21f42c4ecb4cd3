// SPDX-License-Identifier: Apache-2.0

/// A six-digit code of an administrative division in the shape of GB/T 2260.
///
/// Only the shape is checked: codes abolished before today and codes of development zones occur in
/// identifiers that stay valid, so no table of current divisions decides here.
package struct DivisionCode: Hashable, Sendable {
  /// The six digits.
  package let rawValue: String

  /// The first two digits of the codes of provinces and of the special administrative regions.
  private static let provinces: Set<Int> = [
    11, 12, 13, 14, 15, 21, 22, 23, 31, 32, 33, 34, 35, 36, 37, 41, 42, 43, 44, 45, 46, 50, 51, 52,
    53, 54, 61, 62, 63, 64, 65, 71, 81, 82, 83,
  ]

  /// The capital, 110000, which stands in where a code is needed and none is known.
  package static let capital = DivisionCode(unchecked: "110000")

  private init(unchecked text: String) { rawValue = text }

  /// Accepts six digits that begin with a province's number and do not skip a level.
  package init?(_ text: String) {
    var scanner = DigitScanner(text)
    guard let province = scanner.number(2), let city = scanner.number(2),
      let county = scanner.number(2), scanner.isAtEnd, Self.provinces.contains(province),
      city > 0 || county == 0
    else { return nil }
    rawValue = text
  }

  /// Whether it names a province, a city or a county.
  package var level: Level {
    if rawValue.hasSuffix("0000") { return .province }
    return rawValue.hasSuffix("00") ? .city : .county
  }

  /// The code one level up, or nil for a province.
  package var parent: DivisionCode? {
    switch level {
    case .province: nil
    case .city: DivisionCode(rawValue.prefix(2) + "0000")
    case .county: DivisionCode(rawValue.prefix(4) + "00")
    }
  }

  /// Whether a code is this one or lies beneath it.
  package func contains(_ other: DivisionCode) -> Bool {
    switch level {
    case .province: other.rawValue.hasPrefix(rawValue.prefix(2))
    case .city: other.rawValue.hasPrefix(rawValue.prefix(4))
    case .county: other == self
    }
  }

  /// The level of a division.
  package enum Level: String, Codable, CaseIterable, Hashable, Sendable {
    /// 省级.
    case province
    /// 地级.
    case city
    /// 县级.
    case county
  }
}

extension DivisionCode: CustomStringConvertible {
  /// The six digits.
  package var description: String { rawValue }
}

extension DivisionCode: Codable {
  /// Reads a string of six digits.
  package init(from decoder: any Decoder) throws {
    self = try decoder.decodeChecked("a division code", DivisionCode.init)
  }

  /// Writes a string of six digits.
  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(rawValue)
  }
}

extension DivisionCode {
  private init?(_ text: some StringProtocol) { self.init(String(text)) }
}
