// SPDX-License-Identifier: Apache-2.0

import Core
import Testing

@Suite struct DivisionCodeTests {
  @Test func `a county leads up to its city and province`() throws {
    let county = try #require(DivisionCode("420704"))
    #expect(county.level == .county)
    #expect(county.parent?.rawValue == "420700")
    #expect(county.parent?.level == .city)
    #expect(county.parent?.parent?.rawValue == "420000")
    #expect(county.parent?.parent?.level == .province)
    #expect(county.parent?.parent?.parent == nil)
  }

  @Test func `a division contains what lies beneath it`() throws {
    let province = try #require(DivisionCode("420000"))
    let city = try #require(DivisionCode("420700"))
    let county = try #require(DivisionCode("420704"))
    let other = try #require(DivisionCode("420100"))
    #expect(province.contains(county))
    #expect(city.contains(county))
    #expect(city.contains(city))
    #expect(!county.contains(city))
    #expect(!other.contains(county))
    #expect(!city.contains(province))
  }

  @Test(arguments: [
    "", "4207", "4207000", "000000", "990000", "420004", "42O700", "４２0700", " 42070", "-42070",
  ])
  func `what is no code is refused`(text: String) {
    #expect(DivisionCode(text) == nil)
    #expect(throws: DecodingError.self) { try JSON.string(text).decode(DivisionCode.self) }
  }

  @Test(arguments: ["130400", "420700", "330800", "140600", "510000", "331100", "330103", "441900"])
  func `codes that occur are accepted, abolished ones too`(text: String) throws {
    let code = try #require(DivisionCode(text))
    #expect(code.description == text)
    #expect(try JSON(encoding: code).decode(DivisionCode.self) == code)
  }
}
