// SPDX-License-Identifier: Apache-2.0
package import Core
import Cryptography
import Regulation

/// The platform began to write a grant.
package struct ReportGrantStarted: Action {
  let grant: RecordID

  /// The declaration.
  package static let spec = Spec<Self>(
    "grant.started", zh: "开始生成授权数据", en: "A grant is being written", capacities: [.system],
    clauses: ["EZ-02.13-a"], on: Grant.table.name,
    inStates: .possible(Grant.State.approved, .stale),
    fields: Field("grant", zh: "数据授权", en: "Grant", refersTo: "grant"), make: Self.init)

  /// The grant with what it hangs on.
  package func facts(_ read: any RecordReader, _ context: Context) throws -> GrantChain? {
    try Grant.here(grant, read, context).map { try GrantChain($0, read) }
  }

  /// Only an approved or stale grant of a scenario that may be worked on.
  package func decide(_ facts: GrantChain?, _ context: Context) -> Decision {
    guard let facts else { return .refused(Grant.unknown) }
    switch facts.grant.state {
    case .approved, .stale:
      if let refusal = context.refusal(facts.stop(context)) { return refusal }
      var grant = facts.grant
      grant.consentRows = facts.consentRows
      let fact = GrantStarted(
        subject: grant.id, compiler: GrantSQL.version,
        policyDigest: grant.policy(over: facts.resource).digest, consentRows: grant.consentRows)
      return .allowed(Event(fact), id: facts.grant.id)
    case .materialising: return .refused(Grant.already)
    case .requested, .rejected, .ready, .failed, .revoked, .destroyed:
      return .refused(facts.grant.wrongState(context))
    }
  }
}

/// The platform wrote a grant's copy, encrypted under a key of its own.
package struct ReportGrantMaterialised: Action {
  let grant: RecordID
  let datasetVersion: RecordID
  let vaultObject: RecordID
  let rows: Int
  let policyDigest: DigestText
  let consentEpoch: Int
  let consents: DigestText?
  let consentsUntil: Day?

  /// The declaration.
  package static let spec = Spec<Self>(
    "grant.materialised", zh: "授权数据已生成", en: "A grant was written", capacities: [.system],
    clauses: ["EZ-02.13-a", "EZ-02.2-d"], on: Grant.table.name,
    inStates: .possible(Grant.State.materialising),
    fields: Field("grant", zh: "数据授权", en: "Grant", refersTo: "grant"),
    Field("datasetVersion", zh: "数据版本", en: "Version", refersTo: "datasetVersion"),
    Field("vaultObject", zh: "存储对象", en: "Object in the vault"),
    Field("rows", zh: "行数", en: "Rows"), Field("policyDigest", zh: "策略摘要", en: "Policy digest"),
    Field("consentEpoch", zh: "授权变更序号", en: "Consent epoch"),
    Field("consents", zh: "授权主体摘要", en: "Digest of the subjects chosen"),
    Field("consentsUntil", zh: "各项授权均有效的最后一日", en: "Last day on which all authorisations hold"),
    make: Self.init)

  /// The grant, and the version that holds now.
  package func facts(
    _ read: any RecordReader, _ context: Context
  ) throws -> (GrantChain, DatasetVersion?)? {
    guard let found = try Grant.here(grant, read, context) else { return nil }
    return (try GrantChain(found, read), try DatasetVersion.active(of: found.resource, read))
  }

  /// Only a copy of the policy, the version and the consents that still hold.
  package func decide(_ facts: (GrantChain, DatasetVersion?)?, _ context: Context) -> Decision {
    guard let (chain, active) = facts else { return .refused(Grant.unknown) }
    let grant = chain.grant
    switch grant.state {
    case .materialising: break
    case .ready where grant.vaultObject == vaultObject: return .refused(Grant.already)
    case .requested, .approved, .rejected, .ready, .stale, .failed, .revoked, .destroyed:
      return .refused(grant.wrongState(context))
    }
    if let refusal = context.refusal(chain.stop(context)) { return refusal }
    guard policyDigest.text == grant.policyDigest.hex, active?.id == datasetVersion,
      consentEpoch == grant.consentEpoch, (consents == nil) == (grant.consentRows == nil)
    else {
      return .refused(
        Reason(
          "grant.outdated", clauses: context.clauses(SupplyClauses.scope),
          zh: "生成依据的策略、版本或授权已变更，须重新生成",
          en: "the policy, the version or the consents changed meanwhile; write it anew"))
    }
    let fact = GrantMaterialised(
      subject: grant.id, datasetVersion: datasetVersion, vaultObject: vaultObject, rows: rows,
      policyDigest: grant.policyDigest, consentEpoch: consentEpoch,
      consents: consents.flatMap { Digest(hex: $0.text) }, consentsUntil: consentsUntil)
    return .allowed(Event(fact), id: grant.id)
  }
}

