// SPDX-License-Identifier: Apache-2.0

/// Finds a raw column among the numbers of a document although each number was moved and scaled:
/// the points of a plot, widths, standardised values.
struct ScaledColumns {
  /// Most numbers of a document that are read.
  private static let numbersMax = 60_000
  /// The most numbers from one of a column to the next.
  private static let strideMax = 6
  /// Rows that are compared.
  private static let rowsMax = 48
  /// Fewest rows.
  private static let rowsMin = 40
  /// How far a number may lie from the line, of the column's spread.
  private static let tolerance = 0.006

  /// The numbers, in their order.
  private let numbers: [Double]

  init(_ text: String) {
    var numbers: [Double] = []
    var own: [UInt8] = []
    func close() {
      guard !own.isEmpty else { return }
      if let number = Double(String(decoding: own, as: UTF8.self)), number.isFinite {
        numbers.append(number)
      }
      own = []
    }
    for byte in text.utf8 {
      switch byte {
      case 48...57: own.append(byte)
      case UInt8(ascii: "."):
        if own.isEmpty || own.contains(byte) { close() } else { own.append(byte) }
      case UInt8(ascii: "-"):
        close()
        own.append(byte)
      default: close()
      }
      if own.count > 24 { own = [] }
      if numbers.count >= Self.numbersMax { break }
    }
    close()
    self.numbers = numbers
  }

  /// How many raw columns stand there, in the order of the raw records or in that of their values.
  func matches(_ series: [[Double]]) -> Int {
    series.count { column in
      guard column.count >= Self.rowsMin, Set(column.prefix(2_000)).count > 30 else { return false }
      let first = Array(column.prefix(Self.rowsMax).indices)
      if !Self.isEven(Array(column.prefix(Self.rowsMax))), stands(column, first) { return true }
      let sorted = column.sorted()
      let apart = (0..<Self.rowsMax).map { $0 * (sorted.count - 1) / (Self.rowsMax - 1) }
      return !Self.isEven(apart.map { sorted[$0] }) && stands(sorted, apart)
    }
  }

  /// Whether values go up by nearly equal steps, as row numbers do.
  private static func isEven(_ values: [Double]) -> Bool {
    guard let first = values.first, let last = values.last, last != first else { return true }
    let step = (last - first) / Double(values.count - 1)
    return values.indices.allSatisfy { place in
      abs(values[place] - first - Double(place) * step) <= abs(last - first) * 0.03
    }
  }

  /// Whether chosen rows of a column lie on one line with numbers that stand as far apart.
  private func stands(_ column: [Double], _ rows: [Int]) -> Bool {
    guard let low = rows.min(by: { column[$0] < column[$1] }),
      let high = rows.max(by: { column[$0] < column[$1] }), column[high] > column[low]
    else { return false }
    let spread = column[high] - column[low]
    for stride in 1...Self.strideMax {
      let last = (rows.max() ?? 0) * stride
      guard last < numbers.count else { return false }
      for start in 0..<(numbers.count - last) {
        let a = numbers[start + low * stride]
        let b = numbers[start + high * stride]
        guard a != b else { continue }
        let scale = (b - a) / spread
        // Numbers are written with few digits: half a unit of a coarse writing is allowed.
        let allowed = abs(b - a) * Self.tolerance
        let isLine = rows.allSatisfy { row in
          abs(numbers[start + row * stride] - a - (column[row] - column[low]) * scale) <= allowed
        }
        if isLine { return true }
      }
    }
    return false
  }
}
