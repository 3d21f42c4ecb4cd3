// SPDX-License-Identifier: Apache-2.0

import Core
import Testing

@Suite struct RoundingTests {
  /// The share in ten-thousandths of a 分, before rounding.
  static func remainder(_ fen: Int64, _ rate: Int64, _ rounded: Money) -> Int64 {
    fen * rate - rounded.fen * 10_000
  }

  @Test(arguments: [UInt64(61)])
  func `every way of rounding stays within one fen of the exact share`(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    for _ in 0..<3000 {
      let fen = Int64.random(in: -1_000_000...1_000_000, using: &random)
      let rate = Int64.random(in: 0...20_000, using: &random)
      let points = try #require(BasisPoints(rate))
      for rounding in Rounding.allCases {
        let rounded = try Money(fen: fen).share(points, rounding: rounding)
        let rest = Self.remainder(fen, rate, rounded)
        switch rounding {
        case .down: #expect(rest.magnitude < 10_000 && rest * fen >= 0, "seed \(seed)")
        case .halfUp: #expect(rest.magnitude <= 5000, "seed \(seed)")
        case .halfEven: #expect(rest.magnitude <= 5000, "seed \(seed)")
        }
      }
    }
  }

  @Test func `exactly a half goes away from zero or to the even neighbour`() throws {
    let half = try #require(BasisPoints(5000))
    for fen in stride(from: Int64(-21), through: 21, by: 2) {
      let money = Money(fen: fen)
      let up = try money.share(half, rounding: .halfUp).fen
      let even = try money.share(half, rounding: .halfEven).fen
      let down = try money.share(half, rounding: .down).fen
      #expect(up == (fen + fen.signum()) / 2)
      #expect(even.isMultiple(of: 2))
      #expect((even - down).magnitude <= 1)
      #expect(down == fen / 2)
    }
  }

  @Test func `the whole is the amount itself`() throws {
    for rounding in Rounding.allCases {
      #expect(try Money(fen: -12_345).share(.whole, rounding: rounding).fen == -12_345)
    }
  }
}
