// SPDX-License-Identifier: Apache-2.0

/// The few characters of tests in GB 18030.
enum GB18030 {
  private static let codes: [Character: [UInt8]] = [
    "鄂": [0xB6, 0xF5], "城": [0xB3, 0xC7], "区": [0xC7, 0xF8], "华": [0xBB, 0xAA],
    "容": [0xC8, 0xDD],
  ]

  static func encode(_ text: String) -> [UInt8] {
    text.flatMap { codes[$0] ?? Array(String($0).utf8) }
  }
}
