// SPDX-License-Identifier: Apache-2.0
package import Core
import Regulation

/// Approves and attests a delivery: the act of the unit that holds the data (EZ-02.10-c).
package struct AttestBatch: Action {
  let batch: RecordID
  let digest: DigestText

  /// The declaration.
  package static let spec = Spec<Self>(
    "batch.attest", zh: "核准并确认交付", en: "Attest a batch", capacities: [.sourceUnit],
    clauses: ["EZ-02.10-c", "EZ-02.1-b"], on: Batch.table.name,
    inStates: .duty(Batch.State.delivered),
    fields: Field("batch", zh: "批次", en: "Batch", refersTo: "batch"),
    Field("digest", zh: "所核准文件的摘要", en: "Digest of the file approved", offers: .typed),
    make: Self.init)

  /// The unit's batch.
  package func facts(_ read: any RecordReader, _ context: Context) throws -> Batch? {
    try Batch.owned(batch, read, context)
  }

  /// Only the file that was delivered, never by the account that delivered it.
  package func decide(_ facts: Batch?, _ context: Context) -> Decision {
    guard let batch = facts else { return .refused(Batch.unknown) }
    guard batch.state == .delivered else { return .refused(batch.wrongState(context)) }
    if let refusal = context.refusal(batch.separation(context)) { return refusal }
    guard digest == batch.manifest.digest else {
      return .refused(
        Reason(
          "batch.digest", clauses: context.clauses(SupplyClauses.supply),
          zh: "摘要与交付的文件不符，请核对文件", en: "this is not the digest of the delivered file",
          field: "digest"))
    }
    let fact = BatchAttested(subject: batch.id, digest: digest, by: context.actor.account)
    return .allowed(Event(fact), id: batch.id)
  }
}

/// Declines a delivery: the unit does not approve it.
package struct DeclineBatch: Action {
  let batch: RecordID
  let ground: String

  /// The declaration.
  package static let spec = Spec<Self>(
    "batch.decline", zh: "不予核准", en: "Decline a batch", capacities: [.sourceUnit],
    clauses: ["EZ-02.10-c", "EZ-02.1-b"], on: Batch.table.name,
    inStates: .possible(Batch.State.delivered),
    fields: Field("batch", zh: "批次", en: "Batch", refersTo: "batch"),
    Field("ground", zh: "理由", en: "Ground", bounds: 1...500), make: Self.init)

  /// The unit's batch.
  package func facts(_ read: any RecordReader, _ context: Context) throws -> Batch? {
    try Batch.owned(batch, read, context)
  }

  /// Only before it is attested.
  package func decide(_ facts: Batch?, _ context: Context) -> Decision {
    guard let batch = facts else { return .refused(Batch.unknown) }
    guard batch.state == .delivered else { return .refused(batch.wrongState(context)) }
    return .allowed(Event(BatchDeclined(subject: batch.id, ground: ground)), id: batch.id)
  }
}

extension Batch {
  /// The batch of the actor's organisation and place; nil for any other.
  static func owned(
    _ id: RecordID, _ read: any RecordReader, _ context: Context
  ) throws -> Batch? {
    guard let batch = try here(id, read, context),
      batch.sourceUnit == context.actor.organisation
    else { return nil }
    return batch
  }

  /// The batch of the actor's place; nil for any other.
  static func here(
    _ id: RecordID, _ read: any RecordReader, _ context: Context
  ) throws -> Batch? {
    guard let batch = try read.find(Batch.self, id), batch.place == context.place else {
      return nil
    }
    return batch
  }

  static let unknown = Refusals.unknown("batch", zh: "批次", en: "batch", field: "batch")

  static let already = Reason(
    "batch.already", zh: "该批次的这一结果已报告", en: "this was reported of the batch already")

  func wrongState(_ context: Context) -> Reason {
    Refusals.state(
      "batch", is: state.rawValue, clauses: context.clauses(SupplyClauses.supply),
      zh: "批次的状态不允许此操作", en: "the batch's state does not allow this")
  }

  func separation(_ context: Context) -> Reason? {
    guard deliveredBy == context.actor.account else { return nil }
    return Reason(
      "batch.self", clauses: context.clauses(SupplyClauses.supply), zh: "交付人不能核准自己交付的数据",
      en: "who delivered the batch does not attest it")
  }
}

/// A batch was attested.
package struct BatchAttested: DomainEvent {
  /// The stable type.
  package static let type = "batch.attested"
  /// The batch.
  package let subject: RecordID
  let digest: DigestText
  let by: RecordID

  /// Sets the state.
  package func changes(
    _ stamp: Stamp, payload: JSON?, _ read: any RecordReader
  ) throws -> [Change] {
    guard var batch = try read.find(Batch.self, subject) else { return [] }
    batch.state = .attested
    batch.attestation = digest
    batch.attestedBy = by
    return [.put(batch)]
  }
}

/// A batch was declined by its unit.
package struct BatchDeclined: DomainEvent {
  /// The stable type.
  package static let type = "batch.declined"
  /// The batch.
  package let subject: RecordID
  let ground: String

  /// Sets the state.
  package func changes(
    _ stamp: Stamp, payload: JSON?, _ read: any RecordReader
  ) throws -> [Change] {
    guard var batch = try read.find(Batch.self, subject) else { return [] }
    batch.state = .rejected
    batch.failureClass = "declined"
    return [.put(batch)] + (try batch.numberGivenBack(read))
  }
}
