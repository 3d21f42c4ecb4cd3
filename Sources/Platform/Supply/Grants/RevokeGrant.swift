// SPDX-License-Identifier: Apache-2.0
package import Core
package import Regulation

/// Withdraws a grant; jobs that read it are cancelled at once.
package struct RevokeGrant: Action {
  let grant: RecordID
  let ground: String

  /// The declaration.
  package static let spec = Spec<Self>(
    "grant.revoke", zh: "撤销数据授权", en: "Revoke a grant",
    capacities: [.implementingBody, .dataAuthority, .sourceUnit, .operator],
    clauses: ["EZ-02.7-d", "EZ-02.2-d"], on: Grant.table.name,
    inStates: .except(Grant.State.rejected, .revoked, .destroyed),
    fields: Field("grant", zh: "数据授权", en: "Grant", refersTo: "grant"),
    Field("ground", zh: "理由", en: "Ground", bounds: 1...500), make: Self.init)

  /// The grant, when the actor is of the bureau or of a party to it.
  package func facts(_ read: any RecordReader, _ context: Context) throws -> Grant? {
    guard let found = try Grant.here(grant, read, context),
      context.isBureau || found.parties.contains(context.actor.organisation)
    else { return nil }
    return found
  }

  /// Only what gives rights or may come to.
  package func decide(_ facts: Grant?, _ context: Context) -> Decision {
    guard let grant = facts else { return .refused(Grant.unknown) }
    guard grant.state.isLive else { return .refused(grant.wrongState(context)) }
    return .allowed(Event(GrantRevoked(subject: grant.id, ground: ground)), id: grant.id)
  }
}

/// Marks a grant as behind its data, its rules or the subjects' consents, so that the platform
/// writes it anew.
package struct ReportGrantStale: Action {
  let grant: RecordID
  let ground: StaleGround

  /// The declaration.
  package static let spec = Spec<Self>(
    "grant.stale", zh: "授权数据须更新", en: "A grant is stale", capacities: [.system],
    clauses: ["EZ-02.3-b", "EZ-02.7-d"], on: Grant.table.name,
    inStates: .possible(Grant.State.materialising, .ready, .failed),
    fields: Field("grant", zh: "数据授权", en: "Grant", refersTo: "grant"),
    Field("ground", zh: "原因", en: "Ground"), make: Self.init)

  /// The grant.
  package func facts(_ read: any RecordReader, _ context: Context) throws -> Grant? {
    try Grant.here(grant, read, context)
  }

  /// Only what was or is being written.
  package func decide(_ facts: Grant?, _ context: Context) -> Decision {
    guard let grant = facts else { return .refused(Grant.unknown) }
    guard grant.outdated(ground, endsSample: false) != nil else {
      return .refused(grant.state == .stale ? Grant.already : grant.wrongState(context))
    }
    let fact = GrantBecameStale(
      subject: grant.id, ground: ground, endsSample: ground != .newVersion)
    return .allowed(Event(fact), id: grant.id)
  }
}

/// Why a written grant does not hold any more.
package enum StaleGround: String, ChoiceValue {
  case newVersion
  case consentChanged
  case policyChanged

  /// The words of one choice.
  package var label: LocalText {
    switch self {
    case .newVersion: LocalText(zh: "数据有新版本", en: "the data have a new version")
    case .consentChanged: LocalText(zh: "主体授权有变更", en: "consents changed")
    case .policyChanged: LocalText(zh: "脱敏规则有变更", en: "the rules of its masks changed")
    }
  }
}

/// The platform destroyed every copy of a revoked grant.
package struct ReportGrantDestroyed: Action {
  let grant: RecordID
  let certificate: DigestText

  /// The declaration.
  package static let spec = Spec<Self>(
    "grant.destroyed", zh: "授权数据已销毁", en: "A grant was destroyed", capacities: [.system],
    clauses: ["EZ-02.7-f"], on: Grant.table.name, inStates: .possible(Grant.State.revoked),
    fields: Field("grant", zh: "数据授权", en: "Grant", refersTo: "grant"),
    Field("certificate", zh: "销毁凭证摘要", en: "Digest of the certificate"), make: Self.init)

  /// The grant.
  package func facts(_ read: any RecordReader, _ context: Context) throws -> Grant? {
    try Grant.here(grant, read, context)
  }

  /// Only what was revoked, once.
  package func decide(_ facts: Grant?, _ context: Context) -> Decision {
    guard let grant = facts else { return .refused(Grant.unknown) }
    switch grant.state {
    case .revoked:
      let fact = GrantDestroyed(subject: grant.id, certificate: certificate)
      return .allowed(Event(fact), id: grant.id)
    case .destroyed: return .refused(Grant.already)
    case .requested, .approved, .rejected, .materialising, .ready, .stale, .failed:
      return .refused(grant.wrongState(context))
    }
  }
}

/// A grant was withdrawn.
package struct GrantRevoked: DomainEvent {
  /// The stable type.
  package static let type = "grant.revoked"
  /// The grant.
  package let subject: RecordID
  let ground: String

  /// Revokes it and cancels the jobs that read it.
  package func changes(
    _ stamp: Stamp, payload: JSON?, _ read: any RecordReader
  ) throws -> [Change] {
    guard let grant = try read.find(Grant.self, subject) else { return [] }
    return try SupplyEnding.changes(revoking: grant, ground: ground, read)
  }
}

/// A grant does not hold any more.
package struct GrantBecameStale: DomainEvent {
  /// The stable type.
  package static let type = "grant.stale"
  /// The grant.
  package let subject: RecordID
  let ground: StaleGround
  /// Absent in entries before a change of masks ended the sample.
  let endsSample: Bool?

  /// Sets the state.
  package func changes(
    _ stamp: Stamp, payload: JSON?, _ read: any RecordReader
  ) throws -> [Change] {
    guard let grant = try read.find(Grant.self, subject),
      let outdated = grant.outdated(ground, endsSample: endsSample ?? false)
    else { return [] }
    return [.put(outdated)]
  }
}

/// The copies of a grant are gone.
package struct GrantDestroyed: DomainEvent {
  /// The stable type.
  package static let type = "grant.destroyed"
  /// The grant.
  package let subject: RecordID
  let certificate: DigestText

  /// Sets state and certificate.
  package func changes(
    _ stamp: Stamp, payload: JSON?, _ read: any RecordReader
  ) throws -> [Change] {
    guard var grant = try read.find(Grant.self, subject) else { return [] }
    grant.state = .destroyed
    grant.certificate = certificate
    return [.put(grant)]
  }
}
