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

  @Test func `without a key equal rows are counted and stay`() throws {
    let file = try TakenFile("k,p,v\n1,a,x\n1,a,y\n1,a,x\n2,\"a\",x\n1,a,x\n", schema)
    #expect(file.clean == "k,p,v\n1,a,x\n1,a,y\n1,a,x\n2,a,x\n1,a,x\n")
    #expect(file.outcome.rowsRepeated == 2)
    #expect(file.outcome.badRows.total == 0)
  }

  @Test func `bad rows are not counted as repeated`() throws {
    let file = try TakenFile("k,p,v\nx,a,x\nx,a,x\n1,a,x\n", schema)
    #expect(file.outcome.rowsRepeated == 0)
    #expect(file.outcome.badRows.total == 2)
  }

  @Test func `more rows than can be compared are not called without repetition`() throws {
    let text = "k,p,v\n" + (0..<9_000).map { "\($0 / 2),a,x\n" }.joined()
    #expect(try TakenFile(text, schema).outcome.rowsRepeated == 4_500)
    let bounded = IntakeOptions(comparedRowsMax: 1_000)
    #expect(try TakenFile(text, schema, options: bounded).outcome.rowsRepeated == nil)
    let none = IntakeOptions(comparedRowsMax: 0)
    #expect(try TakenFile(text, schema, options: none).outcome.rowsRepeated == nil)
  }

  @Test(arguments: [61, 62] as [UInt64])
  func `the count of repeated rows agrees with a dictionary`(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let rows = (0..<20_000).map { _ in "\(random.below(9_000)),a,\(random.below(2))" }
    let file = try TakenFile("k,p,v\n" + rows.joined(separator: "\n") + "\n", schema)
    #expect(file.outcome.rowsRepeated == rows.count - Set(rows).count, "seed \(seed)")
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
    var options = IntakeOptions()
    options.keys.heldMax = 20
    #expect(throws: IntakeError.tooManyKeys(maximum: 20)) {
      try DuplicateKeyFinder.find(source, schema: schema, keyColumns: ["k"], options: options)
    }
    options = IntakeOptions()
    options.keys.duplicatesMax = 10
    #expect(throws: IntakeError.tooManyDuplicates(maximum: 10)) {
      try DuplicateKeyFinder.find(source, schema: schema, keyColumns: ["k"], options: options)
    }
  }

  @Test func `keys that nobody shares are read once`() throws {
    let source = ArrayByteSource(Array("k,p,v\n1,a,x\n2,a,x\nx,a,x\n".utf8))
    let clean = CollectedBytes()
    var intake = try Intake(source, schema: schema, clean: clean.sink, keyColumns: ["k"])
    let outcome = try intake.run()
    let shared = intake.shared
    #expect(shared == nil)
    #expect(outcome.rowsClean == 2 && outcome.rowsRepeated == 0 && outcome.badRows.total == 1)
    #expect(clean.text == "k,p,v\n1,a,x\n2,a,x\n")
  }

  @Test func `a run that meets a shared key ends as nothing but what it found`() throws {
    let text = "k,p,v\n1,a,x\n2,a,x\n1,a,y\n3,a,x\n2,a,x\nx\n4,a,x\n"
    let source = ArrayByteSource(Array(text.utf8))
    var intake = try Intake(source, schema: schema, keyColumns: ["k"])
    #expect(throws: IntakeError.keysShared) { _ = try intake.run() }
    let shared = intake.shared
    let found = try #require(shared)
    #expect(found.conflicting == [1, 3])
    #expect(found.repeated == [5])
    let apart = try DuplicateKeyFinder.find(
      ArrayByteSource(Array(text.utf8)), schema: schema, keyColumns: ["k"])
    #expect(apart.conflicting == found.conflicting && apart.repeated == found.repeated)
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
