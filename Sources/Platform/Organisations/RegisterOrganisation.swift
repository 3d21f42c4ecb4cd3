// SPDX-License-Identifier: Apache-2.0
package import Core
import Regulation

/// Registers an organisation of a place, with the capacities that it may hold there.
package struct RegisterOrganisation: Action {
  let name: String
  let uscc: String
  let legalForm: LegalForm
  let place: String
  let capacities: [Capacity]
  let unitType: String?
  let designationNumber: String?
  let designationDigest: DigestText?

  /// The declaration.
  package static let spec = Spec<Self>(
    "organisation.register", zh: "登记单位", en: "Register an organisation",
    capacities: [.systemAdministrator], clauses: ["EZ-A1.3-a"],
    fields: Field("name", zh: "单位名称", en: "Name", bounds: 1...200),
    Field("uscc", zh: "统一社会信用代码", en: "Unified social credit code", bounds: 18...18),
    Field("legalForm", zh: "组织形式", en: "Legal form"),
    Field("place", zh: "所在地区", en: "Place", bounds: 1...40),
    Field("capacities", zh: "身份", en: "Capacities", bounds: 1...12),
    Field(
      "unitType", zh: "数源单位类型", en: "Kind of source unit", bounds: 1...60,
      offers: .rules(.unitTypes)),
    Field("designationNumber", zh: "指定文件文号", en: "Number of the designation", bounds: 1...100),
    Field("designationDigest", zh: "指定文件", en: "Designation"), make: Self.init)

  /// What the decision needs.
  package struct Facts: Sendable {
    /// The organisation that has this code already.
    let existing: Organisation?
    /// Others of the place with a capacity that one alone holds.
    let holders: [Organisation]
    /// The lower authority of which it is to be an organisation, where its place is one.
    let authority: Authority?
    /// The bodies of that authority that are registered already.
    let locals: [Organisation]
  }

  /// Who is there already, and the lower authority.
  package func facts(_ read: any RecordReader, _ context: Context) throws -> Facts {
    let alone = Set(context.profile.registration?.heldByOne.value ?? []).intersection(capacities)
    let holders =
      alone.isEmpty
      ? []
      : try read.every(Organisation.self, [.equal("place", place)]).filter {
        $0.state == .active && !alone.isDisjoint(with: $0.capacities)
      }
    let authority = try Authority.of(place, read)
    let bodies = Set(
      (authority?.rule(context.profile)?.bodies ?? []).flatMap { [$0.capacity, $0.also] })
    let locals =
      bodies.isDisjoint(with: capacities)
      ? []
      : try read.every(Organisation.self, [.equal("place", place)]).filter {
        $0.state == .active && !bodies.isDisjoint(with: $0.capacities)
      }
    return Facts(
      existing: try read.first(
        Organisation.self, .equal("place", place), .equal("uscc", uscc)), holders: holders,
      authority: authority, locals: locals)
  }

  /// Refuses invalid codes, duplicates, legal forms that the place does not allow, source units of
  /// no kind, a second holder of what one holds alone, and another place than the administrator's
  /// or one of the authorities below it.
  package func decide(_ facts: Facts, _ context: Context) -> Decision {
    var reasons = context.profile.registration.map { asked(by: $0, facts.holders) } ?? []
    reasons += placed(facts, context)
    if UnifiedSocialCreditCode(uscc) == nil {
      reasons.append(
        Reason(
          "organisation.uscc.invalid", zh: "统一社会信用代码校验不通过，请核对",
          en: "the code fails its check digit; compare it with the certificate", field: "uscc"))
    }
    if facts.existing != nil {
      reasons.append(
        Reason(
          "organisation.duplicate", zh: "该代码的单位已登记", en: "this code is registered already",
          field: "uscc"))
    }
    let form = legalForm.rawValue
    if capacities.contains(.operator), !context.profile.allowsOperator(legalForm: form) {
      reasons.append(
        Reason(
          "organisation.operator.form", clauses: context.profile.operatorFormClauses,
          zh: "运营机构的组织形式不符合本地规定", en: "an operator must have a legal form that the place allows",
          field: "legalForm"))
    }
    if let refusal = context.refusal(reasons) { return refusal }
    let id = context.newID(Organisation.table)
    return .allowed(
      Event(
        OrganisationRegistered(
          subject: id, place: place, name: name, uscc: uscc, legalForm: legalForm,
          capacities: capacities.sorted { $0.rawValue < $1.rawValue }, unitType: unitType,
          designationNumber: designationNumber, designationDigest: designationDigest)),
      id: id)
  }

  /// Why it is not registered at this place or, at the level of a lower authority, not so.
  private func placed(_ facts: Facts, _ context: Context) -> [Reason] {
    let authority = facts.authority
    let isBelow = authority.map { PlaceKey.isBelow($0.place, context.place) } ?? false
    guard place == context.place || isBelow else {
      return [
        Reason(
          "organisation.place", clauses: context.profile.authorities?.clauses ?? [],
          zh: "只能登记为本地区或其已登记的下级授权单位的单位",
          en: "it is registered in this place or with a registered authority below it",
          field: "place")
      ]
    }
    // An administrator of the lower authority itself registers by the same rules.
    guard let authority, let rule = authority.rule(context.profile) else { return [] }
    let mismatched = rule.bodies.compactMap { body in
      body.problem(of: capacities, beside: facts.locals, context.profile)
    }
    return mismatched + [ownPlatform(of: authority, rule)].compactMap(\.self)
  }

  /// Why a lower authority has no platform operator and no checkers of releases: whoever runs a
  /// platform there, or lets data out of it, does so on a platform of the authority's own.
  private func ownPlatform(of authority: Authority, _ rule: AuthorityLevel) -> Reason? {
    let ofPlatform: Set<Capacity> = [.platformOperator, .egressChecker]
    guard !ofPlatform.isDisjoint(with: capacities), authority.ownPlatform == nil else { return nil }
    return rule.platform?.barred(clauses: rule.clauses, field: "capacities")
  }

  /// Why the place's own rules do not let it be registered so.
  private func asked(by rules: RegistrationRules, _ holders: [Organisation]) -> [Reason] {
    var reasons: [Reason] = []
    let kinds = rules.unitTypes.value ?? []
    let isKind = kinds.contains { $0.id == unitType }
    if capacities.contains(.sourceUnit), !kinds.isEmpty, !isKind {
      reasons.append(
        Reason(
          "organisation.unitType", clauses: rules.unitTypes.clauses,
          zh: "数源单位须为：\(kinds.map(\.label.zh).joined(separator: "、"))",
          en: "a source unit is one of: \(kinds.map(\.label.en).joined(separator: ", "))",
          field: "unitType"))
    }
    let alone = Set(rules.heldByOne.value ?? []).intersection(capacities)
    if !alone.isEmpty, designationNumber == nil || designationDigest == nil {
      reasons.append(
        Reason(
          "organisation.designation", clauses: rules.heldByOne.clauses,
          zh: "须填写政府指定文件的文号并附文件", en: "give number and file of the government's designation",
          field: "designationNumber"))
    }
    if !holders.isEmpty {
      reasons.append(
        Reason(
          "organisation.holder", clauses: rules.heldByOne.clauses,
          zh: "该身份由一个单位担任，已有单位担任", en: "one organisation alone holds this, and one does already",
          field: "capacities"))
    }
    if capacities.contains(.developer),
      rules.developerForms.value?.contains(legalForm.rawValue) == false
    {
      reasons.append(
        Reason(
          "organisation.developer.form", clauses: rules.developerForms.clauses,
          zh: "开发主体的组织形式不符合本地规定", en: "a developer must have a legal form that the place allows",
          field: "legalForm"))
    }
    return reasons
  }
}

