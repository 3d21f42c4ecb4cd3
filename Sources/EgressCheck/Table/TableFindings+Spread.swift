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
            regression(value.lower, measure, at: location(key, part.levels, measure: index))
          } else {
            nil
          }
        if let finding { found.append(Placed(cell: key, finding: finding)) }
      }
    }
    return found
      + part.concentration.flatMap { key, values in
        values.map { Placed(cell: key, finding: dominated($0, key, part)) }
      }
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

  private func regression(
    _ observations: Int, _ measure: MeasureSpec, at location: Document
  ) -> CheckFinding? {
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
