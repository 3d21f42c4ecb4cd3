// SPDX-License-Identifier: Apache-2.0
import Core
import Regulation

extension AgreedProduct {
  /// The active organisations of the place that products name as their reviewers, by id.
  static func reviewers(
    _ products: [AgreedProduct], _ read: any RecordReader, _ context: Context
  ) throws -> [RecordID: Organisation] {
    let found = try Set(products.compactMap(\.reviewer)).compactMap {
      try read.find(Organisation.self, $0)
    }
    return Dictionary(
      found.filter { $0.place == context.place && $0.state == .active }.map { ($0.id, $0) },
      uniquingKeysWith: { first, _ in first })
  }

  /// Why the reviewers do not stand: where the place leaves them to the agreement, each product
  /// names an organisation of the place that is not the operator's own (SC-16.3-a).
  static func reviewerProblems(
    _ products: [AgreedProduct], _ known: [RecordID: Organisation], operator: RecordID,
    _ context: Context
  ) -> [Reason] {
    let rule = context.profile.products.reviewer
    let isNamed = products.allSatisfy { product in
      guard rule.value == .agreement else { return product.reviewer == nil }
      guard let reviewer = product.reviewer.flatMap({ known[$0] }) else { return false }
      return reviewer.id != `operator` && !reviewer.linkedTo.contains(`operator`)
    }
    guard !isNamed else { return [] }
    return [
      Reason(
        "agreement.product.reviewer", clauses: rule.clauses,
        zh: rule.value == .agreement
          ? "协议须为每项产品指明运营机构以外的审核单位" : "审核单位由本地规定确定，协议不另指明",
        en: rule.value == .agreement
          ? "name for each product who reviews it, another than the operator"
          : "the rules of the place name who reviews; the agreement does not", field: "products")
    ]
  }

  /// Why lines do not say what the place asks of each product (SC-16.3-a).
  static func lineProblems(_ products: [AgreedProduct], _ context: Context) -> [Reason] {
    let rule = context.profile.products.lineItems
    let items = rule.value ?? []
    return products.compactMap { product in
      let said = KeyedTexts(product.requirements ?? [:])
      return Refusals.missing(
        "agreement.product.items", items.filter { said[$0.id] == nil }, clauses: rule.clauses,
        zh: "产品 \(product.code) 尚未写明", en: "product \(product.code) does not say its",
        field: "products")
    }
  }
}
