// SPDX-License-Identifier: Apache-2.0

import DisclosureControl
import Testing

/// The worked values of OpenSAFELY's guidance.
@Suite struct CountRoundingTests {
  @Test(arguments: [
    (0, 0), (1, 3), (2, 3), (3, 3), (5, 3), (6, 3), (7, 9), (8, 9), (12, 9), (13, 15), (18, 15),
    (19, 21), (23, 21), (44, 45), (100, 99),
  ])
  func `midpoint six`(count: Int, expected: Int) {
    #expect(CountRounding.midpoint6.rounded(count) == expected)
  }

  @Test func `a midpoint leaves the true count between two below and three above`() {
    for count in 1...2_000 {
      let published = CountRounding.midpoint6.rounded(count)
      #expect(published - 2...published + 3 ~= count)
    }
  }

  @Test(arguments: [
    (8, 10), (16, 15), (23, 25), (18, 20), (31, 30), (44, 45), (0, 0), (2, 0), (3, 5), (7, 5),
  ])
  func `nearest five`(count: Int, expected: Int) {
    #expect(CountRounding.base5.rounded(count) == expected)
  }

  @Test func `totals are sums of rounded cells, not the rounded total`() {
    #expect(CountRounding.base5.total(of: [18, 23, 31, 44]) == 120)
    #expect(CountRounding.base5.rounded(18 + 23 + 31 + 44) == 115)
    #expect(CountRounding.base5.total(of: [8, 16, 23]) == 50)
  }

  @Test func `without rounding counts stay`() {
    #expect(CountRounding.none.rounded(17) == 17)
    #expect(CountRounding.none.total(of: [1, 2]) == 3)
    #expect(CountRounding.allCases.map(\.thresholdMin) == [1, 8, 1])
  }
}
