// SPDX-License-Identifier: Apache-2.0
package import Core
import Regulation

/// The platform wrote some segments of a version anew; its rows are the same.
package struct ReportVersionFolded: Action {
  let version: RecordID
  let base: RecordID
  let vaultObject: RecordID
  let digest: DigestText
  let bytes: Int
  let written: Int
  let segments: [RecordID]

  /// The declaration.
  package static let spec = Spec<Self>(
    "datasetVersion.folded", zh: "数据版本分段已归并", en: "Segments of a version were folded",
    capacities: [.system], clauses: ["EZ-02.10-c"], on: DatasetVersion.table.name,
    inStates: .possible(DatasetVersion.State.active),
    fields: Field("version", zh: "数据版本", en: "Version", refersTo: "datasetVersion"),
    Field("base", zh: "归并前的存储对象", en: "Object before"),
    Field("vaultObject", zh: "存储对象", en: "Object in the vault"),
    Field("digest", zh: "摘要", en: "Digest"), Field("bytes", zh: "字节数", en: "Bytes"),
    Field("written", zh: "写入字节数", en: "Bytes written"),
    Field(
      "segments", zh: "分段对象", en: "Objects of the segments",
      bounds: 1...VersionReport.segmentsMax), make: Self.init)

  /// The version.
  package func facts(_ read: any RecordReader, _ context: Context) throws -> DatasetVersion? {
    try DatasetVersion.here(version, read, context)
  }

  /// Only of the version that holds, and of the segments that it has now.
  package func decide(_ facts: DatasetVersion?, _ context: Context) -> Decision {
    guard let found = facts else { return .refused(DatasetVersion.unknown) }
    switch found.state {
    case .superseded, .sealed, .destroying, .destroyed:
      return .refused(found.wrongState(context))
    case .active: break
    }
    guard found.vaultObject == base, found.segments != nil else {
      return .refused(
        Reason(
          "datasetVersion.base", zh: "该版本的分段已有变化，须重新归并",
          en: "the version has other segments by now; fold them anew", field: "base"))
    }
    let fact = VersionFolded(
      subject: found.id, vaultObject: vaultObject, digest: digest, bytes: bytes,
      written: written, segments: segments)
    return .allowed(Event(fact), id: found.id)
  }
}

/// The platform destroyed objects that a version named until its segments were folded.
package struct ReportSegmentsDestroyed: Action {
  let version: RecordID
  let destroyed: [RecordID]
  let shared: [RecordID]
  let certificate: DigestText

  /// The declaration.
  package static let spec = Spec<Self>(
    "datasetVersion.segmentsDestroyed", zh: "归并前的分段已销毁",
    en: "Segments from before folding were destroyed", capacities: [.system],
    clauses: ["EZ-02.7-f"], on: DatasetVersion.table.name,
    inStates: .possible(DatasetVersion.State.active, .superseded, .sealed),
    fields: Field("version", zh: "数据版本", en: "Version", refersTo: "datasetVersion"),
    Field("destroyed", zh: "已销毁的对象", en: "Objects destroyed", bounds: 0...1_000),
    Field("shared", zh: "其他版本共用而保留的对象", en: "Objects that other versions share", bounds: 0...1_000),
    Field("certificate", zh: "销毁凭证摘要", en: "Digest of the certificate"), make: Self.init)

  /// The version.
  package func facts(_ read: any RecordReader, _ context: Context) throws -> DatasetVersion? {
    try DatasetVersion.here(version, read, context)
  }

  /// Only what is to go, once, and never what the version names.
  package func decide(_ facts: DatasetVersion?, _ context: Context) -> Decision {
    guard let found = facts else { return .refused(DatasetVersion.unknown) }
    guard found.isThere else { return .refused(found.wrongState(context)) }
    let named = Set([found.vaultObject] + (found.segments ?? []))
    let due = Set(found.retired ?? [])
    guard !due.isEmpty, due.isSuperset(of: destroyed + shared), named.isDisjoint(with: destroyed)
    else {
      return .refused(
        Reason(
          "datasetVersion.already", zh: "销毁结果已报告",
          en: "the destruction was reported already"))
    }
    let fact = SegmentsDestroyed(
      subject: found.id, destroyed: destroyed, shared: shared, certificate: certificate)
    return .allowed(Event(fact), id: found.id)
  }
}

/// Segments of a version were written anew.
package struct VersionFolded: DomainEvent {
  /// The stable type.
  package static let type = "datasetVersion.folded"
  /// The version.
  package let subject: RecordID
  let vaultObject: RecordID
  let digest: DigestText
  let bytes: Int
  let written: Int
  let segments: [RecordID]

  /// Names the new objects, and what is to go of those before.
  package func changes(
    _ stamp: Stamp, payload: JSON?, _ read: any RecordReader
  ) throws -> [Change] {
    guard var version = try read.find(DatasetVersion.self, subject) else { return [] }
    let before = version.dataObjects
    version.vaultObject = vaultObject
    version.digest = digest
    version.bytes = bytes
    version.segments = segments
    version.retired = before.subtracting([vaultObject] + segments).sorted()
    let earlier = version.folding.flatMap { $0.day == stamp.occurredOn ? $0.bytes : nil } ?? 0
    version.folding = FoldedDay(day: stamp.occurredOn, bytes: earlier + written)
    return [.put(version)]
  }
}

/// What a version named before is gone, or is looked after by the versions that share it.
package struct SegmentsDestroyed: DomainEvent {
  /// The stable type.
  package static let type = "datasetVersion.segmentsDestroyed"
  /// The version.
  package let subject: RecordID
  let destroyed: [RecordID]
  let shared: [RecordID]
  let certificate: DigestText

  /// Strikes them off.
  package func changes(
    _ stamp: Stamp, payload: JSON?, _ read: any RecordReader
  ) throws -> [Change] {
    guard var version = try read.find(DatasetVersion.self, subject) else { return [] }
    let left = Set(version.retired ?? []).subtracting(destroyed).subtracting(shared).sorted()
    version.retired = left.isEmpty ? nil : left
    return [.put(version)]
  }
}
