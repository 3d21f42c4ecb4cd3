// SPDX-License-Identifier: Apache-2.0

/// What a query of the platform printed: CSV with a header, short.
struct QueryResult {
  private let lines: [Substring]

  /// Takes what was printed.
  init(_ bytes: [UInt8]) {
    lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n")
  }

  /// The only number of a result of one row and one column.
  var firstNumber: Int? { lines.count == 2 ? Int(lines[1]) : nil }

  /// The numbers of a result of one row; nil when one of its fields is none.
  var numbers: [Int]? {
    guard lines.count == 2 else { return nil }
    var numbers: [Int] = []
    for field in lines[1].split(separator: ",", omittingEmptySubsequences: false) {
      guard let number = Int(field) else { return nil }
      numbers.append(number)
    }
    return numbers
  }
}
