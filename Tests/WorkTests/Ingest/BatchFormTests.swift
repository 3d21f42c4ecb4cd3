// SPDX-License-Identifier: Apache-2.0
import Core
import Foundation
import Platform
import Sandbox
import Tabular
import Testing
import Work

extension WorkTests {
  /// Files that are no CSV.
  @Suite struct BatchFormTests {
    private static let rows = "r\n\"A1 鄂城区 1.500000 2026-01-31\"\nB2 - 20.000000 -\n"

    private func take(
      _ bytes: [UInt8], _ form: BatchForm, rows: Int, in fixture: WorkFixture
    ) async throws -> Batch {
      try fixture.makeResource()
      let id = try fixture.makeBatch("one", bytes, rows: rows, form: form)
      try await fixture.ingest()
      #expect(try fixture.isMemoryClean())
      return try fixture.platform.find(Batch.self, id)
    }

    private func printed(_ fixture: WorkFixture) async throws -> String {
      let version = try #require(try fixture.versions().last)
      return try await fixture.query(
        version.vaultObject,
        """
        SELECT concat_ws(' ', uscc, ifnull(district, '-'), kwh, ifnull(month::VARCHAR, '-')) AS r
        FROM t ORDER BY ALL
        """)
    }

    @Test func `JSON lines are read, and lines that are no rows are kept apart`() async throws {
      let lines = """
        {"uscc":"A1","district":"鄂城区","kwh":1.50,"month":"2026-01-31"}
        {"kwh":20,"uscc":"B2"}
        not json
        {"uscc":"C3","other":1}
        {"uscc":"D4","uscc":"E5"}
        {"uscc":["F6"]}

        """
      try await WorkFixture.with { fixture in
        let batch = try await take(Array(lines.utf8), .jsonLines, rows: 6, in: fixture)
        #expect(batch.state == .accepted, "\(batch.failureClass ?? "")")
        #expect(batch.rowsGood == 2 && batch.rowsBad == 4)
        #expect(batch.failureCounts == ["tooManyFields": 4])
        #expect(try await printed(fixture) == Self.rows)
      }
    }

    @Test func `Parquet is read whole, whatever its statistics say`() async throws {
      try await WorkFixture.with { fixture in
        let bytes = try await parquet(
          """
          SELECT 'A1' AS uscc, '鄂城区' AS district, 1.5::DOUBLE AS kwh, DATE '2026-01-31' AS "month"
          UNION ALL SELECT 'B2', NULL, 20, NULL
          """, fixture)
        // The largest value, as the footer has it, becomes smaller than every value that is there.
        var lying = bytes
        let words = Array("B2".utf8)
        let places = (0..<bytes.count - 1).filter { Array(bytes[$0...$0 + 1]) == words }
        let last = try #require(places.last)
        #expect(places.count > 1)
        lying.replaceSubrange(last...last + 1, with: Array("!!".utf8))
        let batch = try await take(lying, .parquet, rows: 2, in: fixture)
        #expect(batch.state == .accepted, "\(batch.failureClass ?? "")")
        #expect(try await printed(fixture) == Self.rows)
      }
    }

    @Test func `Parquet with nested columns or other columns is refused`() async throws {
      try await WorkFixture.with { fixture in
        let nested = try await parquet(
          "SELECT 'A1' AS uscc, [1] AS district, 1 AS kwh, NULL::DATE AS \"month\"", fixture)
        let batch = try await take(nested, .parquet, rows: 1, in: fixture)
        #expect(batch.failureClass == "file.form")
      }
      try await WorkFixture.with { fixture in
        let other = try await parquet("SELECT 'A1' AS uscc, 1 AS kwh, 2 AS more", fixture)
        let batch = try await take(other, .parquet, rows: 1, in: fixture)
        #expect(batch.failureClass == "file.columns")
        #expect(batch.failureCounts == ["columnsMissing": 2, "columnsAdded": 1])
      }
    }

