// SPDX-License-Identifier: Apache-2.0

import Core
import Testing

@Suite struct RecordIDTests {
  @Test(arguments: ["AG-0123456789", "AGR-5Z8QK3M0T1V7XC2D", "ABCDE-ZYXWVTSRQPNMKJHGFEDCBA9876"])
  func `a text of the right form is accepted`(text: String) throws {
    let id = try #require(RecordID(text))
    #expect(id.rawValue == text)
    #expect(id.description == text)
    #expect(try JSON(encoding: id) == .string(text))
    #expect(try JSON.string(text).decode(RecordID.self) == id)
  }

  @Test(arguments: [
    "", "-", "A-0123456789", "ABCDEF-0123456789", "AGR0123456789", "agr-0123456789",
    "AGR-012345678", "AGR-012345678901234567890123456", "AGR-012345678I", "AGR-012345678L",
    "AGR-012345678O", "AGR-012345678U", "AGR-012345678a", "AGR-01234-56789", " AGR-0123456789",
    "AGR-0123456789\n", "AG1-0123456789", "鄂州-0123456789",
  ])
  func `any other text is refused`(text: String) {
    #expect(RecordID(text) == nil)
    #expect(throws: DecodingError.self) { try JSON.string(text).decode(RecordID.self) }
  }

  @Test func `ten bytes give sixteen digits and sixteen give twenty-six`() {
    let zero = RecordID.make(prefix: "AGR", random: Array(repeating: 0, count: 10))
    #expect(zero.rawValue == "AGR-0000000000000000")
    let ones = RecordID.make(prefix: "AGR", random: Array(repeating: 0xFF, count: 16))
    #expect(ones.rawValue == "AGR-ZZZZZZZZZZZZZZZZZZZZZZZZZW")
    #expect(ones.prefix == "AGR")
    let long = RecordID.make(prefix: "AGR", random: Array(repeating: 0xFF, count: 40))
    #expect(long == ones)
  }

  @Test(arguments: [UInt64(11)])
  func `what is made is valid and differs with the bytes`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    var seen: Set<RecordID> = []
    for _ in 0..<500 {
      let count = Int.random(in: 10...16, using: &random)
      let id = RecordID.make(
        prefix: "JOB", random: (0..<count).map { _ in UInt8.random(in: 0...255, using: &random) })
      #expect(RecordID(id.rawValue) == id, "seed \(seed)")
      seen.insert(id)
    }
    #expect(seen.count == 500, "seed \(seed)")
  }

  @Test func `too few random bytes are a broken invariant`() async {
    await #expect(processExitsWith: .failure) {
      _ = RecordID.make(prefix: "AGR", random: [1, 2, 3])
    }
    await #expect(processExitsWith: .failure) {
      _ = RecordID.make(prefix: "agr", random: Array(repeating: 1, count: 10))
    }
  }

  @Test func `they sort by their text`() throws {
    let first = try #require(RecordID("AGR-0000000001"))
    let second = try #require(RecordID("AGR-0000000002"))
    #expect(first < second)
    #expect([second, first].sorted() == [first, second])
  }
}
