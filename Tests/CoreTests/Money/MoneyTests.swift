// SPDX-License-Identifier: Apache-2.0

import Core
import Testing

@Suite struct MoneyTests {
  @Test(arguments: [
    ("0", 0), ("12", 1200), ("12.3", 1230), ("12.34", 1234), ("0.01", 1), ("-0.5", -50),
    ("-12.34", -1234), ("92233720368547758.07", Int64.max), ("-92233720368547758.08", .min),
  ])
  func `yuan are read exactly`(text: String, fen: Int64) throws {
    #expect(try Money(yuan: text).fen == fen)
  }

  @Test(arguments: [
    "", "-", ".", "1.", ".5", "1.234", "+1", "1,000.00", "01", "00.10", "1e3", "¥1", " 1", "1 ",
    "１", "--1", "1.-5", "1.2.3", "999999999999999999",
  ])
  func `what is no amount is refused`(text: String) {
    #expect(throws: MoneyError.malformed) { try Money(yuan: text) }
  }

  @Test(arguments: ["92233720368547758.08", "-92233720368547758.09", "99999999999999999"])
  func `an amount too large is refused`(text: String) {
    #expect(throws: MoneyError.overflow) { try Money(yuan: text) }
  }

  @Test(arguments: [
    (0, "0.00"), (1, "0.01"), (-1, "-0.01"), (123_456, "1234.56"), (-100, "-1.00"),
    (Int64.max, "92233720368547758.07"), (.min, "-92233720368547758.08"),
  ])
  func `amounts are written with two decimals and read again`(fen: Int64, text: String) throws {
    #expect(Money(fen: fen).description == text)
    #expect(try Money(yuan: text) == Money(fen: fen))
  }

  @Test func `arithmetic is exact and throws instead of overflowing`() throws {
    let large = Money(fen: .max)
    #expect(try Money(fen: 5).adding(Money(fen: -7)) == Money(fen: -2))
    #expect(try Money(fen: 5).subtracting(Money(fen: 7)) == Money(fen: -2))
    #expect(try Money(fen: 5).multiplied(by: -3) == Money(fen: -15))
    #expect(try Money.sum([Money(fen: 1), Money(fen: 2), Money(fen: 3)]) == Money(fen: 6))
    #expect(try Money.sum([]) == .zero)
    #expect(throws: MoneyError.overflow) { try large.adding(Money(fen: 1)) }
    #expect(throws: MoneyError.overflow) { try Money(fen: .min).subtracting(Money(fen: 1)) }
    #expect(throws: MoneyError.overflow) { try large.multiplied(by: 2) }
    #expect(throws: MoneyError.overflow) { try Money.sum([large, large]) }
  }

  @Test(
    arguments: [
      (1000, 500, Rounding.down, 50), (1001, 5000, .down, 500), (1001, 5000, .halfUp, 501),
      (1001, 5000, .halfEven, 500), (1003, 5000, .halfEven, 502), (-1001, 5000, .halfUp, -501),
      (-1001, 5000, .halfEven, -500), (-1001, 5000, .down, -500), (333, 3333, .halfUp, 111),
      (7, 0, .halfUp, 0), (7, 10_000, .halfEven, 7),
    ] as [(Int64, Int64, Rounding, Int64)])
  func `a share is rounded as asked`(
    fen: Int64, rate: Int64, rounding: Rounding, expected: Int64
  ) throws {
    let rate = try #require(BasisPoints(rate))
    #expect(try Money(fen: fen).share(rate, rounding: rounding).fen == expected)
  }

  @Test func `a share of too much is refused`() {
    #expect(throws: MoneyError.overflow) {
      try Money(fen: .max).share(.whole, rounding: .down)
    }
  }

  @Test(
    arguments: [
      (100, [1, 1, 1], [34, 33, 33]), (101, [1, 1, 1], [34, 34, 33]),
      (-100, [1, 1, 1], [-34, -33, -33]),
      (10, [0, 1, 0], [0, 10, 0]), (5, [70, 20, 10], [4, 1, 0]), (1, [1, 2], [0, 1]),
      (0, [1, 2], [0, 0]),
      (Int64.max, [1], [.max]), (.min, [1], [.min]), (.max, [.max, 0], [.max, 0]),
    ] as [(Int64, [Int64], [Int64])])
  func `parts are divided by largest remainder`(
    fen: Int64, ratios: [Int64], expected: [Int64]
  ) throws {
    #expect(try Money(fen: fen).allocate(ratios: ratios).map(\.fen) == expected)
  }

  @Test func `impossible ratios are refused`() {
    for ratios in [[], [0, 0], [1, -1], Array(repeating: 1, count: 100_001)] as [[Int64]] {
      #expect(throws: MoneyError.ratios) { try Money(fen: 1).allocate(ratios: ratios) }
    }
    #expect(throws: MoneyError.overflow) {
      try Money(fen: 1).allocate(ratios: [.max, .max, .max])
    }
  }

  @Test(arguments: [UInt64(21), 22])
  func `parts always sum to the whole and are near their share`(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    for _ in 0..<500 {
      let fen = Int64.random(in: -1_000_000_000...1_000_000_000, using: &random)
      var ratios = (0..<Int.random(in: 1...20, using: &random)).map { _ in
        Int64.random(in: 0...1000, using: &random)
      }
      ratios[0] += 1
      let parts = try Money(fen: fen).allocate(ratios: ratios)
      #expect(try Money.sum(parts) == Money(fen: fen), "seed \(seed)")
      let total = ratios.reduce(0, +)
      for (part, ratio) in zip(parts, ratios) {
        #expect((part.fen * total - fen * ratio).magnitude < total.magnitude, "seed \(seed)")
      }
    }
  }

  @Test func `money and rates are coded as whole numbers`() throws {
    #expect(try JSON(encoding: Money(fen: 1234)) == 1234)
    #expect(try JSON.int(1234).decode(Money.self) == Money(fen: 1234))
    let rate = try #require(BasisPoints(1250))
    #expect(try JSON(encoding: rate) == 1250)
    #expect(try JSON.int(1250).decode(BasisPoints.self) == rate)
    #expect(rate.description == "12.50 %")
    #expect(rate < .whole)
    #expect(throws: DecodingError.self) { try JSON.int(-1).decode(BasisPoints.self) }
    #expect(BasisPoints(1_000_001) == nil)
    #expect(Money(fen: 1) < Money(fen: 2))
  }
}
