// SPDX-License-Identifier: Apache-2.0

import DisclosureControl
import Testing

/// Codes that were planted in text, with check characters computed by the words of their standards.
@Suite struct PlantedCodeTests {
  /// GB 11643: weights are powers of two modulo eleven, the remainder picks the character.
  private static func identity(_ random: inout SeededGenerator) -> String {
    let head = ["110105", "330801", "440524", "650102"].randomElement(using: &random) ?? ""
    let day =
      "\(Int.random(in: 1900...2020, using: &random))"
      + (["0101", "0228", "1231", "0630"].randomElement(using: &random) ?? "0101")
    let digits = head + day + "\(Int.random(in: 100...999, using: &random))"
    return digits + String(checkCharacter(digits))
  }

  private static func checkCharacter(_ digits: String) -> Character {
    var sum = 0
    for (place, digit) in digits.reversed().enumerated() {
      var weight = 1
      for _ in 0...place { weight = weight * 2 % 11 }
      sum += weight * (digit.wholeNumberValue ?? 0)
    }
    return Array("10X98765432")[sum % 11]
  }

  /// ISO/IEC 7812-1 annex B, by the table of doubled digits.
  private static func luhn(_ digits: String) -> Int {
    let doubled = [0, 2, 4, 6, 8, 1, 3, 5, 7, 9]
    let sum = digits.reversed().enumerated().reduce(0) { sum, entry in
      let digit = entry.element.wholeNumberValue ?? 0
      return sum + (entry.offset % 2 == 0 ? doubled[digit] : digit)
    }
    return (10 - sum % 10) % 10
  }

  private static func card(_ random: inout SeededGenerator, _ count: Int) -> String {
    let head =
      "62" + (0..<count - 3).map { _ in "\(Int.random(in: 1...8, using: &random))" }.joined()
    return head + "\(luhn(head))"
  }

  private static func mobile(_ random: inout SeededGenerator) -> String {
    "1\(Int.random(in: 3...9, using: &random))"
      + (0..<9).map { _ in "\(Int.random(in: 0...9, using: &random))" }.joined()
  }

  /// What stands around a code, none of it part of a number.
  private static let around = [
    ("", ""), ("id:", ";"), ("\u{7535}\u{8BDD}", "\u{3002}"), ("a ", " b"), ("\t", "\t"),
    ("(", ")"),
    ("\u{201C}", "\u{201D}"), ("x,", ",y"), ("|", "|"), ("\u{1F4F1}", "\u{1F4DE}"),
  ]

  private func hit(_ text: String, _ kind: ScanKind) -> String? {
    ContentScan(text).hits.first { $0.kind == kind }.map { hit in
      String(decoding: Array(text.utf8)[hit.bytes], as: UTF8.self)
    }
  }

