// SPDX-License-Identifier: Apache-2.0

import CityGenerator
import Foundation
import Testing

/// The generator as a whole: repeatable, bounded, counted.
@Suite struct CityGeneratorTests {
  private func digests(seed: UInt64, persons: Int) throws -> [String] {
    var sink = MemorySink(keeps: false)
    let summary = try CityGenerator(seed: seed, persons: persons).write(to: &sink)
    return summary.files.map(\.digest)
  }

  @Test(arguments: [0, 1, 42, UInt64.max])
  func `the same seed gives the same digests`(_ seed: UInt64) throws {
    let first = try digests(seed: seed, persons: 300)
    let second = try digests(seed: seed, persons: 300)
    #expect(first == second)
  }

  @Test func `another seed gives other digests in every file`() throws {
    let one = try digests(seed: 1, persons: 300)
    let two = try digests(seed: 2, persons: 300)
    #expect(zip(one, two).allSatisfy { $0 != $1 })
  }

  @Test func `the bytes are the same on every machine and in every release`() throws {
    let digests = try digests(seed: 2_026, persons: 500)
    #expect(
      digests == ["d58cd4e15979f3c9", "c2af6c883a5c7126", "52ac69555070e28c", "3a2b215630cd7d36"])
  }

  @Test func `a file is the same whether written alone or with others`() throws {
    let together = try CityFiles(persons: 400)
    for table in CityTable.allCases {
      let alone = try CityFiles(persons: 400, tables: [table])
      #expect(alone.bytes(table) == together.bytes(table), "\(table)")
    }
  }

  @Test(arguments: [0, -1, 10_000_001, Int.max, Int.min])
  func `a number of persons out of range is refused`(_ persons: Int) {
    #expect(throws: CityError.personsOutOfRange(persons, allowed: 1...10_000_000)) {
      try CityGenerator(seed: 1, persons: persons)
    }
  }

  @Test func `an error says what to do and names no person`() {
    let error = CityError.personsOutOfRange(0, allowed: 1...5)
    #expect(error.description == "0 persons asked for; give 1 to 5")
    let encoding = CityError.encodingUnavailable(.gb18030)
    #expect(encoding.description.contains("`GB18030`"))
  }

  @Test(arguments: [1, 2, 3, 24, 25, 26, 101])
  func `a small city is whole`(_ persons: Int) throws {
    let city = try CityFiles(persons: persons)
    let repeated = city.summary(.persons)?.planted[.duplicate] ?? 0
    #expect(city.rows(.persons).count == persons + repeated)
    #expect(city.summary.enterprises == max(20, persons / 25))
  }

  @Test func `every file has its heading and the rows and bytes the summary says`() throws {
    let city = try CityFiles()
    #expect(city.summary.files.map(\.table) == CityTable.allCases)
    for file in city.summary.files {
      let bytes = city.bytes(file.table)
      let lines = bytes.filter { $0 == 0x0A }.count
      #expect(file.bytes == bytes.count)
      #expect(file.rows == lines - 1)
      let heading = String(decoding: bytes.prefix { $0 != 0x0A }, as: UTF8.self)
      #expect(heading == file.table.columns.map(\.name).joined(separator: ","))
      let width = file.table.columns.count
      #expect(city.rows(file.table).allSatisfy { $0.count == width }, "\(file.table)")
    }
  }

  @Test func `the housing fund is GB18030 unless told otherwise`() throws {
    var sink = MemorySink(keeps: false)
    _ = try CityGenerator(seed: 1, persons: 50).write(to: &sink)
    #expect(sink.opened.map(\.encoding) == [.utf8, .utf8, .utf8, .gb18030])
    #expect(CityTable.allCases.map(\.fileName).contains("housing_fund.csv"))
  }

  @Test func `column names are ASCII and unique, labels are Chinese`() {
    for table in CityTable.allCases {
      let names = table.columns.map(\.name)
      #expect(Set(names).count == names.count)
      #expect(names.allSatisfy { $0.utf8.allSatisfy { $0 < 0x80 } })
      #expect(table.columns.allSatisfy { $0.label.utf8.contains { $0 >= 0x80 } })
    }
    #expect(CityTable.electricity.columns.last?.role == .sensitive)
    #expect(CityTable.persons.columns.first?.role == .directIdentifier)
  }

  @Test func `a full disk ends the writing with the sink's own error`() throws {
    let generator = try CityGenerator(seed: 1, persons: 2_000)
    #expect(throws: MemorySink.SinkError.full) {
      var sink = FullSink(room: 100_000)
      _ = try generator.write(to: &sink)
    }
  }

  @Test func `pieces stay near 64 KiB`() throws {
    var sink = MemorySink(keeps: false)
    _ = try CityGenerator(seed: 1, persons: 4_000).write(to: &sink)
    #expect(sink.pieceMax < 70_000)
    #expect(sink.pieceMax > 60_000)
  }

  @Test(.enabled(if: LongRun.isOn))
  func `a million persons stream in bounded memory`() throws {
    let before = try ResidentMemory.peakKiB()
    var sink = MemorySink(keeps: false)
    let summary = try CityGenerator(seed: 7, persons: 1_000_000).write(to: &sink)
    let grown = try ResidentMemory.peakKiB() - before
    #expect(summary.files[2].rows > 1_000_000)
    #expect(summary.files[3].rows > 3_000_000)
    #expect(grown < 32_768, "grew by \(grown) KiB")
  }
}
