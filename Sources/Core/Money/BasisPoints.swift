// SPDX-License-Identifier: Apache-2.0

/// A rate in hundredths of a per cent; 10,000 is the whole.
package struct BasisPoints: Hashable, Sendable {
  /// The rate; 1 is 0.01 %.
  package let value: Int64

  /// The whole, 100 %.
  package static let whole = BasisPoints(unchecked: 10_000)

  /// Makes a rate from 0 to 1,000,000 (100 times the whole); nil for any other number.
  package init?(_ value: Int64) {
    guard (0...1_000_000).contains(value) else { return nil }
    self.value = value
  }

  private init(unchecked value: Int64) { self.value = value }
}

extension BasisPoints: Comparable {
  /// Orders by rate.
  package static func < (left: BasisPoints, right: BasisPoints) -> Bool {
    left.value < right.value
  }
}

extension BasisPoints: CustomStringConvertible {
  /// The rate in per cent, such as `12.50 %`.
  package var description: String { "\(value / 100).\(padded(Int(value % 100), 2)) %" }
}

extension BasisPoints: Codable {
  /// Reads a whole number of hundredths of a per cent.
  package init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    guard let rate = BasisPoints(try container.decode(Int64.self)) else {
      throw DecodingError.dataCorruptedError(
        in: container, debugDescription: "a rate is 0 to 1,000,000 basis points")
    }
    self = rate
  }

  /// Writes a whole number of hundredths of a per cent.
  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(value)
  }
}
