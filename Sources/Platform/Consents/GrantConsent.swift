// SPDX-License-Identifier: Apache-2.0
package import Core
import Regulation

/// A person or an enterprise authorises a developer to ask a product about them.
package struct GrantConsent: Action {
  let product: RecordID
  let developer: RecordID
  let subjectKind: SubjectKind
  let subjectCode: String
  let purpose: String
  let from: Day
  let until: Day
  let evidenceDigest: DigestText

  /// The declaration.
  package static let spec = Spec<Self>(
    "consent.grant", zh: "授权查询", en: "Authorise answers about a subject",
    capacities: [.dataSubject, .operator], clauses: ["EZ-02.3-b"], on: Product.table.name,
    fields: Field("product", zh: "产品", en: "Product", refersTo: "product"),
    Field("developer", zh: "被授权的开发商", en: "Authorised developer", refersTo: "organisation"),
    Field("subjectKind", zh: "主体类型", en: "Kind of subject"),
    Field("subjectCode", zh: "主体代码", en: "The subject's code", bounds: 18...18, secret: true),
    Field("purpose", zh: "用途", en: "Purpose", bounds: 2...500),
    Field("from", zh: "起始日", en: "From"), Field("until", zh: "截止日", en: "Until"),
    Field("evidenceDigest", zh: "授权书或电子授权摘要", en: "Digest of the authorisation"),
    make: Self.init)

  /// What the decision needs.
  package struct Facts: Sendable {
    let product: Product?
    let developer: Organisation?
    let account: Account?
  }

  /// The product, the developer and the acting account.
  package func facts(_ read: any RecordReader, _ context: Context) throws -> Facts {
    Facts(
      product: try read.find(Product.self, product),
      developer: try read.find(Organisation.self, developer),
      account: try read.find(Account.self, context.actor.account))
  }

  /// For a subject product, by a known person or recorded by its operator, for a time.
  package func decide(_ facts: Facts, _ context: Context) -> Decision {
    let isSubject = context.actor.holds(.dataSubject)
    guard let product = facts.product, product.place == context.place,
      product.state != .withdrawn, isSubject || product.isOwn(context)
    else { return .refused(MarketReasons.unknownProduct()) }
    guard let developer = facts.developer, developer.place == context.place,
      developer.state == .active, developer.capacities.contains(.developer)
    else {
      return .refused(
        Refusals.unknown("developer", zh: "开发商", en: "developer", field: "developer"))
    }
    var reasons: [Reason] = []
    let clauses = context.profile.catalogue.inclusionChecks.clauses
    if product.kind != .subject {
      reasons.append(
        Reason(
          "consent.product", clauses: clauses, zh: "该产品不涉及单个主体的查询，不需授权",
          en: "this product answers about no single subject", field: "product"))
    }
    if isSubject, facts.account?.assurance == .unverified {
      reasons.append(
        Reason(
          "consent.identity", clauses: clauses, zh: "账号尚未实名核验，请先核验身份",
          en: "the account's person is not verified yet"))
    }
    if !ConsentSubject.isSound(subjectCode, subjectKind) {
      reasons.append(
        Reason(
          "consent.code", zh: "主体代码校验不通过，请核对", en: "the code fails its check; compare it",
          field: "subjectCode"))
    }
    if until < from || until < context.today {
      reasons.append(
        Reason(
          "consent.days", zh: "截止日不能早于起始日或今天",
          en: "the last day cannot lie before the first day or today", field: "until"))
    }
    guard reasons.isEmpty,
      let digest = ConsentSubject.digest(product: product.id, code: subjectCode)
    else { return .refused(reasons) }
    let id = context.newID(Consent.table)
    let fact = ConsentGranted(
      subject: id, place: context.place, product: product.id, operator: product.operator,
      grantedTo: developer.id, subjectKind: subjectKind, from: from, until: until,
      evidenceDigest: evidenceDigest, by: context.actor.account)
    let payload: JSON = [
      "subjectDigest": .string(digest.text), "purpose": .string(purpose),
    ]
    return .allowed([Event(fact, payload: payload)], result: ["id": .string(id.rawValue)])
  }
}

/// An authorisation was given; whom it is about stands in the payload.
package struct ConsentGranted: DomainEvent {
  /// The stable type.
  package static let type = "consent.granted"
  /// The authorisation.
  package let subject: RecordID
  let place: String
  let product: RecordID
  let `operator`: RecordID
  let grantedTo: RecordID
  let subjectKind: SubjectKind
  let from: Day
  let until: Day
  let evidenceDigest: DigestText
  let by: RecordID

  /// Adds the authorisation.
  package func changes(
    _ stamp: Stamp, payload: JSON?, _ read: any RecordReader
  ) throws -> [Change] {
    [
      .put(
        Consent(
          id: subject, place: place, product: product, operator: `operator`,
          grantedTo: grantedTo, subjectKind: subjectKind,
          subjectDigest: payload?["subjectDigest"]?.string.flatMap(DigestText.init),
          purpose: payload?["purpose"]?.string, from: from, until: until,
          evidenceDigest: evidenceDigest, grantedBy: by, grantedOn: stamp.occurredOn,
          state: .active))
    ]
  }
}
