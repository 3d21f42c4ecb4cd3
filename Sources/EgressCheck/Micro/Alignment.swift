// SPDX-License-Identifier: Apache-2.0
import DisclosureControl

/// Brings an output and its raw data together by subject.
struct Alignment {
  /// What came of it.
  struct Result {
    let sample: AlignedSample?
    let findings: [CheckFinding]
  }

  let declaration: MicrodataDeclaration
  let input: DataInput
  let raw: [DataInput]
  let session: Session
  let salt: String

  func load() async throws -> Result {
    guard let subject = declaration.subject, !raw.isEmpty else { return unaligned }
    let query = try AlignmentQuery(
      declaration: declaration, input: input, raw: raw, subject: subject, salt: salt)
    let answer = try await session.run(
      query.text, inputs: [input.file] + raw.map(\.file), outputs: ["sample.csv", "records.csv"],
      field: "raw")
    let counts =
      DelimitedText(answer, rowsMax: 3).rows.dropFirst().first?.compactMap { Int($0) } ?? []
    guard counts.count == query.counts else {
      throw SpecProblem("raw", zh: "无法按主体对齐", en: "could not be aligned by subject")
    }
    let rows = DelimitedText(try session.output("sample.csv"), rowsMax: AlignedSample.rowsMax + 1)
      .rows.dropFirst()
    let besides = DelimitedText(
      try session.output("records.csv"),
      rowsMax: AlignedSample.rowsMax * (RecordViews.recordsMax + 2) + 1
    ).rows.dropFirst()
    let unsteady = query.steady.indices.filter { counts[5 + $0] > 0 }.map { query.steady[$0].name }
    let declared = declaration.columns.filter { !$0.isPseudonym }.map(\.name)
    let views = RecordViews(
      besides.map { Array($0.prefix(3) + $0.dropFirst(4)) }, subjects: max(1, rows.count),
      names: query.outNames,
      derived: Set(query.outNames).subtracting(Set(declared).subtracting(unsteady)))
    var findings = Self.doubts(counts, isCut: views.isCut)
    findings += unsteady.map(Self.unsteady)
    findings += Self.others(counts)
    guard rows.count >= 40 else {
      findings.append(Self.few(rows.count))
      return Result(sample: nil, findings: findings)
    }
    var sample = sample(Array(rows), query, unsteady: Set(unsteady))
    sample.facets = views.facets(of: sample)
    findings += sample.declared.compactMap { exact($0.column) }
    return Result(sample: sample, findings: findings)
  }

  private var unaligned: Result {
    Result(
      sample: nil,
      findings: [
        CheckFinding(
          .reversibleEncoding, .review, at: .members([]), formula: "not-aligned.1",
          zh: "未给出原始数据或主体列，无法检查派生列泄露什么",
          en: "without raw data and a subject column it cannot be examined what derived columns "
            + "give away", remedy: "review")
      ])
  }

  private static func few(_ rows: Int) -> CheckFinding {
    CheckFinding(
      .reversibleEncoding, .review, at: .members([]), value: Double(rows), parameter: 40,
      formula: "too-few-aligned.1", zh: "能按主体对齐的记录太少，无法检查派生列",
      en: "too few records could be aligned by subject to examine derived columns",
      remedy: "review")
  }

  /// Subjects that stand twice, are missing, or are not in the raw data.
  private static func doubts(_ counts: [Int], isCut: Bool) -> [CheckFinding] {
    let (rows, subjects, missing) = (counts[0], counts[1], counts[2])
    let (joined, doubled) = (counts[3], counts[4])
    var found: [CheckFinding] = []
    func doubt(_ value: Int, _ formula: String, _ zh: String, _ en: String) {
      found.append(
        CheckFinding(
          .reidentificationRisk, .review, at: .members([("column", .string("subject"))]),
          value: Double(value), formula: formula, zh: zh, en: en, remedy: "review"))
    }
    if missing > 0 {
      doubt(missing, "subject-missing.1", "有记录没有主体", "some records have no subject")
    }
    if rows - missing > subjects && isCut {
      doubt(
        rows - missing - subjects, "subject-repeated.1",
        "有主体的记录超过 \(RecordViews.recordsMax) 条；派生列只检查了每个主体的前 "
          + "\(RecordViews.recordsMax) 条",
        "some subjects have more than \(RecordViews.recordsMax) records, of which the first were "
          + "examined for what derived columns give away")
    }
    if doubled > 0 {
      doubt(
        doubled, "raw-subject-repeated.1",
        "原始数据中同一主体有多条记录；派生列只与每个主体的一条比较",
        "some subjects have several records in the raw data, of which one each was compared with "
          + "derived columns")
    }
    if joined * 100 < subjects * 95 {
      doubt(
        subjects - joined, "subject-unknown.1", "有主体不在原始数据中，主体列可能不实",
        "some subjects are not in the raw data: the subject column may not be what it says")
    }
    return found
  }

