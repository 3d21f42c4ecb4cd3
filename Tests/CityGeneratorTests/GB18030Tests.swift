// SPDX-License-Identifier: Apache-2.0

import CityGenerator
import Foundation
import Testing

/// The GB18030 files hold what the UTF-8 files hold.
@Suite struct GB18030Tests {
  private let gb18030 = String.Encoding(rawValue: 0x8000_0632)

  private func bytes(_ table: CityTable, _ encoding: CityEncoding) throws -> [UInt8] {
    var sink = MemorySink()
    _ = try CityGenerator(seed: 3, persons: 1_500)
      .write([table], encodings: [table: encoding], to: &sink)
    return try #require(sink.files[table])
  }

  @Test(arguments: CityTable.allCases)
  func `a file reads back the same in both encodings`(_ table: CityTable) throws {
    let national = try bytes(table, .gb18030)
    let decoded = try #require(String(data: Data(national), encoding: gb18030))
    let universal = try bytes(table, .utf8)
    #expect(Array(decoded.utf8) == universal)
  }

  @Test func `names need two and four bytes`() throws {
    let national = try bytes(.persons, .gb18030)
    #expect(String(validating: national, as: UTF8.self) == nil)
    // In a four-byte character the second byte is a digit.
    let pairs = zip(national, national.dropFirst())
    #expect(pairs.contains { $0 >= 0x95 && $0 <= 0x99 && (0x30...0x39).contains($1) })
  }

  @Test func `a file in GB18030 is smaller than in UTF-8`() throws {
    let national = try bytes(.housingFund, .gb18030)
    let universal = try bytes(.housingFund, .utf8)
    #expect(national.count < universal.count)
    #expect(national.filter { $0 == 0x0A }.count == universal.filter { $0 == 0x0A }.count)
  }
}
