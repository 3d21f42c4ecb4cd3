// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import DisclosureControl
import Foundation

/// Disclosure control, beside DuckDB's own counting of the same file.
struct EgressCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "egress", abstract: "disclosure control, beside DuckDB's GROUP BY")

  @OptionGroup var options: BenchOptions

  @Option(help: "records: 10,000 to 100,000,000")
  var rows = 10_000_000

  @Option(help: "rows and columns of the table whose cells are withheld: 10 to 100")
  var size = 100

  @Option(help: "the program `shuyu`, built for release")
  var shuyu = ".build/release/shuyu"

  @Option(help: "the folder with DuckDB")
  var tools = ".tools"

  @Option(help: "the folder with Polars, pycanon and acro; without it they are left out")
  var peers: String?

  func validate() throws {
    guard (10_000...100_000_000).contains(rows), (10...100).contains(size) else {
      throw ValidationError("--rows is 10000 to 100000000, --size 10 to 100")
    }
  }

  func run() async throws {
    var report = Report(
      "egress",
      notes: [
        "ours: `shuyu egress check` from its start to its answer, staged and run in the sandbox;",
        "DuckDB: one GROUP BY over the same Parquet file, nothing else.",
        "Polars: the same from its start to its end. pycanon, acro: the call alone, once.",
      ])
    try await Scratch.with(in: options.scratch) { scratch in
      try make(scratch)
      report.notes.append("\(rows) records; a table of \(size * size) cells with totals")
      var classes = Comparison("k-anonymity", unit: "s", peer: "duckdb")
      var people = Comparison("distinct contributors", unit: "s", peer: "duckdb")
      var pattern = Comparison("withheld cells with bound and proof", unit: "s", peer: nil)
      var cube = Comparison("the same, 20 by 20 by 10", unit: "s", peer: nil)
      var levels = Comparison("the same, 100 by 100 with levels of 5 and 20", unit: "s", peer: nil)
      var memory = Comparison("a table against 1,000,000 released cells", unit: "s", peer: nil)
      for _ in 0..<options.rounds {
        classes.add(
          try check("classes.json", scratch),
          beside: try duckdb(
            "SELECT count(*), min(n), sum(n) FILTER (WHERE n < 5) FROM "
              + "(SELECT a, b, c, count(*) AS n FROM t GROUP BY ALL)", scratch))
        people.add(
          try check("people.json", scratch),
          beside: try duckdb("SELECT a, b, count(DISTINCT person) FROM t GROUP BY ALL", scratch))
        pattern.add(try check("pattern.json", scratch))
        cube.add(try check("cube.json", scratch))
        levels.add(try check("levels.json", scratch))
        memory.add(try remembered())
      }
      report.comparisons = [classes, people, pattern, cube, levels, memory]
      report.comparisons += try beside(["classes": classes, "people": people], scratch)
    }
    try report.show(json: options.json)
  }

  /// Writes the records, the table's records, and the specifications.
  private func make(_ scratch: Scratch) throws {
    let sql = """
      COPY (SELECT hash(i) % \(rows) AS person, (hash(i + 1) % 40)::VARCHAR AS a,
        (hash(i + 2) % 25)::VARCHAR AS b, (hash(i + 3) % 12)::VARCHAR AS c
        FROM range(\(rows)) AS r(i)) TO '\(scratch.path("t.parquet"))' (FORMAT parquet);
      COPY (SELECT row_number() OVER () AS person, x AS a, y AS b FROM (
        SELECT x, y, CASE WHEN hash(x * 1000 + y) % 100 < 3 THEN 1 + hash(x + y * 7) % 9
          ELSE 10 + hash(x * 31 + y) % 50 END AS n
        FROM range(\(size)) AS p(x), range(\(size)) AS q(y)), range(60) AS s(i) WHERE i < n)
        TO '\(scratch.path("cells.parquet"))' (FORMAT parquet);
      COPY (SELECT row_number() OVER () AS person, x AS a, y AS b, z AS c FROM (
        SELECT x, y, z, CASE WHEN hash(x * 1000 + y * 30 + z) % 100 < 5
          THEN 1 + hash(x + y * 7 + z * 91) % 9 ELSE 10 + hash(x * 31 + y + z * 77) % 50 END AS n
        FROM range(20) AS p(x), range(20) AS q(y), range(10) AS r(z)), range(60) AS s(i)
        WHERE i < n) TO '\(scratch.path("cube.parquet"))' (FORMAT parquet);
      COPY (SELECT x AS v, 'five ' || (x // 5) AS five, 'twenty ' || (x // 20) AS twenty
        FROM range(\(size)) AS p(x)) TO '\(scratch.path("levels.csv"))' (FORMAT csv, HEADER false);
      """
    _ = try Child("\(toolFolder)/duckdb", ["-c", sql]).run(in: scratch.path)
    let quasi = ["a", "b", "c"].map { "\"\($0)\":{\"role\":\"quasi-identifier\"}" }
    let specs = [
      "classes.json": """
      {"kind":"microdata","input":"t.parquet","columns":{\(quasi.joined(separator: ","))},
       "parameters":{"k":5}}
      """,
      "people.json": """
      {"kind":"tabulation","input":"t.parquet","subject":"person","dimensions":["a","b"],
       "measures":[{"function":"contributors"}]}
      """,
      "pattern.json": """
      {"kind":"tabulation","input":"cells.parquet","subject":"person","dimensions":["a","b"],
       "margins":true,"measures":[{"function":"count"}],"parameters":{"zeros":"allow"}}
      """,
      "cube.json": """
      {"kind":"tabulation","input":"cube.parquet","subject":"person","dimensions":["a","b","c"],
       "margins":true,"measures":[{"function":"count"}],"parameters":{"zeros":"allow"}}
      """,
      "levels.json": """
      {"kind":"tabulation","input":"cells.parquet","subject":"person","dimensions":["a","b"],
       "hierarchies":{"a":"levels.csv","b":"levels.csv"},"margins":true,
       "measures":[{"function":"count"}],"parameters":{"zeros":"allow"}}
      """,
    ]
    for (name, text) in specs {
      try Data(text.utf8).write(to: URL(filePath: scratch.path(name)))
    }
  }

  /// What the Python programs take for the same tasks, each once.
  private func beside(_ ours: [String: Comparison], _ scratch: Scratch) throws -> [Comparison] {
    guard let peers else { return [] }
    let libraries = URL(filePath: peers).path
    return try EgressPeer.all.compactMap { peer in
      guard let our = ours[peer.task] else { return nil }
      var comparison = Comparison(our.name, unit: our.unit, peer: peer.name)
      let seconds = try peer.seconds(
        over: scratch.path("t.parquet"), libraries: libraries, in: scratch.path)
      for (index, value) in our.ours.enumerated() {
        comparison.add(value, beside: index == 0 ? seconds : nil)
      }
      return comparison
    }
  }

  private var toolFolder: String { URL(filePath: tools).path }

  /// Seconds of one check; its verdict is no failure.
  private func check(_ spec: String, _ scratch: Scratch) throws -> Double {
    let program = URL(filePath: shuyu).path
    let command = "\"$0\" egress check --spec \"$1\" --tools \"$2\" --json >/dev/null; [ $? -le 2 ]"
    return try Child("/bin/sh", ["-c", command, program, scratch.path(spec), toolFolder])
      .run(in: scratch.path).wallSeconds
  }

  private func duckdb(_ query: String, _ scratch: Scratch) throws -> Double {
    let view = "CREATE VIEW t AS FROM read_parquet('\(scratch.path("t.parquet"))'); "
    return try Child("\(toolFolder)/duckdb", ["-csv", "-c", view + query])
      .run(in: scratch.path).wallSeconds
  }

  /// Seconds to compare a new table of 1,000 cells with ten tables of 100,000 released cells.
  private func remembered() throws -> Double {
    let earlier = try (0..<10).map { try table([100, 1_000], seed: $0) }
    let later = try table([10, 100], seed: 11)
    let check = MemoryCheck(threshold: 10, isOneRecordEach: true)
    let begun = ContinuousClock.now
    let findings = check.findings(earlier: earlier, later: later)
    let seconds = (ContinuousClock.now - begun).inSeconds
    guard findings.count < 1_000_000 else { throw BenchError("too many findings") }
    return seconds
  }

  private func table(_ sizes: [Int], seed: Int) throws -> RememberedTable {
    let axes = sizes.map { size in
      (0..<size).map { Coordinate.label("\($0)") }.sorted()
    }
    guard let shape = CubeShape(axes: axes) else { throw BenchError("the table is too large") }
    let cells = (0..<shape.count).map { cell in
      ReleasedCell.published(["\(20 + (cell * 7919 + seed * 104_729) % 80)"])
    }
    let cube = ReleasedCube(
      dimensions: ["a", "b\(sizes[1] == 1_000 ? seed : 0)"],
      measures: [MeasureDeclaration(function: "count")], shape: shape, rounding: .none,
      cells: cells)
    guard let cube else { throw BenchError("the table does not fit together") }
    return RememberedTable(cube: cube, source: "source \(seed)")
  }
}
