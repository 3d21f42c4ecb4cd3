// SPDX-License-Identifier: Apache-2.0
package import Core
import Regulation

/// Replaces the product list of a draft, or of an agreement in force by a signed amendment.
package struct AmendProducts: Action {
  let agreement: RecordID
  let products: [AgreedProduct]
  let digest: DigestText

  /// The declaration.
  package static let spec = Spec<Self>(
    "agreement.amendProducts", zh: "变更产品和服务清单", en: "Amend the product list",
    capacities: [.grantor, .implementingBody, .dataAuthority], clauses: ["EZ-02.6-h"],
    on: Agreement.table.name, inStates: .possible(Agreement.State.draft, .active),
    fields: Field("agreement", zh: "协议", en: "Agreement", refersTo: "agreement"),
    Field("products", zh: "产品和服务清单", en: "Products", bounds: 1...100),
    Field("digest", zh: "双方签署的变更文件", en: "Amendment both sides signed"),
    make: Self.init)

  /// What the decision needs.
  package struct Facts: Sendable {
    let agreement: Agreement?
    /// The organisations that the products name as their reviewers, by id.
    let reviewers: [RecordID: Organisation]
    /// The authorisation from before the rules that goes on under the agreement.
    let earlier: EarlierAuthorisation?
    /// The products of the agreement that are offered, or suspended and may be again.
    let offered: [Product]
  }

  /// The agreement, and the reviewers that its products name.
  package func facts(_ read: any RecordReader, _ context: Context) throws -> Facts {
    let found = try Agreement.here(agreement, read, context)
    return Facts(
      agreement: found, reviewers: try AgreedProduct.reviewers(products, read, context),
      earlier: try found?.earlier.flatMap { try read.find(EarlierAuthorisation.self, $0) },
      offered: try read.every(Product.self, [.equal("agreement", agreement)]).filter {
        $0.state == .published || $0.state == .suspended
      })
  }

  /// Refuses once a party has signed and before activation, and after the end.
  package func decide(_ facts: Facts, _ context: Context) -> Decision {
    guard let agreement = facts.agreement else { return .refused(Agreement.unknown) }
    let isDraft = agreement.state == .draft && agreement.signatures.isEmpty
    guard isDraft || agreement.state == .active else { return .refused(agreement.wrongState) }
    let reasons =
      [agreement.notGrantor(context)].compactMap { $0 } + AgreedProduct.problems(products, context)
      + AgreedProduct.lineProblems(products, context)
      + AgreedProduct.reviewerProblems(
        products, facts.reviewers, operator: agreement.operator, context)
      + [widened(agreement, facts.earlier, context), stillOffered(facts.offered, context)]
      .compactMap { $0 }
    if let refusal = context.refusal(reasons) { return refusal }
    return .allowed(
      Event(ProductsAmended(subject: agreement.id, products: products, digest: digest)),
      id: agreement.id)
  }

  /// What was authorised before the rules goes on as it was: while gaps are open, its list can be
  /// completed and not made longer (SC-32-a).
  private func widened(
    _ agreement: Agreement, _ earlier: EarlierAuthorisation?, _ context: Context
  ) -> Reason? {
    guard let earlier, earlier.state != .aligned else { return nil }
    let isWidened = products.contains { product in
      guard let known = agreement.product(product.code) else { return true }
      // A code does not become a product of another use; its name may be put right.
      return known.useClass.map { $0 != product.useClass } == true
    }
    guard isWidened else { return nil }
    let names = earlier.open.map(\.gap).joined(separator: ", ")
    return Reason(
      "adoption.widened", clauses: AdoptAuthorisation.clauses(context),
      zh: "存量授权尚有差距未补齐，只能完善原有产品，不能增加产品；未补齐：\(names)",
      en: "gaps of the earlier authorisation are open: its products can be completed, none added;"
        + " open: \(names)", field: "products")
  }

  /// What is offered under a code or a class is withdrawn before the list strikes or changes it: a
  /// product of a class that is free now would go on being charged.
  private func stillOffered(_ offered: [Product], _ context: Context) -> Reason? {
    let codes = Set(
      offered.filter { product in
        !products.contains { $0.code == product.code && $0.useClass == product.useClass }
      }.map(\.code)
    ).sorted()
    guard !codes.isEmpty else { return nil }
    let list = SupplyClauses.of(SupplyClauses.list, context.profile)
    let names = codes.joined(separator: ", ")
    return Reason(
      "agreement.product.offered",
      clauses: Set(list + context.profile.useClassClauses).sorted(),
      zh: "清单拟删除或改变用途类别的产品仍在提供，须先撤销：\(names)",
      en: "products that the list strikes or classes anew are still offered; withdraw them first: "
        + names, field: "products")
  }
}

/// The product list of an agreement was replaced.
package struct ProductsAmended: DomainEvent {
  /// The stable type.
  package static let type = "agreement.amended"
  /// The agreement.
  package let subject: RecordID
  let products: [AgreedProduct]
  let digest: DigestText

  /// Sets the list.
  package func changes(
    _ stamp: Stamp, payload: JSON?, _ read: any RecordReader
  ) throws -> [Change] {
    guard var agreement = try read.find(Agreement.self, subject) else { return [] }
    agreement.products = products
    if agreement.signedOn != nil { agreement.version = (agreement.version ?? 1) + 1 }
    return [.put(agreement)]
  }
}
