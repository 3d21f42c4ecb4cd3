// SPDX-License-Identifier: Apache-2.0
import DisclosureControl

/// Checks records: classes of declared quasi-identifiers, what sensitive values give away within
/// them, identifiers, and what other columns give away of the raw data.
struct MicrodataCheck {
  /// Most records whose derived columns are compared with raw records.
  static let rowsMax = 100_000

  let declaration: MicrodataDeclaration
  let folder: InputFolder
  let session: Session
  let salt: String

  func run() async throws -> CheckAnswer {
    let input = try await DataInput(
      declaration.input, as: "out", field: "input", folder: folder, session: session,
      isPromised: true)
    var raw: [DataInput] = []
    for (index, name) in declaration.raw.enumerated() {
      raw.append(
        try await DataInput(
          name, as: "raw\(index)", field: "raw[\(index)]", folder: folder, session: session))
    }
    guard input.isPromised else { return try await whole(input, raw) }
    do {
      if let answer = try await run(input, raw) { return answer }
    } catch let problem as SpecProblem where !problem.isTooLarge {
      // What was wrong may be what the file says of itself.
    }
    return try await whole(try await input.asked(session), raw)
  }

  private func whole(_ input: DataInput, _ raw: [DataInput]) async throws -> CheckAnswer {
    guard let answer = try await run(input, raw) else {
      throw SpecProblem("input", zh: "无法统计输入", en: "the input could not be measured")
    }
    return answer
  }

  /// Checks an output by its columns; nothing when the engine reads others than those.
  private func run(_ input: DataInput, _ raw: [DataInput]) async throws -> CheckAnswer? {
    try checkNames(input, raw)
    let search = IdentifierSearch(declaration: declaration, input: input, session: session)
    guard let classes = try await classes(input, search) else { return nil }
    var others = try await search.findings(wasMarked: try search.mark() != nil)
    let alignment = try await Alignment(
      declaration: declaration, input: input, raw: raw, session: session, salt: salt
    ).load()
    others += alignment.findings
    let derived = alignment.sample.map { DerivedFindings(sample: $0).all } ?? []
    others += try await copied(input, raw, classes)
    if input.isAmbiguous { others.append(Self.ambiguous) }
    var answer = CheckAnswer(
      ClassFindings(declaration: declaration, measures: classes).all + derived + others,
      floor: alignment.sample == nil ? .review : .pass, measures: classes.document)
    if answer.verdict != .pass {
      let remedy = RecordRemedy(
        declaration: declaration, columns: input.columns, derived: derived, others: others,
        sample: alignment.sample)
      answer.remedied = try await remedied(remedy, classes, input, raw)
    }
    return answer
  }

  /// Whoever reads the file by another mark reads records that were not judged.
  private static var ambiguous: CheckFinding {
    CheckFinding(
      .embeddedData, .review, at: .members([("file", .string("input"))]),
      formula: "two-readings.1", zh: "文件可按两种分隔方式读成表，只检查了其中一种；请改用 Parquet 或另一种分隔符",
      en: "the file is a table by two marks between fields, of which one was judged; use Parquet "
        + "or another mark", remedy: "review")
  }

  /// Whether records of the raw data leave, whoever they are said to be about: derived columns
  /// that together hold them, since a subject's column that was mixed hides them from what is
  /// aligned by it, and records with a number that is the raw record's own, which no size of class
  /// makes less raw.
  private func copied(
    _ input: DataInput, _ raw: [DataInput], _ classes: ClassMeasures,
    without dropped: Set<String> = []
  ) async throws -> [CheckFinding] {
    let shown = Set(input.columns).subtracting([declaration.subject].compactMap(\.self))
      .subtracting(dropped)
    let derived = shown.subtracting(declaration.columns.map(\.name))
    var found: [CheckFinding] = []
    if derived.count > 1 {
      found += try await overlap(input, derived, "derived", classes).findings(raw)
    }
    if derived != shown, !raw.isEmpty {
      found += try await overlap(input, shown, "all", classes, needsMeasure: true).findings(raw)
    }
    return found
  }

