// SPDX-License-Identifier: Apache-2.0

/// Finds telephone numbers, e-mail and network addresses at one position of a line.
enum ContactDetector {
  /// A mobile number, with or without the country code.
  static func mobilePhone(_ line: ScannedLine, at start: Int) -> Int? {
    guard !line.isDigit(start - 1), line.at(start - 1) != UInt8(ascii: "+") else { return nil }
    var position = start
    if line.at(start) != UInt8(ascii: "1") {
      guard
        let prefix = countryCodes.first(where: { code in
          code.indices.allSatisfy { line.at(start + $0) == code[$0] }
        })
      else { return nil }
      position = start + prefix.count
      if line.isSeparator(position) { position += 1 }
    }
    let (digits, end) = line.digits(from: position, limit: 11)
    guard digits.count == 11, digits[0] == 1, digits[1] >= 3, line.isDigit(position),
      !line.isAlphanumeric(end), !isDecimalPoint(line, end),
      line.endsNumber(from: position, to: end, groups: [3, 7])
    else { return nil }
    return end
  }

  private static let countryCodes = [Array("+86".utf8), Array("0086".utf8), Array("86".utf8)]

  /// A fixed-line number: area code, hyphen or brackets, seven or eight digits.
  static func landline(_ line: ScannedLine, at start: Int) -> Int? {
    guard !line.isAlphanumeric(start - 1), line.at(start - 1) != UInt8(ascii: "-"),
      line.at(start) == UInt8(ascii: "0"), (49...57).contains(line.at(start + 1))
    else { return nil }
    let area = (0..<5).prefix { line.isDigit(start + $0) }.count
    guard (3...4).contains(area), [45, 41].contains(line.at(start + area)) else { return nil }
    let number = start + area + 1
    let count = (0..<9).prefix { line.isDigit(number + $0) }.count
    guard (7...8).contains(count), !line.isAlphanumeric(number + count) else { return nil }
    return number + count
  }

  /// An e-mail address around the `@` at `position`.
  static func email(_ line: ScannedLine, around position: Int) -> Range<Int>? {
    guard line.at(position) == UInt8(ascii: "@") else { return nil }
    var start = position
    while position - start < 64, isLocal(line, start - 1) { start -= 1 }
    var end = position + 1
    while end - position < 254, isDomain(line, end) { end += 1 }
    while end > position, !line.isAlphanumeric(end - 1) { end -= 1 }
    guard start < position, end > position + 1 else { return nil }
    let domain = line.folded[(position + 1)..<end]
    let labels = domain.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    guard labels.count >= 2, labels.allSatisfy({ !$0.isEmpty }), let top = labels.last,
      top.count >= 2, top.allSatisfy({ $0 >= 65 })
    else { return nil }
    return start..<end
  }

  /// Four octets with points between.
  static func ipAddress(_ line: ScannedLine, at start: Int) -> Int? {
    guard !line.isAlphanumeric(start - 1), line.at(start - 1) != UInt8(ascii: ".") else {
      return nil
    }
    var position = start
    for octet in 0..<4 {
      let count = (0..<4).prefix { line.isDigit(position + $0) }.count
      guard (1...3).contains(count) else { return nil }
      let value = (0..<count).reduce(0) { $0 * 10 + Int(line.at(position + $1)) - 48 }
      guard value <= 255, count == 1 || line.at(position) != UInt8(ascii: "0") else { return nil }
      position += count
      if octet < 3 {
        guard line.at(position) == UInt8(ascii: ".") else { return nil }
        position += 1
      }
    }
    guard !line.isAlphanumeric(position), !isDecimalPoint(line, position) else { return nil }
    return position
  }

  private static func isDecimalPoint(_ line: ScannedLine, _ position: Int) -> Bool {
    line.at(position) == UInt8(ascii: ".") && line.isDigit(position + 1)
  }

  private static let localMarks = Array("._%+-".utf8)

  private static func isLocal(_ line: ScannedLine, _ position: Int) -> Bool {
    line.isAlphanumeric(position) || localMarks.contains(line.at(position))
  }

  private static func isDomain(_ line: ScannedLine, _ position: Int) -> Bool {
    line.isAlphanumeric(position) || [45, 46].contains(line.at(position))
  }
}
