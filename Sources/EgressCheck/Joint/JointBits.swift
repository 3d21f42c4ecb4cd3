// SPDX-License-Identifier: Apache-2.0

/// What each column says with two values: its own two, its sign, whether it is missing, whether it
/// is even.
struct JointBits {
  /// Most that are looked at.
  static let bitsMax = 24

  /// A column of two values.
  struct Bit {
    let name: String
    /// Whether it is a column of the output as it stands.
    let isPlain: Bool
    let values: [Int]
  }

  let columns: [Bit]

  init(_ sample: AlignedSample) {
    var found: [Bit] = []
    func add(_ column: AlignedColumn, isPlain: Bool = false, _ value: (Int) -> Bool) {
      let values = (0..<sample.rows).map { value($0) ? 1 : 0 }
      let share = values.reduce(0, +)
      // What hardly anybody has, or hardly anybody has not, tells hardly anything.
      guard share * 20 >= sample.rows, (sample.rows - share) * 20 >= sample.rows else { return }
      found.append(Bit(name: column.name, isPlain: isPlain, values: values))
    }
    for column in sample.derived {
      if column.distinct == 2 {
        add(column, isPlain: true) { column.codes[$0] == column.codes[0] }
        continue
      }
      add(column) { column.texts[$0] == nil }
      guard let numbers = column.numbers else { continue }
      add(column) { numbers[$0] < 0 }
      guard column.decimals == 0 else { continue }
      add(column) { row in
        numbers[row].isFinite && abs(numbers[row].truncatingRemainder(dividingBy: 2)) == 1
      }
    }
    columns = Array(found.prefix(Self.bitsMax))
  }
}
