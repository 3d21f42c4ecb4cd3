// SPDX-License-Identifier: Apache-2.0
package import Core
import DisclosureControl
import Regulation

/// Asks to bring data of one's own into the domain for one scenario (HD-12-b, QZ-20.3-a).
package struct RequestImport: SlowAction {
  let scenario: RecordID
  let title: String
  let source: ImportSource
  let proof: DigestText?
  let personal: Bool
  let basis: LawfulBasis?
  let basisProof: DigestText?
  let columns: [ImportColumn]
  let keyColumns: [String]
  let subjectColumn: String?
  let manifest: BatchManifest
  let upload: RecordID
  let keepUntil: Day?
  private var isUploadKept = false
  private var isUploadPaper = false

  private init(
    scenario: RecordID, title: String, source: ImportSource, proof: DigestText?, personal: Bool,
    basis: LawfulBasis?, basisProof: DigestText?, columns: [ImportColumn], keyColumns: [String],
    subjectColumn: String?, manifest: BatchManifest, upload: RecordID, keepUntil: Day?
  ) {
    self.scenario = scenario
    self.title = title
    self.source = source
    self.proof = proof
    self.personal = personal
    self.basis = basis
    self.basisProof = basisProof
    self.columns = columns
    self.keyColumns = keyColumns
    self.subjectColumn = subjectColumn
    self.manifest = manifest
    self.upload = upload
    self.keepUntil = keepUntil
  }

  /// How many imports of a scenario may wait at once: each is scanned beside the domain's data.
  static let waitingMax = 3

  /// The declaration.
  package static let spec = Spec<Self>(
    "import.request", zh: "申请导入自有数据", en: "Ask to import data of one's own",
    capacities: [.operator],
    clauses: ["HD-12-b", "HD-12-c", "QZ-20.3-a", "EZ-02.11-b"], on: Scenario.table.name,
    inStates: .possible(Scenario.State.approved),
    fields: Field("scenario", zh: "场景", en: "Scenario", refersTo: "scenario"),
    Field("title", zh: "数据名称", en: "Name of the data", bounds: 1...200),
    Field("source", zh: "来源和使用权", en: "Source and right"),
    Field("proof", zh: "合法来源证明", en: "Proof of the lawful source"),
    Field("personal", zh: "含个人信息", en: "Has personal information"),
    Field("basis", zh: "个人信息处理依据", en: "Ground for personal information"),
    Field("basisProof", zh: "处理依据证明", en: "Proof of that ground"),
    Field("columns", zh: "数据项及用途", en: "Columns and what each is for", bounds: 1...120),
    Field("keyColumns", zh: "主键数据项", en: "Key columns", bounds: 0...16),
    Field("subjectColumn", zh: "主体代码数据项", en: "Subject column", bounds: 1...64),
    Field("manifest", zh: "文件清单", en: "Manifest"), Field("upload", zh: "已上传文件", en: "Upload"),
    Field("keepUntil", zh: "保留至", en: "Kept until"), make: Self.init)

  /// Looks whether the file is one that the operator uploaded.
  package func beforehand(_ preparation: Preparation) throws -> Self {
    var action = self
    action.isUploadKept = try preparation.mayHandIn(upload)
    action.isUploadPaper = try preparation.isPaper(upload)
    return action
  }

  /// What a request is held against.
  package struct Facts: Sendable {
    var scenario: Scenario?
    var agreement: Agreement?
    /// Imports of the scenario that wait for the platform or for people.
    var waiting = 0
    var isUploadUsed = false
    /// Rules that must be in force first and are not.
    var missing: [RuleDocument] = []
  }

  /// The operator's scenario with its agreement, its rules, and other uses of the file.
  package func facts(_ read: any RecordReader, _ context: Context) throws -> Facts {
    var facts = Facts()
    guard let found = try Scenario.owned(scenario, read, context) else { return facts }
    facts.scenario = found
    facts.agreement = try read.find(Agreement.self, found.agreement)
    for state in [DataImport.State.requested, .scanned] {
      facts.waiting += try read.count(
        DataImport.self, [.equal("scenario", scenario), .equal("state", state.rawValue)])
    }
    facts.isUploadUsed = try DataImport.isUsed(upload, read)
    facts.missing = try OperatorRules.missing(
      .dataImport, of: [.operator: context.actor.organisation], read, context)
    return facts
  }

  /// Refuses what is not declared whole, and any request where no rule knows of imports.
  package func decide(_ facts: Facts, _ context: Context) -> Decision {
    guard let scenario = facts.scenario else { return .refused(Scenario.unknown) }
    guard let rules = context.profile.imports, let approvals = rules.approvals.value else {
      return .refused(
        Reason(
          "import.closed", zh: "本地规定没有规定自有数据导入，不能申请",
          en: "the place's rules know of no import of own data"))
    }
    let chain = SupplyChain.stop(
      scenario: scenario, agreement: facts.agreement, on: context.today, context.profile)
    var reasons = [chain].compactMap { $0 }
    reasons += facts.missing.map { document in
      Reason(
        "import.rules", clauses: document.clauses, zh: "须先制定并经审核同意：\(document.label.zh)",
        en: "first have these rules approved: \(document.label.en)")
    }
    reasons += sourceReasons(rules, context) + personalReasons(rules) + columnReasons(rules)
    reasons += fileReasons(facts)
    if let refusal = context.refusal(reasons) { return refusal }
    let id = context.newID(DataImport.table)
    let fact = ImportRequested(
      subject: id, place: context.place, agreement: scenario.agreement, scenario: scenario.id,
      operator: context.actor.organisation, title: title, source: source, proof: proof,
      personal: personal, basis: basis, basisProof: basisProof, columns: columns,
      keyColumns: keyColumns, subjectColumn: subjectColumn, manifest: manifest, upload: upload,
      lastDay: min(source.until, keepUntil ?? source.until), approvals: approvals,
      by: context.actor.account)
    return .allowed(Event(fact, clauses: rules.reviewers.clauses), id: id)
  }

  /// The class, the proof, and the days of the right.
  private func sourceReasons(_ rules: ImportRules, _ context: Context) -> [Reason] {
    var reasons: [Reason] = []
    if let classes = rules.classes.value, !classes.contains(where: { $0.id == source.dataClass }) {
      let names = classes.map(\.id).joined(separator: ", ")
      reasons.append(
        Reason(
          "import.class", clauses: rules.classes.clauses, zh: "可导入的数据类别为：\(names)",
          en: "the classes that may be imported are: \(names)", field: "source"))
    }
    if rules.lawfulSource.isAsked, proof == nil {
      reasons.append(
        Reason(
          "import.source", clauses: rules.lawfulSource.clauses, zh: "须附合法来源证明",
          en: "add the proof that the data were lawfully obtained", field: "proof"))
    }
    let last = min(source.until, keepUntil ?? source.until)
    if source.signedOn > context.today || last < context.today {
      reasons.append(
        Reason(
          "import.right", clauses: rules.lawfulSource.clauses,
          zh: "使用权尚未取得或已到期，保留期限不得早于今天",
          en: "the right is not there yet or has run out, or the data would be kept no day",
          field: "source"))
    }
    return reasons
  }

  /// Personal information has a ground that is shown, and is not declared away.
  private func personalReasons(_ rules: ImportRules) -> [Reason] {
    var reasons: [Reason] = []
    if personal, rules.legalBasis.isAsked, basis == nil || basisProof == nil {
      reasons.append(
        Reason(
          "import.basis", clauses: rules.legalBasis.clauses,
          zh: "含个人信息的，须填写处理依据并附证明",
          en: "personal information needs its ground and what shows it",
          field: basis == nil ? "basis" : "basisProof"))
    }
    if !personal, columns.contains(where: { $0.type == .identityNumber }) {
      reasons.append(
        Reason(
          "import.personal", clauses: rules.legalBasis.clauses,
          zh: "数据项含公民身份号码，须声明含个人信息",
          en: "a column holds identity numbers: declare personal information", field: "personal"))
    }
    if !personal, source.dataClass == Self.personalClass {
      reasons.append(
        Reason(
          "import.personal", clauses: rules.legalBasis.clauses,
          zh: "数据类别为个人信息，须声明含个人信息并填写处理依据",
          en: "the class is personal information: declare it as such, with its ground",
          field: "personal"))
    }
    return reasons
  }

  /// The class of imports that is personal information by its name.
  private static let personalClass = "personalInformation"

  private func columnReasons(_ rules: ImportRules) -> [Reason] {
    let names = columns.map(\.name)
    var reasons: [Reason] = []
    if Set(names.map(NameFolding.fold)).count != names.count
      || !names.allSatisfy(NameFolding.isNormal) || names.contains(where: NameFolding.isReserved)
    {
      reasons.append(
        Reason(
          "import.columns", zh: "数据项名称重复、不是规范编码（NFC）或为系统保留名",
          en: "a column is named twice, its name is not in Unicode form NFC, or is reserved",
          field: "columns"))
    }
    if Set(keyColumns).count != keyColumns.count || !Set(names).isSuperset(of: keyColumns)
      || subjectColumn.map({ !names.contains($0) }) ?? false
    {
      reasons.append(
        Reason(
          "import.key", zh: "主键或主体代码不在数据项之中，或主键重复",
          en: "a key or the subject column is no column, or a key stands twice",
          field: "keyColumns"))
    }
    if columns.contains(where: { $0.namesSubject && $0.kind != .direct }) {
      reasons.append(
        Reason(
          "import.identifier", clauses: rules.lawfulSource.clauses,
          zh: "身份号码和统一社会信用代码须声明为直接标识",
          en: "identity numbers and credit codes are declared as direct identifiers",
          field: "columns"))
    }
    if columns.contains(where: { $0.grade == .core }) {
      reasons.append(
        Reason("import.core", zh: "核心数据不得导入", en: "core data are not imported", field: "columns"))
    }
    if manifest.mode != .full || Set(manifest.columns) != Set(names) {
      reasons.append(
        Reason(
          "import.manifest", zh: "一次导入为一个全量文件，清单的数据项须与申请一致",
          en: "an import is one whole file with the columns that are declared", field: "manifest"))
    }
    return reasons
  }

  private func fileReasons(_ facts: Facts) -> [Reason] {
    var reasons: [Reason] = []
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
    if facts.waiting >= RequestImport.waitingMax {
      reasons.append(
        Reason(
          "import.waiting", zh: "本场景已有 \(facts.waiting) 项导入待审核，请待其办结后再申请",
          en: "\(facts.waiting) imports of this scenario wait already; ask once they are decided",
          field: "scenario"))
    }
    return reasons
  }
}

