// SPDX-License-Identifier: Apache-2.0
package import Core
import Regulation

/// Has the file of an approved import taken in, on the road of any delivery: read, checked,
/// profiled, encrypted (HD-12-b, QZ-20.3-a).
package struct DeliverImport: SlowAction {
  let dataImport: RecordID
  let upload: RecordID
  let digest: DigestText
  private var isUploadKept = false
  private var isUploadPaper = false

  private init(dataImport: RecordID, upload: RecordID, digest: DigestText) {
    self.dataImport = dataImport
    self.upload = upload
    self.digest = digest
  }

  /// The declaration.
  package static let spec = Spec<Self>(
    "import.deliver", zh: "交付导入数据", en: "Deliver an approved import",
    capacities: [.operator], clauses: ["HD-12-b", "QZ-20.3-a"], on: DataImport.table.name,
    inStates: .duty(DataImport.State.approved),
    fields: Field("import", zh: "数据导入", en: "Import", refersTo: "dataImport"),
    Field("upload", zh: "已上传文件", en: "Upload"),
    Field("digest", zh: "审核同意的文件摘要", en: "Digest of the file agreed to", offers: .typed),
    make: Self.init)

  /// Looks whether the file is one that the operator uploaded.
  package func beforehand(_ preparation: Preparation) throws -> Self {
    var action = self
    action.isUploadKept = try preparation.mayHandIn(upload)
    action.isUploadPaper = try preparation.isPaper(upload)
    return action
  }

  /// What the decision needs.
  package struct Found: Sendable {
    let found: DataImport
    let scenario: Scenario?
    let agreement: Agreement?
    /// What stood for it in an earlier try; nil before the first.
    let resource: Resource?
    /// Whether another delivery or import has the file.
    let isUploadUsed: Bool
  }

  /// The operator's import with what it hangs on.
  package func facts(_ read: any RecordReader, _ context: Context) throws -> Found? {
    guard let found = try DataImport.owned(dataImport, read, context) else { return nil }
    let isOwn = found.uploads.contains(upload)
    return Found(
      found: found, scenario: try read.find(Scenario.self, found.scenario),
      agreement: try read.find(Agreement.self, found.agreement),
      resource: try found.resource.flatMap { try read.find(Resource.self, $0) },
      isUploadUsed: isOwn ? false : try DataImport.isUsed(upload, read))
  }

  /// Only the file that people agreed to, and only while it may be used.
  package func decide(_ facts: Found?, _ context: Context) -> Decision {
    guard let facts else { return .refused(DataImport.unknown) }
    let found = facts.found
    let clauses = context.profile.imports?.reviewers.clauses ?? []
    if found.state == .delivered || found.state == .active {
      return .refused(DataImport.already)
    }
    var reasons: [Reason] = []
    if found.state != .approved {
      reasons.append(
        Reason(
          "import.approval", clauses: clauses,
          zh: "未经 \(found.approvalsNeeded) 人审核同意或已终止，不能导入",
          en: "\(found.approvalsNeeded) people have not agreed to it, or it has ended",
          field: "import"))
    }
    let chain = SupplyChain.stop(
      scenario: facts.scenario, agreement: facts.agreement, on: context.today, context.profile)
    reasons += [chain].compactMap { $0 }
    if found.lastDay < context.today {
      reasons.append(
        Reason(
          "import.right", clauses: context.profile.imports?.lawfulSource.clauses ?? [],
          zh: "使用权已到期", en: "the right has run out", field: "import"))
    }
    if digest != found.manifest.digest {
      reasons.append(
        Reason(
          "import.digest", clauses: clauses, zh: "与审核同意的文件不一致，文件有变须重新申请",
          en: "this is not the file that was agreed to; a changed file is asked for anew",
          field: "digest"))
    }
    if !isUploadKept {
      reasons.append(DataImport.notUploaded)
    } else if isUploadPaper {
      reasons.append(DataImport.filedAsPaper)
    } else if facts.isUploadUsed {
      reasons.append(
        Reason(
          "import.upload.used", zh: "该上传文件已用于另一交付或导入，请重新上传",
          en: "the upload belongs to another delivery or import; upload it again",
          field: "upload"))
    }
    if let refusal = context.refusal(reasons) { return refusal }
    let fact = ImportDelivered(
      subject: found.id, batch: context.newID(Batch.table),
      resource: facts.resource?.id ?? context.newID(Resource.table), upload: upload,
      sequence: (facts.resource?.deliveries ?? DeliveryOrder()).next, by: context.actor.account)
    return .allowed(
      [Event(fact, clauses: clauses)],
      result: [
        "id": .string(found.id.rawValue), "batch": .string(fact.batch.rawValue),
        "resource": .string(fact.resource.rawValue),
      ])
  }
}

/// The file of an import is to be taken in.
package struct ImportDelivered: DomainEvent {
  /// The stable type.
  package static let type = "import.delivered"
  /// The import.
  package let subject: RecordID
  let batch: RecordID
  let resource: RecordID
  let upload: RecordID
  let sequence: Int
  let by: RecordID

  /// Adds the batch, attested by the last of those who agreed, and what stands for the import in
  /// the catalogue, where nobody but its operator and the authorities sees it.
  package func changes(
    _ stamp: Stamp, payload: JSON?, _ read: any RecordReader
  ) throws -> [Change] {
    guard var found = try read.find(DataImport.self, subject) else { return [] }
    found.state = .delivered
    found.resource = resource
    found.batch = batch
    if !found.uploads.contains(upload) { found.uploads.append(upload) }
    let known = try read.find(Resource.self, resource) ?? found.standIn(resource, stamp)
    return [
      .put(found), .put(known.numbered { $0.take(sequence) }),
      .put(
        Batch(
          id: batch, place: found.place, resource: resource, sourceUnit: found.operator,
          scenario: found.scenario, state: .attested, manifest: found.manifest, upload: upload,
          route: .cityPlatform, deliveredBy: by, deliveredFor: found.operator,
          deliveredOn: stamp.occurredOn, late: false, sequence: sequence,
          fileDigest: found.manifest.digest, attestedBy: found.votes.last?.account,
          attestation: found.manifest.digest, failureCounts: [:])),
    ]
  }
}

extension DataImport {
  /// What stands for it in the catalogue, with the classes that were agreed to.
  fileprivate func standIn(_ id: RecordID, _ stamp: Stamp) -> Resource {
    Resource(
      id: id, place: place, sourceUnit: `operator`, name: title, state: .imported, fields: [:],
      columns: columns.map(\.column), keyColumns: keyColumns, subjectColumn: subjectColumn,
      duties: [], confirmedOn: stamp.occurredOn, registeredBy: requestedBy,
      dataImport: self.id)
  }

  /// The import that a batch belongs to, with another state; none where it is none or has ended.
  static func following(
    _ batch: Batch, as state: State, _ read: any RecordReader
  ) throws -> [Change] {
    guard let id = try read.find(Resource.self, batch.resource)?.dataImport,
      var found = try read.find(DataImport.self, id), found.state == .delivered,
      found.batch == batch.id
    else { return [] }
    found.state = state
    return [.put(found)]
  }
}
