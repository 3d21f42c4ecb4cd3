// SPDX-License-Identifier: Apache-2.0

/// The check characters of the codes that this country gives to persons and organisations.
package enum CheckCharacter {
  private static let creditAlphabet = Array("0123456789ABCDEFGHJKLMNPQRTUWXY".utf8)
  private static let creditWeights = [
    1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28,
  ]
  private static let residentWeights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
  private static let residentCharacters = Array("10X98765432".utf8)
  private static let organisationWeights = [3, 7, 9, 10, 5, 8, 4, 2]
  private static let organisationCharacters = Array("0X987654321".utf8)

  /// The 18th character of a unified social credit code from its first 17 (GB 32100-2015); nil for
  /// another length and for characters that no code has.
  package static func creditCode(_ body: some Collection<UInt8>) -> UInt8? {
    guard body.count == creditWeights.count else { return nil }
    var sum = 0
    for (byte, weight) in zip(body, creditWeights) {
      guard let value = creditAlphabet.firstIndex(of: byte) else { return nil }
      sum += value * weight
    }
    return creditAlphabet[(31 - sum % 31) % 31]
  }

  /// The 18th character of a resident identity number from its first 17 digits (GB 11643-1999, that
  /// is ISO 7064 MOD 11-2); nil for another length and for anything but digits.
  package static func residentNumber(_ body: some Collection<UInt8>) -> UInt8? {
    guard body.count == residentWeights.count else { return nil }
    var sum = 0
    for (byte, weight) in zip(body, residentWeights) {
      guard (0x30...0x39).contains(byte) else { return nil }
      sum += Int(byte - 0x30) * weight
    }
    return residentCharacters[sum % 11]
  }

  /// The ninth character of an organisation code from its eight digits or capitals (GB 11714-1997);
  /// nil for another length and for other characters.
  package static func organisationCode(_ body: some Collection<UInt8>) -> UInt8? {
    guard body.count == organisationWeights.count else { return nil }
    var sum = 0
    for (byte, weight) in zip(body, organisationWeights) {
      switch byte {
      case 0x30...0x39: sum += Int(byte - 0x30) * weight
      case 0x41...0x5A: sum += Int(byte - 0x41 + 10) * weight
      default: return nil
      }
    }
    return organisationCharacters[sum % 11]
  }
}
