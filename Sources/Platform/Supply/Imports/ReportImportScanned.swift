// SPDX-License-Identifier: Apache-2.0
package import Core
import Regulation

/// The platform scanned the file of an import; nothing of it was kept.
package struct ReportImportScanned: Action {
  let dataImport: RecordID
  let findings: ImportFindings
  let overlap: ImportOverlap

  /// The declaration.
  package static let spec = Spec<Self>(
    "import.scanned", zh: "导入文件已扫描", en: "An import was scanned", capacities: [.system],
    clauses: ["HD-12-b", "QZ-20.3-a"], on: DataImport.table.name,
    inStates: .possible(DataImport.State.requested),
    fields: Field("import", zh: "数据导入", en: "Import", refersTo: "dataImport"),
    Field("findings", zh: "扫描结果", en: "Findings"),
    Field("overlap", zh: "与域内数据的重合", en: "Overlap with data in the domain"),
    make: Self.init)

  /// The import.
  package func facts(_ read: any RecordReader, _ context: Context) throws -> DataImport? {
    try DataImport.here(dataImport, read, context)
  }

  /// Only once.
  package func decide(_ facts: DataImport?, _ context: Context) -> Decision {
    guard let found = facts else { return .refused(DataImport.unknown) }
    guard found.state == .requested else {
      return .refused(found.state.isOver ? found.wrongState(context) : DataImport.already)
    }
    do {
      let payload: JSON = ["overlap": try JSON(encoding: overlap)]
      return .allowed(
        Event(ImportScanned(subject: found.id, findings: findings), payload: payload),
        id: found.id)
    } catch {
      return .refused(
        Reason("import.overlap", zh: "重合结果无法记录", en: "the overlap cannot be recorded"))
    }
  }
}

/// The platform found that the file of an import cannot be taken.
package struct ReportImportUnfit: Action {
  let dataImport: RecordID
  let failureClass: String

  /// The declaration.
  package static let spec = Spec<Self>(
    "import.unfit", zh: "导入文件不符合要求", en: "An import cannot be taken",
    capacities: [.system], clauses: ["HD-12-b", "QZ-20.3-a"], on: DataImport.table.name,
    inStates: .possible(DataImport.State.requested),
    fields: Field("import", zh: "数据导入", en: "Import", refersTo: "dataImport"),
    Field("failureClass", zh: "原因类别", en: "Class of failure", bounds: 1...100), make: Self.init)

  /// The import.
  package func facts(_ read: any RecordReader, _ context: Context) throws -> DataImport? {
    try DataImport.here(dataImport, read, context)
  }

  /// Only before people look at it.
  package func decide(_ facts: DataImport?, _ context: Context) -> Decision {
    guard let found = facts else { return .refused(DataImport.unknown) }
    guard found.state == .requested else {
      return .refused(found.state == .unfit ? DataImport.already : found.wrongState(context))
    }
    return .allowed(
      Event(ImportFoundUnfit(subject: found.id, failureClass: failureClass)), id: found.id)
  }
}

/// An import was scanned.
package struct ImportScanned: DomainEvent {
  /// The stable type.
  package static let type = "import.scanned"
  /// The import.
  package let subject: RecordID
  let findings: ImportFindings

  /// Shows it to those who decide.
  package func changes(
    _ stamp: Stamp, payload: JSON?, _ read: any RecordReader
  ) throws -> [Change] {
    guard var found = try read.find(DataImport.self, subject) else { return [] }
    found.state = .scanned
    found.findings = findings
    found.overlap = try payload?["overlap"]?.decode(ImportOverlap.self)
    return [.put(found)]
  }
}

/// An import cannot be taken.
package struct ImportFoundUnfit: DomainEvent {
  /// The stable type.
  package static let type = "import.unfit"
  /// The import.
  package let subject: RecordID
  let failureClass: String

  /// Sets state and class.
  package func changes(
    _ stamp: Stamp, payload: JSON?, _ read: any RecordReader
  ) throws -> [Change] {
    guard var found = try read.find(DataImport.self, subject) else { return [] }
    found.state = .unfit
    found.endGround = failureClass
    return [.put(found)]
  }
}
