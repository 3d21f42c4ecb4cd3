// SPDX-License-Identifier: Apache-2.0
package import Core
import Regulation

/// Delivers a file for an approved scenario, through the place's platform (EZ-02.4-a, EZ-02.10-c).
package struct DeliverBatch: SlowAction {
  let scenario: RecordID
  let resource: RecordID
  let manifest: BatchManifest
  let upload: RecordID
  let route: SupplyRoute
  private var isUploadKept = false
  private var isUploadPaper = false

  private init(
    scenario: RecordID, resource: RecordID, manifest: BatchManifest, upload: RecordID,
    route: SupplyRoute
  ) {
    self.scenario = scenario
    self.resource = resource
    self.manifest = manifest
    self.upload = upload
    self.route = route
  }

  /// The declaration.
  package static let spec = Spec<Self>(
    "batch.deliver", zh: "交付数据", en: "Deliver a batch", capacities: [.platformOperator],
    clauses: ["EZ-02.4-a", "EZ-02.4-d", "EZ-02.10-b", "EZ-02.10-c"], on: Scenario.table.name,
    inStates: .possible(Scenario.State.approved),
    fields: Field("scenario", zh: "场景", en: "Scenario", refersTo: "scenario"),
    Field("resource", zh: "数据资源", en: "Resource", refersTo: "resource"),
    Field("manifest", zh: "交付清单", en: "Manifest"), Field("upload", zh: "已上传文件", en: "Upload"),
    Field("route", zh: "供数路径", en: "Route"), make: Self.init)

  /// Looks whether the file is one that the deliverer uploaded.
  package func beforehand(_ preparation: Preparation) throws -> Self {
    var action = self
    action.isUploadKept = try preparation.mayHandIn(upload)
    action.isUploadPaper = try preparation.isPaper(upload)
    return action
  }

  /// The scenario with its agreement, the resource, and a batch of the same upload.
  package func facts(_ read: any RecordReader, _ context: Context) throws -> BatchFacts {
    var facts = BatchFacts()
    facts.resource = try Resource.here(resource, read, context)
    if let found = try read.find(Scenario.self, scenario), found.place == context.place {
      facts.scenario = found
      facts.agreement = try read.find(Agreement.self, found.agreement)
      facts.isDemanded = try found.demandedColumns(of: resource, read) != nil
    }
    facts.sameFile = try read.every(
      Batch.self, [.equal("resource", resource), .equal("fileDigest", manifest.digest.text)])
    if let unit = facts.resource?.sourceUnit {
      facts.missing = try OperatorRules.missing(
        .delivery, of: [.sourceUnit: unit], read, context)
    }
    facts.isUploadUsed = try DataImport.isUsed(upload, read)
    return facts
  }

  /// Refuses other routes, resources that nobody approved, and manifests that do not fit.
  package func decide(_ facts: BatchFacts, _ context: Context) -> Decision {
    guard let scenario = facts.scenario else { return .refused(Scenario.unknown) }
    guard let resource = facts.resource else { return .refused(Resource.unknown) }
    var reasons: [Reason] = []
    let chain = SupplyChain.stop(
      scenario: scenario, agreement: facts.agreement, on: context.today, context.profile)
    if let chain { reasons.append(chain) }
    if !facts.isDemanded {
      reasons.append(
        Reason(
          "batch.undemanded", clauses: context.profile.supply.gates.clauses,
          zh: "该场景未申请此资源", en: "the scenario does not demand this resource",
          field: "resource"))
    }
    reasons += routeReasons(scenario, context) + manifestReasons(resource, context)
    reasons += facts.missing.map { document in
      Reason(
        "batch.documents", clauses: document.clauses, zh: "数据提供单位须先提交：\(document.label.zh)",
        en: "the source unit must first hand in: \(document.label.en)", field: "resource")
    }
    if !isUploadKept {
      reasons.append(
        Reason(
          "batch.upload", zh: "本单位没有上传过该文件，请先上传再填写其编号",
          en: "your organisation uploaded no such file; upload it and give its id",
          field: "upload"))
    } else if isUploadPaper {
      reasons.append(
        Reason(
          "batch.upload.paper", zh: "该文件已作为材料归档，不能作为数据交付；请另行上传数据文件",
          en: "the file was filed as a paper and is not handed in as data; upload the data anew",
          field: "upload"))
    } else if facts.isUploadUsed {
      reasons.append(
        Reason(
          "batch.upload.used", zh: "该上传文件已用于另一批次", en: "the upload belongs to another batch",
          field: "upload"))
    } else if let reason = orderReason(facts.sameFile, of: resource) {
      reasons.append(reason)
    }
    if let refusal = context.refusal(reasons) { return refusal }
    let id = context.newID(Batch.table)
    let sequence = manifest.sequence ?? (resource.deliveries ?? DeliveryOrder()).next
    let late = scenario.supplyDue.map { context.today > $0 } ?? false
    let fact = BatchDelivered(
      subject: id, place: context.place, resource: resource.id, sourceUnit: resource.sourceUnit,
      scenario: scenario.id, manifest: manifest, upload: upload, route: route,
      by: context.actor.account, organisation: context.actor.organisation, late: late,
      sequence: sequence)
    return .allowed(
      [Event(fact)],
      result: [
        "id": .string(id.rawValue), "late": .bool(late), "sequence": .int(Int64(sequence)),
      ])
  }

  /// A number that is not the next one, or without a number a manifest that was delivered already.
  private func orderReason(_ sameFile: [Batch], of resource: Resource) -> Reason? {
    let order = resource.deliveries ?? DeliveryOrder()
    let due = (order.open + [order.next]).map(String.init).joined(separator: "、")
    guard let sequence = manifest.sequence else {
      let earlier = sameFile.first { $0.state != .rejected && manifest.isRepeated(by: $0.manifest) }
      guard let earlier else { return nil }
      return Reason(
        "batch.repeated",
        zh: "同一清单已作为批次 \(earlier.id.rawValue) 交付；如确需再次交付，请在清单中填写序号 \(due)",
        en: "this manifest was delivered as batch \(earlier.id.rawValue); to deliver it once more, "
          + "give the manifest the sequence number \(due)", field: "manifest")
    }
    switch order.problem(of: sequence) {
    case nil: return nil
    case .repeated:
      return Reason(
        "batch.sequence.repeated", zh: "序号 \(sequence) 的批次已交付；应交付的序号为 \(due)",
        en: "number \(sequence) was delivered already; the number due is \(due)",
        field: "manifest")
    case .early:
      return Reason(
        "batch.sequence.early", zh: "序号 \(sequence) 之前还有未交付的批次；应交付的序号为 \(due)",
        en: "a delivery before number \(sequence) is missing; the number due is \(due)",
        field: "manifest")
    }
  }

  private func routeReasons(_ scenario: Scenario, _ context: Context) -> [Reason] {
    let rules = context.profile.supply
    if rules.singleChannel.isAsked, route != .cityPlatform {
      return [
        Reason(
          "batch.route", clauses: rules.singleChannel.clauses,
          zh: "只能经\(context.profile.supplyPlatform.zh)供数",
          en: "the place's platform is the only channel", field: "route")
      ]
    }
    guard let agreed = scenario.supplyRoute, agreed != route else { return [] }
    return [
      Reason(
        "batch.route", clauses: rules.dueDateSetAtApproval.clauses, zh: "与审核同意的供数路径不一致",
        en: "this is not the route set at approval", field: "route")
    ]
  }

  private func manifestReasons(_ resource: Resource, _ context: Context) -> [Reason] {
    var reasons: [Reason] = []
    if resource.state != .published { reasons.append(resource.wrongState) }
    let isDelete = manifest.mode == .delete && !resource.keyColumns.isEmpty
    let expected = isDelete ? resource.keyColumns : resource.columns.map(\.name)
    if Set(manifest.columns) != Set(expected) {
      reasons.append(
        Reason(
          "batch.columns",
          zh: "清单的数据项须与目录一致（删除批次只列主键）：\(expected.joined(separator: "、"))",
          en: "the columns must be those of the catalogue, in a deletion its key alone: "
            + expected.joined(separator: ", "), field: "manifest"))
    }
    if resource.columns.contains(where: { $0.classification == nil }) {
      reasons.append(
        Reason(
          "batch.unclassified", clauses: context.profile.catalogue.unitDuties.clauses,
          zh: "数据项尚未分类分级", en: "a column is not classified yet", field: "resource"))
    }
    if manifest.mode.needsKey, resource.keyColumns.isEmpty {
      reasons.append(
        Reason(
          "batch.key", zh: "该资源没有主键，只能全量交付或追加",
          en: "the resource has no key; deliver the whole set or add to it", field: "manifest"))
    }
    return reasons
  }
}

