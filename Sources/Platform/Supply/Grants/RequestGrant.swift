// SPDX-License-Identifier: Apache-2.0
package import Core
import Cryptography
import Regulation

/// Asks for what an approved scenario needs of one resource: columns, masks, rows.
package struct RequestGrant: Action {
  let scenario: RecordID
  let resource: RecordID
  let tableName: String
  let purpose: GrantPurpose
  let columns: [GrantColumn]
  let rowFilter: [RowTest]

  /// The declaration.
  package static let spec = Spec<Self>(
    "grant.request", zh: "申请数据授权", en: "Request a grant", capacities: [.operator],
    clauses: ["EZ-02.2-d", "EZ-02.10-b", "EZ-02.13-a", "EZ-02.13-e"], on: Scenario.table.name,
    inStates: .possible(Scenario.State.approved),
    fields: Field("scenario", zh: "场景", en: "Scenario", refersTo: "scenario"),
    Field("resource", zh: "数据资源", en: "Resource", refersTo: "resource"),
    Field("tableName", zh: "程序中的表名", en: "Table name in programs", bounds: 1...40),
    Field("purpose", zh: "用途", en: "Purpose"),
    Field("columns", zh: "数据项与脱敏方式", en: "Columns and masks", bounds: 1...64),
    Field("rowFilter", zh: "行筛选", en: "Row filter", bounds: 0...16), make: Self.init)

  /// The operator's scenario with its agreement, what it demands, and its other grants.
  package func facts(_ read: any RecordReader, _ context: Context) throws -> GrantFacts? {
    guard let found = try Scenario.owned(scenario, read, context) else { return nil }
    let lines = try found.lines(about: resource, read)
    let known = try Resource.usable(resource, read, context)
    let imported = try known?.dataImport.flatMap { try read.find(DataImport.self, $0) }
    let isOpen =
      DataImport.stop(imported, scenario: scenario, on: context.today, context.profile) == nil
    let others = try read.every(Grant.self, [.equal("scenario", scenario)])
    return GrantFacts(
      scenario: found, agreement: try read.find(Agreement.self, found.agreement),
      resource: known, dataImport: imported,
      demanded: isOpen
        ? imported.map { Set($0.columns.map(\.name)) }
        : lines.isEmpty ? nil : Set(lines.flatMap(\.columns)),
      isConsented: known?.dataImport == nil
        && lines.allSatisfy { $0.consentWay != .anonymised },
      consentRows: ConsentRows.of(purpose, lines.map(\.consentWay)),
      others: others.filter(\.state.isLive),
      past: try others.filter { try !$0.state.isLive && $0.hasOutputs(read) },
      linkageSetting: try OpenSetting.find("security.linkageReviewResources", read, context))
  }

  /// Refuses more than the approved demand, and identifiers that are not hidden.
  package func decide(_ facts: GrantFacts?, _ context: Context) -> Decision {
    guard let facts else { return .refused(Scenario.unknown) }
    guard let found = facts.resource else { return .refused(Resource.unknown) }
    let policy = GrantPolicy(
      scenario: scenario, resource: resource, purpose: purpose, columns: columns,
      rowFilter: rowFilter, consentRows: facts.consentRows,
      hierarchies: GrantPolicy.hierarchies(of: columns, in: found))
    let reasons = GrantCheck(
      policy: policy, tableName: tableName, facts: facts, resource: found, context: context
    ).reasons
    if let refusal = context.refusal(reasons) { return refusal }
    let id = context.newID(Grant.table)
    let joined = facts.joined(with: resource)
    let threshold = facts.linkageThreshold(context.profile)
    let isLookedAt = threshold.map { joined > 1 && joined >= $0 } ?? false
    let fact = GrantRequested(
      subject: id, place: context.place, scenario: scenario,
      agreement: facts.scenario.agreement, operator: context.actor.organisation,
      resource: resource, sourceUnit: found.sourceUnit, tableName: tableName, purpose: purpose,
      columns: columns, rowFilter: rowFilter, policyDigest: policy.digest, joined: joined,
      needsLinkageReview: isLookedAt, by: context.actor.account, compiler: GrantSQL.version,
      consentRows: facts.consentRows, dataImport: facts.dataImport?.id,
      importUntil: facts.dataImport?.lastDay)
    return .allowed(
      [Event(fact)],
      result: [
        "id": .string(id.rawValue), "needsLinkageReview": .bool(isLookedAt),
      ])
  }
}

/// A grant was asked for.
package struct GrantRequested: DomainEvent {
  /// The stable type.
  package static let type = "grant.requested"
  /// The grant.
  package let subject: RecordID
  let place: String
  let scenario: RecordID
  let agreement: RecordID
  let `operator`: RecordID
  let resource: RecordID
  let sourceUnit: RecordID
  let tableName: String
  let purpose: GrantPurpose
  let columns: [GrantColumn]
  let rowFilter: [RowTest]
  let policyDigest: Digest
  let joined: Int
  let needsLinkageReview: Bool
  let by: RecordID
  /// Absent in entries of the first compiler.
  let compiler: Int?
  /// Absent in entries before consents chose rows.
  let consentRows: ConsentRows?
  /// Absent where the data are the catalogue's.
  let dataImport: RecordID?
  let importUntil: Day?

  /// Adds the grant.
  package func changes(
    _ stamp: Stamp, payload: JSON?, _ read: any RecordReader
  ) throws -> [Change] {
    [
      .put(
        Grant(
          id: subject, place: place, scenario: scenario, agreement: agreement,
          operator: `operator`, resource: resource, sourceUnit: sourceUnit, tableName: tableName,
          purpose: purpose, columns: columns, rowFilter: rowFilter, policyDigest: policyDigest,
          joinedResources: joined, needsLinkageReview: needsLinkageReview, requestedBy: by,
          state: .requested, consentEpoch: 0, compiler: compiler, consentRows: consentRows,
          dataImport: dataImport, importUntil: importUntil))
    ]
  }
}
