// SPDX-License-Identifier: Apache-2.0
import DisclosureControl

extension ReleaseMemory {
  /// Most pairs of quantiles, one here and one of a release, between which people are counted.
  private static let intervalsMax = 64

  /// Quantiles of this table beside those that releases tell of the same people: one quantile a
  /// release would list single people's values as well as many in one table.
  func quantiles(_ earlier: [StoredRelease], _ seen: inout Examination) async throws -> [Difference]
  {
    let own = BetweenQuery.positions(declaration.measures)
    let told = earlier.map { Self.intervals(own, beside: $0.quantiles) }
    // The narrowest tell most.
    let all = Set(told.joined()).sorted { left, right in
      (left.high - left.low, left.low, left.column)
        < (right.high - right.low, right.low, right.column)
    }
    guard !all.isEmpty else { return [] }
    if all.count > Self.intervalsMax { seen.doubts.append(Self.uncounted(all.count)) }
    let queries = records.layout.tables.map {
      BetweenQuery(
        layout: records.layout, levels: $0, intervals: Array(all.prefix(Self.intervalsMax)))
    }
    var sql = "CREATE VIEW records AS FROM \(records.relation);\n"
    for (index, query) in queries.enumerated() {
      sql +=
        "COPY (\(query.text ?? "")) TO '/out/w\(index).csv' (FORMAT csv, HEADER, FORCE_QUOTE *);\n"
    }
    let outputs = Set(queries.indices.map { "w\($0).csv" })
    _ = try await session.run(sql, inputs: records.files, outputs: outputs, field: "releases")
    var found: [Difference] = []
    for (place, query) in queries.enumerated() {
      let counted = query.decode(try session.output("w\(place).csv")).sorted { $0.key < $1.key }
      for (index, release) in earlier.enumerated() where !told[index].isEmpty {
        found += objections(
          counted, evidence.parts[place], release, index, intervals: told[index], seen)
      }
    }
    return found
  }

  /// The neighbours of which one is declared here only and the other out only.
  private static func intervals(
    _ own: [String: Set<Double>], beside out: [String: Set<Double>]
  ) -> Set<BetweenQuery.Interval> {
    var found: Set<BetweenQuery.Interval> = []
    for (column, positions) in own {
      guard let theirs = out[column] else { continue }
      let sorted = positions.union(theirs).sorted()
      for (low, high) in zip(sorted, sorted.dropFirst())
      where (positions.contains(low) && !theirs.contains(low) && !positions.contains(high))
        || (positions.contains(high) && !theirs.contains(high) && !positions.contains(low))
      {
        found.insert(BetweenQuery.Interval(column: column, low: low, high: high))
      }
    }
    return found
  }

  private func objections(
    _ counted: [(key: CellKey, value: [BetweenQuery.Value])], _ part: TableEvidence.Part,
    _ release: StoredRelease, _ index: Int, intervals: Set<BetweenQuery.Interval>,
    _ seen: Examination
  ) -> [Difference] {
    let few = declaration.parameters.rules.contributors
    var groups: [String: ToldGroups] = [:]
    return counted.flatMap { key, values in
      values.compactMap { value -> Difference? in
        guard intervals.contains(value.interval), value.isListing(few),
          isAboutTheSame(key, part, release, seen.changed[index])
        else { return nil }
        let column = value.interval.column
        let known =
          groups[column]
          ?? ToldGroups(
            release, column: column, threshold: threshold,
            axes: part.levels.enumerated().map { records.layout.identity($0, $1) })
        groups[column] = known
        guard let severity = known.severity(key, values: valued(key, part, column)) else {
          return nil
        }
        return Difference(
          release: index, cell: key, levels: part.levels,
          finding: objection(value, severity, place(key, part.levels, [release])))
      }
    }
  }

  /// Whether most of the people of a cell are those of the release, as far as it is known.
  private func isAboutTheSame(
    _ key: CellKey, _ part: TableEvidence.Part, _ release: StoredRelease,
    _ changed: [CellKey: Int]?
  ) -> Bool {
    guard let changed else { return true }
    let whole = CellKey(records.layout.axes.map { _ in .total })
    let people = records.subjects ?? records.rows
    if (changed[whole] ?? 0) * 4 < people { return true }
    // Of other people on the whole, a group may yet be the same; of levels that is not known.
    guard part.levels.allSatisfy({ $0 == 0 }), let cell = part.table[key] else { return false }
    let group = self.cell(
      Dictionary(
        shared(release).map { ($0.axis, key.coordinates[$0.axis]) },
        uniquingKeysWith: { first, _ in first }))
    return (changed[group] ?? 0) * 4 < cell.contributors
  }

  /// How many records of a cell have a value of a column.
  private func valued(_ key: CellKey, _ part: TableEvidence.Part, _ column: String) -> Int {
    let name = records.layout.measured.firstIndex(of: column).map { "val\($0)" }
    let place = part.table.tabulation.measuredColumns.firstIndex { $0.text == name }
    return place.flatMap { place in part.table[key]?.columns[place].records } ?? 0
  }

  private func objection(
    _ value: BetweenQuery.Value, _ severity: Verdict, _ place: Document
  ) -> CheckFinding {
    var members: [(String, Document?)] = [
      ("measure", .string(MeasureSpec.Function.quantile.rawValue)),
      ("column", .string(value.interval.column)),
      ("quantiles", .array([.number(value.interval.low), .number(value.interval.high)])),
    ]
    if case .object(let rest) = place {
      for member in rest { members.append((member.name, member.value)) }
    }
    let isSame = severity == .fail
    return CheckFinding(
      .extremeValue, severity, at: .members(members), value: Double(value.between),
      parameter: Double(declaration.parameters.rules.contributors), formula: BetweenQuery.formula,
      zh: isSame
        ? "与先前就同一组公布的分位数之间人数过少，并列即逐个说出个人的数值"
        : "先前公布的一个组可能就是此组，两次的分位数之间人数过少；请人工确认",
      en: isSame
        ? "too few people lie between this quantile and one that is out of the same group: side "
          + "by side they list single people's values"
        : "an earlier release tells a quantile of what may be the same group, and too few people "
          + "lie between; a person must look", remedy: isSame ? "suppress" : "review")
  }

  private static func uncounted(_ pairs: Int) -> CheckFinding {
    CheckFinding(
      .extremeValue, .review, at: .members([("quantiles", .int(pairs))]), value: Double(pairs),
      parameter: Double(intervalsMax), formula: "quantiles-not-compared.1",
      zh: "先前公布的分位数过多，只比较了相距最近的；请人工确认",
      en: "so many quantiles are out that only the nearest were compared; a person must look",
      remedy: "review")
  }
}
