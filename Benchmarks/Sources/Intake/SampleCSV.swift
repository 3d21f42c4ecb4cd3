// SPDX-License-Identifier: Apache-2.0
import Foundation
import Tabular

/// A made-up delivery of eight columns: electricity of enterprises, every row well formed.
enum SampleCSV {
  /// The columns as they are declared for a resource.
  static let schema = [
    ColumnSchema(name: "record_no", type: .integer),
    ColumnSchema(name: "uscc", type: .code(.uscc)),
    ColumnSchema(name: "name", type: .text),
    ColumnSchema(name: "district", type: .text),
    ColumnSchema(name: "day", type: .date, missingTokens: ["", "NA"]),
    ColumnSchema(name: "read_at", type: .datetime, missingTokens: ["", "NA"]),
    ColumnSchema(name: "kwh", type: .decimal(scale: 6), missingTokens: ["", "NA"]),
    ColumnSchema(name: "is_industrial", type: .boolean, missingTokens: ["", "NA"]),
  ]

  /// How many different enterprises there are.
  private static let enterprises = 50_000

  /// Writes so many rows to a file; always the same ones.
  static func write(rows: Int, to path: String) throws {
    guard FileManager.default.createFile(atPath: path, contents: nil),
      let file = FileHandle(forWritingAtPath: path)
    else { throw BenchError("cannot write `\(path)`") }
    defer { try? file.close() }
    let codes = (0..<enterprises).map { CreditCode.bytes($0) }
    let header = schema.map(\.name).joined(separator: ",") + "\n"
    var buffer = Array(header.utf8)
    var state: UInt64 = 0x9E37_79B9_7F4A_7C15
    for row in 0..<rows {
      // xorshift64: quick, and the same file every time.
      state ^= state << 13
      state ^= state >> 7
      state ^= state << 17
      append(row: row, random: Int(truncatingIfNeeded: state >> 1), codes: codes, to: &buffer)
      if buffer.count >= 1 << 20 {
        try file.write(contentsOf: buffer)
        buffer.removeAll(keepingCapacity: true)
      }
    }
    try file.write(contentsOf: buffer)
    try file.synchronize()
  }

  private static func append(
    row: Int, random: Int, codes: [[UInt8]], to buffer: inout [UInt8]
  ) {
    let enterprise = random % enterprises
    let (month, day) = (1 + random / 7 % 12, 1 + random / 11 % 28)
    let (hour, minute) = (random / 13 % 24, random / 17 % 60)
    let date = "2025-\(padded(month))-\(padded(day))"
    buffer += "\(row),".utf8
    buffer += codes[enterprise]
    // One name in ten holds a comma and is quoted.
    buffer += enterprise % 10 == 0 ? ",\"示例企业，一厂,\(enterprise)\"".utf8 : ",示例企业\(enterprise)".utf8
    buffer += ",\(420_700 + random / 19 % 6),\(date),\(date) ".utf8
    buffer += "\(padded(hour)):\(padded(minute)):00,".utf8
    // One reading in fifty is missing.
    if random / 23 % 50 != 0 {
      buffer += "\(random / 29 % 100_000).\(padded(random / 31 % 100))".utf8
    }
    buffer += random / 37 % 3 == 0 ? ",true\n".utf8 : ",false\n".utf8
  }

  private static func padded(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
