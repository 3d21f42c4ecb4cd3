// SPDX-License-Identifier: Apache-2.0
package import Core
import Regulation

/// States where a resource's data come from, with the consent of who provided them
/// (SC-05.p2-a, QZ-19.p1-d, QZ-19.p1-e).
package struct StateOrigin: Action {
  let resource: RecordID
  let origin: String
  let documentNumber: String?
  let consent: DigestText?

  /// The word for data that the unit made itself.
  static let own = "own"

  /// The declaration.
  package static let spec = Spec<Self>(
    "resource.stateOrigin", zh: "登记数据来源和提供方同意", en: "State where data come from",
    capacities: [.sourceUnit, .implementingBody, .dataAuthority],
    clauses: ["SC-05.p2-a", "QZ-19.p1-d", "QZ-19.p1-e"], on: Resource.table.name,
    inStates: .except(Resource.State.withdrawn),
    fields: Field("resource", zh: "数据资源", en: "Resource", refersTo: "resource"),
    Field(
      "origin", zh: "来源（本单位产生填 own）", en: "Origin (own: made by the unit)", bounds: 1...60,
      offers: .rules(.origins)),
    Field("documentNumber", zh: "同意文件文号", en: "Number of the consent", bounds: 1...100),
    Field("consent", zh: "同意文件", en: "Consent"), make: Self.init)

  /// The unit's resource, or any of the place for the bureau.
  package func facts(_ read: any RecordReader, _ context: Context) throws -> Resource? {
    guard let found = try Resource.here(resource, read, context),
      context.isBureau || found.sourceUnit == context.actor.organisation
    else { return nil }
    return found
  }

  /// An origin of the place's text; a consent has its number and its paper.
  package func decide(_ facts: Resource?, _ context: Context) -> Decision {
    guard let found = facts else { return .refused(Resource.unknown) }
    guard found.state != .withdrawn else { return .refused(found.wrongState) }
    let rules = context.profile.catalogue.originConsents
    let names = [Self.own] + (rules.value ?? []).map(\.id)
    var reasons: [Reason] = []
    if !names.contains(origin) {
      reasons.append(
        Reason(
          "resource.origin.unknown", clauses: rules.clauses,
          zh: "来源应为：\(names.joined(separator: "、"))",
          en: "the origins are: \(names.joined(separator: ", "))", field: "origin"))
    }
    if (consent == nil) != (documentNumber == nil) {
      reasons.append(
        Reason(
          "resource.origin.paper", clauses: rules.clauses, zh: "同意文件须同时填写文号和摘要",
          en: "a consent has both its number and its digest",
          field: consent == nil ? "consent" : "documentNumber"))
    }
    if let refusal = context.refusal(reasons) { return refusal }
    return .allowed(
      Event(
        OriginStated(
          subject: found.id, origin: origin, documentNumber: documentNumber, consent: consent,
          by: context.actor.account)), id: found.id)
  }
}

/// The origin of a resource was stated.
package struct OriginStated: DomainEvent {
  /// The stable type.
  package static let type = "resource.originStated"
  /// The resource.
  package let subject: RecordID
  let origin: String
  let documentNumber: String?
  let consent: DigestText?
  let by: RecordID

  /// Sets origin and consent; a later statement takes the place of the one before.
  package func changes(
    _ stamp: Stamp, payload: JSON?, _ read: any RecordReader
  ) throws -> [Change] {
    guard var resource = try read.find(Resource.self, subject) else { return [] }
    resource.origin = origin
    resource.originConsent = consent
    resource.originDocument = documentNumber
    return [.put(resource)]
  }
}

extension Resource {
  /// Why data from elsewhere may not be used yet: their provider's consent is not recorded; nil
  /// where none is needed.
  func originReason(_ code: String, _ profile: Profile) -> Reason? {
    let rules = profile.catalogue.originConsents.value ?? []
    guard let rule = rules.first(where: { $0.id == origin }), originConsent == nil else {
      return nil
    }
    return Reason(
      code, clauses: rule.clauses, zh: "\(rule.label.zh)：须先登记原提供方的同意文件",
      en: "\(rule.label.en): first record the consent of who provided the data")
  }

  /// Why the origin must be stated first; nil where it is, or where no origin asks for anything.
  func originMissing(_ profile: Profile) -> Reason? {
    let rules = profile.catalogue.originConsents
    guard let known = rules.value, origin == nil else { return nil }
    return Reason(
      "resource.origin.missing", clauses: known.flatMap(\.clauses),
      zh: "须先登记数据来源", en: "first state where the data come from", field: "resource")
  }
}
