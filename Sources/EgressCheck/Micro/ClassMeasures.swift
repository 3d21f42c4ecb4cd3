// SPDX-License-Identifier: Apache-2.0

/// What was measured of the classes of an output.
struct ClassMeasures: Sendable {
  /// What was measured of one sensitive column.
  struct Sensitive: Sendable {
    let name: String
    let distinct: Int
    let entropy: Double
    let distance: Double
    let failingDiversity: Int
    let failingDistance: Int
    /// The largest distance among classes that do not fail it.
    let distanceKept: Double
  }

  let records: Int
  let classes: Int
  let smallest: Int
  let below: Int
  let unique: Int
  let averageRisk: Double
  let classRisk: Double
  let classesAboveRisk: Int
  let subjects: Int
  /// Records of classes that fail anything.
  let failing: Int
  /// Records that are suppressed already.
  let suppressed: Int
  let sensitive: [Sensitive]
  let declaration: MicrodataDeclaration

  /// What is left of an output when records of failing classes are left out.
  static func kept(
    _ declaration: MicrodataDeclaration, input: DataInput, session: Session
  ) async throws -> ClassMeasures {
    let query = ClassQuery(declaration: declaration, input: input, keptOnly: true)
    let answer = try await session.run(try query.text(), inputs: [input.file], field: "input")
    return try read(
      declaration, DelimitedText(answer, rowsMax: 2_000).rows, keptOnly: true)
  }

  /// Reads what the query printed: each result is a heading and one line.
  static func read(
    _ declaration: MicrodataDeclaration, _ lines: [[String]], keptOnly: Bool
  ) throws(SpecProblem) -> ClassMeasures {
    let rows = lines.indices.filter { $0 % 2 == 1 }.map { lines[$0].map { Double($0) ?? 0 } }
    guard rows.count == 1 + declaration.sensitive.count,
      rows[0].count == ClassQuery.classNumbers,
      rows.dropFirst().allSatisfy({ $0.count == ClassQuery.sensitiveNumbers })
    else { throw SpecProblem("input", zh: "无法统计输入", en: "the input could not be measured") }
    guard rows[0][0] > 0 || keptOnly else {
      throw SpecProblem("input", zh: "没有记录", en: "there are no records")
    }
    return ClassMeasures(declaration, rows)
  }

  private init(_ declaration: MicrodataDeclaration, _ rows: [[Double]]) {
    let own = rows[0]
    self.declaration = declaration
    records = Int(own[0])
    classes = Int(own[1])
    smallest = Int(own[2])
    below = Int(own[3])
    unique = Int(own[4])
    let isPlain =
      declaration.parameters.missing == .value
      && (declaration.subject == nil || own[8] == own[0])
    averageRisk = own[0] == 0 ? 0 : (isPlain ? own[1] : own[5]) / own[0]
    classRisk = own[1] == 0 ? 0 : own[6] / own[1]
    classesAboveRisk = Int(own[7])
    subjects = Int(own[8])
    failing = Int(own[9])
    suppressed = Int(own[10])
    sensitive = zip(declaration.sensitive, rows.dropFirst()).map { column, row in
      Sensitive(
        name: column.name, distinct: Int(row[0]), entropy: row[1], distance: row[2],
        failingDiversity: Int(row[3]), failingDistance: Int(row[4]), distanceKept: row[5])
    }
  }

  /// The risk of GB/T 42460: one where a class is too small for the release model, else the
  /// largest class risk for open release, else the mean times the probability of an attempt.
  var risk: Double? {
    guard let model = declaration.parameters.model else { return nil }
    if classesAboveRisk > 0 { return 1 }
    if model == .open { return smallest == 0 ? 1 : 1 / Double(smallest) }
    // Fractions such as 3/16 times 3/10 are exact in decimals.
    return (classRisk * declaration.parameters.context * 1e12).rounded() / 1e12
  }

  /// The measures of an answer.
  var document: [(String, Document)] {
    var measures: [(String, Document)] = [
      ("k", .int(smallest)), ("classes", .int(classes)), ("recordsAtRisk", .int(failing)),
      ("averageRisk", .number(averageRisk)), ("records", .int(records)),
      ("recordsBelowK", .int(below)), ("unique", .int(unique)),
      ("highestRisk", .number(smallest == 0 ? 1 : 1 / Double(smallest))),
      ("suppressedRecords", .int(suppressed)),
    ]
    if let risk {
      measures += [
        ("Ra", .number(classes == 0 ? 0 : Double(classesAboveRisk) / Double(classes))),
        ("Rb", .number(smallest == 0 ? 1 : 1 / Double(smallest))), ("Rc", .number(classRisk)),
        ("R", .number(risk)),
      ]
    }
    for column in sensitive {
      measures.append(
        (
          "sensitive:\(column.name)",
          .members([
            ("distinct", .int(column.distinct)), ("entropy", .number(column.entropy)),
            ("t", .number(column.distance)), ("tKept", .number(column.distanceKept)),
          ])
        ))
    }
    return measures
  }
}