    @Test func `a workbook is read, and a code that became a number is kept apart`() async throws {
      try await WorkFixture.with { fixture in
        let cells = """
          <row><c t="str"><v>A1</v></c><c t="inlineStr"><is><t>鄂城区</t></is></c>\
          <c><v>1.5</v></c><c t="str"><v>2026-01-31</v></c></row>
          <row><c t="str"><v>B2</v></c><c/><c><v>2.0000000000000001E1</v></c></row>
          <row><c><v>3.3010219900307002E+17</v></c><c/><c><v>1</v></c></row>
          <row><c t="str"><v>D4</v></c><c/><c t="e"><v>#REF!</v></c></row>
          <row><c t="str"><v>E5</v></c><c/><c><v>1</v></c><c t="str"><v>0000-00-00</v></c></row>
          """
        let batch = try await take(try workbook(cells), .xlsx, rows: 5, in: fixture)
        #expect(batch.state == .accepted, "\(batch.failureClass ?? "")")
        #expect(batch.failureCounts == ["tooManyFields": 2, "notDate": 1])
        #expect(try await printed(fixture) == Self.rows)
      }
    }

    @Test func `days of a workbook that counts from 1904 are the days that it shows`()
      async throws
    {
      try await WorkFixture.with { fixture in
        let cells = """
          <row><c t="str"><v>A1</v></c><c t="str"><v>D</v></c><c><v>1</v></c>\
          <c s="1"><v>44591</v></c></row>
          <row><c t="str"><v>B2</v></c><c t="str"><v>D</v></c><c><v>1</v></c>\
          <c s="1"><v>-1</v></c></row>
          """
        let bytes = try workbook(cells, properties: "<workbookPr date1904=\"1\"/>", dates: true)
        let batch = try await take(bytes, .xlsx, rows: 2, in: fixture)
        #expect(batch.state == .accepted, "\(batch.failureClass ?? "")")
        #expect(try await printed(fixture).contains("2026-01-31"))
      }
      try await WorkFixture.with { fixture in
        let cells = """
          <row><c t="str"><v>A1</v></c><c t="str"><v>D</v></c><c><v>1</v></c>\
          <c s="1"><v>46053</v></c></row>
          """
        let batch = try await take(
          try workbook(cells, dates: true), .xlsx, rows: 1, in: fixture)
        #expect(batch.state == .accepted)
        #expect(try await printed(fixture).contains("2026-01-31"))
      }
    }

