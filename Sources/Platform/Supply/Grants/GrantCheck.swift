// SPDX-License-Identifier: Apache-2.0
import Core
import Regulation

/// What a request for a grant is held against.
package struct GrantFacts: Sendable {
  let scenario: Scenario
  let agreement: Agreement?
  let resource: Resource?
  /// The import for which the resource stands; nil for one of the catalogue.
  let dataImport: DataImport?
  /// The columns of the resource in the approved demand; nil when it does not name the resource.
  let demanded: Set<String>?
  /// Whether each line about the resource says that every subject consents.
  let isConsented: Bool
  /// How authorisations choose rows; nil when the demand does not rest on them.
  let consentRows: ConsentRows?
  /// The scenario's grants that give or may come to give rights.
  let others: [Grant]
  /// The scenario's grants that give no rights any more, of which outputs are left.
  let past: [Grant]
  /// What somebody set as the number of resources from which people look at joining.
  let linkageSetting: OpenSetting?

  /// From how many joined resources on people look at the risk; nil where the text asks for no
  /// look. While a required number is not set, they look at every join.
  func linkageThreshold(_ profile: Profile) -> Int? {
    let rule = profile.security.linkageReviewResources
    guard !rule.isSilent else { return nil }
    return rule.number(or: linkageSetting) ?? 2
  }

  /// How many resources are joined with the one asked for.
  func joined(with resource: RecordID) -> Int {
    Set(others.map(\.resource)).union([resource]).count
  }
}

/// Holds a request to the least that the scenario needs (EZ-02.2-d, EZ-02.13-a).
struct GrantCheck {
  let policy: GrantPolicy
  let tableName: String
  let facts: GrantFacts
  let resource: Resource
  let context: Context

  /// Everything that is wrong.
  var reasons: [Reason] {
    let chain = SupplyChain.stop(
      scenario: facts.scenario, agreement: facts.agreement, on: context.today, context.profile)
    guard let demanded = facts.demanded else {
      return [chain, undemanded].compactMap { $0 }
    }
    var reasons = [chain, subjectless].compactMap { $0 } + table
    let named = policy.columns.map(\.name)
    if Set(named).count != named.count || !demanded.isSuperset(of: named)
      || !demanded.isSuperset(of: policy.rowFilter.map(\.column))
    {
      reasons.append(
        Reason(
          "grant.columns", clauses: context.clauses(SupplyClauses.scope),
          zh: "数据项重复或超出审核同意的需求清单",
          en: "a column is named twice or not in the approved demand", field: "columns"))
    }
    reasons += policy.columns.flatMap(maskReasons) + policy.rowFilter.compactMap(filterReason)
    guard reasons.isEmpty else { return reasons }
    do {
      _ = try GrantSQL.compile(
        policy, columns: resource.columns, subjectColumn: resource.subjectColumn)
      return []
    } catch .ambiguousNames {
      return [
        Reason(
          "grant.resource.names", zh: "该资源有仅大小写不同的数据项名称，须由提供单位改名后登记",
          en: "columns of the resource differ in case alone; its unit must rename them",
          field: "resource")
      ]
    } catch {
      return [
        Reason(
          "grant.filter", zh: "行筛选的比较方式或数值与数据项类型不符",
          en: "a row test does not fit its column's type", field: "rowFilter")
      ]
    }
  }

  /// Rows are chosen by the code of whom they are about.
  private var subjectless: Reason? {
    guard facts.consentRows != nil, resource.subjectColumn.flatMap(resource.column) == nil else {
      return nil
    }
    return Reason(
      "grant.consent.subject", clauses: context.clauses(SupplyClauses.personal),
      zh: "该资源未登记主体代码数据项，无法按主体授权筛选",
      en: "the resource names no column of subjects' codes, "
        + "so authorisations cannot choose its rows", field: "resource")
  }

  private var undemanded: Reason {
    if resource.dataImport != nil {
      return DataImport.stop(
        facts.dataImport, scenario: policy.scenario, on: context.today, context.profile,
        code: "grant.import", field: "resource")
        ?? notDemanded
    }
    return notDemanded
  }

  private var notDemanded: Reason {
    Reason(
      "grant.undemanded", clauses: context.clauses(SupplyClauses.scope), zh: "该场景未申请此资源",
      en: "the scenario does not demand this resource", field: "resource")
  }

  private var table: [Reason] {
    if !PlainName.isPlain(tableName) {
      let problem = PlainName.problem
      return [
        Reason(problem.code, zh: problem.message.zh, en: problem.message.en, field: "tableName")
      ]
    }
    guard facts.others.contains(where: { $0.tableName == tableName }) else { return [] }
    return [
      Reason(
        "grant.table.taken", zh: "该表名在本场景中已使用", en: "the scenario uses this name already",
        field: "tableName")
    ]
  }

