// SPDX-License-Identifier: Apache-2.0

import CityGenerator
import Foundation

/// A generated city with its files read back, all in UTF-8.
struct CityFiles {
  let summary: CitySummary
  private let sink: MemorySink

  init(seed: UInt64 = 1, persons: Int = 2_000, tables: [CityTable] = CityTable.allCases) throws {
    var sink = MemorySink()
    let encodings = [CityTable.housingFund: CityEncoding.utf8]
    summary = try CityGenerator(seed: seed, persons: persons)
      .write(tables, encodings: encodings, to: &sink)
    self.sink = sink
  }

  /// The bytes of a file.
  func bytes(_ table: CityTable) -> [UInt8] { sink.files[table] ?? [] }

  /// The rows of a file below its heading, split at commas outside quotes.
  func rows(_ table: CityTable) -> [[String]] {
    let text = String(decoding: bytes(table), as: UTF8.self)
    return text.split(separator: "\n").dropFirst().map(Self.cells)
  }

  /// The rows of a file, each once.
  func distinctRows(_ table: CityTable) -> [[String]] {
    var seen: Set<[String]> = []
    return rows(table).filter { seen.insert($0).inserted }
  }

  /// The summary of a file.
  func summary(_ table: CityTable) -> CityFileSummary? {
    summary.files.first { $0.table == table }
  }

  private static func cells(_ line: Substring) -> [String] {
    var cells = [""]
    var isQuoted = false
    var characters = Array(line)[...]
    while let character = characters.popFirst() {
      switch character {
      case "\"" where isQuoted && characters.first == "\"":
        characters.removeFirst()
        cells[cells.count - 1].append("\"")
      case "\"": isQuoted.toggle()
      case "," where !isQuoted: cells.append("")
      default: cells[cells.count - 1].append(character)
      }
    }
    return cells
  }
}
