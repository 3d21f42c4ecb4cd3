// SPDX-License-Identifier: Apache-2.0

/// The SQL that measures the classes of quasi-identifiers.
///
/// Records are first aggregated per class and subject, then per class, which DuckDB does fastest.
/// A record whose quasi-identifiers are all `*` is a suppressed one, as ARX writes it.
struct ClassQuery {
  let declaration: MicrodataDeclaration
  let input: DataInput
  /// Whether only records of classes that fail nothing are measured.
  let keptOnly: Bool
  /// What is asked of each record beside its class, over the columns of the scan; the classes then
  /// say of which records it is true, in `marked` of `counted`. Only without a subject.
  var mark: String?

  /// How many numbers are printed for the classes, and for each sensitive column.
  static let classNumbers = 11
  static let sensitiveNumbers = 6

  private var keys: [String] { declaration.quasiIdentifiers.indices.map { "q\($0)" } }
  private var keyList: String { keys.isEmpty ? "one" : keys.joined(separator: ", ") }
  private var parameters: MicrodataParameters { declaration.parameters }

  /// The statements; they print two lines for the classes and two for each sensitive column.
  func text() throws(SpecProblem) -> String {
    var columns = ["1 AS one"]
    for (index, name) in declaration.quasiIdentifiers.enumerated() {
      columns.append("\(try input.column(name, field: "columns")) AS q\(index)")
    }
    for (index, column) in declaration.sensitive.enumerated() {
      columns.append("\(try input.column(column.name, field: "columns")) AS s\(index)")
    }
    if let subject = declaration.subject {
      let column = try input.column(subject, field: "subject")
      let text = "nullif(\(LayoutQuery.person(column)), '')"
      columns.append("\(input.wholeNumber(subject) ?? text) AS subject")
    }
    let stars = keys.map { "\($0) IS NOT DISTINCT FROM '*'" }
    let starred = stars.isEmpty ? "false" : "(\(stars.joined(separator: " AND ")))"
    var text = """
      CREATE TEMP VIEW records_all AS
        SELECT \(columns.joined(separator: ", ")) FROM \(input.relation);
      CREATE TEMP TABLE counted AS \(try counted());
      CREATE TEMP TABLE stars AS SELECT sum(r) AS total,
        CASE WHEN sum(r) FILTER (WHERE \(starred)) = sum(r) THEN 0
          ELSE coalesce(sum(r) FILTER (WHERE \(starred)), 0) END AS starred FROM counted;
      CREATE TEMP VIEW records AS SELECT * FROM records_all
        WHERE NOT \(starred) OR (SELECT starred = 0 FROM stars);
      CREATE TEMP VIEW counted_kept AS SELECT * FROM counted
        WHERE NOT \(starred) OR (SELECT starred = 0 FROM stars);

      """
    text += classes("counted_kept", "classes")
    for index in declaration.sensitive.indices { text += sensitive(index, "records", "classes") }
    text += failing
    if keptOnly {
      text += """
        CREATE TEMP VIEW kept AS SELECT r.* FROM records AS r JOIN failing AS x
          ON \(same("r", "x")) WHERE NOT x.fails;
        DROP TABLE IF EXISTS again;

        """
      text += classes("(\(counted("kept")))", "again")
      text += summary("again", failing: "0", suppressed: "0")
      for index in declaration.sensitive.indices {
        text += sensitive(index, "kept", "again", as: "t")
        text += "SELECT \(sensitiveSummary(index)) FROM t\(index)_classes AS x;\n"
      }
      return text
    }
    text += summary(
      "classes", failing: "(SELECT coalesce(sum(n), 0) FROM failing WHERE fails)",
      suppressed: "(SELECT starred FROM stars)")
    for index in declaration.sensitive.indices {
      text += "SELECT \(sensitiveSummary(index)) FROM v\(index)_classes AS x;\n"
    }
    return text
  }

  /// Records per class and subject: `r`.
  private func counted(_ source: String) -> String {
    let group = declaration.subject == nil ? keyList : keyList + ", subject"
    return "SELECT \(group), count(*) AS r FROM \(source) GROUP BY \(group)"
  }

  /// Whether records are counted by their classes alone, so that a mark can be counted with them.
  static func takesMark(_ declaration: MicrodataDeclaration) -> Bool {
    declaration.subject == nil && !declaration.quasiIdentifiers.isEmpty
  }

