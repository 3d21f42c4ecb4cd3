// SPDX-License-Identifier: Apache-2.0
package import Core
import Regulation

/// Orders a version of the data to be destroyed; nothing reads it from then on.
package struct DestroyVersion: Action {
  let version: RecordID
  let ground: String

  /// The declaration.
  package static let spec = Spec<Self>(
    "datasetVersion.destroy", zh: "销毁数据版本", en: "Destroy a version",
    capacities: [.sourceUnit, .implementingBody, .dataAuthority],
    clauses: ["EZ-02.7-f", "EZ-02.1-b"], on: DatasetVersion.table.name,
    inStates: .possible(DatasetVersion.State.active, .superseded, .sealed),
    fields: Field("version", zh: "数据版本", en: "Version", refersTo: "datasetVersion"),
    Field("ground", zh: "理由", en: "Ground", bounds: 1...500), make: Self.init)

  /// The unit's version, or any of the place for the bureau.
  package func facts(_ read: any RecordReader, _ context: Context) throws -> DatasetVersion? {
    guard let found = try DatasetVersion.here(version, read, context),
      context.isBureau || found.sourceUnit == context.actor.organisation
    else { return nil }
    return found
  }

  /// Only once.
  package func decide(_ facts: DatasetVersion?, _ context: Context) -> Decision {
    guard let version = facts else { return .refused(DatasetVersion.unknown) }
    switch version.state {
    case .active, .superseded, .sealed:
      let fact = VersionDestructionOrdered(
        subject: version.id, ground: ground, by: context.actor.account)
      return .allowed(Event(fact), id: version.id)
    case .destroying, .destroyed: return .refused(version.wrongState(context))
    }
  }
}

/// The platform destroyed a version's key and file.
package struct ReportVersionDestroyed: Action {
  let version: RecordID
  let certificate: DigestText
  let shared: [RecordID]?

  /// The declaration.
  package static let spec = Spec<Self>(
    "datasetVersion.destroyed", zh: "数据版本已销毁", en: "A version was destroyed",
    capacities: [.system], clauses: ["EZ-02.7-f"], on: DatasetVersion.table.name,
    inStates: .possible(DatasetVersion.State.destroying),
    fields: Field("version", zh: "数据版本", en: "Version", refersTo: "datasetVersion"),
    Field("certificate", zh: "销毁凭证摘要", en: "Digest of the certificate"),
    Field("shared", zh: "其他版本共用而保留的对象", en: "Objects that other versions share", bounds: 0...200),
    make: Self.init)

  /// The version.
  package func facts(_ read: any RecordReader, _ context: Context) throws -> DatasetVersion? {
    try DatasetVersion.here(version, read, context)
  }

  /// Only what was ordered, once.
  package func decide(_ facts: DatasetVersion?, _ context: Context) -> Decision {
    guard let version = facts else { return .refused(DatasetVersion.unknown) }
    switch version.state {
    case .destroying:
      return .allowed(
        Event(
          VersionDestroyed(subject: version.id, certificate: certificate, shared: shared)),
        id: version.id)
    case .destroyed:
      return .refused(
        Reason(
          "datasetVersion.already", zh: "销毁结果已报告",
          en: "the destruction was reported already"))
    case .active, .superseded, .sealed: return .refused(version.wrongState(context))
    }
  }
}

extension DatasetVersion {
  /// The version of the actor's place; nil for any other.
  static func here(
    _ id: RecordID, _ read: any RecordReader, _ context: Context
  ) throws -> DatasetVersion? {
    guard let version = try read.find(DatasetVersion.self, id), version.place == context.place
    else { return nil }
    return version
  }

  static let unknown = Refusals.unknown(
    "datasetVersion", zh: "数据版本", en: "version", field: "version")

  func wrongState(_ context: Context) -> Reason {
    Refusals.state(
      "datasetVersion", is: state.rawValue,
      clauses: context.profile.termination.destructionCertificateRequired.clauses,
      zh: "数据版本的状态不允许此操作", en: "the version's state does not allow this")
  }
}

/// A version is to be destroyed.
package struct VersionDestructionOrdered: DomainEvent {
  /// The stable type.
  package static let type = "datasetVersion.destructionOrdered"
  /// The version.
  package let subject: RecordID
  let ground: String
  let by: RecordID

  /// Sets the state and revokes what was written from it.
  package func changes(
    _ stamp: Stamp, payload: JSON?, _ read: any RecordReader
  ) throws -> [Change] {
    guard var version = try read.find(DatasetVersion.self, subject) else { return [] }
    version.state = .destroying
    version.destructionBy = by
    version.destructionGround = ground
    let grants = try read.every(Grant.self, [.equal("resource", version.resource)])
    let written = grants.filter { $0.datasetVersion == subject }
    return try [.put(version)]
      + written.flatMap {
        try SupplyEnding.changes(revoking: $0, ground: "sourceDestroyed", read)
      }
  }
}

/// A version is gone.
package struct VersionDestroyed: DomainEvent {
  /// The stable type.
  package static let type = "datasetVersion.destroyed"
  /// The version.
  package let subject: RecordID
  let certificate: DigestText
  /// Objects that stayed; absent in entries before versions shared any.
  let shared: [RecordID]?

  /// Sets state and certificate, and notes what stayed for other versions.
  package func changes(
    _ stamp: Stamp, payload: JSON?, _ read: any RecordReader
  ) throws -> [Change] {
    guard var version = try read.find(DatasetVersion.self, subject) else { return [] }
    version.state = .destroyed
    version.certificate = certificate
    version.retired = nil
    version.shared = shared
    return [.put(version)]
  }
}
