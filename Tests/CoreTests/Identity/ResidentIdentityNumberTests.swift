// SPDX-License-Identifier: Apache-2.0

import Core
import Testing

@Suite struct ResidentIdentityNumberTests {
  @Test(arguments: [
    ("11010519491231002X", "1949-12-31"), ("440524188001010014", "1880-01-01"),
    ("360426199101010071", "1991-01-01"), ("110101199003074610", "1990-03-07"),
    ("11010119900307002X", "1990-03-07"), ("11010119900307002x", "1990-03-07"),
  ])
  func `a right number is accepted and names its day of birth`(text: String, born: String) throws {
    let number = try #require(ResidentIdentityNumber(text))
    #expect(number.birthDay.description == born)
    #expect(number.revealed == text.uppercased())
  }

  @Test(arguments: [
    "110105194912310020", "11010519491231002", "11010519491231002XX", " 11010519491231002X",
    "1101051949123100２X", "110105-19491231-002X", "000102187204010018", "", "330102720401001",
    "X1010519491231002X",
  ])
  func `anything else is refused`(text: String) {
    #expect(ResidentIdentityNumber(text) == nil)
  }

  @Test(arguments: ["19490229", "19491301", "19490431", "19490001", "19490100", "00000101"])
  func `a day that does not exist is refused with the right check character`(born: String) {
    let digits = Array("110105\(born)002".utf8).map { Int($0) - 48 }
    let weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
    let sum = zip(digits, weights).reduce(0) { $0 + $1.0 * $1.1 }
    let check = Array("10X98765432")[sum % 11]
    #expect(ResidentIdentityNumber("110105\(born)002\(check)") == nil)
  }

  @Test func `no rendering shows the number`() throws {
    let number = try #require(ResidentIdentityNumber("11010519491231002X"))
    var dumped = ""
    dump(number, to: &dumped)
    let nested = ["person": [number]]
    for text in [
      "\(number)", String(describing: number), String(reflecting: number), number.redacted, dumped,
      "\(nested)", String(reflecting: Optional(number)),
    ] {
      #expect(text.contains("1****************X"))
      #expect(!text.contains("0105"))
      #expect(!text.contains("1949"))
    }
  }

  @Test func `it cannot be encoded by accident`() throws {
    let number: Any = try #require(ResidentIdentityNumber("11010519491231002X"))
    #expect(!(number is any Encodable))
  }
}
