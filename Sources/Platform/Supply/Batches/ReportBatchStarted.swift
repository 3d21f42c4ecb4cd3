// SPDX-License-Identifier: Apache-2.0
package import Core
import Regulation

/// The platform began to read an attested batch.
package struct ReportBatchStarted: Action {
  let batch: RecordID

  /// The declaration.
  package static let spec = Spec<Self>(
    "batch.started", zh: "开始入库", en: "A batch is being read", capacities: [.system],
    clauses: ["EZ-02.10-c"], on: Batch.table.name, inStates: .possible(Batch.State.attested),
    fields: Field("batch", zh: "批次", en: "Batch", refersTo: "batch"), make: Self.init)

  /// The batch, and the number of the delivery that must come before it.
  package func facts(_ read: any RecordReader, _ context: Context) throws -> (Batch, Int?)? {
    try Batch.here(batch, read, context).map { ($0, try $0.awaits(read)) }
  }

  /// Only an attested batch, in the order of its resource's deliveries.
  package func decide(_ facts: (Batch, Int?)?, _ context: Context) -> Decision {
    guard let (batch, awaited) = facts else { return .refused(Batch.unknown) }
    switch batch.state {
    case .attested:
      if let awaited {
        return .refused(
          Reason(
            "batch.order", zh: "须先入库序号 \(awaited) 的批次",
            en: "number \(awaited) of the resource's deliveries comes first"))
      }
      return .allowed(Event(BatchStarted(subject: batch.id)), id: batch.id)
    case .ingesting, .accepted, .rejected: return .refused(Batch.already)
    case .delivered: return .refused(batch.wrongState(context))
    }
  }
}

/// The platform could not take a batch.
package struct ReportBatchRejected: Action {
  let batch: RecordID
  let failureClass: String
  let counts: [NamedCount]

  /// The declaration.
  package static let spec = Spec<Self>(
    "batch.rejected", zh: "入库未通过", en: "A batch was rejected", capacities: [.system],
    clauses: ["EZ-02.10-c"], on: Batch.table.name,
    inStates: .possible(Batch.State.attested, .ingesting),
    fields: Field("batch", zh: "批次", en: "Batch", refersTo: "batch"),
    Field("failureClass", zh: "原因类别", en: "Class of failure", bounds: 1...100),
    Field("counts", zh: "各类问题行数", en: "Rows kept apart by class", bounds: 0...64), make: Self.init)

  /// The batch.
  package func facts(_ read: any RecordReader, _ context: Context) throws -> Batch? {
    try Batch.here(batch, read, context)
  }

  /// Only once.
  package func decide(_ facts: Batch?, _ context: Context) -> Decision {
    guard let batch = facts else { return .refused(Batch.unknown) }
    switch batch.state {
    case .attested, .ingesting:
      let fact = BatchRejected(subject: batch.id, failureClass: failureClass, counts: counts)
      return .allowed(Event(fact), id: batch.id)
    case .accepted, .rejected: return .refused(Batch.already)
    case .delivered: return .refused(batch.wrongState(context))
    }
  }
}

/// A number with its name, such as bad rows of one class.
package struct NamedCount: StructuredValue, Hashable {
  /// The name; 1 to 100 characters.
  package let name: String
  /// The number.
  package let count: Int

  /// Names a number.
  package init(name: String, count: Int) {
    self.name = name
    self.count = count
  }

  /// An example in JSON.
  package static let example = #"{"name":"ragged","count":3}"#

  /// Numbers by their names.
  static func dictionary(_ counts: [NamedCount]) -> [String: Int] {
    Dictionary(counts.map { ($0.name, $0.count) }, uniquingKeysWith: +)
  }

  /// Name and number have bounds.
  package func problem() -> FieldProblem? {
    guard (1...100).contains(name.unicodeScalars.count) else { return .bounds(1...100) }
    return count >= 0 ? nil : .bounds(0...1_000_000_000)
  }
}

/// A batch is being read.
package struct BatchStarted: DomainEvent {
  /// The stable type.
  package static let type = "batch.started"
  /// The batch.
  package let subject: RecordID

  /// Sets the state.
  package func changes(
    _ stamp: Stamp, payload: JSON?, _ read: any RecordReader
  ) throws -> [Change] {
    guard var batch = try read.find(Batch.self, subject) else { return [] }
    batch.state = .ingesting
    return [.put(batch)]
  }
}

/// A batch was rejected.
package struct BatchRejected: DomainEvent {
  /// The stable type.
  package static let type = "batch.rejected"
  /// The batch.
  package let subject: RecordID
  let failureClass: String
  let counts: [NamedCount]

  /// Sets state and reason.
  package func changes(
    _ stamp: Stamp, payload: JSON?, _ read: any RecordReader
  ) throws -> [Change] {
    guard var batch = try read.find(Batch.self, subject) else { return [] }
    batch.state = .rejected
    batch.failureClass = failureClass
    batch.failureCounts = NamedCount.dictionary(counts)
    return try [.put(batch)] + batch.numberGivenBack(read)
      + DataImport.following(batch, as: .approved, read)
  }
}
