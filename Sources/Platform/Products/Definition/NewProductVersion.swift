// SPDX-License-Identifier: Apache-2.0
import Core
import Regulation

/// Makes the next version of a product from another release; it passes every gate anew.
package struct NewProductVersion: Action {
  let product: RecordID
  let release: RecordID
  let responsiblePerson: String?

  /// The declaration.
  package static let spec = Spec<Self>(
    "product.newVersion", zh: "新建产品版本", en: "Make a new version", capacities: [.operator],
    clauses: ["EZ-02.11-e", "EZ-02.13-d"], on: Product.table.name,
    inStates: .every(Product.State.self),
    fields: Field("product", zh: "产品", en: "Product", refersTo: "product"),
    Field("release", zh: "出域申请", en: "Release", refersTo: "release"),
    Field("responsiblePerson", zh: "安全责任人", en: "Responsible person", bounds: 1...100),
    make: Self.init)

  /// What the decision needs.
  package struct Facts: Sendable {
    let product: Product?
    let release: Release?
    let agreement: Agreement?
    let versions: [Product]
  }

  /// The product, its versions so far, the release and the agreement.
  package func facts(_ read: any RecordReader, _ context: Context) throws -> Facts {
    let found = try read.find(Product.self, product)
    return Facts(
      product: found, release: try read.find(Release.self, release),
      agreement: try found.flatMap { try read.find(Agreement.self, $0.agreement) },
      versions: try found.map {
        try read.all(Product.self, .equal("agreement", $0.agreement), .equal("code", $0.code))
      } ?? [])
  }

  /// From a release of the same agreement.
  package func decide(_ facts: Facts, _ context: Context) -> Decision {
    guard let product = facts.product, product.isOwn(context), let agreement = facts.agreement
    else { return .refused(MarketReasons.unknownProduct()) }
    guard let release = facts.release, release.place == context.place,
      release.operator == product.operator
    else { return .refused(Release.unknown()) }
    guard release.agreement == product.agreement else {
      return .refused(
        Reason(
          "product.version.scope", clauses: context.profile.products.newVersion,
          zh: "新版本只能用本产品协议范围内的出域成果",
          en: "a version is made of a release of the product's agreement",
          field: "release"))
    }
    let reasons = reasons(facts.versions, product, release, agreement, context)
    if let refusal = context.refusal(reasons) { return refusal }
    guard let digest = release.contentDigest else { return .refused(Release.unknown()) }
    let id = context.newID(Product.table)
    let fact = ProductDefined(
      subject: id, place: context.place, operator: product.operator, agreement: agreement.id,
      release: release.id, code: product.code, name: product.name, type: product.type,
      useClass: product.useClass, reviewer: agreement.product(product.code)?.reviewer,
      version: (facts.versions.map(\.version).max() ?? 0) + 1,
      internalNumber: ProductRequirements.internalNumber(id, context.profile), kind: release.kind,
      contentDigest: digest, parameters: release.spec.parameters, useLimits: product.useLimits,
      by: context.actor.account)
    return .allowed(
      [Event(fact, payload: ProductDefined.payload(responsiblePerson))],
      result: ["id": .string(id.rawValue)])
  }

  private func reasons(
    _ versions: [Product], _ product: Product, _ release: Release, _ agreement: Agreement,
    _ context: Context
  ) -> [Reason] {
    var reasons = ProductRequirements.reasons(release: release, agreement: agreement, context)
    if let reason = ProductRequirements.unlisted(
      code: product.code, useClass: product.useClass, agreement, context.profile)
    {
      reasons.append(
        Reason(reason.code, clauses: reason.clauses, zh: reason.message.zh, en: reason.message.en))
    }
    if release.kind != product.kind {
      reasons.append(
        Reason(
          "product.version.kind", zh: "新版本须与原产品同类，不同类请另行定义",
          en: "a version is of the same kind; define another product otherwise", field: "release"))
    }
    if versions.contains(where: { $0.release == release.id }) {
      reasons.append(
        Reason(
          "product.version.same", zh: "该出域申请已用于本产品的某个版本",
          en: "a version of this product is made of this release already", field: "release"))
    }
    if responsiblePerson == nil,
      let reason = ProductRequirements.responsiblePersonMissing(context.profile)
    {
      reasons.append(reason)
    }
    return reasons
  }
}