    @Test func `a number of more digits than a spreadsheet keeps is kept apart, not rounded`()
      async throws
    {
      try await WorkFixture.with { fixture in
        let values = [
          "123456789012345678", "12345678901234.56", "1234567890123456", "0.30000000000000004",
          "123456789012",
        ]
        let cells = values.enumerated().map { index, value in
          "<row><c t=\"str\"><v>K\(index)</v></c><c t=\"str\"><v>D</v></c>"
            + "<c><v>\(value)</v></c><c t=\"str\"><v>2026-01-31</v></c></row>"
        }
        let batch = try await take(try workbook(cells.joined()), .xlsx, rows: 5, in: fixture)
        #expect(batch.state == .accepted, "\(batch.failureClass ?? "")")
        let rows = try await printed(fixture)
        for (key, kept) in [
          ("K0", nil), ("K1", nil), ("K2", nil), ("K3", "0.3"), ("K4", "123456789012"),
        ] as [(String, String?)] {
          #expect(rows.contains(key) == (kept != nil), "\(key): \(rows)")
          if let kept { #expect(rows.contains(kept), "\(key): \(rows)") }
        }
      }
    }

    @Test(arguments: [
      // A reference without a column, one that stands twice, and a text that is not there.
      "<c r=\"7\"><v>1</v></c>", "<c r=\"A9\" t=\"str\"><v>X</v></c>",
      "<c t=\"s\"><v>-1</v></c>",
    ])
    func `a row whose cells stand nowhere is kept apart`(_ cell: String) async throws {
      try await WorkFixture.with { fixture in
        let cells = """
          <row><c r="A2" t="str"><v>A1</v></c><c r="B2" t="str"><v>D</v></c>\
          <c r="C2"><v>1</v></c><c r="D2" t="str"><v>2026-01-31</v></c></row>
          <row><c r="A9" t="str"><v>B2</v></c><c r="B9" t="str"><v>D</v></c>\
          <c r="C9"><v>1</v></c>\(cell)</row>
          """
        let batch = try await take(try workbook(cells), .xlsx, rows: 2, in: fixture)
        #expect(batch.state == .accepted, "\(batch.failureClass ?? "")")
        #expect(batch.failureCounts.values.reduce(0, +) == 1)
        let rows = try await printed(fixture)
        #expect(rows.contains("A1") && !rows.contains("B2"), "\(rows)")
      }
    }

    @Test(arguments: ["<!DOCTYPE x [<!ENTITY a \"b\">]>", "<broken"])
    func `a workbook with entities, or one that is broken, is refused`(
      _ start: String
    ) async throws {
      try await WorkFixture.with { fixture in
        let batch = try await take(
          try workbook("<row/>", start: start), .xlsx, rows: 0, in: fixture)
        #expect(batch.failureClass == "file.form")
      }
    }

    @Test(arguments: [BatchForm.jsonLines, .xlsx, .parquet])
    func `a file of another form is refused`(_ form: BatchForm) async throws {
      try await WorkFixture.with { fixture in
        let bytes: [UInt8] = form == .jsonLines ? [0x0A] : Array("uscc,district\nA,B\n".utf8)
        let batch = try await take(bytes, form, rows: 1, in: fixture)
        #expect(batch.failureClass == "file.form")
      }
    }

    @Test func `what is too large once unpacked is refused while it is unpacked`() async throws {
      try await WorkFixture.with { fixture in
        let row = "<row><c t=\"str\"><v>\(String(repeating: "a", count: 900))</v></c></row>"
        let bytes = try workbook(String(repeating: row, count: 800))
        try fixture.makeResource()
        let id = try fixture.makeBatch("one", bytes, rows: 800, form: .xlsx)
        var limits = fixture.parts.limits
        limits.query.outputBytes = 1 << 20
        let parts = fixture.parts
        let small = DomainParts(
          reporting: parts.reporting, vault: parts.vault, keys: parts.keys, sandbox: parts.sandbox,
          memory: parts.memory, scratch: parts.scratch, limits: limits, board: parts.board,
          backoff: parts.backoff, random: parts.random, profiles: parts.profiles, now: parts.now,
          logger: parts.logger)
        try await IngestWorker(parts: small).round()
        #expect(try fixture.platform.find(Batch.self, id).failureClass == "file.tooLarge")
      }
    }

    @Test func `the delivered file, not what it became, is compared with the manifest`()
      async throws
    {
      try await WorkFixture.with { fixture in
        try fixture.makeResource()
        let bytes = Array("{\"uscc\":\"A1\",\"kwh\":1}\n".utf8)
        let id = try fixture.makeBatch(
          "one", bytes, rows: 1, digest: String(repeating: "0", count: 64), form: .jsonLines)
        try await fixture.ingest()
        #expect(try fixture.platform.find(Batch.self, id).failureClass == "manifest.digest")
      }
    }

    private func parquet(_ query: String, _ fixture: WorkFixture) async throws -> [UInt8] {
      try await fixture.memory.withFolder { folder in
        let receipt = try await TrustedQuery(
          sql: "COPY (\(query)) TO '/out/t.parquet' (FORMAT parquet);",
          outputs: OutputRule(folder: try folder.make("out"), names: ["t.parquet"])
        ).run(with: fixture.parts.sandbox)
        #expect(receipt.exit.isSuccess)
        return try folder.read("out/t.parquet", bytesMax: 1 << 20)
      }
    }

    private func workbook(
      _ rows: String, start: String = "", properties: String = "", dates: Bool = false
    ) throws -> [UInt8] {
      let header = ["uscc", "district", "kwh", "month"].map { "<c t=\"str\"><v>\($0)</v></c>" }
      let parts = [
        (
          "xl/workbook.xml",
          "<workbook xmlns:r=\"r\">\(properties)<sheets><sheet r:id=\"one\"/></sheets></workbook>"
        ),
        (
          "xl/_rels/workbook.xml.rels",
          "<Relationships><Relationship Id=\"one\" Target=\"worksheets/s.xml\"/></Relationships>"
        ),
        (
          "xl/worksheets/s.xml",
          "\(start)<worksheet><sheetData><row>\(header.joined())</row>\(rows)</sheetData>"
            + "</worksheet>"
        ),
        (
          "xl/styles.xml",
          "<styleSheet><cellXfs><xf numFmtId=\"0\"/>"
            + (dates ? "<xf numFmtId=\"14\"/>" : "") + "</cellXfs></styleSheet>"
        ),
      ]
      let bytes = Gathered()
      var archive = ZipWriter(
        ClosureByteSink { span throws(ByteSinkError) in
          for index in span.indices { bytes.value.append(span[index]) }
        })
      for (name, text) in parts { try archive.add(name, Array(text.utf8)) }
      try archive.finish()
      return bytes.value
    }

    /// Bytes that a closure adds to.
    private final class Gathered {
      var value: [UInt8] = []
    }
  }
}
