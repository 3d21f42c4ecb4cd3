// SPDX-License-Identifier: Apache-2.0

/// How far a clock is from that of UTC.
package struct ZoneOffset: Hashable, Sendable {
  /// Sign, hours and minutes, such as `+08:00`.
  package let text: String

  /// The time of China (GB/T 7408.1).
  package static let china = ZoneOffset(checked: "+08:00")

  /// Reads an offset between −12:59 and +14:59; nil when it is none.
  package init?(_ text: String) {
    let bytes = Array(text.utf8)
    guard bytes.count == 6, bytes[0] == 0x2B || bytes[0] == 0x2D, bytes[3] == 0x3A else {
      return nil
    }
    let digits = [1, 2, 4, 5].map { Int(bytes[$0]) - 0x30 }
    guard digits.allSatisfy((0...9).contains) else { return nil }
    let (hours, minutes) = (digits[0] * 10 + digits[1], digits[2] * 10 + digits[3])
    guard hours <= (bytes[0] == 0x2B ? 14 : 12), minutes < 60 else { return nil }
    self.text = text
  }

  private init(checked text: String) {
    self.text = text
  }
}
