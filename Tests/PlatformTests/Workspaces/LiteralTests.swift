// SPDX-License-Identifier: Apache-2.0
import Core
import Platform
import Regulation
import Testing

/// Data that are written into a program instead of being brought in by an import.
@Suite struct LiteralTests {
  /// A program that carries a table in its own text.
  struct Carrier: Sendable, CustomStringConvertible {
    let name: String
    let kind: String
    let source: String

    var description: String { name }

    init(_ name: String, _ kind: String, _ source: String) {
      self.name = name
      self.kind = kind
      self.source = source
    }
  }

  private static let rows = (0..<350).map { "('name\($0)', \($0), \($0).5)" }
    .joined(separator: ", ")

  private static func list(_ separator: String, _ word: (Int) -> String) -> String {
    (0..<1_001).map(word).joined(separator: separator)
  }

  private static let numbers: String = list(",") { "\($0)" }
  private static let spaced: String = list(" ") { "\($0)" }
  private static let codes: String = list(",") { "x\($0)" }
  private static let bars: String = list("|") { "n\($0)" }
  private static let lines: String = list("\n") { _ in "abc" }
  private static let letters: String = String(repeating: "ab,", count: 1_000)
  private static let words: String = String(repeating: "abcdefg ", count: 4_097)
  private static let many: String = (0..<2_001).map { "\($0)" }.joined(separator: "\n")
  private static let digits: String = String(repeating: "1234567890\n", count: 801)
  private static let named: String = (0..<2_001).map { "u\($0)" }.joined(separator: ", ")
  /// 2,001 words of letters, none twice.
  private static let lettered: String = (0..<2_001).map { number in
    String(decoding: String(number).utf8.map { $0 + 49 }, as: UTF8.self)
  }.joined(separator: " ")
  private static let encoded: String = String(repeating: "QUJD", count: 129)

  /// Ways to write a table into a program.
  static let carriers: [Carrier] = [
    Carrier("values", "sql", "CREATE TABLE own AS SELECT * FROM (VALUES \(rows)) AS t(a, b, c);"),
    Carrier("tuples", "python", "rows = [\(rows)]"),
    Carrier("one text", "python", "rows = '''\(rows)'''.split()"),
    Carrier("commas", "python", "rows = '\(codes)'"),
    Carrier("blanks", "python", "rows = '\(spaced)'.split()"),
    Carrier("lines", "python", "rows = '''\(lines)'''"),
    Carrier("words", "python", "t = '\(words)'"),
    Carrier("encoded", "python", "d = decode('\(encoded)')"),
    Carrier("comment", "python", "# \(numbers)\nprint(1)"),
    Carrier("block comment", "sql", "/* \(rows) */ SELECT 1;"),
    Carrier("line comment", "sql", "-- \(spaced)\nSELECT 1;"),
    Carrier("dollars", "sql", "SELECT $a$\(bars)$a$;"),
    Carrier("no end", "python", "rows = '''\(rows)"),
    // A quote that one language escapes turns text into code for the other.
    Carrier("escaped", "python", "a = '\\''; rows = 'x,\(letters)'"),
    // Quotes and comments of one language that the other does not know lead a count astray.
    Carrier("decrement", "python", "x = 1 --1; s = '''\n\(many)\n'''"),
    Carrier("escape string", "sql", "SELECT E'\\'' AS a, '\\' AS b, '\(lettered)';"),
    Carrier("operator", "sql", "SELECT a #1, '\n', '\(lettered)' FROM t;"),
    Carrier("names", "python", "def f(\(named)):\n  return f.__code__.co_varnames"),
    Carrier("names without digits", "python", "def f(\(lettered)):\n  pass"),
    Carrier("digits", "python", "x = 1 --1; s = '''\n\(digits)\n'''"),
    Carrier("unescaped", "sql", "SELECT '\\' AS a, '\(letters)' AS b;"),
  ]

  private func register(_ source: String, kind: String = "python") throws -> Outcome {
    let supply = try SupplyCase()
    try supply.approve()
    var output: [String: JSON] = ["name": "index", "format": "parquet"]
    if kind == "sql" { output["query"] = "SELECT 1 AS n" }
    return try supply.platform.run(
      "program.register",
      try supply.registration([
        "kind": .string(kind), "source": .string(source), "outputs": [.object(output)],
      ]), as: supply.owner)
  }

  @Test(arguments: carriers)
  func `a table in a program is refused`(carrier: Carrier) throws {
    let outcome = try register(carrier.source, kind: carrier.kind)
    #expect(outcome.codes.contains("program.literals"), "\(carrier)")
  }

  @Test func `queries of outputs count with the source`() throws {
    #expect(try register("x = " + (0..<400).map { _ in "1" }.joined(separator: "+")).isAllowed)
    let supply = try SupplyCase()
    try supply.approve()
    let sum = (0..<340).map { _ in "1" }.joined(separator: "+")
    let queries = (0..<3).map { number -> JSON in
      [
        "name": .string("o\(number)"), "format": "parquet",
        "query": .string("SELECT \(sum) AS n"),
      ]
    }
    let outcome = try supply.platform.run(
      "program.register",
      try supply.registration(["kind": "sql", "source": "", "outputs": .array(queries)]),
      as: supply.owner)
    #expect(outcome.codes == ["program.literals"])
  }

  /// A program as people write them: some hundred lines with words, bounds and SQL in them.
  private static let program = (0..<90).map { number in
    """
    def step_\(number)(frame):
        # Keeps the rows of the district whose use lies above the bound.
        rows = frame.query("SELECT uscc, sum(kwh) AS total FROM power GROUP BY uscc")
        return rows[rows["total"] > \(number)]

    """
  }.joined()

  @Test func `a program of its own size is registered`() throws {
    #expect(try register(Self.program).isAllowed)
    let sql = "CREATE TABLE r AS SELECT \"uscc\", 'high' AS level FROM power WHERE kwh > 1000.5;"
    #expect(try register(sql, kind: "sql").isAllowed)
    #expect(try register("print('\(String(repeating: "x", count: 512))')").isAllowed)
    let long = try register("print('\(String(repeating: "x", count: 513))')")
    #expect(long.codes == ["program.literals"])
  }

  @Test func `a text of any kind has its bounds`() throws {
    let line = "rows = rows.sort().head().tail()\n"
    #expect(try register(String(repeating: line, count: 1_900)).isAllowed)
    #expect(try register(String(repeating: line, count: 2_100)).codes == ["program.literals"])
    let run = "x = " + String(repeating: "f(", count: 300) + String(repeating: ")", count: 300)
    #expect(try register(run).isAllowed)
    let long = "x = " + String(repeating: "f(", count: 400) + String(repeating: ")", count: 400)
    #expect(try register(long).codes == ["program.literals"])
  }

  @Test(arguments: ["11010519491231002X", "13812345678"])
  func `nobody's code stands in a program`(code: String) throws {
    #expect(try register("ids = ['\(code)']").codes == ["program.personal"])
    #expect(try register("# \(code)\nprint(1)").codes == ["program.personal"])
  }

  @Test func `the refusal cites the place's rules on imports`() throws {
    let outcome = try register("print('\(String(repeating: "x", count: 600))')")
    #expect(outcome.clauses == ["EZ-02.11-b", "EZ-02.11-c"])
    #expect(outcome.reasons.first?.message.en.contains("ask for an import") == true)
  }
}
