// SPDX-License-Identifier: Apache-2.0
import Core

/// Finds identity numbers, credit codes, cards and telephone numbers at one position of a line.
///
/// Each detector answers with the position behind the code, or nothing.
enum NumberDetector {
  /// An 18-character resident identity number; separators inside are passed over.
  static func residentIdentity(_ line: ScannedLine, at start: Int) -> Int? {
    guard !line.isAlphanumeric(start - 1), line.isDigit(start) else { return nil }
    let (digits, end) = line.digits(from: start, limit: 17)
    guard digits.count == 17, (1...8).contains(digits[0]), ScannedDigits.isDay(digits[6..<14])
    else { return nil }
    let last = line.isSeparator(end) ? end + 1 : end
    let byte = line.at(last)
    let check = byte == UInt8(ascii: "x") ? UInt8(ascii: "X") : byte
    guard check == CheckCharacter.residentNumber(digits.map { UInt8($0 + 48) }),
      !line.isAlphanumeric(last + 1)
    else { return nil }
    return last + 1
  }

  /// A 15-digit resident identity number; only plausible, as it has no check digit.
  static func oldResidentIdentity(_ line: ScannedLine, at start: Int) -> Int? {
    guard !line.isAlphanumeric(start - 1), line.isDigit(start) else { return nil }
    let (digits, end) = line.digits(from: start, limit: 15)
    guard digits.count == 15, end == start + 15, !line.isAlphanumeric(end) else { return nil }
    let province = digits[0] * 10 + digits[1]
    let provinces = [
      11...15, 21...23, 31...37, 41...46, 50...54, 61...65, 71...71, 81...82,
    ]
    guard provinces.contains(where: { $0.contains(province) }),
      ScannedDigits.isDay([1, 9] + digits[6..<12])
    else { return nil }
    return end
  }

  /// Six digits, four to twelve stars and the last three or four characters.
  static func maskedIdentity(_ line: ScannedLine, at start: Int) -> Int? {
    guard !line.isAlphanumeric(start - 1) else { return nil }
    var position = start
    while position < start + 6 {
      guard line.isDigit(position) else { return nil }
      position += 1
    }
    var stars = 0
    while line.at(position) == UInt8(ascii: "*") {
      stars += 1
      position += 1
    }
    let tail = (0..<5).prefix { line.isAlphanumeric(position + $0) }.count
    guard (4...12).contains(stars), (3...4).contains(tail), 6 + stars + tail <= 20 else {
      return nil
    }
    return position + tail
  }

  /// A unified social credit code; small letters are read as capitals.
  static func socialCreditCode(_ line: ScannedLine, at start: Int) -> Int? {
    guard !line.isAlphanumeric(start - 1), line.isAlphanumeric(start) else { return nil }
    let bytes = (start..<start + 18).map { position -> UInt8 in
      let byte = line.at(position)
      return byte >= 97 && byte <= 122 ? byte - 32 : byte
    }
    guard !line.isAlphanumeric(start + 18), bytes[2..<8].allSatisfy({ $0 >= 48 && $0 <= 57 }),
      bytes[17] == CheckCharacter.creditCode(bytes[..<17])
    else { return nil }
    return start + 18
  }

  /// A payment card number of 16 to 19 digits with a known issuer range.
  ///
  /// The noise of binary arithmetic behind a decimal point, such as .6299999999998, is none.
  static func bankCard(_ line: ScannedLine, at start: Int) -> Int? {
    guard !line.isAlphanumeric(start - 1), line.isDigit(start) else { return nil }
    for count in (16...19).reversed() {
      if let end = bankCard(line, at: start, count: count) { return end }
    }
    return nil
  }

  private static func bankCard(_ line: ScannedLine, at start: Int, count: Int) -> Int? {
    let (digits, end) = line.digits(from: start, limit: count)
    guard digits.count == count, !line.isAlphanumeric(end),
      line.endsNumber(from: start, to: end, groups: Array(stride(from: 4, to: count, by: 4)))
    else { return nil }
    let two = digits[0] * 10 + digits[1]
    let union = two == 62
    let other = digits.count == 16 && (digits[0] == 4 || (51...55).contains(two) || two == 35)
    guard union || other, ScannedDigits.isLuhn(digits),
      !(line.at(start - 1) == UInt8(ascii: ".") && line.isDigit(start - 2)
        && ScannedDigits.isNoise(digits))
    else { return nil }
    return end
  }
}
