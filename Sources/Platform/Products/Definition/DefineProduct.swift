// SPDX-License-Identifier: Apache-2.0
package import Core
import DisclosureControl
import Regulation

/// Makes a product of a release, as the agreement's list names it.
package struct DefineProduct: Action {
  let release: RecordID
  let code: String
  let name: String
  let type: String
  let useClass: String?
  let responsiblePerson: String?
  let useLimits: String?

  /// The declaration.
  package static let spec = Spec<Self>(
    "product.define", zh: "定义产品", en: "Define a product", capacities: [.operator],
    clauses: ["EZ-A1.5-a", "EZ-02.6-h", "EZ-02.13-d"], on: Release.table.name,
    inStates: .possible(Release.State.approved, .released),
    fields: Field("release", zh: "出域申请", en: "Release", refersTo: "release"),
    Field("code", zh: "协议清单中的产品代码", en: "Code on the agreement's list", bounds: 1...40),
    Field("name", zh: "产品名称", en: "Name", bounds: 1...200),
    Field("type", zh: "产品类型", en: "Type", bounds: 1...40, offers: .rules(.productTypes)),
    Field("useClass", zh: "用途类别", en: "Class of use", bounds: 1...60, offers: .rules(.useClasses)),
    Field("responsiblePerson", zh: "安全责任人", en: "Responsible person", bounds: 1...100),
    Field("useLimits", zh: "使用限制条件", en: "Limits of use", bounds: 1...1_000),
    make: Self.init)

  /// What the decision needs.
  package struct Facts: Sendable {
    let release: Release?
    let agreement: Agreement?
    let sameCode: Product?
  }

  /// The release, its agreement, and a product of this code.
  package func facts(_ read: any RecordReader, _ context: Context) throws -> Facts {
    let found = try read.find(Release.self, release)
    return Facts(
      release: found, agreement: try found.flatMap { try read.find(Agreement.self, $0.agreement) },
      sameCode: try found.flatMap {
        try read.first(Product.self, .equal("agreement", $0.agreement), .equal("code", code))
      })
  }

  /// From the operator's own approved release, on the list, of a known type and class.
  package func decide(_ facts: Facts, _ context: Context) -> Decision {
    guard let release = facts.release, release.place == context.place,
      release.operator == context.actor.organisation, let agreement = facts.agreement
    else { return .refused(Release.unknown()) }
    var reasons = ProductRequirements.reasons(release: release, agreement: agreement, context)
    reasons += ProductRequirements.listReasons(
      code: code, useClass: useClass, type: type, agreement: agreement, context)
    if facts.sameCode != nil {
      reasons.append(
        Reason(
          "product.exists", zh: "该代码的产品已定义，请新建版本",
          en: "a product of this code exists; make a new version of it", field: "code"))
    }
    if useLimits == nil, let reason = ProductRequirements.limitsMissing(context.profile) {
      reasons.append(reason)
    }
    if responsiblePerson == nil,
      let reason = ProductRequirements.responsiblePersonMissing(context.profile)
    {
      reasons.append(reason)
    }
    if let refusal = context.refusal(reasons) { return refusal }
    guard let digest = release.contentDigest else { return .refused(Release.unknown()) }
    let id = context.newID(Product.table)
    let fact = ProductDefined(
      subject: id, place: context.place, operator: release.operator, agreement: agreement.id,
      release: release.id, code: code, name: name, type: type, useClass: useClass,
      reviewer: agreement.product(code)?.reviewer, version: 1,
      internalNumber: ProductRequirements.internalNumber(id, context.profile), kind: release.kind,
      contentDigest: digest, parameters: release.spec.parameters, useLimits: useLimits,
      by: context.actor.account)
    return .allowed(
      [Event(fact, payload: ProductDefined.payload(responsiblePerson))],
      result: ["id": .string(id.rawValue)])
  }
}

/// A version of a product was defined.
package struct ProductDefined: DomainEvent {
  /// The stable type.
  package static let type = "product.defined"
  /// The product.
  package let subject: RecordID
  let place: String
  let `operator`: RecordID
  let agreement: RecordID
  let release: RecordID
  let code: String
  let name: String
  let type: String
  let useClass: String?
  /// Who reviews it by the agreement; nil where the rules of the place name the body.
  let reviewer: RecordID?
  let version: Int
  let internalNumber: String
  let kind: ReleaseKind
  let contentDigest: DigestText
  let parameters: [String]
  let useLimits: String?
  let by: RecordID

  /// What can be erased later: who answers for it.
  static func payload(_ responsiblePerson: String?) -> JSON? {
    responsiblePerson.map { ["responsiblePerson": .string($0)] }
  }

  /// Adds the product.
  package func changes(
    _ stamp: Stamp, payload: JSON?, _ read: any RecordReader
  ) throws -> [Change] {
    [
      .put(
        Product(
          id: subject, place: place, operator: `operator`, agreement: agreement, release: release,
          code: code, name: name, type: type, useClass: useClass, reviewer: reviewer,
          version: version, internalNumber: internalNumber, kind: kind,
          contentDigest: contentDigest,
          parameters: parameters, useLimits: useLimits, definedBy: by, definedOn: stamp.occurredOn,
          responsiblePerson: payload?["responsiblePerson"]?.string, state: .defined, prices: [],
          usage: .none))
    ]
  }
}

extension ReleaseSpec {
  /// The names that a call gives values for: dimensions of a cube, or the look-up key.
  var parameters: [String] {
    if let tabulation { return tabulation.dimensions }
    return subject.map { [$0.lookupKey] } ?? []
  }
}
