// SPDX-License-Identifier: Apache-2.0
import Core
import Regulation

/// A record that can be filed, with the organisations whose matter it is.
struct FiledRecord: Sendable {
  /// The tables of such records.
  static let tables = [
    Agreement.table.name, CaseFile.table.name, Product.table.name, Scenario.table.name,
    ScenarioContract.table.name,
  ]

  private let operators: [RecordID]
  private let others: [RecordID]

  /// Whether it is the matter of an organisation that files it under a rule: an operator's rule
  /// is for the record's operator, any other for the record's own bodies: those that signed an
  /// agreement, those that did a step of a case, since one draws up a plan and another files it. A
  /// case about an agreement is the matter of the agreement's operator, whoever opened it.
  func isOwn(of organisation: RecordID, filing rule: FilingRule) -> Bool {
    rule.by == .operator ? operators.contains(organisation) : others.contains(organisation)
  }

  /// The record of an id in the context's place, nil when there is none that can be filed.
  static func find(
    _ id: RecordID, _ read: any RecordReader, _ context: Context
  ) throws -> FiledRecord? {
    guard let (place, found) = try owners(id, read), place == context.place else { return nil }
    return found
  }

  private static func owners(
    _ id: RecordID, _ read: any RecordReader
  ) throws -> (String, FiledRecord)? {
    switch id.prefix {
    case ScenarioContract.table.prefix:
      try read.find(ScenarioContract.self, id).map {
        ($0.place, FiledRecord(operators: [$0.operator], others: [$0.developer]))
      }
    case Agreement.table.prefix:
      try read.find(Agreement.self, id).map {
        (
          $0.place,
          FiledRecord(
            operators: [$0.operator], others: [$0.grantor, $0.signatory].compactMap { $0 })
        )
      }
    case Scenario.table.prefix:
      try read.find(Scenario.self, id).map {
        ($0.place, FiledRecord(operators: [$0.operator], others: []))
      }
    case Product.table.prefix:
      try read.find(Product.self, id).map {
        ($0.place, FiledRecord(operators: [$0.operator], others: []))
      }
    case CaseFile.table.prefix:
      try read.find(CaseFile.self, id).map { file in
        let agreement =
          file.subject.prefix == Agreement.table.prefix
          ? try read.find(Agreement.self, file.subject) : nil
        let operators = [file.openedFor] + (agreement.map { [$0.operator] } ?? [])
        return (file.place, FiledRecord(operators: operators, others: file.parties))
      }
    default: nil
    }
  }
}
