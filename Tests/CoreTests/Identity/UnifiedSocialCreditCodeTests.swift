// SPDX-License-Identifier: Apache-2.0

import Core
import Testing

@Suite struct UnifiedSocialCreditCodeTests {
  @Test(arguments: ["91110000600037341L"])
  func `a code with both checks right is accepted`(text: String) throws {
    let code = try #require(UnifiedSocialCreditCode(text))
    #expect(code.organisationCodeIsConsistent)
    #expect(code.rawValue == text)
    #expect(code.description == text)
    #expect(code.division?.rawValue == "110000")
  }

  @Test(arguments: ["91110108MA01YBNX62", "52100000500000784G"])
  func `a wrong inner check is reported and not refused`(text: String) throws {
    let code = try #require(UnifiedSocialCreditCode(text))
    #expect(!code.organisationCodeIsConsistent)
  }

  @Test(arguments: [
    "91110000600037341M", "91110000600037341l", "9111000060003734L", "91110000600037341LL", "",
    "91350211M00013FA1N", "911100006000373I1L", "9111000O600037341L", "９1110000600037341L",
    "N/A",
  ])
  func `anything else is refused`(text: String) {
    #expect(UnifiedSocialCreditCode(text) == nil)
    #expect(throws: DecodingError.self) {
      try JSON.string(text).decode(UnifiedSocialCreditCode.self)
    }
  }

  @Test func `any single wrong character is found`() throws {
    let alphabet = Array("0123456789ABCDEFGHJKLMNPQRTUWXY")
    let code = Array("91110000600037341L")
    for index in code.indices {
      for letter in alphabet where letter != code[index] {
        var changed = code
        changed[index] = letter
        #expect(UnifiedSocialCreditCode(String(changed)) == nil)
      }
    }
  }

  @Test func `it is coded as text`() throws {
    let code = try #require(UnifiedSocialCreditCode("91110000600037341L"))
    #expect(try JSON(encoding: code) == "91110000600037341L")
    #expect(try JSON(encoding: code).decode(UnifiedSocialCreditCode.self) == code)
  }
}
