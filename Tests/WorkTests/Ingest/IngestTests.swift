// SPDX-License-Identifier: Apache-2.0
import Core
import Platform
import Testing
import Work

extension WorkTests {
  @Suite struct IngestTests {
    static let head = "uscc,district,kwh,month\n"

    @Test func `a delivered file becomes a version and bad rows are kept apart`() async throws {
      try await WorkFixture.with { fixture in
        try fixture.makeResource()
        let text =
          Self.head + """
            A1,鄂城区,10.5,2026-01-31
            B2,华容区,x,2026-01-31
            C3,,NA,2026-01-31

            """
        let bytes = GB18030.encode(text)
        let batch = try fixture.makeBatch("one", bytes, rows: 3, encoding: .gb18030)
        try await fixture.ingest()
        let done = try fixture.platform.find(Batch.self, batch)
        #expect(done.state == .accepted)
        #expect(done.rowsGood == 2)
        #expect(done.rowsBad == 1)
        let version = try #require(try fixture.versions().first)
        #expect(version.rows == 2)
        #expect(version.number == 1)
        let printed = try await fixture.query(
          version.vaultObject,
          "SELECT uscc, district, kwh, typeof(kwh) AS t, month FROM t ORDER BY uscc")
        #expect(
          printed == """
            uscc,district,kwh,t,month
            A1,"鄂城区",10.500000,"DECIMAL(18,6)",2026-01-31
            C3,NULL,NULL,"DECIMAL(18,6)",2026-01-31

            """)
        let bad = String(
          decoding: try fixture.content(try #require(version.badRowsObject)), as: UTF8.self)
        #expect(bad.contains("B2,华容区,x"))
        #expect(!version.sheet.canonicalText.contains("鄂城"))
        #expect(version.sheet["badCounts"] == ["notDecimal": 1])
        #expect(try fixture.isMemoryClean())
      }
    }

    @Test(arguments: ["n", "名"])
    func `as many columns as can be, with names as long as can be, are taken in`(letter: String)
      async throws
    {
      try await WorkFixture.with { fixture in
        let names = (100..<220).map { number in
          String(repeating: letter, count: 61) + "\(number)"
        }
        try fixture.makeResource(keys: [])
        let columns = names.map { name -> JSON in
          [
            "name": .string(name), "type": "text", "label": "项",
            "classification": ["grade": "general", "kind": "other", "secret": false],
          ]
        }
        var resource =
          try JSON(
            encoding: try fixture.platform.find(Resource.self, WorkFixture.resource)
          ).object ?? [:]
        resource["columns"] = .array(columns)
        resource["subjectColumn"] = .null
        try fixture.put(Resource.self, .object(resource))
        // Divisions, dates and codes: what can be said of a column, in every column.
        let row = names.indices.map { ["420704", "1990-01-31", "13812345678"][$0 % 3] }
        let text = [names, row, row].map { $0.joined(separator: ",") + "\n" }.joined()
        let id = try fixture.makeBatch("wide", Array(text.utf8), rows: 2, columns: names)
        try await fixture.ingest()
        let batch = try fixture.platform.find(Batch.self, id)
        #expect(batch.state == .accepted, "\(batch.failureClass ?? "") \(fixture.platform.reports)")
        let sheet = try #require(try fixture.versions().first).sheet
        #expect(sheet["leftOut"]?.array?.isEmpty != true)
        #expect(sheet["columns"]?.array?.count == 120)
      }
    }

    @Test func `measurements are sound however they are written`() async throws {
      try await WorkFixture.with { fixture in
        try fixture.makeResource(kwh: "real", missing: ["NA"])
        // As stations deliver them: many decimals, an exponent, and words for missing values.
        let numbers = [
          "-2.77555756156289e-17", "0.333333333333333", "1018.63333333333", "NA", "", "7", "1E5",
        ]
        let rows = numbers.enumerated().map { "U\($0.offset),NA,\($0.element),2026-01-31\n" }
        let text = Self.head + rows.joined()
        let id = try fixture.makeBatch("one", Array(text.utf8), rows: numbers.count)
        try await fixture.ingest()
        let batch = try fixture.platform.find(Batch.self, id)
        #expect(batch.rowsGood == numbers.count, "\(batch.failureCounts)")
        let version = try #require(try fixture.versions().first)
        let printed = try await fixture.query(
          version.vaultObject,
          "SELECT kwh, typeof(kwh) AS t, district IS NULL AS n FROM t ORDER BY uscc LIMIT 3")
        #expect(
          printed == """
            kwh,t,n
            -2.77555756156289e-17,DOUBLE,true
            0.333333333333333,DOUBLE,true
            1018.63333333333,DOUBLE,true

            """)
        let missing = try await fixture.query(
          version.vaultObject, "SELECT count(*) AS m FROM t WHERE kwh IS NULL")
        #expect(missing == "m\n2\n")
      }
    }

    @Test func `a word that is not declared is no missing value`() async throws {
      try await WorkFixture.with { fixture in
        try fixture.makeResource(missing: [])
        let text = Self.head + "A1,NA,1,2026-01-31\nB2,d,NA,2026-01-31\nC3,,,\n"
        let id = try fixture.makeBatch("one", Array(text.utf8), rows: 3)
        try await fixture.ingest()
        let batch = try fixture.platform.find(Batch.self, id)
        #expect(batch.rowsGood == 2)
        #expect(batch.failureCounts == ["notDecimal": 1])
        let version = try #require(try fixture.versions().first)
        let printed = try await fixture.query(
          version.vaultObject, "SELECT district FROM t ORDER BY uscc")
        #expect(printed == "district\nNA\nNULL\n")
      }
    }

    @Test func `decimals keep all their digits and longer ones are kept apart`() async throws {
      try await WorkFixture.with { fixture in
        try fixture.makeResource()
        let numbers = [
          "999999999999.999999", "-123456789012.654321", "0.000001", "7", "1234567890123.5",
        ]
        let rows = numbers.enumerated().map { "U\($0.offset),d,\($0.element),2026-01-31\n" }
        let text = Self.head + rows.joined()
        try fixture.makeBatch("one", Array(text.utf8), rows: numbers.count)
        try await fixture.ingest()
        let version = try #require(try fixture.versions().first)
        #expect(version.rows == 4)
        #expect(version.sheet["badCounts"] == ["outOfRange": 1])
        let printed = try await fixture.query(
          version.vaultObject, "SELECT kwh FROM t ORDER BY uscc")
        #expect(
          printed.split(separator: "\n").dropFirst() == [
            "999999999999.999999", "-123456789012.654321", "0.000001", "7.000000",
          ])
      }
    }
  }
}
