// SPDX-License-Identifier: Apache-2.0
import Tabular
import Testing

/// Numbers and days against the standard library and slow definitions.
@Suite struct NumberReferenceTests {
  private let alphabet = Array("0123456789-.eE+ ")

  private func random(_ random: inout SeededGenerator) -> String {
    let isTame = random.below(3) > 0
    let length = 1 + random.below(24)
    var text = random.below(4) == 0 ? "-" : ""
    for _ in 0..<length {
      text.append(alphabet[random.below(isTame ? (random.below(6) == 0 ? 12 : 10) : 16)])
    }
    return text
  }

  private func isDigits(_ text: Substring) -> Bool {
    !text.isEmpty && text.utf8.allSatisfy { (0x30...0x39).contains($0) }
  }

  private func parts(_ text: String) -> [Substring] {
    let unsigned = text.first == "-" ? text.dropFirst() : text[...]
    return unsigned.split(separator: ".", maxSplits: 2, omittingEmptySubsequences: false)
  }

  /// One column, one value a row; the rows that came through.
  private func accepted(_ values: [String], _ type: ColumnType) throws -> Set<Int> {
    let text = "v\n" + values.map { $0 + "\n" }.joined()
    let options = IntakeOptions(badRowsListedMax: values.count)
    let column = ColumnSchema(name: "v", type: type, missingTokens: [])
    let report = try TakenFile(text, [column], options: options).outcome.badRows
    return Set(1...values.count).subtracting(report.rows.map(\.position.row))
  }

  @Test(arguments: [71, 72, 73] as [UInt64])
  func `integers are those the standard library reads, without plus`(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let values = (0..<20_000).map { _ in random(&generator) }
    let found = try accepted(values, .integer)
    for (index, value) in values.enumerated() {
      let expected = Int64(value) != nil && value.first != "+"
      #expect(found.contains(index + 1) == expected, "seed \(seed) \(value)")
    }
    #expect(found.count > 1_000)
  }

  @Test(arguments: [74, 75] as [UInt64])
  func `decimals are digits, point and digits within the scale`(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let values = (0..<20_000).map { _ in random(&generator) }
    let found = try accepted(values, .decimal(scale: 3))
    for (index, value) in values.enumerated() {
      let parts = parts(value)
      var expected = parts.count <= 2 && parts.allSatisfy(isDigits)
      if expected {
        let decimals = parts.count == 2 ? parts[1] : ""
        let isWithinScale = decimals.dropFirst(3).allSatisfy { $0 == "0" }
        let whole = parts[0].drop { $0 == "0" }
        let isZero = whole.isEmpty && decimals.allSatisfy { $0 == "0" }
        expected = isWithinScale && (isZero || whole.count + 3 <= 18)
      }
      #expect(found.contains(index + 1) == expected, "seed \(seed) \(value)")
    }
    #expect(found.count > 1_000)
  }

  @Test(arguments: [76, 77] as [UInt64])
  func `reals are those the standard library reads as finite`(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let values = (0..<20_000).map { _ in random(&generator) }
    let found = try accepted(values, .real)
    for (index, value) in values.enumerated() {
      let mantissa = value.split(
        maxSplits: 1, omittingEmptySubsequences: false, whereSeparator: { "eE".contains($0) })
      let exponentDigits = (mantissa.dropFirst().first ?? "0").drop { "+-".contains($0) }
      let shape = parts(String(mantissa[0]))
      let isPlain = shape.count <= 2 && shape.allSatisfy(isDigits)
      let isShort = exponentDigits.count <= 4
      let expected = isPlain && isShort && (Double(value).map(\.isFinite) ?? false)
      #expect(found.contains(index + 1) == expected, "seed \(seed) \(value)")
    }
    #expect(found.count > 1_000)
  }

  @Test(arguments: [78] as [UInt64])
  func `the extent of reals is that of the standard library`(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    for _ in 0..<100 {
      let numbers = (0..<20).map { _ in
        Double(generator.below(2_000_001) - 1_000_000)
          / Double([1, 10, 100, 1_000][generator.below(4)])
      }
      let text = "v\n" + numbers.map { "\($0)\n" }.joined()
      let column = ColumnSchema(name: "v", type: .real)
      let profile = try TakenFile(text, [column]).outcome.profile.columns[0]
      let least = try #require(numbers.min())
      let greatest = try #require(numbers.max())
      #expect(profile.extent.flatMap { Double($0.minimum) } == least, "seed \(seed)")
      #expect(profile.extent.flatMap { Double($0.maximum) } == greatest, "seed \(seed)")
      #expect(profile.distinct.count == Set(numbers).count, "seed \(seed)")
    }
  }

  @Test func `days exist exactly where a slow calendar has them`() throws {
    let lengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    func padded(_ value: Int, _ width: Int) -> String {
      String(repeating: "0", count: max(0, width - "\(value)".count)) + "\(value)"
    }
    var values: [String] = []
    var expected: Set<Int> = []
    for year in [0, 1, 4, 100, 400, 1600, 1700, 1900, 1970, 2000, 2023, 2024, 2100, 9999] {
      let isLeap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0
      for month in 0...13 {
        for day in 0...32 {
          values.append("\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))")
          guard year > 0, (1...12).contains(month), day > 0 else { continue }
          let length = month == 2 && isLeap ? 29 : lengths[month - 1]
          if day <= length { expected.insert(values.count) }
        }
      }
    }
    #expect(try accepted(values, .date) == expected)
  }

  @Test func `every day of eight centuries comes back as it was written`() throws {
    let column = ColumnSchema(name: "v", type: .date)
    for year in stride(from: 1601, through: 2400, by: 7) {
      for suffix in ["01-01", "02-28", "03-01", "12-31"] {
        let day = "\(year)-\(suffix)"
        let profile = try TakenFile("v\n\(day)\n", [column]).outcome.profile.columns[0]
        #expect(profile.extent == .init(minimum: day, maximum: day))
      }
    }
  }
}
