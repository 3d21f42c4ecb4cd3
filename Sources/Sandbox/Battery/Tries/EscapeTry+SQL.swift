// SPDX-License-Identifier: Apache-2.0
extension EscapeTry {
  /// SQL that reads what is not the job's. What a control selects says that it was reached.
  static let reading: [EscapeTry] = [
    control("read a text", "SELECT 'reached' FROM read_text('/etc/passwd')"),
    control("read bytes", "SELECT 'reached' FROM read_blob('/etc/passwd')"),
    control(
      "read lines", "SELECT 'reached' FROM read_csv('/etc/passwd', header=false, delim='|') LIMIT 1"
    ),
    control("read lines by guessing", "SELECT 'reached' FROM read_csv_auto('/etc/passwd') LIMIT 1"),
    control("list folders", "SELECT 'reached' FROM glob('/etc/*') LIMIT 1"),
    control("guess a file's form", "SELECT 'reached' FROM sniff_csv('/etc/passwd')"),
    sql("read the tool", .engineAccess, "SELECT * FROM read_blob('/engine/duckdb')"),
    sql("read JSON", .engineAccess, "SELECT * FROM read_json('/tmp/x.json')"),
    sql("read an input that is not its own", .engineAccess, "SELECT * FROM '/in/other.parquet'"),
    sql("read all inputs", .engineAccess, "SELECT * FROM read_parquet('/in/*.parquet')"),
    sql("list inputs", .engineAccess, "SELECT * FROM glob('/in/*')"),
    sql("read from the web", .engineAccess, "SELECT * FROM read_csv('https://example.org/x.csv')"),
    sql("read its own input stream", .engineAccess, "SELECT * FROM read_text('/dev/stdin')"),
    sql(
      "read another's description", .engineAccess,
      "SELECT * FROM parquet_metadata('/in/other.parquet')"),
    sql("read the environment", .engineShell, "SELECT getenv('PATH')"),
  ]

  /// SQL that writes or attaches.
  static let writing: [EscapeTry] = [
    sql("copy to the outputs", .engineAccess, "COPY (SELECT 1) TO '/out/leak.csv'"),
    sql(
      "copy to scratch", .engineAccess, "COPY (SELECT 1) TO '/tmp/leak.parquet' (FORMAT parquet)"),
    sql("copy from a file", .engineAccess, "CREATE TABLE t (a INT);\nCOPY t FROM '/etc/passwd'"),
    sql("export", .engineAccess, "EXPORT DATABASE '/out/leak'"),
    sql("import", .engineAccess, "IMPORT DATABASE '/in/leak'"),
    sql("attach in scratch", .engineAccess, "ATTACH '/tmp/leak.duckdb' AS leak"),
    sql("attach in the outputs", .engineAccess, "ATTACH '/out/other.duckdb' AS leak"),
    sql("attach from the web", .engineAccess, "ATTACH 'https://example.org/x.duckdb' AS leak"),
    sql("install", .engineExtensions, "INSTALL httpfs"),
    sql("install from others", .engineExtensions, "INSTALL spatial FROM community"),
    sql("load", .engineExtensions, "LOAD httpfs"),
    sql("load a file", .engineExtensions, "LOAD '/tmp/x.duckdb_extension'"),
    sql(
      "keep a secret", .engineConfiguration,
      "CREATE PERSISTENT SECRET s (TYPE http, BEARER_TOKEN 'x')"),
  ]

  /// SQL that changes the walls.
  static let settings: [EscapeTry] = [
    "SET enable_external_access=true", "RESET enable_external_access",
    "SET lock_configuration=false", "SET allowed_directories=['/']",
    "SET allowed_paths=['/etc/passwd']", "SET threads=64", "SET memory_limit='64GB'",
    "SET temp_directory='/out'", "SET max_temp_directory_size='1TB'",
    "PRAGMA memory_limit='64GB'", "SET GLOBAL home_directory='/'",
    "SET extension_directory='/tmp'", "SET custom_extension_repository='http://localhost'",
    "SET allow_unsigned_extensions=true", "SET allow_community_extensions=true",
    "SET autoload_known_extensions=true", "SET log_query_path='/out/log'",
    "PRAGMA enable_profiling='json';\nPRAGMA profiling_output='/out/leak'",
  ].map { text in sql(text.replacing("\n", with: " "), .engineConfiguration, text) }

  /// Commands of DuckDB's shell.
  static let commands: [EscapeTry] =
    [
      EscapeTry(".shell echo", .engineShell, isControl: true, .sql(".shell echo reached")),
      EscapeTry(".system echo", .engineShell, isControl: true, .sql(".system echo reached")),
      EscapeTry(
        ".once to a pipe", .engineShell, isControl: true,
        .sql(".once '|printf rea%s ched'\nSELECT 1;")),
    ]
    + [
      "cd /", "excel", "import /etc/passwd t", "log /out/leak", "once /out/leak", "once -x",
      "open /tmp/leak", "open :memory:", "output /out/leak", "output |/bin/sh",
      "read /etc/passwd", "read /job/query.sql", "sh ls", "save /out/leak", "restore /in/leak",
      "backup /out/leak", "load /tmp/leak", "clone /out/leak", "archive -c /out/leak", "edit",
      "session open",
    ].map { EscapeTry("." + $0, .engineShell, .sql("." + $0)) }

  /// SQL that takes more than a job's share.
  static let heavy: [EscapeTry] = [
    EscapeTry(
      "memory and scratch without end", .memoryFiles,
      .heavy("CREATE TABLE t AS SELECT range AS a, random() AS b FROM range(300000000);", small)),
    EscapeTry(
      "run without end", .limits,
      .heavy(
        """
        WITH RECURSIVE t(n) AS (SELECT 1::BIGINT UNION ALL SELECT n % 7 + 1 FROM t)
        SELECT count(*) FROM t;
        """, small)),
    EscapeTry("leave before the outputs", .collector, .heavy(".exit 0\n", small)),
    EscapeTry(
      "an output larger than may be", .memoryFiles,
      .heavy(
        "CREATE TABLE result.main.big AS SELECT range AS a, random() AS b FROM range(3000000);",
        small)),
  ]

  private static func control(_ name: String, _ text: String) -> EscapeTry {
    EscapeTry(name, .engineAccess, isControl: true, .sql(text + ";"))
  }

  private static func sql(_ name: String, _ layer: EscapeLayer, _ text: String) -> EscapeTry {
    EscapeTry(name, layer, .sql(text + ";"))
  }
}
