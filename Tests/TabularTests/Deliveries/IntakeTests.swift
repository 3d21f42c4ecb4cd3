// SPDX-License-Identifier: Apache-2.0
import Foundation
import Tabular
import Testing

@Suite struct IntakeTests {
  private let schema = [
    ColumnSchema(name: "id", type: .integer, isNullable: false),
    ColumnSchema(name: "名称", type: .text),
    ColumnSchema(name: "量", type: .decimal(scale: 2), missingTokens: ["", "NA"]),
  ]

  @Test func `clean rows are canonical and bad rows are kept apart`() throws {
    let text =
      "\u{FEFF}id,名称,量\r\n1,\"甲\",1.50\r\n2,\"乙,\"\"丙\"\"\",NA\r\nx,丁,1\r\n"
      + "4,\"a\nb\",\r\n5,戊\r\n6,己,1.505\r\n"
    let file = try TakenFile(text, schema)
    #expect(file.clean == "id,名称,量\n1,甲,1.50\n2,\"乙,\"\"丙\"\"\",\n4,\"a\nb\",\n")
    let outcome = file.outcome
    #expect(outcome.rowsRead == 6)
    #expect(outcome.rowsClean == 3)
    #expect(outcome.badRows.total == 3)
    #expect(outcome.bytesRead == text.utf8.count)
    #expect(outcome.bytesWritten == file.clean.utf8.count)
    #expect(outcome.badRows.rows.map(\.position.row) == [3, 5, 6])
    #expect(outcome.badRows.rows.map(\.position.line) == [4, 7, 8])
    #expect(outcome.badRows.rows.map(\.reason) == [.notInteger, .tooFewFields, .tooManyDecimals])
    #expect(
      outcome.badRows.counts.contains(
        BadRowReport.Count(reason: .notInteger, column: "id", rows: 1)))
  }

  @Test(arguments: CSVDialect.allCases)
  func `clean output is the same whatever the delimiter`(dialect: CSVDialect) throws {
    let mark = String(decoding: [dialect.delimiter], as: UTF8.self)
    let text =
      ["id", "名称", "量"].joined(separator: mark) + "\n"
      + ["1", "\"a,b;c\td|e\"", "2"].joined(separator: mark) + "\n"
    let file = try TakenFile(text, schema, options: IntakeOptions(dialect: dialect))
    #expect(file.clean == "id,名称,量\n1,\"a,b;c\td|e\",2\n")
  }

  @Test func `an unquoted comma of another dialect is quoted`() throws {
    let file = try TakenFile(
      "id;名称;量\n1;a,b;2\n", schema, options: IntakeOptions(dialect: .semicolon))
    #expect(file.clean == "id,名称,量\n1,\"a,b\",2\n")
  }

  @Test func `empty values and missing values stay apart`() throws {
    let columns = [
      ColumnSchema(name: "a", type: .text, missingTokens: ["NA"]),
      ColumnSchema(name: "b", type: .text),
    ]
    let file = try TakenFile("a,b\n,\nNA,x\n", columns)
    #expect(file.clean == "a,b\n\"\",\n,x\n")
    #expect(file.outcome.profile.columns.map(\.missing) == [1, 1])
  }

  @Test func `clean output read again gives the same clean output`() throws {
    var files = RandomFile(seed: 77)
    let columns = [ColumnSchema(name: "a", type: .text), ColumnSchema(name: "b", type: .text)]
    for round in 0..<200 {
      let first = try TakenFile(files.make(), columns)
      let second = try TakenFile(first.clean, columns)
      #expect(second.clean == first.clean, "seed 77, round \(round)")
      #expect(second.outcome.badRows.total == 0)
      #expect(second.outcome.profile == first.outcome.profile)
    }
  }

  @Test func `GB 18030 comes out as UTF-8`() throws {
    let bytes =
      Array("id,".utf8) + [0xC3, 0xFB, 0xB3, 0xC6] + [0x2C, 0xC1, 0xBF, 0x0A]
      + Array("1,".utf8) + [0x95, 0x32, 0x82, 0x36] + Array(",2\n".utf8)
    let file = try TakenFile(bytes, schema, options: IntakeOptions(encoding: .gb18030))
    #expect(file.clean == "id,名称,量\n1,𠀀,2\n")
    #expect(file.outcome.encoding == .gb18030)
    #expect(file.outcome.bytesRead == bytes.count)
  }

  @Test func `the wrong encoding gives a hint and no silent replacement`() throws {
    let row: [UInt8] = Array("1,".utf8) + [0xD5, 0xC5] + Array(",2\n".utf8)
    let bytes = Array("id,n,v\n".utf8) + Array(repeating: row, count: 20).flatMap { $0 }
    let columns = [
      schema[0], ColumnSchema(name: "n", type: .text), ColumnSchema(name: "v", type: .integer),
    ]
    let file = try TakenFile(bytes, columns)
    #expect(file.outcome.badRows.count(of: .invalidEncoding) == 20)
    #expect(file.outcome.badRows.encodingHint == .gb18030)
    #expect(file.clean == "id,n,v\n")
  }

  @Test func `headers must be those of the schema, in order`() throws {
    #expect(throws: IntakeError.columnCount(expected: 3, found: 2)) {
      try TakenFile("id,名称\n", schema)
    }
    #expect(throws: IntakeError.columnName(column: 2, expected: "名称")) {
      try TakenFile("id,量,名称\n", schema)
    }
    #expect(throws: IntakeError.file(.emptyFile)) { try TakenFile("", schema) }
  }

  @Test func `errors never repeat what stands in the file`() {
    let secret = "110105194912310021"
    do {
      _ = try TakenFile("\(secret),b,c\n1,2,3\n", schema)
      Issue.record("the header is not the schema's")
    } catch {
      #expect(!"\(error)".contains(secret))
    }
  }

  @Test func `the list of bad rows is bounded and the counts are not`() throws {
    let text = "id,名称,量\n" + (0..<5_000).map { _ in "x,秘密,1\n" }.joined()
    let report = try TakenFile(text, schema).outcome.badRows
    #expect(report.total == 5_000)
    #expect(report.rows.count == 1_000)
    #expect(report.isListCut)
    #expect(report.count(of: .notInteger) == 5_000)
    let json = String(decoding: try JSONEncoder().encode(report), as: UTF8.self)
    #expect(!json.contains("秘密"))
  }

  @Test func `bad rows themselves go to their own writer with length and reason`() throws {
    let file = try TakenFile("id,名称,量\nx,\"a\n\"\"b\"\"\",1\n1,2\n", schema)
    let first = "x,\"a\n\"\"b\"\"\",1"
    let second = "1,2"
    #expect(
      file.rawBadRows
        == "{\"row\":1,\"line\":2,\"byteOffset\":14,\"column\":1,\"reason\":\"notInteger\","
        + "\"bytes\":\(first.utf8.count)}\n\(first)\n"
        + "{\"row\":2,\"line\":4,\"byteOffset\":28,\"reason\":\"tooFewFields\","
        + "\"bytes\":\(second.utf8.count)}\n\(second)\n")
  }

  @Test func `progress is told and may stop the run`() throws {
    let text = "id,名称,量\n" + (0..<100).map { "\($0),a,1\n" }.joined()
    let source = ArrayByteSource(Array(text.utf8))
    var options = IntakeOptions()
    options.progressEveryRows = 30
    var told: [Int] = []
    var intake = try Intake(source, schema: schema, options: options)
    let outcome = try intake.run { progress in
      told.append(progress.rows)
      return true
    }
    #expect(told == [30, 60, 90, 100])
    #expect(outcome.rowsClean == 100)
    var stopped = try Intake(source, schema: schema, options: options)
    #expect(throws: IntakeError.cancelled) { _ = try stopped.run { $0.rows < 60 } }
  }

  @Test func `a sink that fails stops the run with its error`() throws {
    let sink = ClosureByteSink { _ throws(ByteSinkError) in throw .closed }
    var intake = try Intake(
      ArrayByteSource(Array("id,名称,量\n1,a,1\n".utf8)), schema: schema, clean: sink)
    #expect(throws: IntakeError.sink(.closed)) { _ = try intake.run() }
  }

  @Test func `a tapped source shows every byte once`() throws {
    let bytes = Array("id,名称,量\n1,a,1\n".utf8)
    let seen = CollectedBytes()
    let source = TappedByteSource(ArrayByteSource(bytes, pieceBytes: 3)) { piece in
      seen.bytes += piece.array
    }
    var intake = try Intake(source, schema: schema)
    _ = try intake.run()
    #expect(seen.bytes == bytes)
  }

  @Test func `an outcome goes round through JSON`() throws {
    let outcome = try TakenFile("id,名称,量\n1,a,1\nx,b,2\n3,\"c\n", schema).outcome
    #expect(outcome.badRows.unterminatedQuote?.position.row == 3)
    let data = try JSONEncoder().encode(outcome)
    #expect(try JSONDecoder().decode(IntakeOutcome.self, from: data) == outcome)
  }
}
