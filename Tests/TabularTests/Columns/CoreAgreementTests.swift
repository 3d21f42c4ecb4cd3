// SPDX-License-Identifier: Apache-2.0
import Core
import Tabular
import Testing

/// The fast checks on bytes and the types of `Core` answer alike.
@Suite struct CoreAgreementTests {
  private let letters = Array("0123456789ABCDEFGHJKLMNPQRTUWXY")
  private let provinces = [11, 13, 21, 33, 42, 51, 54, 65, 71, 82]

  private func isValid(_ text: String, _ kind: CodeKind) -> Bool {
    CodeCheck.isValid(Array(text.utf8).span, kind)
  }

  /// A number whose check digit fits in one of eleven cases, with a day that may not exist.
  private func resident(_ random: inout SeededGenerator) -> String {
    let province = random.below(6) == 0 ? random.below(100) : provinces[random.below(10)]
    let parts = [
      padded(province, 2), padded(random.below(10_000), 4), padded(1_900 + random.below(120), 4),
      padded(1 + random.below(12), 2), padded(1 + random.below(31), 2),
      padded(random.below(1_000), 3),
    ]
    return parts.joined() + String("0123456789Xx".randomElement(using: &random) ?? "0")
  }

  private func padded(_ value: Int, _ width: Int) -> String {
    let digits = String(value)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }

  @Test(arguments: [61, 62] as [UInt64])
  func `resident identity numbers are judged alike`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    var valid = 0
    for _ in 0..<20_000 {
      let text = resident(&random)
      let expected = ResidentIdentityNumber(text) != nil
      valid += expected ? 1 : 0
      let answer = isValid(text, .residentID)
      #expect(answer == expected, "seed \(seed)")
      if answer != expected { return }
    }
    #expect(valid > 500)
  }

  @Test(arguments: [63, 64] as [UInt64])
  func `credit codes are judged alike`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    var valid = 0
    for _ in 0..<20_000 {
      let body =
        "91" + padded(random.below(1_000_000), 6)
        + String((0..<10).map { _ in letters[random.below(31)] })
      let expected = UnifiedSocialCreditCode(body) != nil
      valid += expected ? 1 : 0
      #expect(isValid(body, .uscc) == expected, "seed \(seed) \(body)")
    }
    #expect(valid > 300)
  }

  @Test func `divisions of six digits are judged alike`() {
    var differing: [String] = []
    for province in 0..<100 {
      for rest in ["0000", "0100", "0102", "9000", "9001", "0001", "0010"] {
        let text = padded(province, 2) + rest
        if isValid(text, .division) != (DivisionCode(text) != nil) { differing.append(text) }
      }
    }
    #expect(differing.isEmpty)
  }
}
