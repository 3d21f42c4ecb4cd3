// SPDX-License-Identifier: Apache-2.0
import DisclosureControl

extension TableFindings {
  /// An objection with the cell it is about.
  struct Placed {
    let cell: CellKey
    let finding: CheckFinding
  }

  /// Objections to quantiles, variances, regressions, and to what three or more make up.
  func spread(_ part: TableEvidence.Part) -> [Placed] {
    var found: [Placed] = []
    for (key, values) in part.spread {
      for (index, measure) in declaration.measures.enumerated() {
        let value = values[index]
        let finding: CheckFinding? =
          if measure.function.isPosition {
            position(value, at: location(key, part.levels, measure: index))
          } else if measure.function.hasSpread {
            freedom(value.lower - 1, at: location(key, part.levels, measure: index))
          } else if measure.function == .regression {
            regression(value, measure, at: location(key, part.levels, measure: index))
          } else {
            nil
          }
        if let finding { found.append(Placed(cell: key, finding: finding)) }
      }
    }
    for (key, values) in part.concentration {
      found += values.map { Placed(cell: key, finding: dominated($0, key, part)) }
    }
    let threshold = declaration.parameters.rules.contributors
    for (key, values) in part.between {
      found += values.filter { $0.isListing(threshold) }
        .map { Placed(cell: key, finding: listing($0, key, part)) }
    }
    return found
  }

  private func listing(
    _ value: BetweenQuery.Value, _ key: CellKey, _ part: TableEvidence.Part
  ) -> CheckFinding {
    let place = Document.members([
      ("measure", .string(MeasureSpec.Function.quantile.rawValue)),
      ("column", .string(value.interval.column)),
      ("quantiles", .array([.number(value.interval.low), .number(value.interval.high)])),
      ("cell", records.layout.cell(key, levels: part.levels)),
    ])
    return CheckFinding(
      .extremeValue, .fail, at: place, value: Double(value.between),
      parameter: Double(declaration.parameters.rules.contributors),
      formula: BetweenQuery.formula, zh: "同一列的两个分位数之间人数过少，并列公布即逐个说出个人的数值",
      en: "too few people lie between two quantiles of one column: side by side they list single "
        + "people's values", remedy: "suppress")
  }

  private func dominated(
    _ value: ConcentrationQuery.Value, _ key: CellKey, _ part: TableEvidence.Part
  ) -> CheckFinding {
    CheckFinding(
      .dominance, .fail, at: location(key, part.levels, measure: value.measure),
      value: value.share, parameter: Double(value.bound.share) / 10_000,
      formula: "top-\(value.bound.n)-share.1", zh: "最大的 \(value.bound.n) 个主体合计占比过高",
      en: "the \(value.bound.n) largest subjects make up too much of the cell",
      remedy: "suppress")
  }

  /// A quantile needs people on either side of it: three always, the threshold without a person.
  private func position(_ value: SpreadQuery.Value, at location: Document) -> CheckFinding? {
    let fewest = min(value.lower, value.upper)
    let threshold = declaration.parameters.rules.contributors
    guard value.statistic != nil, fewest < threshold else { return nil }
    if value.people < threshold {
      // The engine counts whoever has a text; here it must be a number.
      return CheckFinding(
        .minimumContributors, .fail, at: location, value: Double(value.people),
        parameter: Double(threshold), formula: DisclosureFormula.contributorsBelow.rawValue,
        zh: "有数值的不同主体少于门槛（按人数而不是行数计）",
        en:
          "fewer distinct subjects with a number than the threshold (people are counted, not rows)",
        remedy: "suppress")
    }
    return CheckFinding(
      .extremeValue, fewest < 3 ? .fail : .review, at: location, value: Double(fewest),
      parameter: Double(threshold), formula: "people-beside-quantile.1",
      zh: "分位数一侧的人数过少，接近个人数值",
      en: "too few people on one side of the quantile: it comes close to one person's value",
      remedy: "coarsen")
  }