extension DataImport {
  /// An id that names no file of the operator's own, such as another object of the vault.
  static let notUploaded = Reason(
    "import.upload", zh: "本单位没有上传过该文件，请先上传再填写其编号",
    en: "your organisation uploaded no such file; upload it and give its id", field: "upload")

  static let filedAsPaper = Reason(
    "import.upload.paper", zh: "该文件已作为材料归档，不能作为数据导入；请另行上传数据文件",
    en: "the file was filed as a paper and is not handed in as data; upload the data anew",
    field: "upload")

  /// Whether a file was taken for a delivery or an import before.
  static func isUsed(_ upload: RecordID, _ read: any RecordReader) throws -> Bool {
    let on = Condition.equal("upload", upload)
    return try read.count(Batch.self, [on]) + read.count(DataImport.self, [on]) > 0
  }
}

/// An import was asked for.
package struct ImportRequested: DomainEvent {
  /// The stable type.
  package static let type = "import.requested"
  /// The import.
  package let subject: RecordID
  let place: String
  let agreement: RecordID
  let scenario: RecordID
  let `operator`: RecordID
  let title: String
  let source: ImportSource
  let proof: DigestText?
  let personal: Bool
  let basis: LawfulBasis?
  let basisProof: DigestText?
  let columns: [ImportColumn]
  let keyColumns: [String]
  let subjectColumn: String?
  let manifest: BatchManifest
  let upload: RecordID
  let lastDay: Day
  let approvals: Int
  let by: RecordID

  /// Adds the import.
  package func changes(
    _ stamp: Stamp, payload: JSON?, _ read: any RecordReader
  ) throws -> [Change] {
    [
      .put(
        DataImport(
          id: subject, place: place, agreement: agreement, scenario: scenario,
          operator: `operator`, title: title, source: source, proof: proof, personal: personal,
          basis: basis, basisProof: basisProof, columns: columns, keyColumns: keyColumns,
          subjectColumn: subjectColumn, manifest: manifest, upload: upload, lastDay: lastDay,
          approvalsNeeded: approvals, requestedBy: by, requestedOn: stamp.occurredOn,
          state: .requested, votes: [], uploads: [upload]))
    ]
  }
}