  private func maskReasons(_ column: GrantColumn) -> [Reason] {
    guard let known = resource.column(column.name) else { return [] }
    guard let classification = known.classification else {
      return [
        reason(
          "unclassified", column, clauses: context.profile.catalogue.unitDuties.clauses,
          zh: "尚未分类分级", en: "is not classified yet")
      ]
    }
    var reasons: [Reason] = []
    if !column.mask.applies(to: known.type) {
      reasons.append(
        reason("type", column, zh: "脱敏方式与类型不符", en: "has a type that this mask does not fit"))
    }
    if column.mask == .bucket(1), known.type == .integer {
      reasons.append(
        reason("bucket", column, zh: "的区间宽度为 1，等于未脱敏", en: "has buckets of one, which hide nothing")
      )
    }
    if isMaskedOtherwise(column, in: rivals) {
      reasons.append(
        reason(
          "other", column, clauses: context.clauses(SupplyClauses.scope),
          zh: "在本场景同一资源的另一授权中脱敏方式不同，须先撤销该授权",
          en: "is masked otherwise in another grant of this scenario; revoke that one first"))
    }
    if isMaskedOtherwise(column, in: past) {
      reasons.append(
        reason(
          "earlier", column, clauses: context.clauses(SupplyClauses.scope),
          zh: "在本场景已撤销的授权中脱敏方式不同，且由其形成的输出仍在；请沿用原脱敏方式，或先放弃这些输出",
          en:
            "was masked otherwise in a grant that was revoked and of which outputs are left; keep "
            + "the mask, or give those outputs up first"))
    }
    if case .level(let level) = column.mask, level > known.hierarchy?.levels ?? 0 {
      reasons.append(
        reason(
          "hierarchy", column, clauses: context.profile.catalogue.unitDuties.clauses,
          zh: "没有这一级泛化层级，须由提供单位先设定", en: "has no such level of a hierarchy; its unit sets one"))
    }
    let visible = context.profile.security.rawDataVisible.clauses
    if classification.grade == .core {
      reasons.append(
        reason("core", column, clauses: visible, zh: "为核心数据，不得使用", en: "is core data"))
    }
    // Whole numbers stand in decimal columns too; of integers buckets of one were refused above.
    let isOpen = known.type == .integer ? column.mask == .none : column.mask.leavesNumbers
    if classification.grade == .important, isOpen {
      reasons.append(
        reason(
          "important", column, clauses: visible, zh: "为重要数据，须脱敏",
          en: "is important data and must be masked"))
    }
    if classification.kind == .direct, !isProtected(column) {
      reasons.append(
        reason(
          "identifier", column, clauses: visible,
          zh: "为直接标识，只能假名化或置空；经授权查询用途的主体代码除外",
          en: "is a direct identifier: pseudonym or null, unless it is the subject column of a"
            + " grant for answers about one subject"))
    }
    return reasons
  }

  /// Whether an identifier is hidden, or is the key by which one consenting subject is looked up.
  private func isProtected(_ column: GrantColumn) -> Bool {
    switch column.mask {
    case .pseudonym, .null: true
    case .none:
      policy.purpose == .subjectService && column.name == resource.subjectColumn
        && facts.isConsented
    case .year, .bucket, .level, .partial: false
    }
  }

  /// Whether another grant of the scenario for the same use shows the column under another mask, or
  /// chooses rows by it: two intervals of one value give a narrower one.
  private func isMaskedOtherwise(_ column: GrantColumn, in grants: [Grant]) -> Bool {
    guard column.mask != .null else { return false }
    return grants.contains { other in
      other.columns.contains {
        $0.name == column.name && $0.mask != .null && $0.mask != column.mask
      } || (column.mask != .none && other.rowFilter.contains { $0.column == column.name })
    }
  }

  /// The other grants of the resource for the same use.
  private var rivals: [Grant] { facts.others.filter(isForSameUse) }

  /// The same of which rights are gone and outputs left.
  private var past: [Grant] { facts.past.filter(isForSameUse) }

  private func isForSameUse(_ grant: Grant) -> Bool {
    grant.resource == policy.resource && grant.purpose == policy.purpose
  }

  /// A filter on an identifier would single somebody out; one on a value that a mask hides, or that
  /// nobody classified, would give the value back.
  private func filterReason(_ test: RowTest) -> Reason? {
    let visible = context.profile.security.rawDataVisible.clauses
    let classification = resource.column(test.column)?.classification
    if classification?.kind == .direct {
      return Reason(
        "grant.filter.identifier", clauses: visible, zh: "不得按直接标识筛选",
        en: "rows are not chosen by a direct identifier", field: "rowFilter")
    }
    let masks = ([policy.columns] + (rivals + past).map(\.columns)).joined().filter {
      $0.name == test.column && $0.mask != .null
    }
    let isOpen = classification.map { $0.grade != .core && $0.grade != .important } ?? false
    guard !isOpen || masks.contains(where: { $0.mask != .none }) else { return nil }
    return Reason(
      "grant.filter.masked", clauses: visible,
      zh: "数据项 \(test.column) 已脱敏、未分类分级或为重要以上数据，不得按其原值筛选",
      en: "rows are not chosen by the values of column \(test.column), which is masked, not "
        + "classified, or important data", field: "rowFilter")
  }

  private func reason(
    _ code: String, _ column: GrantColumn, clauses: [ClauseID] = [], zh: String, en: String
  ) -> Reason {
    Reason(
      "grant.column.\(code)", clauses: clauses, zh: "数据项 \(column.name) \(zh)",
      en: "column \(column.name) \(en)", field: "columns")
  }
}
