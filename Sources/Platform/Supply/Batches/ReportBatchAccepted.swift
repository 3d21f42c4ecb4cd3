// SPDX-License-Identifier: Apache-2.0
package import Core
import Regulation

/// The platform took a batch: a new version of the resource's data is in the vault.
package struct ReportBatchAccepted: Action {
  let batch: RecordID
  let rowsGood: Int
  let rowsBad: Int
  let rowsRepeated: Int?
  let counts: [NamedCount]?
  let version: VersionReport

  /// The declaration.
  package static let spec = Spec<Self>(
    "batch.accepted", zh: "入库完成", en: "A batch was accepted", capacities: [.system],
    clauses: ["EZ-02.10-c", "EZ-02.13-a"], on: Batch.table.name,
    inStates: .possible(Batch.State.ingesting),
    fields: Field("batch", zh: "批次", en: "Batch", refersTo: "batch"),
    Field("rowsGood", zh: "合格行数", en: "Rows taken"),
    Field("rowsBad", zh: "问题行数", en: "Rows kept apart"),
    Field("rowsRepeated", zh: "重复行数", en: "Rows repeating another"),
    Field("counts", zh: "各类问题行数", en: "Rows kept apart by class", bounds: 0...64),
    Field("version", zh: "数据版本", en: "Version"), make: Self.init)

  /// The batch, the version that holds now, how many there were, and who uses the resource.
  package func facts(_ read: any RecordReader, _ context: Context) throws -> AcceptanceFacts? {
    guard let found = try Batch.here(batch, read, context) else { return nil }
    let on = Condition.equal("resource", found.resource)
    let grants = try read.every(Grant.self, [on])
    let scenario = try read.find(Scenario.self, found.scenario)
    let readers = Set(grants.filter(\.state.isLive).map(\.operator))
      .union([found.deliveredFor] + (scenario.map { [$0.operator] } ?? []))
    return AcceptanceFacts(
      batch: found, active: try DatasetVersion.active(of: found.resource, read),
      versions: try read.count(DatasetVersion.self, [on]), readers: readers.sorted())
  }

  /// Only once, and what adds to a version only onto the one that still holds.
  package func decide(_ facts: AcceptanceFacts?, _ context: Context) -> Decision {
    guard let facts else { return .refused(Batch.unknown) }
    switch facts.batch.state {
    case .accepted, .rejected: return .refused(Batch.already)
    case .delivered, .attested: return .refused(facts.batch.wrongState(context))
    case .ingesting: break
    }
    if facts.batch.manifest.mode.isIncremental, !version.isOver(facts.active) {
      return .refused(
        Reason(
          "batch.base", zh: "入库期间已有更新的版本，须在其上重新合并",
          en: "another version came meanwhile; merge onto it anew", field: "version"))
    }
    let id = context.newID(DatasetVersion.table)
    let fact = BatchAccepted(
      subject: facts.batch.id, version: id, number: facts.versions + 1, report: version,
      rowsGood: rowsGood, rowsBad: rowsBad, rowsRepeated: rowsRepeated, counts: counts,
      readers: facts.readers)
    return .allowed(
      [Event(fact)],
      result: [
        "id": .string(facts.batch.id.rawValue), "version": .string(id.rawValue),
        "number": .int(Int64(facts.versions + 1)),
      ])
  }
}

/// What an acceptance is held against.
package struct AcceptanceFacts: Sendable {
  let batch: Batch
  let active: DatasetVersion?
  let versions: Int
  let readers: [RecordID]
}