/// What a delivery is held against.
package struct BatchFacts: Sendable {
  var scenario: Scenario?
  var agreement: Agreement?
  var resource: Resource?
  var isDemanded = false
  var isUploadUsed = false
  /// Deliveries of the same bytes.
  var sameFile: [Batch] = []
  /// Documents of the unit that must be in force first and are not.
  var missing: [RuleDocument] = []
}

extension Scenario {
  /// The columns of a resource that the demand list names; nil when it does not name the resource.
  func demandedColumns(of resource: RecordID, _ read: any RecordReader) throws -> Set<String>? {
    var columns: Set<String>?
    for line in demand {
      guard let entry = try read.find(AuthorisedEntry.self, line.entry),
        entry.resource == resource
      else { continue }
      columns = (columns ?? []).union(line.columns)
    }
    return columns
  }
}

/// A batch was delivered.
package struct BatchDelivered: DomainEvent {
  /// The stable type.
  package static let type = "batch.delivered"
  /// The batch.
  package let subject: RecordID
  let place: String
  let resource: RecordID
  let sourceUnit: RecordID
  let scenario: RecordID
  let manifest: BatchManifest
  let upload: RecordID
  let route: SupplyRoute
  let by: RecordID
  let organisation: RecordID
  let late: Bool
  /// Absent in entries before deliveries had numbers.
  let sequence: Int?

  /// Adds the batch, and takes its number.
  package func changes(
    _ stamp: Stamp, payload: JSON?, _ read: any RecordReader
  ) throws -> [Change] {
    var changes: [Change] = [
      .put(
        Batch(
          id: subject, place: place, resource: resource, sourceUnit: sourceUnit,
          scenario: scenario, state: .delivered, manifest: manifest, upload: upload, route: route,
          deliveredBy: by, deliveredFor: organisation, deliveredOn: stamp.occurredOn, late: late,
          sequence: sequence, fileDigest: manifest.digest, failureCounts: [:]))
    ]
    if let sequence, let resource = try read.find(Resource.self, resource) {
      changes.append(.put(resource.numbered { $0.take(sequence) }))
    }
    return changes
  }
}