  /// The same of all records. Without a subject an empty text becomes a missing value only in the
  /// classes: on the records that would cost more than counting them. A mark is one more key: an
  /// aggregate of its own, or another reading of the file, would cost several times as much.
  private func counted() throws(SpecProblem) -> String {
    guard Self.takesMark(declaration) else { return counted("records_all") }
    var columns: [String] = []
    for (index, name) in declaration.quasiIdentifiers.enumerated() {
      columns.append("\(try input.scanned(name, field: "columns")) AS q\(index)")
    }
    columns.append("\(mark ?? "false") AS mark")
    let folded = keys.map { "nullif(\($0), '') AS \($0)" }.joined(separator: ", ")
    let places = keys.indices.map { "\($0 + 1)" }.joined(separator: ", ")
    return """
      SELECT \(folded), sum(r) AS r, bool_or(mark) AS marked FROM (
        SELECT \(keyList), mark, count(*) AS r
        FROM (SELECT \(columns.joined(separator: ", ")) FROM \(input.scan))
        GROUP BY \(keyList), mark)
      GROUP BY \(places)
      """
  }

  /// One row per class: its records `n`, its subjects `c`, and the people it hides among, `f`.
  private func classes(_ counted: String, _ name: String) -> String {
    let people = declaration.subject == nil ? "sum(r)" : "count(subject)"
    let inner = "SELECT \(keyList), sum(r) AS n, \(people) AS c FROM \(counted) GROUP BY \(keyList)"
    guard parameters.missing == .wildcard, !keys.isEmpty else {
      return
        "CREATE TEMP TABLE \(name) AS SELECT *, c AS f, "
        + "row_number() OVER () AS id FROM (\(inner));\n"
    }
    let match = keys.map { "(a.\($0) = b.\($0) OR a.\($0) IS NULL OR b.\($0) IS NULL)" }
    let gap = keys.map { "\($0) IS NULL" }.joined(separator: " OR ")
    return """
      CREATE TEMP TABLE \(name)_base AS
        SELECT *, (\(gap)) AS gap, row_number() OVER () AS id FROM (\(inner));
      CREATE TEMP TABLE \(name)_match AS
        SELECT id AS a, id AS b FROM \(name)_base UNION
        SELECT a.id, b.id FROM (FROM \(name)_base WHERE gap) AS a JOIN \(name)_base AS b
          ON \(match.joined(separator: " AND ")) UNION
        SELECT b.id, a.id FROM (FROM \(name)_base WHERE gap) AS a JOIN \(name)_base AS b
          ON \(match.joined(separator: " AND "));
      \(declaration.subject == nil ? Self.crowd(name) : crowdOfPeople(counted, name))
      """
  }

  /// The records of all matching classes.
  private static func crowd(_ name: String) -> String {
    """
    CREATE TEMP TABLE \(name) AS SELECT x.*, y.f FROM \(name)_base AS x JOIN (
      SELECT m.a AS id, sum(z.c) AS f FROM \(name)_match AS m JOIN \(name)_base AS z ON z.id = m.b
      GROUP BY m.a) AS y USING (id);

    """
  }

  /// The different people of all matching classes. Most are in one class only and need no telling
  /// apart: those of several are counted by themselves.
  private func crowdOfPeople(_ counted: String, _ name: String) -> String {
    """
    CREATE TEMP TABLE \(name)_several AS SELECT x.id, g.subject FROM \(counted) AS g
      JOIN \(name)_base AS x ON \(same("g", "x"))
      WHERE g.subject IS NOT NULL QUALIFY count(*) OVER (PARTITION BY g.subject) > 1;
    CREATE TEMP TABLE \(name) AS SELECT x.*, y.f + coalesce(w.f, 0) AS f
      FROM \(name)_base AS x JOIN (
        SELECT m.a AS id, sum(z.c - coalesce(o.n, 0)) AS f
        FROM \(name)_match AS m JOIN \(name)_base AS z ON z.id = m.b
          LEFT JOIN (SELECT id, count(*) AS n FROM \(name)_several GROUP BY id) AS o ON o.id = m.b
        GROUP BY m.a) AS y USING (id) LEFT JOIN (
        SELECT m.a AS id, count(DISTINCT s.subject) AS f
        FROM \(name)_match AS m JOIN \(name)_several AS s ON s.id = m.b
        GROUP BY m.a) AS w USING (id);

    """
  }

  private func same(_ a: String, _ b: String) -> String {
    keys.isEmpty
      ? "true"
      : keys.map { "\(a).\($0) IS NOT DISTINCT FROM \(b).\($0)" }.joined(separator: " AND ")
  }

