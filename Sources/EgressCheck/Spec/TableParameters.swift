// SPDX-License-Identifier: Apache-2.0
import DisclosureControl

/// The parameters of the rules for tables.
///
/// What is left out has a default: ten contributors, as many between two releases, dominance
/// (1, 50 %) and (2, 67 %) (ABS DataLab), p % of 10 and ten degrees of freedom (acro), zeros
/// reviewed, no rounding.
struct TableParameters: Sendable {
  var rules = DisclosureParameters.suggested
  /// Bounds on the share of the three or more largest.
  var concentration: [ConcentrationQuery.Bound] = []
  var priorPosterior: (p: Int, q: Int)?
  var degreesOfFreedom = 10
  /// The largest share of parameters in the observations of a regression (DataSHIELD).
  var regressionShare = 0.33

  /// The fewest people by whom two releases may differ where more are asked for than in a cell.
  private var between: Int?
  /// The fewest people by whom two releases may differ; never fewer than contribute to a cell.
  var differencing: Int { max(rules.contributors, between ?? 0) }

  init() {}

  init(_ document: Document?, at path: String) throws(SpecProblem) {
    guard let document else { return }
    let object = try SpecObject(
      document, at: path,
      known: [
        "contributors", "differencing", "dominance", "pPercent", "pq", "degreesOfFreedom", "zeros",
        "rounding",
      ])
    if let value = try object.whole("contributors", in: 3...1_000_000) {
      rules.contributors = value
    }
    between = try object.whole("differencing", in: 3...1_000_000)
    if object["dominance"] != nil { try readDominance(object) }
    if case .null? = object["pPercent"] {
      rules.pPercent = nil
    } else if let share = try object.share("pPercent") {
      rules.pPercent = share
    }
    if let pair = object["pq"] { try readPair(pair, at: object.place("pq")) }
    if let value = try object.whole("degreesOfFreedom", in: 0...1_000_000) {
      degreesOfFreedom = value
    }
    if let zeros = try object.choice("zeros", ZeroPolicy.self) { rules.zeros = zeros }
    try readRounding(object)
    guard rules.isSound else {
      throw SpecProblem(
        object.place("contributors"),
        zh: "门槛不足以掩护取整：舍入到 5 至少需要 \(CountRounding.base5.thresholdMin)",
        en: "is too small for the rounding: base 5 needs \(CountRounding.base5.thresholdMin)")
    }
  }

  private mutating func readDominance(_ object: SpecObject) throws(SpecProblem) {
    let place = object.place("dominance")
    guard case .array(let elements)? = object["dominance"], elements.count <= 8 else {
      throw SpecProblem(place, zh: "应为至多 8 项的列表", en: "must be a list of at most 8 entries")
    }
    rules.dominanceOne = nil
    rules.dominanceTwo = nil
    concentration = []
    for (index, element) in elements.enumerated() {
      let entry = try SpecObject(element, at: "\(place)[\(index)]", known: ["n", "share"])
      guard let n = try entry.whole("n", in: 1...50), let share = try entry.share("share") else {
        throw SpecProblem(entry.path, zh: "需要 n（1 至 50）与 share", en: "needs n (1 to 50) and share")
      }
      if n == 1 { rules.dominanceOne = min(rules.dominanceOne ?? share, share) }
      if n == 2 { rules.dominanceTwo = min(rules.dominanceTwo ?? share, share) }
      if n > 2 { concentration.append(ConcentrationQuery.Bound(n: n, share: share)) }
    }
  }

  private mutating func readPair(_ document: Document, at path: String) throws(SpecProblem) {
    let object = try SpecObject(document, at: path, known: ["p", "q"])
    guard let p = try object.share("p"), let q = try object.share("q"),
      PriorPosteriorRule(p: p, q: q) != nil
    else {
      throw SpecProblem(path, zh: "需要 0 < p < q ≤ 1", en: "needs 0 < p < q <= 1")
    }
    priorPosterior = (p, q)
  }

  private mutating func readRounding(_ object: SpecObject) throws(SpecProblem) {
    switch object["rounding"] {
    case nil, .number(0), .string("none"): rules.rounding = .none
    case .number(5), .string("base5"): rules.rounding = .base5
    case .number(6), .string("midpoint6"), .string("midpoint-6"): rules.rounding = .midpoint6
    default:
      throw SpecProblem(
        object.place("rounding"), zh: "应为 0、5 或 6（中点 6）",
        en: "must be 0, 5 or 6 (midpoint 6)")
    }
  }
}
