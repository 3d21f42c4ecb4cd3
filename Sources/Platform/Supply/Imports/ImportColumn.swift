// SPDX-License-Identifier: Apache-2.0
import Regulation

/// A column of an import as its operator declares it: what it holds, and what it is needed for.
package struct ImportColumn: StructuredValue, Hashable {
  /// The name in the file; 1 to 64 characters.
  package let name: String
  /// What its cells hold.
  package let type: ColumnType
  /// The words for people; 1 to 60 characters.
  package let label: String
  /// What it is needed for; 1 to 300 characters.
  package let purpose: String
  /// What it says about a subject.
  package let kind: ColumnKind
  /// How much harm a leak does.
  package let grade: DataGrade
  /// Whether it holds trade secrets.
  package let secret: Bool

  /// Its members.
  package static let members = [
    Field<String>("name", zh: "数据项名", en: "Column", bounds: 1...64).info,
    Field<ColumnType>("type", zh: "类型", en: "Type").info,
    Field<String>("label", zh: "中文名", en: "Label", bounds: 1...60).info,
    Field<String>("purpose", zh: "用途", en: "Purpose", bounds: 1...300).info,
    Field<ColumnKind>("kind", zh: "类别", en: "Kind").info,
    Field<DataGrade>("grade", zh: "分级", en: "Grade").info,
    Field<Bool>("secret", zh: "商业秘密", en: "Trade secret").info,
  ]

  /// An example in JSON.
  package static let example =
    #"{"name":"uscc","type":"creditCode","label":"统一社会信用代码","purpose":"…","kind":"direct","#
    + #""grade":"general","secret":false}"#

  /// Name, label and purpose have bounds.
  package func problem() -> FieldProblem? {
    guard (1...64).contains(name.unicodeScalars.count) else { return .bounds(1...64) }
    guard (1...60).contains(label.unicodeScalars.count) else { return .bounds(1...60) }
    return (1...300).contains(purpose.unicodeScalars.count) ? nil : .bounds(1...300)
  }

  /// Whether its type says that each value names somebody, whatever was declared.
  package var namesSubject: Bool { type == .identityNumber || type == .creditCode }

  /// The column as a resource has it.
  package var column: ResourceColumn {
    ResourceColumn(
      name: name, type: type, label: label, missing: [],
      classification: ColumnClassification(grade: grade, kind: kind, secret: secret))
  }
}
