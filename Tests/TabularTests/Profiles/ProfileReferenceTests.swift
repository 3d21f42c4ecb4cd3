// SPDX-License-Identifier: Apache-2.0
import Tabular
import Testing

/// Profiles against counts made with dictionaries and sets.
@Suite struct ProfileReferenceTests {
  private let words = ["", "NA", "甲", "乙乙", "a", "b1", "x y", "42", "-7", "\"q\"", "长"]

  @Test(arguments: [81, 82, 83] as [UInt64])
  func `counts, lengths and frequent values agree with a dictionary`(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let values = (0..<3_000).map { _ in
      random.below(2) == 0 ? words[random.below(words.count)] : "v\(random.below(300))"
    }
    let text =
      "v,w\n"
      + values.map { value in
        let quoted = value.contains("\"") ? "\"\"\"q\"\"\"" : value
        return "\(quoted),1\n"
      }.joined()
    let columns = [
      ColumnSchema(name: "v", type: .text, missingTokens: ["", "NA"]),
      ColumnSchema(name: "w", type: .integer),
    ]
    let options = IntakeOptions(frequentMax: 1_000, seed: seed)
    let profile = try TakenFile(text, columns, options: options).outcome.profile.columns[0]
    let present = values.filter { $0 != "" && $0 != "NA" }
    var counts: [String: Int] = [:]
    for value in present { counts[value, default: 0] += 1 }
    #expect(profile.rows == values.count)
    #expect(profile.missing == values.count - present.count)
    #expect(profile.distinct == .init(count: counts.count, isExact: true))
    let listed = Dictionary(uniqueKeysWithValues: profile.frequent.map { ($0.value, $0.rows) })
    #expect(listed == counts, "seed \(seed)")
    let sorted = profile.frequent.map(\.rows)
    #expect(sorted == sorted.sorted(by: >))
    let lengths = present.map(\.unicodeScalars.count)
    #expect(profile.lengths?.minimum == lengths.min())
    #expect(profile.lengths?.maximum == lengths.max())
    #expect(profile.patterns.map(\.rows).reduce(0, +) == present.count)
  }

  @Test(arguments: [1, 2, 3, 4, 5] as [UInt64])
  func `the estimate stays within four standard errors for any seed`(seed: UInt64) throws {
    let count = 60_000
    let text = "v,n\n" + (0..<count).map { "id-\($0),\($0 * 7)\n" }.joined()
    let columns = [
      ColumnSchema(name: "v", type: .text), ColumnSchema(name: "n", type: .integer),
    ]
    let profile = try TakenFile(text, columns, options: IntakeOptions(seed: seed)).outcome.profile
    for column in profile.columns {
      let error = abs(Double(column.distinct.count) / Double(count) - 1)
      #expect(!column.distinct.isExact)
      #expect(error < 0.033, "seed \(seed), \(column.name): \(column.distinct.count)")
      #expect(column.frequent.isEmpty, "unique values are not listed")
    }
  }

  @Test func `the profile does not depend on the order of rows`() throws {
    var random = SeededGenerator(seed: 84)
    var rows = (0..<500).map { "\($0 % 37),t\($0 % 11)\n" }
    let columns = [
      ColumnSchema(name: "n", type: .integer), ColumnSchema(name: "t", type: .text),
    ]
    let options = IntakeOptions(frequentMax: 0)
    let first = try TakenFile("n,t\n" + rows.joined(), columns, options: options).outcome.profile
    rows.shuffle(using: &random)
    let second = try TakenFile("n,t\n" + rows.joined(), columns, options: options).outcome.profile
    #expect(first == second)
  }
}
