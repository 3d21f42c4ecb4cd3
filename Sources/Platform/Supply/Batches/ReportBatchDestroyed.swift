// SPDX-License-Identifier: Apache-2.0
package import Core
import Regulation

/// The platform destroyed the file of a batch that did not become data, and what was made of it.
package struct ReportBatchDestroyed: Action {
  let batch: RecordID
  let certificate: DigestText

  /// The declaration.
  package static let spec = Spec<Self>(
    "batch.destroyed", zh: "未入库文件已销毁", en: "A batch not taken was destroyed",
    capacities: [.system], clauses: ["EZ-02.7-f"], on: Batch.table.name,
    inStates: .possible(Batch.State.rejected),
    fields: Field("batch", zh: "批次", en: "Batch", refersTo: "batch"),
    Field("certificate", zh: "销毁凭证摘要", en: "Digest of the certificate"), make: Self.init)

  /// The batch.
  package func facts(_ read: any RecordReader, _ context: Context) throws -> Batch? {
    try Batch.here(batch, read, context)
  }

  /// Only one that was declined or rejected, once.
  package func decide(_ facts: Batch?, _ context: Context) -> Decision {
    guard let batch = facts else { return .refused(Batch.unknown) }
    guard batch.state == .rejected else { return .refused(batch.wrongState(context)) }
    guard batch.certificate == nil else { return .refused(Batch.already) }
    return .allowed(
      Event(BatchDestroyed(subject: batch.id, certificate: certificate)), id: batch.id)
  }
}

/// Nothing of a batch that did not become data is left.
package struct BatchDestroyed: DomainEvent {
  /// The stable type.
  package static let type = "batch.destroyed"
  /// The batch.
  package let subject: RecordID
  let certificate: DigestText

  /// Sets the certificate.
  package func changes(
    _ stamp: Stamp, payload: JSON?, _ read: any RecordReader
  ) throws -> [Change] {
    guard var batch = try read.find(Batch.self, subject) else { return [] }
    batch.certificate = certificate
    return [.put(batch)]
  }
}
