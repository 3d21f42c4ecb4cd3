// SPDX-License-Identifier: Apache-2.0
import Tabular
import Testing

@Suite struct CodeCheckTests {
  private func isValid(_ text: String, _ kind: CodeKind) -> Bool {
    CodeCheck.isValid(Array(text.utf8).span, kind)
  }

  @Test func `published examples pass and one changed character does not`() {
    #expect(isValid("11010519491231002X", .residentID))
    #expect(isValid("440524188001010014", .residentID))
    #expect(!isValid("110105194912310021", .residentID))
    #expect(isValid("11010519491231002x", .residentID))
    #expect(isValid("91350100M000100Y43", .uscc))
    #expect(!isValid("91350100M000100Y34", .uscc))
    #expect(!isValid("91350100m000100y43", .uscc))
  }

  @Test func `a day of birth must be real even if the check digit fits`() {
    let weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
    func completed(_ body: String) -> String {
      let sum = zip(body.utf8, weights).reduce(0) { $0 + Int($1.0 - 0x30) * $1.1 }
      let letters = Array("10X98765432")
      return body + String(letters[sum % 11])
    }
    #expect(isValid(completed("42070019900228123"), .residentID))
    #expect(!isValid(completed("42070019900230123"), .residentID))
    #expect(!isValid(completed("42070017990101123"), .residentID))
    #expect(!isValid(completed("99070019900228123"), .residentID))
  }

  @Test(arguments: [41, 42] as [UInt64])
  func `generated credit codes pass and every single change fails`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let letters = Array("0123456789ABCDEFGHJKLMNPQRTUWXY")
    var weights = [1]
    for _ in 1..<17 { weights.append(weights[weights.count - 1] * 3 % 31) }
    for _ in 0..<200 {
      let body = "91420700" + String((0..<9).map { _ in letters[random.below(31)] })
      let sum = zip(body, weights).reduce(0) { total, pair in
        total + (letters.firstIndex(of: pair.0) ?? 0) * pair.1
      }
      let code = Array(body + String(letters[(31 - sum % 31) % 31]))
      #expect(isValid(String(code), .uscc), "seed \(seed)")
      var changed = code
      let place = random.below(18)
      changed[place] = letters[((letters.firstIndex(of: code[place]) ?? 0) + 1) % 31]
      #expect(!isValid(String(changed), .uscc), "seed \(seed) \(String(code)) at \(place)")
    }
  }

  @Test func `divisions have 6, 9 or 12 digits below a province that exists`() {
    for good in ["420700", "420704001", "420704001002", "110000", "810000", "710000"] {
      #expect(isValid(good, .division), "\(good)")
    }
    for bad in ["42070", "4207001", "990000", "160000", "42070a", "", "420704001002003", "420001"] {
      #expect(!isValid(bad, .division), "\(bad)")
    }
  }

  @Test func `telephone numbers are mobile or fixed`() {
    for good in [
      "13800138000", "19912345678", "+8613800138000", "8613800138000", "027-87654321",
      "0711-3876543", "02787654321", "07113876543",
    ] {
      #expect(isValid(good, .phone), "\(good)")
    }
    for bad in [
      "12800138000", "1380013800", "138001380001", "1380013800a", "27-87654321", "0711-38765",
      "07113-876543", "00711387654", "", "+8512345678901", "027--7654321",
    ] {
      #expect(!isValid(bad, .phone), "\(bad)")
    }
  }

  @Test func `bank cards are told by their check digit`() {
    // Test numbers of card schemes, and numbers made up for this test.
    for good in [
      "4111111111111111", "5555555555554444", "6212345678901232", "62284804025648900",
      "6217000010000000003",
    ] {
      #expect(isValid(good, .bankCard), "\(good)")
    }
    for bad in ["4111111111111112", "411111111111111", "9111111111111111", "41111111a1111111", ""] {
      #expect(!isValid(bad, .bankCard), "\(bad)")
    }
  }

  @Test(.enabled(if: SharedData.exists))
  func `the vectors of identity numbers and credit codes are answered as expected`() throws {
    let descriptor = SharedData.open("id_uscc/vectors.csv")
    defer { SharedData.close(descriptor) }
    let file = try ReadFile(DescriptorByteSource(descriptor))
    #expect(file.rows.count > 4)
    var answered = 0
    for row in file.rows {
      let kind: CodeKind? = row[0] == "id18" ? .residentID : row[0] == "uscc" ? .uscc : nil
      guard let kind, row[1].utf8.count == 18 else { continue }
      answered += 1
      #expect(isValid(row[1], kind) == (row[2] == "valid"), "\(row)")
    }
    #expect(answered > 4)
  }
}
