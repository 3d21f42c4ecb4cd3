// SPDX-License-Identifier: Apache-2.0

/// The last characters of the identifiers the generator makes.
enum CheckDigits {
  private static let creditAlphabet = Array("0123456789ABCDEFGHJKLMNPQRTUWXY".utf8)
  private static let creditWeights = [
    1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28,
  ]
  private static let residentWeights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
  private static let organisationWeights = [3, 7, 9, 10, 5, 8, 4, 2]

  /// The 18th character of a unified social credit code from its first 17 (GB 32100-2015).
  static func credit(_ body: [UInt8]) -> UInt8 {
    var sum = 0
    for (byte, weight) in zip(body, creditWeights) {
      sum += (creditAlphabet.firstIndex(of: byte) ?? 0) * weight
    }
    return creditAlphabet[(31 - sum % 31) % 31]
  }

  /// The 18th character of a resident identity number from its first 17 (GB 11643-1999).
  static func resident(_ body: [UInt8]) -> UInt8 {
    var sum = 0
    for (byte, weight) in zip(body, residentWeights) { sum += Int(byte - 48) * weight }
    return Array("10X98765432".utf8)[sum % 11]
  }

  /// The ninth character of an organisation code from its eight digits or letters (GB 11714).
  static func organisation(_ body: [UInt8]) -> UInt8 {
    var sum = 0
    for (byte, weight) in zip(body, organisationWeights) {
      sum += Int(byte < 65 ? byte - 48 : byte - 55) * weight
    }
    return Array("0X987654321".utf8)[sum % 11]
  }
}
