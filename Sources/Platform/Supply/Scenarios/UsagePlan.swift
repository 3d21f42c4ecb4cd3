// SPDX-License-Identifier: Apache-2.0
package import Core
package import Regulation

/// A data usage plan: what an operator wants to do with which columns (EZ-02.10-a).
package struct UsagePlan: StructuredValue, Hashable {
  /// The title; 1 to 200 characters.
  package let title: String
  /// What the scenario is for; 1 to 1,000 characters.
  package let purpose: String
  /// Its field: a name of the profile's list, where the place has one.
  package let field: String?
  /// The form of the product: a type of the profile, such as `interface`.
  package let productForm: String
  /// How the plan keeps each of the five principles, by the principle's name (EZ-01-a).
  package let principles: [String: String]
  /// The demand list; 1 to 16 lines.
  package let demand: [DemandLine]

  /// Makes a plan.
  package init(
    title: String, purpose: String, field: String? = nil, productForm: String,
    principles: [String: String], demand: [DemandLine]
  ) {
    self.title = title
    self.purpose = purpose
    self.field = field
    self.productForm = productForm
    self.principles = principles
    self.demand = demand
  }

  /// Its members.
  package static let members = [
    Field<String>("title", zh: "方案名称", en: "Title", bounds: 1...200).info,
    Field<String>("purpose", zh: "用途", en: "Purpose", bounds: 1...1_000).info,
    Field<String?>("field", zh: "领域", en: "Field", bounds: 1...60, offers: .rules(.supplyFields))
      .info,
    Field<String>("productForm", zh: "产品形态", en: "Form of the product", bounds: 1...60).info,
    Field<KeyedTexts>(
      "principles", zh: "逐项原则的落实", en: "How each principle is met",
      offers: .rules(.supplyPrinciples)
    ).info,
    Field<[DemandLine]>("demand", zh: "数据需求", en: "Demand", bounds: 1...16).info,
  ]

  /// An example in JSON.
  package static let example =
    #"{"title":"…","purpose":"…","productForm":"interface","principles":{"lawful":"…"},"#
    + #""demand":[{"entry":"AUT-…","columns":["kwh"],"purpose":"…"}]}"#

  /// Texts and lists have bounds.
  package func problem() -> FieldProblem? {
    guard (1...200).contains(title.unicodeScalars.count) else { return .bounds(1...200) }
    guard (1...1_000).contains(purpose.unicodeScalars.count) else { return .bounds(1...1_000) }
    if let field, !(1...60).contains(field.utf8.count) { return .bounds(1...60) }
    guard principles.count <= 16,
      principles.allSatisfy({ $0.key.utf8.count <= 64 && $0.value.unicodeScalars.count <= 500 })
    else { return .bounds(0...500) }
    guard (1...16).contains(demand.count) else { return .bounds(1...16) }
    return demand.lazy.compactMap { $0.problem() }.first
  }
}

/// One line of a demand list: columns of one entry of the authorised catalogue.
package struct DemandLine: StructuredValue, Hashable {
  /// The entry.
  package let entry: RecordID
  /// The columns; 1 to 64.
  package let columns: [String]
  /// What they are needed for; 1 to 300 characters.
  package let purpose: String
  /// What direct identifiers are needed for; required when there are any.
  package let identifierPurpose: String?
  /// How persons consent or how the data are made anonymous; required for personal information.
  package let consentWay: ConsentWay?

  /// Makes a line.
  package init(
    entry: RecordID, columns: [String], purpose: String, identifierPurpose: String? = nil,
    consentWay: ConsentWay? = nil
  ) {
    self.entry = entry
    self.columns = columns
    self.purpose = purpose
    self.identifierPurpose = identifierPurpose
    self.consentWay = consentWay
  }

  /// Its members.
  package static let members = [
    Field<RecordID>("entry", zh: "目录条目", en: "Entry", refersTo: "authorisedEntry").info,
    Field<[String]>("columns", zh: "数据项", en: "Columns", bounds: 1...120).info,
    Field<String>("purpose", zh: "用途", en: "Purpose", bounds: 1...500).info,
    Field<String?>(
      "identifierPurpose", zh: "使用标识符的理由", en: "Why identifiers are needed", bounds: 1...500
    ).info,
    Field<ConsentWay?>("consentWay", zh: "取得同意的方式", en: "How consent is obtained").info,
  ]

  /// An example in JSON.
  package static let example = #"{"entry":"AUT-…","columns":["kwh"],"purpose":"…"}"#

  /// Texts and lists have bounds.
  package func problem() -> FieldProblem? {
    guard (1...64).contains(columns.count) else { return .bounds(1...64) }
    guard columns.allSatisfy({ (1...64).contains($0.unicodeScalars.count) }) else {
      return .bounds(1...64)
    }
    guard (1...300).contains(purpose.unicodeScalars.count) else { return .bounds(1...300) }
    if let identifierPurpose, !(1...300).contains(identifierPurpose.unicodeScalars.count) {
      return .bounds(1...300)
    }
    return nil
  }
}

/// On what ground personal information is used (EZ-02.3-b).
package enum ConsentWay: String, ChoiceValue {
  /// Each person or enterprise authorises each use.
  case individualConsent
  /// Nothing about single persons leaves: totals above the thresholds only.
  case anonymised

  /// The words of one choice.
  package var label: LocalText {
    switch self {
    case .individualConsent: LocalText(zh: "逐一取得本人授权", en: "each subject consents")
    case .anonymised: LocalText(zh: "匿名化处理", en: "made anonymous")
    }
  }
}
