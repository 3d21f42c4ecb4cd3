// SPDX-License-Identifier: Apache-2.0

/// Names of people behind words that announce one.
enum NameContext {
  private static let announcing = [
    "姓名", "户主", "患者", "法定代表人", "法人代表", "联系人", "申请人", "当事人", "full name", "patient", "holder",
    "applicant",
  ]
  private static let following = ["先生", "女士"]

  /// How many names stand behind such a word and a colon, or before a title.
  static func count(in text: String) -> Int {
    var count = 0
    for line in text.split(whereSeparator: \.isNewline).prefix(200_000) {
      let small = line.lowercased()
      for word in announcing where small.contains(word) {
        count += names(in: small, behind: word)
      }
      for title in following { count += titled(String(line), title) }
    }
    return count
  }

  private static func names(in line: String, behind word: String) -> Int {
    var count = 0
    var rest = line[...]
    while let found = rest.firstRange(of: word) {
      rest = rest[found.upperBound...]
      let value = rest.drop { $0 == " " || $0 == "\"" || $0 == "'" }
      guard let mark = value.first, mark == ":" || mark == "：" || mark == "=" else { continue }
      let name = value.dropFirst().drop { $0 == " " || $0 == "\"" || $0 == "'" }
      let chinese = name.prefix { isChinese($0) }.count
      let latin = name.prefix { $0.isLetter && $0.isASCII || $0 == " " }
      if (2...4).contains(chinese) || latin.split(separator: " ").count >= 2 { count += 1 }
    }
    return count
  }

  private static func titled(_ line: String, _ title: String) -> Int {
    var count = 0
    var rest = line[...]
    while let found = rest.firstRange(of: title) {
      let before = rest[..<found.lowerBound].reversed().prefix { isChinese($0) }.count
      if (1...3).contains(before) { count += 1 }
      rest = rest[found.upperBound...]
    }
    return count
  }

  private static func isChinese(_ character: Character) -> Bool {
    character.unicodeScalars.allSatisfy { (0x4E00...0x9FFF).contains($0.value) || $0 == "·" }
  }
}
