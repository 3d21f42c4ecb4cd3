// SPDX-License-Identifier: Apache-2.0
package import Core
import Regulation

/// Decides the grade and kind of columns: the source unit's own duty (EZ-02.1-b, EZ-03.1-g).
package struct ClassifyResource: Action {
  let resource: RecordID
  let columns: [ColumnDecision]

  /// The declaration.
  package static let spec = Spec<Self>(
    "resource.classify", zh: "分类分级", en: "Classify columns", capacities: [.sourceUnit],
    clauses: ["EZ-02.1-b", "EZ-03.1-g"], on: Resource.table.name,
    inStates: ActionStates.duty(Resource.State.draft).orPossible(Resource.State.published),
    fields: Field("resource", zh: "数据资源", en: "Resource", refersTo: "resource"),
    Field(
      "columns", zh: "各数据项分类分级", en: "Decisions by column", bounds: 1...120,
      offers: .record(.resourceColumns)),
    make: Self.init)

  /// The unit's resource, and the grants that show some of it.
  package func facts(
    _ read: any RecordReader, _ context: Context
  ) throws -> (resource: Resource?, grants: [Grant]) {
    guard let found = try Resource.owned(resource, read, context) else { return (nil, []) }
    let grants = try read.every(Grant.self, [.equal("resource", resource)])
    return (found, grants.filter(\.state.isLive))
  }

  /// Refuses columns that the resource does not have. A grant that shows more of a column than its
  /// new class allows ends.
  package func decide(
    _ facts: (resource: Resource?, grants: [Grant]), _ context: Context
  ) -> Decision {
    guard let resource = facts.resource else { return .refused(Resource.unknown) }
    guard resource.isKept else { return .refused(resource.wrongState) }
    if let refusal = context.refusal(ColumnDecision.unknown(columns, in: resource)) {
      return refusal
    }
    let ended = facts.grants.filter { $0.isTooOpen(for: columns, of: resource) }.map(\.id)
    return .allowed(
      Event(
        ResourceClassified(
          subject: resource.id, columns: columns, endedGrants: ended.isEmpty ? nil : ended)),
      id: resource.id)
  }
}

/// Stores what the platform proposes for columns after profiling them; it decides nothing.
package struct SuggestClassification: Action {
  let resource: RecordID
  let columns: [ColumnDecision]

  /// The declaration.
  package static let spec = Spec<Self>(
    "resource.suggest", zh: "分类分级建议", en: "Suggest a classification", capacities: [.system],
    clauses: ["EZ-02.1-b"], on: Resource.table.name, inStates: .every(Resource.State.self),
    fields: Field("resource", zh: "数据资源", en: "Resource", refersTo: "resource"),
    Field("columns", zh: "各数据项建议", en: "Proposals by column", bounds: 1...120),
    make: Self.init)

  /// The resource.
  package func facts(_ read: any RecordReader, _ context: Context) throws -> Resource? {
    try Resource.here(resource, read, context)
  }

  /// Refuses columns that the resource does not have.
  package func decide(_ facts: Resource?, _ context: Context) -> Decision {
    guard let resource = facts else { return .refused(Resource.unknown) }
    if let refusal = context.refusal(ColumnDecision.unknown(columns, in: resource)) {
      return refusal
    }
    return .allowed(
      Event(ClassificationSuggested(subject: resource.id, columns: columns)), id: resource.id)
  }
}

/// The grade and kind of one column.
package struct ColumnDecision: StructuredValue, Hashable {
  /// The column's name.
  package let column: String
  /// The grade.
  package let grade: DataGrade
  /// The kind.
  package let kind: ColumnKind
  /// Whether it holds trade secrets.
  package let secret: Bool

  /// Its members.
  package static let members = [
    Field<String>("column", zh: "数据项", en: "Column", bounds: 1...64).info,
    Field<DataGrade>("grade", zh: "分级", en: "Grade").info,
    Field<ColumnKind>("kind", zh: "类别", en: "Kind").info,
    Field<Bool>("secret", zh: "商业秘密", en: "Trade secret").info,
  ]

  /// An example in JSON.
  package static let example =
    #"{"column":"uscc","grade":"general","kind":"direct","secret":false}"#

  var classification: ColumnClassification {
    ColumnClassification(grade: grade, kind: kind, secret: secret)
  }

  static func unknown(_ decisions: [ColumnDecision], in resource: Resource) -> Reason? {
    let isKnown = decisions.allSatisfy { resource.column($0.column) != nil }
    if isKnown, Set(decisions.map(\.column)).count == decisions.count { return nil }
    return Reason(
      "resource.column.unknown", zh: "数据项不存在或重复", en: "a column does not exist or is named twice",
      field: "columns")
  }
}

/// Columns were classified by the source unit.
package struct ResourceClassified: DomainEvent {
  /// The stable type.
  package static let type = "resource.classified"
  /// The resource.
  package let subject: RecordID
  let columns: [ColumnDecision]
  /// The grants that show too much from now on; absent when there are none.
  let endedGrants: [RecordID]?

  /// Sets the classifications, and revokes what shows too much.
  package func changes(
    _ stamp: Stamp, payload: JSON?, _ read: any RecordReader
  ) throws -> [Change] {
    guard var resource = try read.find(Resource.self, subject) else { return [] }
    for decision in columns {
      guard let index = resource.columns.firstIndex(where: { $0.name == decision.column }) else {
        continue
      }
      resource.columns[index].classification = decision.classification
    }
    let ended = try (endedGrants ?? []).compactMap { try read.find(Grant.self, $0) }
    return try ended.reduce(into: [.put(resource)]) { changes, grant in
      changes += try SupplyEnding.changes(
        revoking: grant, ground: "classificationChanged", read)
    }
  }
}

/// The platform proposed classifications.
package struct ClassificationSuggested: DomainEvent {
  /// The stable type.
  package static let type = "resource.suggested"
  /// The resource.
  package let subject: RecordID
  let columns: [ColumnDecision]

  /// Sets the proposals.
  package func changes(
    _ stamp: Stamp, payload: JSON?, _ read: any RecordReader
  ) throws -> [Change] {
    guard var resource = try read.find(Resource.self, subject) else { return [] }
    for decision in columns {
      guard let index = resource.columns.firstIndex(where: { $0.name == decision.column }) else {
        continue
      }
      resource.columns[index].suggested = decision.classification
    }
    return [.put(resource)]
  }
}
