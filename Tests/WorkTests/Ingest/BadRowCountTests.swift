// SPDX-License-Identifier: Apache-2.0
import Core
import Platform
import Testing
import Work

extension WorkTests {
  @Suite struct BadRowCountTests {
    /// A file with good rows, repeated ones and rows of many classes, every bad one with a mark.
    static let file: [UInt8] = {
      var bytes = Array("uscc,district,kwh,month\nA1,d,1,2026-01-31\nA1,d,1,2026-01-31\n".utf8)
      let bad = [
        "B1,mark91", "B2,d,1,2026-01-31,mark92", "B3,d,mark93,2026-01-31",
        "B4,d,1,mark94", "B5,ma\"rk95,1,2026-01-31", "B6,d,1e3,2026-01-31",
        "B7,d,1.12345678,2026-01-31", "B8,d,12345678901234567890,2026-01-31",
        ",mark96,1,2026-01-31", "C1,mark97,1,2026-01-31", "C1,mark98,2,2026-01-31",
        "B9," + String(repeating: "m", count: 2_000_000) + ",1,2026-01-31",
        "B9," + String(repeating: "m", count: 100_000) + ",1,2026-01-31",
      ]
      bytes += bad.flatMap { Array("\($0)\n".utf8) }
      bytes += Array("D1,mark99".utf8) + [0xFF] + Array(",1,2026-01-31\n".utf8)
      bytes += Array("D2,mark90".utf8) + [0x00] + Array(",1,2026-01-31\n".utf8)
      return bytes
    }()

    static let counts = [
      "tooFewFields": 1, "tooManyFields": 1, "notDecimal": 2, "notDate": 1, "strayQuote": 1,
      "tooManyDecimals": 1, "outOfRange": 1, "missingValue": 1, "duplicateKey": 2,
      "rowTooLong": 1, "fieldTooLong": 1, "invalidEncoding": 1, "nulByte": 1,
    ]

    @Test func `an accepted batch counts its bad rows by class and holds none`() async throws {
      try await WorkFixture.with { fixture in
        try fixture.makeResource()
        let id = try fixture.makeBatch("one", Self.file, rows: 17)
        try await fixture.ingest()
        let batch = try fixture.platform.find(Batch.self, id)
        #expect(batch.state == .accepted, "\(batch.failureClass ?? "")")
        #expect(batch.rowsGood == 1 && batch.rowsBad == 15 && batch.rowsRepeated == 1)
        #expect(batch.failureCounts == Self.counts)
        let version = try #require(try fixture.versions().first)
        let bad = String(
          decoding: try fixture.content(try #require(version.badRowsObject)), as: UTF8.self)
        #expect(bad.contains("mark93"))
        let records =
          try JSON(encoding: batch).canonicalText
          + JSON(encoding: version).canonicalText + fixture.platform.inputs.joined()
        #expect(!records.contains("mark9") && !records.contains("mmmm"))
      }
    }

    @Test func `a rejected batch counts its bad rows beside the reason`() async throws {
      try await WorkFixture.with { fixture in
        try fixture.makeResource()
        let id = try fixture.makeBatch("one", Self.file, rows: 18)
        try await fixture.ingest()
        let batch = try fixture.platform.find(Batch.self, id)
        #expect(batch.state == .rejected && batch.failureClass == "manifest.rows")
        #expect(
          batch.failureCounts == Self.counts.merging(["manifest.rows": 1]) { own, _ in own })
        let records = try JSON(encoding: batch).canonicalText + fixture.platform.inputs.joined()
        #expect(!records.contains("mark9") && !records.contains("mmmm"))
      }
    }
  }
}
