// SPDX-License-Identifier: Apache-2.0
package import Core
import DisclosureControl
import Regulation

/// Registers a resource of a source unit with its columns (EZ-02.1-b).
package struct RegisterResource: Action {
  let name: String
  let columns: [ColumnDraft]
  let keyColumns: [String]
  let subjectColumn: String?

  /// The declaration.
  package static let spec = Spec<Self>(
    "resource.register", zh: "登记数据资源", en: "Register a resource", capacities: [.sourceUnit],
    clauses: ["EZ-02.1-b", "EZ-03.1-g"],
    fields: Field("name", zh: "目录名称", en: "Name", bounds: 1...200),
    Field("columns", zh: "数据项", en: "Columns", bounds: 1...120),
    Field("keyColumns", zh: "主键数据项", en: "Key columns", bounds: 0...16),
    Field("subjectColumn", zh: "主体代码数据项", en: "Subject column", bounds: 1...64),
    make: Self.init)

  /// Whether the unit has a resource of this name already.
  package func facts(_ read: any RecordReader, _ context: Context) throws -> Bool {
    let named = try read.all(
      Resource.self, .equal("sourceUnit", context.actor.organisation), .equal("name", name))
    return named.contains { $0.state != .withdrawn }
  }

  /// Refuses a name taken, columns named twice, and keys that are no columns.
  package func decide(_ isTaken: Bool, _ context: Context) -> Decision {
    var reasons: [Reason] = []
    if isTaken {
      reasons.append(
        Reason(
          "resource.duplicate", zh: "本单位已有同名资源", en: "the unit has a resource of this name",
          field: "name"))
    }
    let names = Set(columns.map(\.name))
    reasons += nameReasons
    if Set(keyColumns).count != keyColumns.count || !names.isSuperset(of: keyColumns) {
      reasons.append(
        Reason(
          "resource.key.unknown", zh: "主键不在数据项之中或重复", en: "a key is no column or named twice",
          field: "keyColumns"))
    }
    if let subjectColumn, !names.contains(subjectColumn) {
      reasons.append(
        Reason(
          "resource.subject.unknown", zh: "主体代码不在数据项之中", en: "the subject column is no column",
          field: "subjectColumn"))
    }
    if let refusal = context.refusal(reasons) { return refusal }
    let id = context.newID(Resource.table)
    return .allowed(
      Event(
        ResourceRegistered(
          subject: id, place: context.place, sourceUnit: context.actor.organisation, name: name,
          columns: columns.map(\.declared), keyColumns: keyColumns,
          subjectColumn: subjectColumn, by: context.actor.account)), id: id)
  }

  /// Two names that an engine takes for one, and names that can be written in two ways.
  ///
  /// DuckDB compares names without regard to case; spreadsheets and people do not tell full-width
  /// letters from others.
  private var nameReasons: [Reason] {
    var reasons: [Reason] = []
    if Set(columns.map { NameFolding.fold($0.name) }).count != columns.count {
      reasons.append(
        Reason(
          "resource.columns.twice", zh: "数据项名称重复（不分大小写、全半角）",
          en: "a column is named twice, but for case or width of letters", field: "columns"))
    }
    if columns.contains(where: { !NameFolding.isNormal($0.name) }) {
      reasons.append(
        Reason(
          "resource.columns.form", zh: "数据项名称须为规范编码（NFC），首尾无空白，不含控制符和不可见字符",
          en: "a column's name must be in Unicode form NFC, without blanks at its ends, control "
            + "or invisible characters", field: "columns"))
    }
    if columns.contains(where: { NameFolding.isReserved($0.name) }) {
      reasons.append(
        Reason(
          "resource.columns.reserved",
          zh: "数据项名称不能用 file_row_number、filename、file_index，也不能以 shuyu: 开头",
          en: "file_row_number, filename, file_index and names beginning with shuyu: are the "
            + "engine's and the platform's own", field: "columns"))
    }
    return reasons
  }
}

/// A column as it is registered, before it is classified.
package struct ColumnDraft: StructuredValue, Hashable {
  /// The name in delivered files; 1 to 64 characters.
  package let name: String
  /// What its cells hold.
  package let type: ColumnType
  /// The words for people; 1 to 60 characters.
  package let label: String
  /// The words that stand for a missing value, such as `NA`; at most 8 of 1 to 32 characters.
  ///
  /// An empty field is missing in any case; what is not declared is a value, and is checked as one.
  package let missing: [String]?

  /// Its members.
  package static let members = [
    Field<String>("name", zh: "数据项名", en: "Column", bounds: 1...64).info,
    Field<ColumnType>("type", zh: "类型", en: "Type").info,
    Field<String>("label", zh: "中文名", en: "Label", bounds: 1...60).info,
    Field<[String]?>("missing", zh: "表示缺失的写法", en: "Words for a missing value", bounds: 0...8).info,
  ]

  /// An example in JSON.
  package static let example =
    #"{"name":"pm25","type":"real","label":"PM2.5","missing":["NA"]}"#

  /// Name, label and words have bounds.
  package func problem() -> FieldProblem? {
    guard (1...64).contains(name.unicodeScalars.count) else { return .bounds(1...64) }
    guard (1...60).contains(label.unicodeScalars.count) else { return .bounds(1...60) }
    let words = missing ?? []
    guard words.count <= 8 else { return .bounds(0...8) }
    return words.allSatisfy { (1...32).contains($0.unicodeScalars.count) } ? nil : .bounds(1...32)
  }
}

extension ColumnDraft {
  /// The column as it is kept.
  fileprivate var column: ResourceColumn {
    ResourceColumn(name: name, type: type, label: label, missing: missing)
  }

  /// The same column with its words written out, also where there are none.
  fileprivate var declared: ColumnDraft {
    ColumnDraft(name: name, type: type, label: label, missing: missing ?? [])
  }
}

/// A resource was registered.
package struct ResourceRegistered: DomainEvent {
  /// The stable type.
  package static let type = "resource.registered"
  /// The resource.
  package let subject: RecordID
  let place: String
  let sourceUnit: RecordID
  let name: String
  let columns: [ColumnDraft]
  let keyColumns: [String]
  let subjectColumn: String?
  let by: RecordID

  /// Adds the resource as a draft.
  package func changes(
    _ stamp: Stamp, payload: JSON?, _ read: any RecordReader
  ) throws -> [Change] {
    [
      .put(
        Resource(
          id: subject, place: place, sourceUnit: sourceUnit, name: name, state: .draft, fields: [:],
          columns: columns.map(\.column),
          keyColumns: keyColumns, subjectColumn: subjectColumn, duties: [], confirmedOn: nil,
          registeredBy: by))
    ]
  }
}