  @Test(arguments: UInt64(1)...60)
  func `a planted code is found where it stands`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let codes: [(String, ScanKind)] = [
      (Self.identity(&random), .residentIdentity), (Self.card(&random, 16), .bankCard),
      (Self.card(&random, 19), .bankCard), (Self.mobile(&random), .mobilePhone),
    ]
    for (code, kind) in codes {
      for (before, after) in Self.around {
        let text = "first\n\(before)\(code)\(after)\nlast"
        #expect(hit(text, kind) == code, "seed \(seed): \(before)\(after)")
      }
      #expect(ContentScan.containsPersonalCode(code))
    }
  }

  @Test(arguments: UInt64(1)...60)
  func `numbers behind a code do not hide it`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let codes: [(String, ScanKind)] = [
      (Self.identity(&random), .residentIdentity), (Self.card(&random, 16), .bankCard),
      (Self.card(&random, 19), .bankCard), (Self.mobile(&random), .mobilePhone),
    ]
    for (code, kind) in codes {
      for next in [" 5", "-1", " 100", " 20260101", "-\(Self.mobile(&random))"] {
        // One in ten digits behind a card makes a longer card of it.
        #expect(hit(code + next, kind)?.hasPrefix(code) == true, "seed \(seed): \(next)")
        #expect(hit("7 " + code + next, kind)?.hasPrefix(code) == true, "seed \(seed): \(next)")
      }
    }
    let card = Self.card(&random, 16)
    let groups = stride(from: 0, to: 16, by: 4).map { card.dropFirst($0).prefix(4) }
    let grouped = groups.joined(separator: " ")
    #expect(hit(grouped + " 12 345", .bankCard) == grouped, "seed \(seed)")
    let mobile = Self.mobile(&random)
    let spaced = "\(mobile.prefix(3))-\(mobile.dropFirst(3).prefix(4))-\(mobile.suffix(4))"
    #expect(hit(spaced + "-2", .mobilePhone) == spaced, "seed \(seed)")
  }

  @Test(arguments: UInt64(1)...60)
  func `a code with any other check character is none`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let identity = Self.identity(&random)
    for other in "0123456789X" where other != identity.last {
      #expect(hit(identity.dropLast() + String(other), .residentIdentity) == nil, "seed \(seed)")
    }
    let card = Self.card(&random, 16)
    for other in 0...9 where "\(other)" != card.suffix(1) {
      #expect(hit(card.dropLast() + "\(other)", .bankCard) == nil, "seed \(seed)")
    }
  }

  @Test(arguments: UInt64(1)...40)
  func `dress does not hide a code`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let identity = Self.identity(&random)
    let wide = String(
      String.UnicodeScalarView(
        identity.unicodeScalars.compactMap { Unicode.Scalar($0.value + 0xFEE0) }))
    #expect(hit(wide, .residentIdentity) == wide, "seed \(seed)")
    for hidden in ["\u{200B}", "\u{2060}", "\u{FE0F}", "\u{E0041}", "\u{AD}", "\u{202D}"] {
      let place = Int.random(in: 1...17, using: &random)
      let text = identity.prefix(place) + hidden + identity.dropFirst(place)
      #expect(ContentScan(String(text)).counts == [.residentIdentity: 1], "seed \(seed)")
    }
    for dash in ["-", " ", "\u{2010}", "\u{2013}", "\u{A0}", "\u{3000}", "\u{2009}"] {
      let parts = [identity.prefix(6), identity.dropFirst(6).prefix(8), identity.suffix(4)]
      #expect(
        ContentScan(parts.joined(separator: dash)).counts == [.residentIdentity: 1], "seed \(seed)")
    }
    #expect(hit(identity.lowercased(), .residentIdentity) == identity.lowercased())
  }

  @Test(arguments: UInt64(1)...30)
  func `places are those of a reader who counts lines and scalars`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let fill = ["a", "\u{6570}\u{57DF}", " ", "\u{1F600}", "e\u{301}", "\u{200B}"]
    let ends = ["\n", "\r\n", "\r"]
    var text = ""
    var expected: [(line: Int, column: Int)] = []
    for line in 1...6 {
      let before =
        (0..<Int.random(in: 0...5, using: &random)).map { _ in
          fill.randomElement(using: &random) ?? ""
        }.joined() + ";"
      expected.append((line, before.unicodeScalars.count + 1))
      text += before + Self.mobile(&random) + (ends.randomElement(using: &random) ?? "\n")
    }
    let hits = ContentScan(text).hits
    #expect(hits.map(\.line) == expected.map(\.line), "seed \(seed)")
    #expect(hits.map(\.column) == expected.map(\.column), "seed \(seed)")
    #expect(!ContentScan(text, limit: 6).isTruncated && ContentScan(text, limit: 5).isTruncated)
    #expect(ContentScan(text, limit: 0).hits.isEmpty)
  }

  @Test func `days that are none make no identity number`() {
    for day in ["19000229", "20230230", "20231301", "20230001", "17991231", "22000101", "20230431"]
    {
      let digits = "110105" + day + "002"
      #expect(hit(digits + String(Self.checkCharacter(digits)), .residentIdentity) == nil, "\(day)")
    }
    for day in ["20000229", "20240229", "18000101", "21991231"] {
      let digits = "110105" + day + "002"
      #expect(hit(digits + String(Self.checkCharacter(digits)), .residentIdentity) != nil, "\(day)")
    }
  }
}
