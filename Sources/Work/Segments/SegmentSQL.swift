// SPDX-License-Identifier: Apache-2.0
import Tabular

/// The platform's own SQL over the segments of a version.
struct SegmentSQL {
  /// The rows that count, once `reading` ran.
  static let view = "\"shuyu:data\""
  /// Each key that a delta names and no bucket has folded yet, with the last change of it.
  static let touched = "\"shuyu:touched\""
  /// Members of a delta beside the columns: the batch, the bucket of the key, and whether the key
  /// was deleted.
  static let level = "\"shuyu:level\""
  static let bucket = "\"shuyu:bucket\""
  static let gone = "\"shuyu:gone\""

  let manifest: SegmentManifest

  init(_ manifest: SegmentManifest) {
    self.manifest = manifest
  }

  /// The file of a base segment in the sandbox.
  static func file(_ base: SegmentManifest.Base) -> String { "base-\(base.bucket).parquet" }

  /// The file of a delta in the sandbox.
  static func file(_ delta: SegmentManifest.Delta) -> String { "delta-\(delta.level).parquet" }

  /// Makes `touched` and `view`.
  func reading() -> String {
    let bases = manifest.bases.map(SegmentSQL.file)
    let rows = "SELECT \(names) FROM \(SegmentSQL.files(bases)) AS e\(untouched("e"))"
    return """
      \(touching())CREATE TEMP VIEW \(SegmentSQL.view) AS \(rows)\(latest("e"));

      """
  }

  /// The rows of one bucket as they count now, written to a file.
  func folding(_ base: SegmentManifest.Base, to file: String) -> String {
    let latest = latest("e", condition: " AND e.\(SegmentSQL.bucket) = \(base.bucket)")
    return """
      \(touching())COPY (SELECT \(names) FROM \(SegmentSQL.files([SegmentSQL.file(base)])) AS e\
      \(untouched("e"))\(latest)) TO '/out/\(file)' (FORMAT parquet);
      SELECT count(*) AS rows FROM read_parquet('/out/\(file)');
      """
  }

  /// How many keys the deltas change in each of some buckets.
  func touchedRows(in buckets: [Int]) -> String {
    let counts = buckets.map {
      "count(*) FILTER (WHERE \(SegmentSQL.bucket) = \($0)) AS b\($0)"
    }
    return touching() + "SELECT \(counts.joined(separator: ", ")) FROM \(SegmentSQL.touched);"
  }

  /// All rows that count, split into buckets, each a file.
  func splitting(into buckets: Int, file: (Int) -> String) -> String {
    let number = SegmentSQL.bucketNumber(of: keyColumns, count: buckets)
    let copies = (0..<buckets).map { bucket in
      """
      COPY (SELECT \(names) FROM read_parquet('/tmp/keyed.parquet')
        WHERE \(SegmentSQL.bucket) = \(bucket)) TO '/out/\(file(bucket))' (FORMAT parquet);
      """
    }
    let counts = (0..<buckets).map {
      "(SELECT count(*) FROM read_parquet('/out/\(file($0))')) AS b\($0)"
    }
    return """
      \(reading())
      COPY (SELECT \(names), \(number) AS \(SegmentSQL.bucket) FROM \(SegmentSQL.view))
        TO '/tmp/keyed.parquet' (FORMAT parquet);
      \(copies.joined(separator: "\n"))
      SELECT \(counts.joined(separator: ", "));
      """
  }

  /// The latest change of each key in the deltas, as one delta; all their rows without keys.
  func merging(to file: String) -> String {
    let extra = "\(SegmentSQL.level), \(SegmentSQL.bucket), \(SegmentSQL.gone)"
    let isLatest =
      manifest.keys.isEmpty
      ? "" : " WHERE \(isTouched("e", " AND t.\(SegmentSQL.level) = e.\(SegmentSQL.level)"))"
    return """
      \(touching())COPY (SELECT \(names), \(extra)
        FROM \(SegmentSQL.files(manifest.deltas.map(SegmentSQL.file))) AS e\(isLatest))
        TO '/out/\(file)' (FORMAT parquet);
      SELECT count(*) AS rows FROM read_parquet('/out/\(file)');
      """
  }

  /// The rows of some parts without keys, one after the other.
  func joining(_ files: [String], to file: String) -> String {
    """
    COPY (SELECT \(names) FROM \(SegmentSQL.files(files))) TO '/out/\(file)' (FORMAT parquet);
    SELECT count(*) AS rows FROM read_parquet('/out/\(file)');
    """
  }

  /// How many delivered keys the deltas have; the others are written to a file.
  func asking(_ fresh: String, to file: String) -> String {
    let isThere = isTouched("e", " AND NOT t.\(SegmentSQL.gone)")
    let source = "\(SegmentSQL.files([fresh])) AS e"
    return """
      \(touching())COPY (SELECT \(keyNames), \(SegmentSQL.bucket) FROM \(source)
        \(untouched("e"))) TO '/out/\(file)' (FORMAT parquet);
      SELECT count(*) AS rows FROM \(source) WHERE \(manifest.deltas.isEmpty ? "false" : isThere);
      """
  }

