// SPDX-License-Identifier: Apache-2.0

/// Synthetic unified social credit codes (GB 32100-2015) in a division that no real code has.
enum CreditCode {
  private static let alphabet = Array("0123456789ABCDEFGHJKLMNPQRTUWXY".utf8)
  private static let weights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28]

  /// The code of a number from 0 to 999,999,999.
  static func bytes(_ number: Int) -> [UInt8] {
    var code = Array("91429900000000000".utf8)
    var (rest, index) = (number, code.count - 1)
    while rest > 0, index >= 8 {
      code[index] = UInt8(ascii: "0") + UInt8(rest % 10)
      (rest, index) = (rest / 10, index - 1)
    }
    var sum = 0
    // All characters before the check character are digits here.
    for (digit, weight) in zip(code, weights) { sum += Int(digit - UInt8(ascii: "0")) * weight }
    return code + [alphabet[(31 - sum % 31) % 31]]
  }

  /// The code of a number, as text.
  static func text(_ number: Int) -> String { String(decoding: bytes(number), as: UTF8.self) }
}