/// The platform could not write a grant.
package struct ReportGrantFailed: Action {
  let grant: RecordID
  let failureClass: String

  /// The declaration.
  package static let spec = Spec<Self>(
    "grant.failed", zh: "授权数据生成失败", en: "A grant could not be written",
    capacities: [.system], clauses: ["EZ-02.13-a"], on: Grant.table.name,
    inStates: .possible(Grant.State.materialising),
    fields: Field("grant", zh: "数据授权", en: "Grant", refersTo: "grant"),
    Field("failureClass", zh: "原因类别", en: "Class of failure", bounds: 1...100),
    make: Self.init)

  /// The grant.
  package func facts(_ read: any RecordReader, _ context: Context) throws -> Grant? {
    try Grant.here(grant, read, context)
  }

  /// Only while it is being written.
  package func decide(_ facts: Grant?, _ context: Context) -> Decision {
    guard let grant = facts else { return .refused(Grant.unknown) }
    switch grant.state {
    case .materialising:
      let fact = GrantFailed(subject: grant.id, failureClass: failureClass)
      return .allowed(Event(fact), id: grant.id)
    case .failed: return .refused(Grant.already)
    case .requested, .approved, .rejected, .ready, .stale, .revoked, .destroyed:
      return .refused(grant.wrongState(context))
    }
  }
}

/// A grant is being written.
package struct GrantStarted: DomainEvent {
  /// The stable type.
  package static let type = "grant.started"
  /// The grant.
  package let subject: RecordID
  /// Absent, with the rest, in entries of the first compiler.
  let compiler: Int?
  let policyDigest: Digest?
  let consentRows: ConsentRows?

  /// Sets the state, and the policy as it holds now.
  package func changes(
    _ stamp: Stamp, payload: JSON?, _ read: any RecordReader
  ) throws -> [Change] {
    guard var grant = try read.find(Grant.self, subject) else { return [] }
    grant.state = .materialising
    grant.stateReason = nil
    if let policyDigest {
      if policyDigest != grant.policyDigest {
        let earlier = (grant.earlierPolicies ?? []).filter { $0 != policyDigest }
        grant.earlierPolicies = Array((earlier + [grant.policyDigest]).suffix(Grant.policiesMax))
      }
      grant.policyDigest = policyDigest
      grant.compiler = compiler
      grant.consentRows = consentRows
    }
    return [.put(grant)]
  }
}

/// A grant was written.
package struct GrantMaterialised: DomainEvent {
  /// The stable type.
  package static let type = "grant.materialised"
  /// The grant.
  package let subject: RecordID
  let datasetVersion: RecordID
  let vaultObject: RecordID
  let rows: Int
  let policyDigest: Digest
  let consentEpoch: Int
  /// Absent where authorisations choose no rows.
  let consents: Digest?
  /// Absent where authorisations keep no rows, and in older entries.
  let consentsUntil: Day?

  /// Sets the copy.
  package func changes(
    _ stamp: Stamp, payload: JSON?, _ read: any RecordReader
  ) throws -> [Change] {
    guard var grant = try read.find(Grant.self, subject) else { return [] }
    grant.state = .ready
    grant.datasetVersion = datasetVersion
    grant.vaultObject = vaultObject
    grant.rows = rows
    grant.consentDigest = consents
    grant.consentsUntil = consentsUntil
    if consents != nil { grant.writtenOn = stamp.occurredOn }
    return [.put(grant)]
  }
}

/// A grant could not be written.
package struct GrantFailed: DomainEvent {
  /// The stable type.
  package static let type = "grant.failed"
  /// The grant.
  package let subject: RecordID
  let failureClass: String

  /// Sets state and reason.
  package func changes(
    _ stamp: Stamp, payload: JSON?, _ read: any RecordReader
  ) throws -> [Change] {
    guard var grant = try read.find(Grant.self, subject) else { return [] }
    grant.state = .failed
    grant.stateReason = failureClass
    return [.put(grant)]
  }
}
