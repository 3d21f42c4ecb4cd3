// SPDX-License-Identifier: Apache-2.0
package import Core
import Regulation

/// A person or an enterprise authorises a developer to ask a product about them.
///
/// A subject's own account speaks for the subject that it is bound to and for nobody else. An
/// operator records a paper, which another person confirms before it is in force.
package struct GrantConsent: SlowAction {
  let product: RecordID
  let developer: RecordID
  let subjectKind: SubjectKind?
  let subjectCode: String?
  let purpose: String
  let from: Day
  let until: Day
  let evidenceDigest: DigestText
  /// The subject of the code that was given; nil for none and for one that fails its check.
  var mark: SubjectMark?
  private var isEvidenceKept = false

  private init(
    product: RecordID, developer: RecordID, subjectKind: SubjectKind?, subjectCode: String?,
    purpose: String, from: Day, until: Day, evidenceDigest: DigestText
  ) {
    self.product = product
    self.developer = developer
    self.subjectKind = subjectKind
    self.subjectCode = subjectCode
    self.purpose = purpose
    self.from = from
    self.until = until
    self.evidenceDigest = evidenceDigest
  }

  /// The declaration.
  package static let spec = Spec<Self>(
    "consent.grant", zh: "授权查询", en: "Authorise answers about a subject",
    capacities: [.dataSubject, .operator], clauses: ["EZ-02.3-b"], on: Product.table.name,
    inStates: .except(Product.State.withdrawn),
    fields: Field("product", zh: "产品", en: "Product", refersTo: "product"),
    Field("developer", zh: "被授权的开发商", en: "Authorised developer", refersTo: "organisation"),
    Field("subjectKind", zh: "主体类型（代录时必填）", en: "Kind of subject, when recorded from paper"),
    Field(
      "subjectCode", zh: "主体代码（代录时必填）", en: "The subject's code, when recorded from paper",
      bounds: 18...18, secret: true),
    Field("purpose", zh: "用途", en: "Purpose", bounds: 2...500),
    Field("from", zh: "起始日", en: "From"), Field("until", zh: "截止日", en: "Until"),
    Field("evidenceDigest", zh: "授权书或电子授权", en: "Authorisation"),
    make: Self.init)

  /// Hides the code under the installation's key and looks whether the paper was uploaded.
  package func beforehand(_ preparation: Preparation) throws -> Self {
    var action = self
    if let subjectCode, let subjectKind {
      action.mark = preparation.subjects.mark(of: subjectCode, subjectKind)
    }
    action.isEvidenceKept = try preparation.isUploaded(evidenceDigest)
    return action
  }

  /// What the decision needs.
  package struct Facts: Sendable {
    let product: Product?
    let developer: Organisation?
    let account: Account?
    /// The written grants from which the subject is left out since it withdrew before.
    let grants: [RecordID]
  }

  /// The product, the developer and the acting account.
  package func facts(_ read: any RecordReader, _ context: Context) throws -> Facts {
    let account = try read.find(Account.self, context.actor.account)
    return Facts(
      product: try read.find(Product.self, product),
      developer: try read.find(Organisation.self, developer), account: account,
      grants: try GrantConsents.outdated(
        byRenewing: (mark ?? account?.subject)?.digest, of: product, read))
  }

  /// For a subject product, by the subject itself or recorded by its operator, for a time.
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
    let subject = isSubject ? own(facts.account, clauses) : recorded(clauses)
    if until < from || until < context.today {
      reasons.append(
        Reason(
          "consent.days", zh: "截止日不能早于起始日或今天",
          en: "the last day cannot lie before the first day or today", field: "until"))
    }
    let mark: SubjectMark
    switch subject {
    case .failure(let problem): return .refused(reasons + [problem.reason])
    case .success(let found): mark = found
    }
    if let refusal = context.refusal(reasons) { return refusal }
    let id = context.newID(Consent.table)
    let fact = ConsentGranted(
      subject: id, place: context.place, product: product.id, operator: product.operator,
      grantedTo: developer.id, subjectKind: mark.kind, from: from, until: until,
      evidenceDigest: evidenceDigest, by: context.actor.account, needsConfirmation: !isSubject,
      grants: isSubject ? facts.grants : [])
    let payload: JSON = [
      "subjectDigest": .string(mark.digest.text), "purpose": .string(purpose),
    ]
    return .allowed([Event(fact, payload: payload)], result: ["id": .string(id.rawValue)])
  }

  /// The subject that the acting account is bound to; a code, where given, has to be its own.
  private func own(_ account: Account?, _ clauses: [ClauseID]) -> Result<SubjectMark, Problem> {
    guard let account, account.assurance != .unverified, let own = account.subject else {
      return .failure(
        Problem(
          Reason(
            "consent.identity", clauses: clauses,
            zh: "账号尚未绑定经实名核验的本人（本企业），请先向安全管理员办理核验",
            en: "no verified person or enterprise is bound to the account; ask for verification")))
    }
    let isOther = (subjectCode != nil && mark != own) || (subjectKind ?? own.kind) != own.kind
    guard !isOther else {
      return .failure(
        Problem(
          Reason(
            "consent.otherSubject", clauses: clauses, zh: "只能就本人（本企业）作出授权，不能替他人授权",
            en: "an account authorises for its own person or enterprise, for nobody else",
            field: subjectCode == nil ? "subjectKind" : "subjectCode")))
    }
    return .success(own)
  }

  /// The subject of a paper that an operator records.
  private func recorded(_ clauses: [ClauseID]) -> Result<SubjectMark, Problem> {
    guard let mark else {
      return .failure(
        Problem(
          Reason(
            "consent.code", zh: "主体类型或代码缺失，或代码校验不通过，请核对",
            en: "the kind or the code is missing, or the code fails its check; compare it",
            field: "subjectCode")))
    }
    guard isEvidenceKept else {
      return .failure(
        Problem(
          Reason(
            "consent.evidence", clauses: clauses, zh: "代录授权须先上传授权书",
            en: "upload the paper of the authorisation first", field: "evidenceDigest")))
    }
    return .success(mark)
  }

  /// Why there is no subject to authorise for.
  private struct Problem: Error {
    let reason: Reason

    init(_ reason: Reason) { self.reason = reason }
  }
}

/// An authorisation was given; whom it is about stands in the payload.
package struct ConsentGranted: DomainEvent {
  /// The stable type.
  package static let type = "consent.granted"
  /// The second version says whether a confirmation is needed.
  package static let version = 2
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
  let needsConfirmation: Bool
  /// Absent in entries before consents chose rows.
  let grants: [RecordID]?

  /// The first version knew no confirmation. What it recorded is about plain digests, which no
  /// call finds any more.
  package static func upcast(_ facts: JSON, from version: Int) -> JSON {
    guard version < 2, var members = facts.object else { return facts }
    members["needsConfirmation"] = false
    return .object(members)
  }

  /// Adds the authorisation.
  package func changes(
    _ stamp: Stamp, payload: JSON?, _ read: any RecordReader
  ) throws -> [Change] {
    try Grant.outdated(grants ?? [], isCounted: false, read) + [
      .put(
        Consent(
          id: subject, place: place, product: product, operator: `operator`,
          grantedTo: grantedTo, subjectKind: subjectKind,
          subjectDigest: payload?["subjectDigest"]?.string.flatMap(DigestText.init),
          purpose: payload?["purpose"]?.string, from: from, until: until,
          evidenceDigest: evidenceDigest, grantedBy: by, grantedOn: stamp.occurredOn,
          state: needsConfirmation ? .recorded : .active))
    ]
  }
}