  /// How many asked keys a bucket has.
  func matching(_ asked: String, in base: SegmentManifest.Base) -> String {
    let keys = SegmentSQL.same(manifest.keys, "a", "e")
    return """
      SELECT count(*) AS rows FROM \(SegmentSQL.files([asked])) AS a
      WHERE a.\(SegmentSQL.bucket) = \(base.bucket) AND EXISTS (
        SELECT 1 FROM \(SegmentSQL.files([SegmentSQL.file(base)])) AS e WHERE \(keys));
      """
  }

  /// The delivered rows as a delta: of a deletion the keys alone.
  func delta(of delivered: String, deletes: Bool) -> String {
    let values = manifest.columns.map { column in
      let isKey = manifest.keys.contains(column.name)
      let name = SQLText.name(column.name)
      return deletes && !isKey ? "CAST(NULL AS \(column.type)) AS \(name)" : name
    }
    let number = SegmentSQL.bucketNumber(of: keyColumns, count: manifest.buckets)
    return """
      SELECT \(values.joined(separator: ", ")),
        CAST(\(manifest.level + 1) AS INTEGER) AS \(SegmentSQL.level),
        \(number) AS \(SegmentSQL.bucket), \(deletes) AS \(SegmentSQL.gone)
      FROM \(delivered)
      """
  }

  /// The bucket of a key. MD5 stays the same whatever the database's version; its own hash may not.
  static func bucketNumber(of keys: [SegmentManifest.Column], count: Int) -> String {
    guard count > 1, !keys.isEmpty else { return "CAST(0 AS INTEGER)" }
    let texts = keys.map { column in
      let name = SQLText.name(column.name)
      // 0 and -0 are equal and must be in one bucket.
      return "CAST(\(column.type == "DOUBLE" ? "\(name) + 0.0" : name) AS VARCHAR)"
    }
    let text = "concat_ws(chr(31), \(texts.joined(separator: ", ")))"
    return "CAST(md5_number_lower(\(text)) % \(count) AS INTEGER)"
  }

  private var names: String {
    manifest.columns.map { SQLText.name($0.name) }.joined(separator: ", ")
  }

  private var keyNames: String { manifest.keys.map(SQLText.name).joined(separator: ", ") }

  private var keyColumns: [SegmentManifest.Column] {
    manifest.keys.compactMap { key in manifest.columns.first { $0.name == key } }
  }

  private var isKeyed: Bool { !manifest.keys.isEmpty && !manifest.deltas.isEmpty }

  private func touching() -> String {
    guard isKeyed else { return "" }
    // By bucket, whose numbers run from 0.
    let levels = manifest.bases.sorted { $0.bucket < $1.bucket }.map { String($0.level) }
    return """
      CREATE TEMP TABLE \(SegmentSQL.touched) AS
        SELECT \(keyNames), max(\(SegmentSQL.level)) AS \(SegmentSQL.level),
          arg_max(\(SegmentSQL.gone), \(SegmentSQL.level)) AS \(SegmentSQL.gone),
          any_value(\(SegmentSQL.bucket)) AS \(SegmentSQL.bucket)
        FROM \(SegmentSQL.files(manifest.deltas.map(SegmentSQL.file)))
        WHERE \(SegmentSQL.level) > [\(levels.joined(separator: ", "))][\(SegmentSQL.bucket) + 1]
        GROUP BY \(keyNames);

      """
  }

  private func untouched(_ alias: String) -> String {
    isKeyed ? " WHERE NOT \(isTouched(alias))" : ""
  }

  /// The rows of the deltas that count, after those of the buckets.
  private func latest(_ alias: String, condition: String = "") -> String {
    guard !manifest.deltas.isEmpty else { return "" }
    let rows = """
       UNION ALL SELECT \(names)
      FROM \(SegmentSQL.files(manifest.deltas.map(SegmentSQL.file))) AS \(alias)
      """
    guard isKeyed else { return rows }
    let isLatest = isTouched(
      alias, " AND t.\(SegmentSQL.level) = \(alias).\(SegmentSQL.level)")
    return rows + " WHERE NOT \(alias).\(SegmentSQL.gone)\(condition) AND \(isLatest)"
  }

  private func isTouched(_ alias: String, _ condition: String = "") -> String {
    let keys = SegmentSQL.same(manifest.keys, "t", alias)
    return "EXISTS (SELECT 1 FROM \(SegmentSQL.touched) AS t WHERE \(keys)\(condition))"
  }

  private static func same(_ keys: [String], _ one: String, _ two: String) -> String {
    keys.map { "\(one).\(SQLText.name($0)) = \(two).\(SQLText.name($0))" }
      .joined(separator: " AND ")
  }

  private static func files(_ names: [String]) -> String {
    let paths = names.map { SQLText.text("/in/\($0)") }.joined(separator: ", ")
    return "read_parquet([\(paths)], union_by_name=true)"
  }
}
