// SPDX-License-Identifier: Apache-2.0

extension Money {
  /// Reads yuan such as `12.34`, `-0.5` or `12`; no sign `+`, grouping, currency or exponent.
  package init(yuan text: String) throws(MoneyError) {
    var digits = text.utf8[...]
    let negative = digits.first == UInt8(ascii: "-")
    if negative { digits = digits.dropFirst() }
    let parts = digits.split(
      separator: UInt8(ascii: "."), maxSplits: 1, omittingEmptySubsequences: false)
    guard let whole = parts.first, (1...17).contains(whole.count), isDigits(whole),
      whole.count == 1 || whole.first != UInt8(ascii: "0")
    else { throw .malformed }
    var decimals = parts.count == 2 ? Array(parts[1]) : [UInt8(ascii: "0")]
    guard (1...2).contains(decimals.count), isDigits(decimals) else { throw .malformed }
    if decimals.count == 1 { decimals.append(UInt8(ascii: "0")) }
    var fen: Int64 = 0
    for digit in whole + decimals {
      let (product, overflowed) = fen.multipliedReportingOverflow(by: 10)
      let value = Int64(digit - UInt8(ascii: "0"))
      let (sum, carried) = product.addingReportingOverflow(negative ? -value : value)
      guard !overflowed, !carried else { throw .overflow }
      fen = sum
    }
    self.init(fen: fen)
  }
}

extension Money: CustomStringConvertible {
  /// The amount in yuan with two decimals, such as `-12.34`.
  package var description: String {
    let (yuan, cents) = fen.magnitude.quotientAndRemainder(dividingBy: 100)
    return "\(fen < 0 ? "-" : "")\(yuan).\(padded(Int(cents), 2))"
  }
}

private func isDigits(_ bytes: some Sequence<UInt8>) -> Bool {
  bytes.allSatisfy { $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") }
}