/// A new version as the platform stored it.
package struct VersionReport: StructuredValue, Hashable {
  /// The version onto which an upsert was merged; nil for the first.
  package let base: RecordID?
  /// Rows of the whole version.
  package let rows: Int
  /// Bytes before encryption.
  package let bytes: Int
  /// The object in the vault.
  package let vaultObject: RecordID
  /// The digest of the stored bytes.
  package let digest: DigestText
  /// The data sheet, without any value.
  package let sheet: BoundedJSON
  /// The values' profile in the vault.
  package let profileObject: RecordID?
  /// The rows kept apart, in the vault.
  package let badRowsObject: RecordID?
  /// The object of the version before onto which segments were put; nil where none were.
  package let baseObject: RecordID?
  /// The objects of its segments; nil when one object holds it.
  package let segments: [RecordID]?

  /// Gathers what was stored.
  package init(
    base: RecordID? = nil, rows: Int, bytes: Int, vaultObject: RecordID, digest: DigestText,
    sheet: BoundedJSON, profileObject: RecordID? = nil, badRowsObject: RecordID? = nil,
    baseObject: RecordID? = nil, segments: [RecordID]? = nil
  ) {
    self.baseObject = baseObject
    self.segments = segments
    self.base = base
    self.rows = rows
    self.bytes = bytes
    self.vaultObject = vaultObject
    self.digest = digest
    self.sheet = sheet
    self.profileObject = profileObject
    self.badRowsObject = badRowsObject
  }

  /// An example in JSON.
  package static let example =
    #"{"rows":1000,"bytes":52000,"vaultObject":"VLT-…","digest":"e3b0c442…","sheet":{}}"#

  /// The most segments of a version.
  package static let segmentsMax: Int64 = 200

  /// Whether it was made over the version that holds now, and over the segments it has now.
  func isOver(_ active: DatasetVersion?) -> Bool {
    base == active?.id && (baseObject == nil || baseObject == active?.vaultObject)
  }

  /// Numbers and the sheet have bounds.
  package func problem() -> FieldProblem? {
    guard rows >= 0, bytes >= 0 else { return .bounds(0...1_000_000_000_000) }
    guard Int64(segments?.count ?? 0) <= VersionReport.segmentsMax else {
      return .bounds(0...VersionReport.segmentsMax)
    }
    return sheet.problem()
  }
}

/// A batch was accepted and became a version.
package struct BatchAccepted: DomainEvent {
  /// The stable type.
  package static let type = "batch.accepted"
  /// The batch.
  package let subject: RecordID
  let version: RecordID
  let number: Int
  let report: VersionReport
  let rowsGood: Int
  let rowsBad: Int
  /// Absent in entries before rows were compared.
  let rowsRepeated: Int?
  /// Absent in entries before classes were reported.
  let counts: [NamedCount]?
  let readers: [RecordID]

  /// Adds the version, follows the one before, and marks what was written from it as stale.
  package func changes(
    _ stamp: Stamp, payload: JSON?, _ read: any RecordReader
  ) throws -> [Change] {
    guard var batch = try read.find(Batch.self, subject) else { return [] }
    batch.state = .accepted
    batch.rowsGood = rowsGood
    batch.rowsBad = rowsBad
    batch.rowsRepeated = rowsRepeated
    batch.failureCounts = NamedCount.dictionary(counts ?? [])
    batch.datasetVersion = version
    var changes: [Change] = [.put(batch)]
    var added = DatasetVersion(
      id: version, place: batch.place, resource: batch.resource, sourceUnit: batch.sourceUnit,
      number: number, batch: subject, state: .active, rows: report.rows, bytes: report.bytes,
      vaultObject: report.vaultObject, digest: report.digest,
      profileObject: report.profileObject, badRowsObject: report.badRowsObject,
      sheet: report.sheet.json, readers: readers, segments: report.segments)
    if var before = try DatasetVersion.active(of: batch.resource, read) {
      before.state = .superseded
      // What is to go is looked after by the version that holds, and so is the day's share.
      added.retired = before.retired
      added.folding = before.folding
      before.retired = nil
      changes.append(.put(before))
    }
    changes.append(.put(added))
    let grants = try read.every(Grant.self, [.equal("resource", batch.resource)])
    changes += try DataImport.following(batch, as: .active, read)
    return changes
      + grants.compactMap { $0.outdated(.newVersion, endsSample: false).map(Change.put) }
  }
}
