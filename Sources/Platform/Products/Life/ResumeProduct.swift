// SPDX-License-Identifier: Apache-2.0
import Core
import Regulation

/// Makes a suspended product public again; what an authority stopped only an authority resumes.
package struct ResumeProduct: Action {
  let product: RecordID

  /// The declaration.
  package static let spec = Spec<Self>(
    "product.resume", zh: "恢复产品", en: "Resume a product",
    capacities: [.operator, .implementingBody, .dataAuthority], clauses: ["EZ-02.11-e"],
    on: Product.table.name,
    fields: Field("product", zh: "产品", en: "Product", refersTo: "product"), make: Self.init)

  /// The product with what stands behind it.
  package func facts(
    _ read: any RecordReader, _ context: Context
  ) throws -> PublicationGates? {
    try read.find(Product.self, product).map { try PublicationGates.find($0, read, context) }
  }

  /// Every gate of publication is looked at again.
  package func decide(_ gates: PublicationGates?, _ context: Context) -> Decision {
    guard let gates, gates.product.place == context.place,
      context.isMarketAuthority || gates.product.isOwn(context)
    else { return .refused(MarketReasons.unknownProduct()) }
    guard gates.product.state == .suspended else {
      return .refused(gates.product.stateReason(context))
    }
    guard context.isMarketAuthority || gates.product.suspension?.byAuthority != true else {
      return .refused(
        Reason(
          "product.resume.authority", clauses: context.profile.products.reviewer.clauses,
          zh: "由主管部门暂停的产品须由主管部门恢复",
          en: "an authority stopped it; only an authority resumes it"))
    }
    let reasons = gates.reasons(context)
    guard reasons.isEmpty else { return .refused(reasons) }
    return .allowed(Event(ProductPublished(subject: product)), id: product)
  }
}
