// SPDX-License-Identifier: Apache-2.0
import Cryptography
import Foundation
import Testing

/// The value type for 32 bytes: forms, refusals and order.
struct DigestTests {
  private let text = "00112233445566778899aabbccddeeff0123456789abcdeffedcba9876543210"

  @Test func `bytes, digits and description are one value`() throws {
    let digest = try #require(Digest(hex: text))
    #expect(digest.bytes == bytes(hex: text))
    #expect(digest.hex == text)
    #expect("\(digest)" == text)
    #expect(Digest(bytes: digest.bytes) == digest)
    #expect(Digest(hex: text.uppercased()) == digest)
  }

  @Test(arguments: [0, 1, 31, 33, 64])
  func `another length is refused`(count: Int) {
    #expect(Digest(bytes: [UInt8](repeating: 0, count: count)) == nil)
    #expect(Digest(hex: String(repeating: "0", count: 2 * count)) == nil)
  }

  @Test(arguments: ["g", " ", "\u{e9}", "+"])
  func `a character that is no digit is refused`(wrong: String) {
    #expect(Digest(hex: String(text.dropLast()) + wrong) == nil)
    #expect(Digest(hex: String(text.dropLast())) == nil)
  }

  @Test func `order is the order of the bytes`() throws {
    for index in 0..<32 {
      var low = [UInt8](repeating: 5, count: 32)
      low[index] = 4
      let smaller = try #require(Digest(bytes: low))
      let larger = try #require(Digest(bytes: [UInt8](repeating: 5, count: 32)))
      #expect(smaller < larger)
      #expect(!(larger < smaller))
    }
  }

  @Test func `it is coded as a string and refuses a wrong one`() throws {
    let digest = try #require(Digest(hex: text))
    let coded = try JSONEncoder().encode([digest])
    #expect(String(bytes: coded, encoding: .utf8) == "[\"\(text)\"]")
    #expect(try JSONDecoder().decode([Digest].self, from: coded) == [digest])
    #expect(throws: DecodingError.self) {
      try JSONDecoder().decode([Digest].self, from: Data("[\"00\"]".utf8))
    }
  }
}
