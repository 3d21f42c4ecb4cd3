// SPDX-License-Identifier: Apache-2.0
package import Core
import Regulation

/// Takes a request back, or ends an import: its grants, jobs and data go at once.
package struct EndImport: Action {
  let dataImport: RecordID
  let ground: String

  /// The declaration.
  package static let spec = Spec<Self>(
    "import.end", zh: "撤回或终止数据导入", en: "Withdraw or end an import",
    capacities: [.operator, .implementingBody, .dataAuthority],
    clauses: ["HD-12-b", "QZ-20.3-a"], on: DataImport.table.name,
    inStates: .possible(
      DataImport.State.requested, .scanned, .approved, .delivered, .active),
    fields: Field("import", zh: "数据导入", en: "Import", refersTo: "dataImport"),
    Field("ground", zh: "理由", en: "Ground", bounds: 1...500), make: Self.init)

  /// The operator's own import, or any of the place for the bureau.
  package func facts(_ read: any RecordReader, _ context: Context) throws -> DataImport? {
    guard let found = try DataImport.here(dataImport, read, context),
      context.isBureau || found.operator == context.actor.organisation
    else { return nil }
    return found
  }

  /// Only what has not ended.
  package func decide(_ facts: DataImport?, _ context: Context) -> Decision {
    guard let found = facts else { return .refused(DataImport.unknown) }
    guard !found.state.isOver else { return .refused(found.wrongState(context)) }
    let isWaiting = found.state == .requested || found.state == .scanned
    let isOwn = found.operator == context.actor.organisation
    return .allowed(
      Event(
        ImportEnded(
          subject: found.id, ground: ground, isWithdrawn: isWaiting && isOwn)), id: found.id)
  }
}

/// Ends an import whose last day is over; the platform's own act.
package struct ExpireImport: Action {
  let dataImport: RecordID

  /// The declaration.
  package static let spec = Spec<Self>(
    "import.expire", zh: "数据导入到期", en: "Expire an import", capacities: [.system],
    clauses: ["HD-12-c", "QZ-20.3-a"], on: DataImport.table.name,
    inStates: .possible(
      DataImport.State.requested, .scanned, .approved, .delivered, .active),
    fields: Field("import", zh: "数据导入", en: "Import", refersTo: "dataImport"), make: Self.init)

  /// The import.
  package func facts(_ read: any RecordReader, _ context: Context) throws -> DataImport? {
    try DataImport.here(dataImport, read, context)
  }

  /// Refuses before the last day is over, and a second time.
  package func decide(_ facts: DataImport?, _ context: Context) -> Decision {
    guard let found = facts else { return .refused(DataImport.unknown) }
    guard !found.state.isOver else { return .refused(DataImport.already) }
    guard context.today > found.lastDay else {
      return .refused(
        Reason(
          "import.expire.early", zh: "该导入至 \(found.lastDay) 止",
          en: "the import runs until \(found.lastDay)"))
    }
    return .allowed(
      Event(ImportEnded(subject: found.id, ground: "rightExpired", isWithdrawn: false)),
      id: found.id)
  }
}

/// The platform destroyed every file and object of an import that is over.
package struct ReportImportDestroyed: Action {
  let dataImport: RecordID
  let certificate: DigestText

  /// The declaration.
  package static let spec = Spec<Self>(
    "import.destroyed", zh: "导入数据已销毁", en: "An import was destroyed", capacities: [.system],
    clauses: ["HD-12-b", "QZ-20.3-a"], on: DataImport.table.name,
    inStates: .possible(DataImport.State.unfit, .rejected, .withdrawn, .ended),
    fields: Field("import", zh: "数据导入", en: "Import", refersTo: "dataImport"),
    Field("certificate", zh: "销毁凭证摘要", en: "Digest of the certificate"), make: Self.init)

  /// The import.
  package func facts(_ read: any RecordReader, _ context: Context) throws -> DataImport? {
    try DataImport.here(dataImport, read, context)
  }

  /// Only what is over, once.
  package func decide(_ facts: DataImport?, _ context: Context) -> Decision {
    guard let found = facts else { return .refused(DataImport.unknown) }
    guard found.state.isOver else { return .refused(found.wrongState(context)) }
    guard found.certificate == nil else { return .refused(DataImport.already) }
    return .allowed(
      Event(ImportDestroyed(subject: found.id, certificate: certificate)), id: found.id)
  }
}

/// An import ended or was taken back.
package struct ImportEnded: DomainEvent {
  /// The stable type.
  package static let type = "import.ended"
  /// The import.
  package let subject: RecordID
  let ground: String
  let isWithdrawn: Bool

  /// Ends it with its grants, jobs, deliveries and versions.
  package func changes(
    _ stamp: Stamp, payload: JSON?, _ read: any RecordReader
  ) throws -> [Change] {
    guard let found = try read.find(DataImport.self, subject) else { return [] }
    let grants = try found.resource.map {
      try read.every(Grant.self, [.equal("resource", $0)])
    }
    return try found.endings(ground, as: isWithdrawn ? .withdrawn : .ended, read)
      + (grants ?? []).flatMap {
        try SupplyEnding.changes(revoking: $0, ground: "importEnded", read)
      }
  }
}

/// Nothing of an import is left.
package struct ImportDestroyed: DomainEvent {
  /// The stable type.
  package static let type = "import.destroyed"
  /// The second also marks deliveries that were not taken, so that tables are made anew for it.
  package static let version = 2
  /// The import.
  package let subject: RecordID
  let certificate: DigestText

  /// Sets the certificate, also of its deliveries that were not taken: their files went with it.
  package func changes(
    _ stamp: Stamp, payload: JSON?, _ read: any RecordReader
  ) throws -> [Change] {
    guard var found = try read.find(DataImport.self, subject) else { return [] }
    found.certificate = certificate
    var changes: [Change] = [.put(found)]
    guard let resource = found.resource else { return changes }
    let batches = try read.every(
      Batch.self,
      [.equal("resource", resource), .equal("state", Batch.State.rejected.rawValue)])
    for var batch in batches where batch.certificate == nil {
      batch.certificate = certificate
      changes.append(.put(batch))
    }
    return changes
  }
}

extension DataImport {
  /// The import ended, with what stood for it: deliveries on their way are rejected, versions are
  /// to be destroyed. Grants and jobs are its caller's. None where it was over already.
  func endings(
    _ ground: String, as state: State, _ read: any RecordReader
  ) throws -> [Change] {
    guard !self.state.isOver else { return [] }
    var ended = self
    ended.state = state
    ended.endGround = ground
    var changes: [Change] = [.put(ended)]
    guard let id = resource, var resource = try read.find(Resource.self, id) else {
      return changes
    }
    resource.state = .withdrawn
    changes.append(.put(resource))
    let on = Condition.equal("resource", id)
    for var batch in try read.every(Batch.self, [on])
    where [.delivered, .attested, .ingesting].contains(batch.state) {
      batch.state = .rejected
      batch.failureClass = "importEnded"
      changes.append(.put(batch))
    }
    for var version in try read.every(DatasetVersion.self, [on])
    where [.active, .superseded, .sealed].contains(version.state) {
      version.state = .destroying
      version.destructionGround = "importEnded"
      changes.append(.put(version))
    }
    return changes
  }
}
