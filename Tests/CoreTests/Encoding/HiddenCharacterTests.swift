// SPDX-License-Identifier: Apache-2.0
import Core
import Testing

@Suite struct HiddenCharacterTests {
  @Test(
    arguments: [
      0x200B, 0x200D, 0x200E, 0x202E, 0x2066, 0x2069, 0x2060, 0xFEFF, 0x61C, 0xAD, 0x2028, 0x85,
      0xE0041,
    ] as [UInt32])
  func `marks of direction, of no width and of byte order are hidden`(_ value: UInt32) throws {
    #expect(HiddenCharacter.isHidden(try #require(Unicode.Scalar(value))))
  }

  @Test(
    arguments: ["a", " ", "\n", "\u{3000}", "鄂", "😀", "\u{301}", "=", "\u{FF1D}"]
      as [Unicode.Scalar])
  func `what is seen or leaves a space is not hidden`(_ scalar: Unicode.Scalar) {
    #expect(!HiddenCharacter.isHidden(scalar))
  }

  @Test func `a text is invisible when nothing of it shows`() {
    #expect(HiddenCharacter.isInvisible(" \u{200B}\u{3164}"))
    #expect(!HiddenCharacter.isInvisible("") && !HiddenCharacter.isInvisible(" a"))
    #expect(String(HiddenCharacter.visible(" \u{FEFF}=1 ")) == "=1 ")
  }
}