extension AuthorityBody {
  /// Why an organisation of these capacities is not registered beside those that are there: the
  /// two capacities go together, and one organisation alone holds them.
  fileprivate func problem(
    of capacities: [Capacity], beside others: [Organisation], _ profile: Profile
  ) -> Reason? {
    let isOne = capacities.contains(capacity)
    let (one, two) = (profile.word(for: capacity), profile.word(for: also))
    guard isOne == capacities.contains(also) else {
      return Reason(
        "organisation.level", clauses: clauses, zh: "此层级的\(one.zh)须为本级\(two.zh)",
        en: "at this level \(one.en) is the local \(two.en)", field: "capacities")
    }
    let holds = others.contains { $0.capacities.contains(also) || $0.capacities.contains(capacity) }
    guard isOne, holds else { return nil }
    return Reason(
      "organisation.level", clauses: clauses, zh: "本级\(two.zh)已登记，由其任\(one.zh)，不能另设",
      en: "the local \(two.en) is registered and is \(one.en); there is no other",
      field: "capacities")
  }
}

/// An organisation was registered.
package struct OrganisationRegistered: DomainEvent {
  /// The stable type.
  package static let type = "organisation.registered"
  /// The organisation.
  package let subject: RecordID
  let place: String
  let name: String
  let uscc: String?
  let legalForm: LegalForm
  let capacities: [Capacity]
  var unitType: String?
  var designationNumber: String?
  var designationDigest: DigestText?

  /// Adds the organisation.
  package func changes(
    _ stamp: Stamp, payload: JSON?, _ read: any RecordReader
  ) throws -> [Change] {
    [
      .put(
        Organisation(
          id: subject, place: place, name: name, uscc: uscc, legalForm: legalForm,
          capacities: capacities, linkedTo: [], unitType: unitType,
          designationNumber: designationNumber, designationDigest: designationDigest,
          state: .active, registeredOn: stamp.occurredOn))
    ]
  }
}
