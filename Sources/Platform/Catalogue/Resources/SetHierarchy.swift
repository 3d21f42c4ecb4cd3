// SPDX-License-Identifier: Apache-2.0
package import Core
import Regulation

/// Gives a column the table of groups by which grants may make its values coarser: the source
/// unit's, as its classification is (EZ-02.1-b).
package struct SetHierarchy: Action {
  let resource: RecordID
  let column: String
  let table: String

  /// The most columns of a resource that have one.
  static let columnsMax = 8

  /// The declaration.
  package static let spec = Spec<Self>(
    "resource.setHierarchy", zh: "设定泛化层级", en: "Set a column's hierarchy",
    capacities: [.sourceUnit], clauses: ["EZ-02.1-b", "EZ-03.1-g"], on: Resource.table.name,
    inStates: .except(Resource.State.withdrawn),
    fields: Field("resource", zh: "数据资源", en: "Resource", refersTo: "resource"),
    Field("column", zh: "数据项", en: "Column", bounds: 1...64),
    Field(
      "table", zh: "层级表（每行：取值、一级分组、二级分组……，以制表符或逗号分隔）",
      en: "Table: on each line a value and its group at each level, between tabs or commas",
      bounds: 3...Int64(ColumnHierarchy.bytesMax)), make: Self.init)

  /// The unit's resource.
  package func facts(_ read: any RecordReader, _ context: Context) throws -> Resource? {
    try Resource.owned(resource, read, context)
  }

  /// For a classified column that is no direct identifier, a table that hides what it is to hide.
  package func decide(_ facts: Resource?, _ context: Context) -> Decision {
    guard let resource = facts else { return .refused(Resource.unknown) }
    guard resource.state != .withdrawn else { return .refused(resource.wrongState) }
    guard let known = resource.column(column) else {
      return .refused(
        Reason(
          "resource.column.unknown", zh: "数据项不存在或重复",
          en: "a column does not exist or is named twice", field: "column"))
    }
    var reasons: [Reason] = []
    let clauses = context.profile.catalogue.unitDuties.clauses
    if known.classification == nil || known.classification?.kind == .direct {
      reasons.append(
        Reason(
          "resource.hierarchy.kind", clauses: clauses,
          zh: "须先分类分级；直接标识不得泛化，只能假名化或置空",
          en: "classify the column first; a direct identifier is not made coarser but hidden",
          field: "column"))
    }
    if !GrantMask.level(1).applies(to: known.type) {
      reasons.append(
        Reason(
          "resource.hierarchy.type", zh: "只有文本和整数类型的数据项可设层级",
          en: "only columns of text and of whole numbers have a hierarchy", field: "column"))
    }
    let others = resource.columns.count { $0.hierarchy != nil && $0.name != column }
    if others >= SetHierarchy.columnsMax {
      reasons.append(
        Reason(
          "resource.hierarchy.many", zh: "一项资源至多为 8 个数据项设层级",
          en: "a resource has hierarchies for 8 columns at most", field: "column"))
    }
    let hierarchy: ColumnHierarchy
    switch ColumnHierarchy.read(table) {
    case .failure(let fault): return .refused(reasons + [SetHierarchy.reason(fault)])
    case .success(let read): hierarchy = read
    }
    if let refusal = context.refusal(reasons) { return refusal }
    return .allowed(
      Event(
        HierarchySet(subject: resource.id, column: column, hierarchy: hierarchy, endsSample: true)),
      id: resource.id)
  }

  private static func reason(_ fault: ColumnHierarchyFault) -> Reason {
    switch fault {
    case .size:
      Reason(
        "resource.hierarchy.size", zh: "层级表须为 1 至 2000 行，不超过 24000 字节",
        en: "a table has 1 to 2,000 lines and at most 24,000 bytes", field: "table")
    case .form:
      Reason(
        "resource.hierarchy.form", zh: "各行列数须相同（取值加 1 至 5 级），单元格不得为空、过长或首尾有空格",
        en: "each line has as many cells, a value and 1 to 5 levels, none empty, none longer than "
          + "100 characters, none with blanks at its ends", field: "table")
    case .twice:
      Reason(
        "resource.hierarchy.twice", zh: "同一取值出现两次", en: "a value stands twice", field: "table")
    case .telling:
      Reason(
        "resource.hierarchy.telling", zh: "每级分组须少于取值个数，且分组名称不得与任何取值相同",
        en: "a level has fewer groups than there are values, and no group is named as a value",
        field: "table")
    }
  }
}

/// A column was given a hierarchy.
package struct HierarchySet: DomainEvent {
  /// The stable type.
  package static let type = "resource.hierarchySet"
  /// The resource.
  package let subject: RecordID
  let column: String
  let hierarchy: ColumnHierarchy
  /// Absent in entries before a change of masks ended samples.
  let endsSample: Bool?

  /// Sets it; what was written by another one is behind it.
  package func changes(
    _ stamp: Stamp, payload: JSON?, _ read: any RecordReader
  ) throws -> [Change] {
    guard var resource = try read.find(Resource.self, subject),
      let index = resource.columns.firstIndex(where: { $0.name == column })
    else { return [] }
    var hierarchy = hierarchy
    hierarchy.edition = (resource.columns[index].hierarchy?.edition ?? 0) + 1
    resource.columns[index].hierarchy = hierarchy
    let grants = try read.every(Grant.self, [.equal("resource", subject)]).filter { grant in
      grant.columns.contains { $0.name == column && $0.mask.isLevel }
    }
    return [.put(resource)]
      + grants.compactMap {
        $0.outdated(.policyChanged, endsSample: endsSample ?? false).map(Change.put)
      }
  }
}
