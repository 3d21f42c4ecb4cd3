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
  }

  /// The agreement, and the reviewers that its products name.
  package func facts(_ read: any RecordReader, _ context: Context) throws -> Facts {
    Facts(
      agreement: try Agreement.here(agreement, read, context),
      reviewers: try AgreedProduct.reviewers(products, read, context))
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
    if let refusal = context.refusal(reasons) { return refusal }
    return .allowed(
      Event(ProductsAmended(subject: agreement.id, products: products, digest: digest)),
      id: agreement.id)
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
    return [.put(agreement)]
  }
}
