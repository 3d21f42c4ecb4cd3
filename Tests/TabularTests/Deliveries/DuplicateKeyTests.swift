// SPDX-License-Identifier: Apache-2.0
import Tabular
import Testing

@Suite struct DuplicateKeyTests {
  private let schema = [
    ColumnSchema(name: "k", type: .integer), ColumnSchema(name: "p", type: .text),
    ColumnSchema(name: "v", type: .text),
  ]

  @Test func `rows with the same key and other content are all kept apart`() throws {
    let file = try TakenFile(
      "k,p,v\n1,a,x\n2,a,x\n1,a,y\n1,b,z\n1,a,x\n", schema, keys: ["k", "p"])
    #expect(file.clean == "k,p,v\n2,a,x\n1,b,z\n")
    #expect(file.outcome.badRows.rows.map(\.position.row) == [1, 3, 5])
    #expect(file.outcome.badRows.count(of: .duplicateKey) == 3)
  }

  @Test func `rows that are equal byte for byte stay once`() throws {
    let file = try TakenFile("k,p,v\n1,a,x\n1,a,x\n1,a,x\n", schema, keys: ["k", "p"])
    #expect(file.clean == "k,p,v\n1,a,x\n")
    #expect(file.outcome.rowsRepeated == 2)
    #expect(file.outcome.badRows.total == 0)
    #expect(file.outcome.rowsRead == 3)
  }

  @Test func `numbers are the same key by value`() throws {
    let file = try TakenFile("k,p,v\n1,a,x\n01,a,x\n", schema, keys: ["k"])
    #expect(file.outcome.badRows.count(of: .duplicateKey) == 2)
  }

  @Test func `a key must not be missing`() throws {
    let file = try TakenFile("k,p,v\n,a,x\n1,,x\n", schema, keys: ["k", "p"])
    #expect(file.outcome.badRows.count(of: .missingValue) == 2)
  }

  @Test func `rows bad for another reason are no rivals`() throws {
    let file = try TakenFile("k,p,v\n1,a,x\n1,a\nx,a,b\n", schema, keys: ["k"])
    #expect(file.clean == "k,p,v\n1,a,x\n")
    #expect(file.outcome.badRows.count(of: .duplicateKey) == 0)
  }

  @Test func `an unknown key column is refused`() {
    #expect(throws: IntakeError.unknownKeyColumn("q")) {
      try TakenFile("k,p,v\n", schema, keys: ["q"])
    }
  }

  @Test func `keys and duplicates are bounded`() {
    let text = "k,p,v\n" + (0..<100).map { "\($0 / 2),a,\($0)\n" }.joined()
    let source = ArrayByteSource(Array(text.utf8))
    #expect(throws: IntakeError.tooManyKeys(maximum: 20)) {
      try DuplicateKeyFinder.find(source, schema: schema, keyColumns: ["k"], rowsMax: 20)
    }
    #expect(throws: IntakeError.tooManyDuplicates(maximum: 10)) {
      try DuplicateKeyFinder.find(source, schema: schema, keyColumns: ["k"], duplicatesMax: 10)
    }
  }

  @Test(arguments: [51, 52] as [UInt64])
  func `the finder agrees with a dictionary`(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    var groups: [Int: [(row: Int, content: Int)]] = [:]
    var text = "k,p,v\n"
    for row in 1...20_000 {
      let key = random.below(15_000)
      let content = random.below(3)
      groups[key, default: []].append((row, content))
      text += "\(key),a,\(content)\n"
    }
    let found = try DuplicateKeyFinder.find(
      ArrayByteSource(Array(text.utf8)), schema: schema, keyColumns: ["k"])
    for rows in groups.values {
      let isConflict = Set(rows.map(\.content)).count > 1
      for (index, entry) in rows.enumerated() {
        let verdict = found.verdict(row: entry.row)
        if !isConflict {
          #expect(verdict == (index == 0 ? .unique : .repeated), "seed \(seed)")
        } else {
          #expect(verdict != .unique, "seed \(seed)")
        }
      }
    }
  }
}
