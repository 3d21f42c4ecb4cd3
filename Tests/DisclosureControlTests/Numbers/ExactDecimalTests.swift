// SPDX-License-Identifier: Apache-2.0

import DisclosureControl
import Testing

@Suite struct ExactDecimalTests {
  @Test(arguments: [
    ("0", "0.000000"), ("-0", "0.000000"), ("12", "12.000000"), ("-12.5", "-12.500000"),
    ("0.000001", "0.000001"), ("007.10", "7.100000"), ("1.5000000000", "1.500000"),
    ("9999999999999999999999999999", "9999999999999999999999999999.000000"),
  ])
  func `plain decimal text is read exactly`(text: String, expected: String) throws {
    #expect(try ExactDecimal(parsing: text).text(places: 6) == expected)
  }

  @Test(arguments: [
    "", "-", ".", "1.", ".5", "+1", "1e5", "1E309", "NaN", "nan", "inf", "-Infinity", " 1", "1 ",
    "1,000", "0x10", "\u{FF11}", "1\u{0}", "--1", "1.2.3",
  ])
  func `anything else is refused as malformed`(text: String) {
    #expect(throws: ExactDecimalError.malformed) { try ExactDecimal(parsing: text) }
  }

  @Test func `numbers out of bounds and too precise are refused`() {
    #expect(throws: ExactDecimalError.outOfBounds) {
      try ExactDecimal(parsing: "1" + String(repeating: "0", count: 28))
    }
    #expect(throws: ExactDecimalError.tooPrecise) { try ExactDecimal(parsing: "0.1234567") }
    #expect(throws: ExactDecimalError.malformed) {
      try ExactDecimal(parsing: String(repeating: "9", count: 1_000))
    }
    #expect(ExactDecimal(units: ExactDecimal.unitsMax + 1) == nil)
    #expect(ExactDecimal(units: -ExactDecimal.unitsMax) != nil)
  }

  @Test(arguments: [
    ("2.5", 0, "3"), ("-2.5", 0, "-3"), ("2.449999", 1, "2.4"), ("2.45", 1, "2.5"),
    ("0.004", 2, "0.00"), ("-0.004", 2, "0.00"), ("999.995", 2, "1000.00"), ("0.05", 1, "0.1"),
  ])
  func `rendering rounds half away from zero`(text: String, places: Int, expected: String) throws {
    #expect(try ExactDecimal(parsing: text).text(places: places) == expected)
  }

  @Test func `means are exact to the sixth place`() throws {
    #expect(ExactDecimal(10).divided(by: 3)?.text(places: 6) == "3.333333")
    #expect(ExactDecimal(-20).divided(by: 3)?.text(places: 6) == "-6.666667")
    #expect(ExactDecimal(1).divided(by: 0) == nil)
  }

  @Test func `a product with basis points can not overflow`() {
    let product = ExactDecimal.unitsMax.multipliedReportingOverflow(by: 10_000)
    #expect(!product.overflow)
  }

  @Test func `order follows the value`() throws {
    #expect(try ExactDecimal(parsing: "-1.5") < ExactDecimal(parsing: "-1.4"))
    #expect(try ExactDecimal(parsing: "-1.5").magnitude == ExactDecimal(parsing: "1.5"))
  }
}
