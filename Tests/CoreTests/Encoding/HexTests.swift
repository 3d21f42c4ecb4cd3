// SPDX-License-Identifier: Apache-2.0

import Core
import Testing

@Suite struct HexTests {
  @Test func `every byte is written with two lower-case digits and read again`() {
    let bytes = (0...255).map { UInt8($0) }
    let text = Hex.encode(bytes)
    #expect(text.utf8.count == 512)
    #expect(text.hasPrefix("000102"))
    #expect(text.hasSuffix("fdfeff"))
    #expect(Hex.decode(text) == bytes)
    #expect(Hex.decode(text.uppercased()) == bytes)
  }

  @Test(arguments: ["0", "0g", "abc", " 00", "0x00", "é0", "００"])
  func `what is no pair of digits is refused`(text: String) {
    #expect(Hex.decode(text) == nil)
  }

  @Test func `nothing is the empty text`() {
    #expect(Hex.encode([]).isEmpty)
    #expect(Hex.decode("") == [])
  }
}
