// SPDX-License-Identifier: Apache-2.0

/// The SQL that joins an output with its raw data by subject and takes a sample of subjects.
///
/// Subjects are taken in the order of a hash, so that the sample does not follow any order of the
/// files. Each value of the sample has a mark before it, which tells it from a missing one.
struct AlignmentQuery {
  /// A declared column whose values must follow from its source.
  struct Steady {
    let name: String
    let out: String
    let raw: String
  }

  let outNames: [String]
  let rawNames: [String]
  let steady: [Steady]
  private let relations: String
  /// What the order of the sample is drawn by, beside the subjects.
  private let salt: String
  private let joins: String
  private let selection: [String]
  /// Subjects alone with their declared values, by quasi-identifiers and with other columns too.
  private let unique: [String]

  /// How many numbers are printed.
  var counts: Int { 7 + steady.count }

  init(
    declaration: MicrodataDeclaration, input: DataInput, raw: [DataInput], subject: String,
    salt: String
  ) throws(SpecProblem) {
    self.salt = salt
    outNames = input.columns.filter { $0 != subject }
    var selection: [String] = []
    for name in outNames { selection.append("o.\(try input.column(name, field: "input"))") }
    var rawNames: [String] = []
    var places: [String: String] = [:]
    var relations = try Self.relation(input, "out_rows", subject)
    var joins = "FROM out_rows_one AS o"
    for (index, file) in raw.enumerated() {
      relations += try Self.relation(file, "raw\(index)_rows", subject)
      joins += " JOIN raw\(index)_rows_one AS r\(index) ON r\(index).subject = o.subject"
      for name in file.columns where name != subject {
        let column = "r\(index).\(try file.column(name, field: "raw"))"
        rawNames.append(rawNames.contains(name) ? "\(name)@\(index)" : name)
        selection.append(column)
        if places[name] == nil { places[name] = column }
      }
    }
    var steady: [Steady] = []
    for column in declaration.columns where !column.isPseudonym {
      guard let source = places[column.from] else { continue }
      let out = "o.\(try input.column(column.name, field: "columns"))"
      steady.append(Steady(name: column.name, out: out, raw: source))
    }
    // Behind the columns: where the subject's record stands in the output and in the raw data.
    selection += ["CAST(o.place AS VARCHAR)", "CAST(r0.place AS VARCHAR)"]
    unique = [
      try Self.unique(declaration, roles: [.quasiIdentifier], input: input),
      try Self.unique(declaration, roles: [.quasiIdentifier, .other], input: input),
    ]
    self.rawNames = rawNames
    self.steady = steady
    self.relations = relations
    self.joins = joins
    self.selection = selection
  }

  private static func unique(
    _ declaration: MicrodataDeclaration, roles: Set<MicrodataDeclaration.Role>, input: DataInput
  ) throws(SpecProblem) -> String {
    var columns: [String] = []
    for column in declaration.columns where roles.contains(column.role) && !column.isPseudonym {
      columns.append(try input.column(column.name, field: "columns"))
    }
    guard !columns.isEmpty else { return "0" }
    return """
      (SELECT count(*) FROM (SELECT 1 FROM out_rows GROUP BY \(columns.joined(separator: ", "))
        HAVING count(DISTINCT subject) = 1))
      """
  }

  /// A file's rows with their subject, and one row for each subject.
  private static func relation(
    _ file: DataInput, _ name: String, _ subject: String
  ) throws(SpecProblem) -> String {
    let column = try file.column(subject, field: "subject")
    return """
      CREATE TEMP TABLE \(name) AS
        SELECT *, nullif(\(LayoutQuery.person(column)), '') AS subject,
          row_number() OVER () AS place FROM \(file.relation);
      CREATE TEMP VIEW \(name)_one AS SELECT * FROM \(name) WHERE subject IS NOT NULL
        QUALIFY row_number() OVER (PARTITION BY subject ORDER BY place) = 1;

      """
  }

  /// The subjects' other records, and the records before and behind their first.
  private var besides: String {
    let values = selection.prefix(outNames.count).enumerated()
      .map { ", '=' || \($1) AS x\($0)" }.joined()
    return """
      COPY (
        SELECT s.k, if(t.step < 0, 'before', 'behind') AS kind, 0 AS records, o.place AS place
          \(values)
        FROM chosen AS s CROSS JOIN (VALUES (-1), (1)) AS t(step)
          JOIN out_rows AS o ON o.place = s.place + t.step
        UNION ALL
        SELECT s.k, 'own', o.records, o.place\(values)
        FROM (SELECT r.*, count(*) OVER (PARTITION BY subject) AS records,
            row_number() OVER (PARTITION BY subject ORDER BY place) AS nth
          FROM out_rows AS r WHERE subject IN (SELECT subject FROM chosen)) AS o
          JOIN chosen AS s ON s.subject = o.subject
        WHERE o.records > 1 AND o.nth <= \(RecordViews.recordsMax)
        ORDER BY k, place) TO '/out/records.csv' (FORMAT csv, HEADER, FORCE_QUOTE *);
      """
  }

  /// The statements.
  var text: String {
    let values = selection.enumerated().map { "'=' || \($1) AS x\($0)" }
    let unsteady = steady.map { column in
      """
      (SELECT count(*) FROM (SELECT \(column.raw) AS a
        \(joins) WHERE \(column.out) IS NOT NULL AND \(column.out) <> '*'
        GROUP BY \(column.raw) HAVING count(DISTINCT \(column.out)) > 1))
      """
    }
    let numbers =
      [
        "(SELECT count(*) FROM out_rows)", "(SELECT count(DISTINCT subject) FROM out_rows)",
        "(SELECT count(*) FROM out_rows WHERE subject IS NULL)", "(SELECT count(*) \(joins))",
        "(SELECT count(*) - count(DISTINCT subject) FROM raw0_rows WHERE subject IS NOT NULL)",
      ] + unsteady + unique
    return relations + """
      CREATE TEMP TABLE chosen AS
        SELECT o.subject, o.place,
          row_number() OVER (ORDER BY hash('\(salt)' || o.subject), o.subject) AS k
        \(joins) QUALIFY k <= \(AlignedSample.rowsMax);
      COPY (SELECT \(values.joined(separator: ", ")) \(joins)
        JOIN chosen AS s ON s.subject = o.subject ORDER BY s.k)
        TO '/out/sample.csv' (FORMAT csv, HEADER, FORCE_QUOTE *);
      \(besides)
      SELECT \(numbers.joined(separator: ",\n  "));
      """
  }
}
