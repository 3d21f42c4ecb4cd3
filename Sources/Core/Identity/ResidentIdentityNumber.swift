// SPDX-License-Identifier: Apache-2.0

/// The eighteen-digit 居民身份证号 of a person (GB 11643-1999).
///
/// Division of first registration, day of birth, sequence, check character of ISO 7064 MOD 11-2.
/// It is personal data: every rendering is redacted, only `revealed` gives the number, and it
/// cannot be encoded by accident because it is not `Encodable`.
package struct ResidentIdentityNumber: Hashable, Sendable {
  /// The eighteen characters; never put them into a message, a log line or a file name.
  package let revealed: String
  /// The day of birth the number names.
  package let birthDay: Day

  /// Accepts eighteen characters with a real day of birth and the right check character.
  ///
  /// A lower-case `x` at the end is read as a capital; nothing else is mended. A division that was
  /// abolished is accepted, because a number keeps the code of its first registration.
  package init?(_ text: String) {
    var characters = Array(text.utf8)
    guard characters.count == 18 else { return nil }
    if characters[17] == UInt8(ascii: "x") { characters[17] = UInt8(ascii: "X") }
    let number = String(decoding: characters, as: UTF8.self)
    guard characters[17] == CheckCharacter.residentNumber(characters[..<17]) else { return nil }
    let digits = characters.prefix(17).map { Int($0) - 48 }
    guard
      DivisionCode(String(number.prefix(6))) != nil,
      let birthDay = Day(
        year: Self.number(digits[6..<10]), month: Self.number(digits[10..<12]),
        day: Self.number(digits[12..<14])),
      birthDay.year >= 1800
    else { return nil }
    revealed = number
    self.birthDay = birthDay
  }

  /// The number with all but the first and the last character hidden.
  package var redacted: String {
    String(revealed.prefix(1)) + String(repeating: "*", count: 16) + String(revealed.suffix(1))
  }

  private static func number(_ digits: ArraySlice<Int>) -> Int {
    digits.reduce(0) { $0 * 10 + $1 }
  }
}

extension ResidentIdentityNumber: CustomStringConvertible, CustomDebugStringConvertible,
  CustomReflectable
{
  /// The redacted number.
  package var description: String { redacted }
  /// The redacted number.
  package var debugDescription: String { redacted }
  /// Shows nothing but the redacted number.
  package var customMirror: Mirror { Mirror(self, children: ["redacted": redacted]) }
}