  /// Columns declared to be neither identifiers nor sensitive that single people out with the rest.
  private static func others(_ counts: [Int]) -> [CheckFinding] {
    let (alone, together) = (counts[counts.count - 2], counts[counts.count - 1])
    let subjects = max(1, counts[1])
    guard (together - alone) * 20 > subjects else { return [] }
    return [
      CheckFinding(
        .reidentificationRisk, .review, at: .members([("role", .string("other"))]),
        value: Double(together) / Double(subjects), parameter: 0.05,
        formula: "other-columns-identify.1",
        zh: "声明为 other 的列与准标识符合在一起，使不少主体独一无二；请将其声明为准标识符",
        en: "columns declared as other make many subjects unique together with the "
          + "quasi-identifiers; declare them as quasi-identifiers", remedy: "coarsen")
    ]
  }

  private static func unsteady(_ name: String) -> CheckFinding {
    CheckFinding(
      .reversibleEncoding, .review, at: .members([("column", .string(name))]),
      formula: "not-made-of-source.1",
      zh: "此列与声明的来源列不一致：同一来源值对应不同的值；已按派生列检查",
      en: "the column is not made of its declared source: one source value has several values; it "
        + "was examined as a derived column", remedy: "review")
  }

  /// A raw attribute declared to be neither an identifier nor sensitive, yet with a value of its
  /// own for nearly everybody.
  private func exact(_ column: AlignedColumn) -> CheckFinding? {
    let present = column.texts.count { $0 != nil }
    let role = declaration.columns.first { $0.name == column.name }?.role
    guard role == .other, present >= 50, column.distinct * 10 > present * 9 else { return nil }
    return CheckFinding(
      .reidentificationRisk, .review, at: .members([("column", .string(column.name))]),
      value: Double(column.distinct) / Double(present), parameter: 0.9,
      formula: "near-unique-declared.1",
      zh: "此列几乎每个主体一个值，却未声明为准标识符；请归并，或声明为准标识符",
      en: "this column has a value of its own for nearly every subject and is not declared as a "
        + "quasi-identifier; group its values or declare it as one", remedy: "coarsen")
  }

  private func sample(
    _ rows: [[String]], _ query: AlignmentQuery, unsteady: Set<String>
  ) -> AlignedSample {
    func column(_ name: String, _ place: Int) -> AlignedColumn {
      AlignedColumn(
        name: name,
        texts: rows.map { row in
          let text = place < row.count ? row[place] : ""
          return text.isEmpty ? nil : String(text.dropFirst())
        })
    }
    var derived: [AlignedColumn] = []
    var declared: [(column: AlignedColumn, from: String)] = []
    for (place, name) in query.outNames.enumerated() {
      let found = column(name, place)
      if let known = declaration.columns.first(where: { $0.name == name }), !known.isPseudonym,
        !unsteady.contains(name)
      {
        declared.append((found, known.from))
      } else {
        derived.append(found)
      }
    }
    let raw = query.rawNames.enumerated().map { place, name in
      column(name, query.outNames.count + place)
    }
    // Which values of a declared column are withheld can tell something too.
    derived += declared.compactMap { Self.withheld($0.column) }
    declared = declared.map { entry in
      let source = query.rawNames.firstIndex(of: entry.from)
      return source.map {
        (Self.filled(entry.column, from: column("", query.outNames.count + $0)), entry.from)
      } ?? entry
    }
    let places = query.outNames.count + query.rawNames.count
    return AlignedSample(
      rows: rows.count, derived: derived, declared: declared, raw: raw,
      pseudonyms: Set(declaration.columns.filter(\.isPseudonym).map(\.name)),
      order: Self.places(rows, places), rawOrder: Self.places(rows, places + 1))
  }

  /// Whether each value of a column is withheld, where some are and some are not.
  private static func withheld(_ column: AlignedColumn) -> AlignedColumn? {
    let marks = column.texts.map { $0 == nil || $0 == "*" ? "1" : "0" }
    return Set(marks).count == 2
      ? AlignedColumn(name: column.name + " (withheld)", texts: marks) : nil
  }

  /// A declared column with its withheld values as they follow from its source: what it would tell
  /// if nothing were withheld.
  private static func filled(_ column: AlignedColumn, from source: AlignedColumn) -> AlignedColumn {
    var values: [String: String] = [:]
    for (text, raw) in zip(column.texts, source.texts) {
      if let text, text != "*", let raw { values[raw] = text }
    }
    let texts = zip(column.texts, source.texts).map { text, raw in
      text == nil || text == "*" ? raw.flatMap { values[$0] } : text
    }
    return AlignedColumn(name: column.name, texts: texts)
  }

  /// Where each subject's record stands in a file.
  private static func places(_ rows: [[String]], _ place: Int) -> [Int]? {
    let found = rows.compactMap { row in
      place < row.count ? Int(row[place].dropFirst()) : nil
    }
    return found.count == rows.count ? found : nil
  }
}