  /// Whether an objection is to rows over several columns, which may be others without some.
  private static func isOfRows(_ finding: CheckFinding) -> Bool {
    guard finding.rule == .rawOverlap, let columns = finding.location["columns"]?.text else {
      return false
    }
    return columns == "all" || columns == "derived"
  }

  private func overlap(
    _ input: DataInput, _ columns: Set<String>, _ name: String, _ classes: ClassMeasures,
    needsMeasure: Bool = false
  ) -> RowOverlap {
    var overlap = RowOverlap(
      session: session, table: input, place: .members([("columns", .string(name))]),
      rows: classes.records + classes.suppressed, only: columns, rowsMax: Self.rowsMax)
    overlap.needsMeasure = needsMeasure
    return overlap
  }

  /// Measures the classes and looks for identifiers, in one sandbox.
  private func classes(
    _ input: DataInput, _ search: IdentifierSearch
  ) async throws -> ClassMeasures? {
    let mark = try search.mark()
    let query = ClassQuery(declaration: declaration, input: input, keptOnly: false, mark: mark)
    let question = input.isPromised ? input.question + "\n" : ""
    let text = try query.text() + search.query(isMarked: mark != nil)
    let answer = try await session.run(
      question + text, inputs: [input.file],
      outputs: [IdentifierSearch.valuesFile, IdentifierSearch.longFile], field: "input")
    let lines = DelimitedText(answer, rowsMax: DataInput.columnsMax + 2_000).rows
    let said = input.isPromised ? 1 + input.columns.count : 0
    guard lines.count >= said, input.isKept(by: Array(lines[..<said].dropFirst())) else {
      return nil
    }
    return try ClassMeasures.read(declaration, Array(lines[said...]), keptOnly: false)
  }

  private func checkNames(_ input: DataInput, _ raw: [DataInput]) throws {
    for column in declaration.columns {
      let place = SpecObject.join("columns", column.name)
      _ = try input.column(column.name, field: place)
      if !raw.isEmpty, !column.isPseudonym,
        !raw.contains(where: { $0.columns.contains(column.from) })
      {
        throw SpecProblem(
          place + ".from", zh: "原始文件中没有这一列", en: "no raw file has this column")
      }
    }
    if let subject = declaration.subject {
      _ = try input.column(subject, field: "subject")
      for (index, file) in raw.enumerated() where !file.columns.contains(subject) {
        throw SpecProblem("raw[\(index)]", zh: "此文件没有主体列", en: "this file has no subject column")
      }
    }
  }

  /// Records of failing classes and failing columns left out, and what is left measured and
  /// examined again.
  private func remedied(
    _ remedy: RecordRemedy, _ classes: ClassMeasures, _ input: DataInput, _ raw: [DataInput]
  ) async throws -> Document? {
    let limit = declaration.parameters.suppression
    let share = classes.records == 0 ? 0 : Double(classes.failing) / Double(classes.records)
    guard classes.failing < classes.records, share <= limit || classes.failing == 0 else {
      return nil
    }
    let (dropped, open) = remedy.examine()
    guard classes.failing > 0 || !dropped.isEmpty else { return nil }
    let again = try await ClassMeasures.kept(declaration, input: input, session: session)
    var rows = open.filter(Self.isOfRows)
    if !rows.isEmpty, !dropped.isEmpty {
      rows = try await copied(input, raw, classes, without: dropped)
    }
    let left =
      open.filter { !Self.isOfRows($0) } + rows
      + ClassFindings(declaration: declaration, measures: again).all.filter {
        !remedy.isMended($0, dropped)
      }
    let floor: Verdict = declaration.subject == nil || declaration.raw.isEmpty ? .review : .pass
    let verdict = max(left.map(\.severity).max() ?? .pass, floor)
    return .members([
      ("method", .string(classes.failing > 0 ? "suppress" : "drop")),
      ("verdict", .string(verdict.rawValue)), ("suppressedRecords", .int(classes.failing)),
      ("suppressedShare", .number(share)),
      ("droppedColumns", .array(dropped.sorted().map { .string($0) })),
      ("measures", .members(again.document.map { ($0.0, $0.1) })),
    ])
  }
}
