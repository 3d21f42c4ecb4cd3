// SPDX-License-Identifier: Apache-2.0
import DisclosureControl

/// The objections to the classes of an output.
struct ClassFindings {
  let declaration: MicrodataDeclaration
  let measures: ClassMeasures

  private var parameters: MicrodataParameters { declaration.parameters }

  var all: [CheckFinding] { sizes + roles + measures.sensitive.flatMap(sensitive) }

  private var quasi: Document {
    .members([("columns", .array(declaration.quasiIdentifiers.map { .string($0) }))])
  }

  private var sizes: [CheckFinding] {
    var found: [CheckFinding] = []
    let remedy =
      Double(measures.failing) <= parameters.suppression * Double(measures.records)
      ? "suppress" : "coarsen"
    if !declaration.quasiIdentifiers.isEmpty, measures.smallest < parameters.k, measures.records > 0
    {
      found.append(
        CheckFinding(
          .kAnonymity, .fail, at: quasi, value: Double(measures.smallest),
          parameter: Double(parameters.k), formula: "class-size-below.1",
          zh: "准标识符相同的人数少于 k（按主体计）", en: "fewer than k people share their quasi-identifiers",
          remedy: remedy))
    }
    if let model = parameters.model, measures.classesAboveRisk > 0 {
      found.append(
        CheckFinding(
          .reidentificationRisk, .fail, at: quasi, value: 1 / Double(max(1, measures.smallest)),
          parameter: 1 / Double(model.smallestClass), formula: "gbt42460-class-risk.1",
          zh: "存在重识别风险高于此发布模式限值的等价类",
          en: "some class has a re-identification risk above the release model's", remedy: remedy))
    }
    let total = measures.records + measures.suppressed
    if Double(measures.suppressed) > parameters.suppression * Double(total) {
      found.append(
        CheckFinding(
          .kAnonymity, .review, at: quasi,
          value: Double(measures.suppressed) / Double(max(1, total)),
          parameter: parameters.suppression, formula: "suppressed-share-above.1",
          zh: "已抑制的记录超过允许的比例", en: "more records are suppressed than is allowed",
          remedy: "coarsen"))
    }
    return found
  }

  private var roles: [CheckFinding] {
    var found: [CheckFinding] = declaration.columns.filter { $0.role == .directIdentifier }.map {
      CheckFinding(
        .directIdentifier, .fail, at: .members([("column", .string($0.name))]),
        formula: "declared-role.1", zh: "直接标识符不能出域", en: "a direct identifier cannot leave",
        remedy: "drop")
    }
    if declaration.quasiIdentifiers.isEmpty {
      found.append(
        CheckFinding(
          .kAnonymity, .review, at: .members([]), formula: "no-quasi-identifier.1",
          zh: "没有声明准标识符，无法度量重识别风险",
          en: "no quasi-identifier is declared, so the risk cannot be measured", remedy: "review"))
    }
    return found
  }

  private func sensitive(_ column: ClassMeasures.Sensitive) -> [CheckFinding] {
    let place = Document.members([("column", .string(column.name))])
    var found: [CheckFinding] = []
    if column.failingDiversity > 0 {
      found.append(
        CheckFinding(
          .lDiversity, .fail, at: place, value: Double(column.distinct),
          parameter: parameters.distinct.map(Double.init) ?? parameters.entropy
            ?? parameters.recursive.map { Double($0.l) },
          formula: parameters.distinct != nil
            ? "distinct-below.1"
            : parameters.entropy != nil ? "entropy-below-ln.1" : "recursive-c-l.1",
          zh: "有等价类中敏感值过于单一", en: "sensitive values within some class are too uniform",
          remedy: "suppress"))
    }
    if column.failingDistance > 0, let t = parameters.t {
      found.append(
        CheckFinding(
          .tCloseness, .fail, at: place, value: column.distance, parameter: t,
          formula: parameters.isOrdered ? "ordered-distance-above.1" : "equal-distance-above.1",
          zh: "有等价类中敏感值的分布与总体相差过大",
          en: "sensitive values within some class are distributed too differently from all records",
          remedy: "suppress"))
    }
    return found
  }
}