  private func freedom(_ degrees: Int, at location: Document) -> CheckFinding? {
    let least = declaration.parameters.degreesOfFreedom
    guard degrees < least else { return nil }
    return CheckFinding(
      .degreesOfFreedom, .fail, at: location, value: Double(degrees), parameter: Double(least),
      formula: "residual-degrees-below.1", zh: "自由度过少", en: "too few degrees of freedom",
      remedy: "suppress")
  }

  /// Cells in which everybody has one value of a measured column, while in others people differ.
  func uniform(_ part: TableEvidence.Part) -> [CheckFinding] {
    let names = part.table.tabulation.measuredColumns
    return declaration.measures.enumerated().flatMap { index, measure -> [CheckFinding] in
      if measure.function.isPosition || records.layout.seesThroughWeights(measure) {
        return uniformPositions(part, index)
      }
      guard let name = measure.column, measure.function != .regression,
        let place = records.layout.measured.firstIndex(of: name),
        let column = names.firstIndex(where: { $0.text == "val\(place)" })
      else { return [] }
      let cells = part.table.cells.filter { $0.columns[column].contributors > 1 }
      let even = cells.filter { Self.isUniform($0.columns[column]) }
      // Where it is so everywhere, the dimensions themselves say the value, as in a price list.
      guard even.count < cells.count else { return [] }
      return even.map { oneValue($0.key, part, index, people: $0.columns[column].contributors) }
    }
  }

  /// The same for quantiles: everybody stands at or below it, and at or above it.
  private func uniformPositions(_ part: TableEvidence.Part, _ index: Int) -> [CheckFinding] {
    let known = part.spread.filter { $0.value[index].people > 1 }
    let even = known.filter { _, values in
      values[index].lower == values[index].people && values[index].upper == values[index].people
    }
    guard even.count < known.count else { return [] }
    return even.map { oneValue($0.key, part, index, people: $0.value[index].people) }
  }

  private func oneValue(
    _ key: CellKey, _ part: TableEvidence.Part, _ index: Int, people: Int
  ) -> CheckFinding {
    CheckFinding(
      .classDisclosure, .review, at: location(key, part.levels, measure: index),
      value: Double(people), formula: "one-value-for-all.1",
      zh: "此单元格中每个主体的数值都相同，公布即知每个人的数值",
      en: "everybody in the cell has the same value, so that it tells each person's",
      remedy: "review")
  }

  private static func isUniform(_ evidence: MeasureEvidence) -> Bool {
    let (product, isOver) = evidence.largest.units.multipliedReportingOverflow(
      by: .init(evidence.contributors))
    return evidence.negatives == 0 && evidence.unreadable == 0 && evidence.largest.units > 0
      && !isOver && product == evidence.absolute.units
  }

  private func regression(
    _ value: SpreadQuery.Value, _ measure: MeasureSpec, at location: Document
  ) -> CheckFinding? {
    let observations = value.lower
    let threshold = declaration.parameters.rules.contributors
    if observations >= threshold, value.upper < threshold {
      return CheckFinding(
        .minimumContributors, .fail, at: location, value: Double(value.upper),
        parameter: Double(threshold), formula: "people-behind-regressor.1",
        zh: "某个解释列把少数人与其余的人分开，其系数就是这些人的数值",
        en: "an explaining column parts few people from the others: its coefficient is their value",
        remedy: "suppress")
    }
    if let share = value.statistic, share > 0.5, observations >= threshold {
      return CheckFinding(
        .dominance, .review, at: location, value: share, parameter: 0.5,
        formula: "record-in-regressor.1", zh: "某个解释列的变化主要来自一条记录",
        en: "most of the spread of an explaining column comes from one record", remedy: "coarsen")
    }
    let parameters = measure.regressors.count + 1
    if let finding = freedom(observations - parameters, at: location) { return finding }
    let most = declaration.parameters.regressionShare
    guard Double(parameters) > most * Double(observations) else { return nil }
    return CheckFinding(
      .degreesOfFreedom, .fail, at: location, value: Double(parameters) / Double(observations),
      parameter: most, formula: "parameters-per-observation.1", zh: "参数相对观测过多",
      en: "too many parameters for the observations", remedy: "suppress")
  }
}
