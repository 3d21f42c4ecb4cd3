// SPDX-License-Identifier: Apache-2.0
import DisclosureControl
import EgressCheck
import Foundation
import Testing

extension EgressCheckTests {
  /// What a Parquet file says of itself is a guess: whatever stands there, the answer is that of
  /// the same rows as text, or a refusal.
  @Suite struct ParquetFooterTests {
    private static func spec(_ input: String, _ columns: [String] = ["county"]) -> String {
      let quasi = columns.map { "\"\($0)\":{\"from\":\"\($0)\",\"role\":\"quasi-identifier\"}" }
      return """
        {"kind":"microdata","input":"\(input)","columns":{\(quasi.joined(separator: ","))},
         "parameters":{"k":5}}
        """
    }

    @Test func `columns of every type are those that the engine reads`() async throws {
      let types = [
        "TINYINT", "SMALLINT", "INTEGER", "BIGINT", "UTINYINT", "USMALLINT", "UINTEGER", "UBIGINT",
        "HUGEINT", "FLOAT", "DOUBLE", "DECIMAL(9,2)", "DECIMAL(18,3)", "BOOLEAN", "VARCHAR",
      ]
      let list = types.enumerated().map { "(i % 7)::\($1) AS t\($0)" }.joined(separator: ", ")
      let others =
        "DATE '2020-01-01' + (i % 3)::INTEGER AS d, TIMESTAMP '2020-01-01' AS s, "
        + "'x'::BLOB AS b, TIME '10:00:00' AS t, uuid() AS u, INTERVAL 1 DAY AS v"
      try await EgressFixture.with { fixture in
        try fixture.duckdb(
          """
          COPY (SELECT \(list), \(others), ((i % 4)::VARCHAR) AS county FROM range(700) AS r(i))
            TO 't.parquet' (FORMAT parquet)
          """)
        for place in types.indices where types[place] != "BOOLEAN" {
          let answer = try await fixture.check(Self.spec("t.parquet", ["t\(place)", "county"]))
          #expect(answer.measure("classes") == 28, "\(types[place])")
          #expect(answer.measure("k") == 25, "\(types[place])")
        }
        #expect(try await fixture.problem(Self.spec("t.parquet", ["nobody"])) != nil)
      }
    }

    @Test(arguments: [
      ("a list", "[i, i] AS x"), ("a group", "{'a': i, 'b': 'c'} AS x"),
      ("names that differ in capitals", #"i % 3 AS County"#),
      ("a name of marks", #"i % 3 AS "a,b""c\#n d""#), ("a name of blanks", #"i % 3 AS "  ""#),
    ])
    func `unusual columns are judged by what the engine says`(what: String, column: String)
      async throws
    {
      try await EgressFixture.with { fixture in
        try fixture.duckdb(
          """
          COPY (SELECT \(column), ((i % 4)::VARCHAR) AS region, '13800138' || (i % 1000)::VARCHAR
            AS note FROM range(400) AS r(i)) TO 't.parquet' (FORMAT parquet)
          """)
        let answer = try await fixture.check(Self.spec("t.parquet", ["region"]))
        #expect(answer.measure("k") == 100 && answer.measure("classes") == 4, "\(what)")
        #expect(!answer.fails(.directIdentifier).isEmpty, "\(what)")
      }
    }

    /// A file whose column of telephones says that it holds numbers up to a hundred.
    private func lying(_ fixture: EgressFixture) throws {
      let (least, most) = (13_800_138_000 as Int64, 13_800_138_999 as Int64)
      try fixture.duckdb(
        """
        COPY (SELECT (i % 4)::VARCHAR AS county, \(least) + i AS note FROM range(1000) AS r(i))
          TO 't.parquet' (FORMAT parquet, COMPRESSION uncompressed)
        """)
      let path = fixture.folder.appending(path: "t.parquet")
      var bytes = [UInt8](try Data(contentsOf: path))
      let length = bytes.suffix(8).prefix(4).reversed().reduce(0) { $0 << 8 | Int($1) }
      var changed = 0
      for (value, lie) in [(least, 1 as Int64), (most, 100)] {
        let real = withUnsafeBytes(of: value.littleEndian) { Array($0) }
        let false_ = withUnsafeBytes(of: lie.littleEndian) { Array($0) }
        var place = bytes.count - 8 - length
        while place + 8 <= bytes.count - 8 {
          if bytes[place..<place + 8].elementsEqual(real) {
            bytes.replaceSubrange(place..<place + 8, with: false_)
            changed += 1
          }
          place += 1
        }
      }
      #expect(changed >= 2)
      try Data(bytes).write(to: path)
    }

    @Test func `statistics that lie hide no codes`() async throws {
      try await EgressFixture.with { fixture in
        try lying(fixture)
        try fixture.duckdb(
          "COPY (SELECT count(*) AS n FROM 't.parquet' WHERE note > 9999999999) TO 'n.csv'")
        let believed = try String(
          contentsOf: fixture.folder.appending(path: "n.csv"), encoding: .utf8)
        #expect(believed.hasSuffix("\n0\n"), "who believes them finds none: \(believed)")
        let answer = try await fixture.check(Self.spec("t.parquet"))
        #expect(answer.fails(.directIdentifier).map { $0.location["column"]?.text } == ["note"])
      }
    }

    @Test(arguments: [UInt64(3), 5])
    func `a damaged description ends in an answer or a refusal`(seed: UInt64) async throws {
      var random = SeededGenerator(seed: seed)
      try await EgressFixture.with { fixture in
        try fixture.duckdb(
          """
          COPY (SELECT (i % 4)::VARCHAR AS county, i AS note FROM range(1000) AS r(i))
            TO 't.parquet' (FORMAT parquet)
          """)
        let path = fixture.folder.appending(path: "t.parquet")
        let whole = [UInt8](try Data(contentsOf: path))
        let length = whole.suffix(8).prefix(4).reversed().reduce(0) { $0 << 8 | Int($1) }
        for _ in 0..<8 {
          var bytes = whole
          let place = Int.random(
            in: (whole.count - 8 - length)..<(whole.count - 4), using: &random)
          bytes[place] = UInt8.random(in: 0...255, using: &random)
          try Data(bytes).write(to: path)
          do {
            let answer = try await fixture.check(Self.spec("t.parquet"))
            #expect(answer.verdict != .pass, "seed \(seed)")
          } catch is SpecProblem {
            continue
          }
        }
      }
    }
  }
}