  /// Per class: different values, entropy, recursive diversity, distance to all records.
  private func sensitive(
    _ index: Int, _ source: String, _ classes: String, as name: String = "v"
  ) -> String {
    let table = "\(name)\(index)"
    let isWild = parameters.missing == .wildcard && !keys.isEmpty
    let counts =
      isWild
      ? """
      SELECT m.a AS id, g.v, sum(g.m) AS m FROM \(classes)_match AS m JOIN \(table)_own AS g
        ON g.id = m.b GROUP BY m.a, g.v
      """ : "SELECT id, v, m FROM \(table)_own"
    let l = parameters.recursive?.l ?? 1
    return """
      CREATE TEMP TABLE \(table)_own AS SELECT x.id, g.v, g.m FROM (
        SELECT \(keyList), s\(index) AS v, count(*) AS m FROM \(source)
        GROUP BY \(keyList), s\(index)
      ) AS g JOIN \(classes) AS x ON \(same("g", "x"));
      CREATE TEMP TABLE \(table)_counts AS \(counts);
      CREATE TEMP TABLE \(table)_all AS SELECT v, sum(m) / sum(sum(m)) OVER () AS p,
        row_number() OVER (ORDER BY try_cast(v AS DOUBLE), v) AS place
        FROM \(table)_own GROUP BY v;
      CREATE TEMP TABLE \(table)_classes AS SELECT a.*, b.t FROM (
        SELECT id, sum(m) AS n, count(v) AS d, ln(sum(m)) - sum(m * ln(m)) / sum(m) AS h,
          list_reverse_sort(list(m))[1] AS r1,
          list_sum(list_reverse_sort(list(m))[\(l):]) AS rest
        FROM \(table)_counts GROUP BY id) AS a JOIN (\(distance(table, index))) AS b USING (id);

      """
  }

  private func distance(_ table: String, _ index: Int) -> String {
    guard parameters.isOrdered || declaration.sensitive[index].isOrdered else {
      return """
        SELECT id, 0.5 * (sum(abs(m / n - p)) + 1 - sum(p)) AS t FROM (
          SELECT c.id, c.m, sum(c.m) OVER (PARTITION BY c.id) AS n, g.p
          FROM \(table)_counts AS c JOIN \(table)_all AS g ON c.v IS NOT DISTINCT FROM g.v)
        GROUP BY id
        """
    }
    return """
      SELECT id, sum(abs(run)) / greatest(max(place) - 1, 1) AS t FROM (
        SELECT id, place, sum(coalesce(m, 0) / n - p) OVER (PARTITION BY id ORDER BY place) AS run
        FROM (SELECT k.id, k.n, g.place, g.p, c.m FROM (
            SELECT id, sum(m) AS n FROM \(table)_counts GROUP BY id) AS k
          CROSS JOIN \(table)_all AS g LEFT JOIN \(table)_counts AS c
            ON c.id = k.id AND c.v IS NOT DISTINCT FROM g.v))
      GROUP BY id
      """
  }

  /// Which classes fail anything.
  private var failing: String {
    var conditions = ["x.f < \(parameters.k)"]
    var joins = ""
    for index in declaration.sensitive.indices {
      joins += " LEFT JOIN v\(index)_classes AS y\(index) ON y\(index).id = x.id"
      conditions += failure("y\(index)")
    }
    return """
      CREATE TEMP TABLE failing AS
        SELECT x.*, (\(conditions.joined(separator: " OR "))) AS fails FROM classes AS x\(joins);

      """
  }

  /// The conditions under which a class fails for a sensitive column.
  private func failure(_ y: String) -> [String] {
    var conditions: [String] = []
    if let distinct = parameters.distinct { conditions.append("\(y).d < \(distinct)") }
    if let entropy = parameters.entropy { conditions.append("\(y).h < ln(\(entropy)) - 1e-9") }
    if let pair = parameters.recursive {
      conditions.append("\(y).r1 >= \(pair.c) * coalesce(\(y).rest, 0)")
    }
    if let t = parameters.t { conditions.append("\(y).t > \(t) + 1e-9") }
    return conditions
  }

  private func summary(_ name: String, failing: String, suppressed: String) -> String {
    let k = parameters.k
    let model = parameters.model?.smallestClass ?? 1
    return """
      SELECT coalesce(sum(n), 0), count(*), coalesce(min(f), 0),
        coalesce(sum(n) FILTER (WHERE f < \(k)), 0), coalesce(sum(n) FILTER (WHERE f = 1), 0),
        coalesce(sum(n / f), 0), coalesce(sum(1 / f), 0), count(*) FILTER (WHERE f < \(model)),
        coalesce(sum(c), 0), \(failing), \(suppressed) FROM \(name) AS x;

      """
  }

  private func sensitiveSummary(_ index: Int) -> String {
    let y = "x"
    func fails(_ condition: String?) -> String {
      condition.map { "count(*) FILTER (WHERE \($0))" } ?? "0"
    }
    let d = parameters.distinct.map { "\(y).d < \($0)" }
    let h = parameters.entropy.map { "\(y).h < ln(\($0)) - 1e-9" }
    let r = parameters.recursive.map { "\(y).r1 >= \($0.c) * coalesce(\(y).rest, 0)" }
    let t = parameters.t.map { "\(y).t > \($0) + 1e-9" }
    let l = [d, h, r].compactMap(\.self)
    return """
      coalesce(min(d), 0), coalesce(min(h), 0), coalesce(max(t), 0),
      \(fails(l.isEmpty ? nil : l.joined(separator: " OR "))), \(fails(t)),
      coalesce(max(t) FILTER (WHERE NOT (\(t ?? "false"))), 0)
      """
  }
}
