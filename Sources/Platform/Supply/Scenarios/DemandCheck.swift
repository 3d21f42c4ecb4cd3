// SPDX-License-Identifier: Apache-2.0
import Core
import Regulation

/// Holds one line of a demand list against its entry and resource.
struct DemandCheck {
  let line: DemandLine
  /// The number of the line, from 1.
  let number: Int
  let entry: AuthorisedEntry?
  let resource: Resource?
  let isCovered: Bool
  let context: Context

  /// Everything that is wrong with the line.
  var reasons: [Reason] {
    guard let entry else {
      return [reason("entry", zh: "目录条目不存在", en: "there is no such entry")]
    }
    guard isCovered else {
      return [
        reason(
          "scope", clauses: context.clauses(SupplyClauses.scope), zh: "目录条目不在授权协议范围内",
          en: "the agreement does not cover the entry")
      ]
    }
    guard entry.state == .listed, let resource, resource.state == .published else {
      return [
        reason(
          "unlisted", clauses: entry.clauses, zh: "目录条目尚未补齐并列入授权运营目录，不能申请",
          en: "the entry is not listed in the authorised catalogue yet")
      ]
    }
    return columnReasons(resource) + consentReasons(entry, resource)
  }

  private func columnReasons(_ resource: Resource) -> [Reason] {
    let columns = line.columns.compactMap(resource.column)
    var reasons: [Reason] = []
    if columns.count != line.columns.count || Set(line.columns).count != line.columns.count {
      reasons.append(
        reason("column", zh: "数据项不存在或重复", en: "a column does not exist or stands twice"))
    }
    if columns.contains(where: { $0.classification == nil }) {
      reasons.append(
        reason(
          "unclassified", clauses: context.profile.catalogue.unitDuties.clauses,
          zh: "数据项尚未由提供单位分类分级", en: "a column is not classified by its unit yet"))
    }
    if columns.contains(where: { $0.classification?.grade == .core }) {
      reasons.append(
        reason("core", zh: "核心数据不得授权运营", en: "core data are not open to operation"))
    }
    let hasIdentifier = columns.contains { $0.classification?.kind == .direct }
    if hasIdentifier, line.identifierPurpose == nil {
      reasons.append(
        reason(
          "identifier", clauses: context.clauses(SupplyClauses.personal),
          zh: "含直接标识的，须说明用途", en: "say what the direct identifiers are needed for"))
    }
    return reasons
  }

  /// Asked for where the entry is labelled as personal, and whatever its label where a column
  /// holds numbers of persons (SZ-10.5.2-a).
  private func consentReasons(_ entry: AuthorisedEntry, _ resource: Resource) -> [Reason] {
    let namesPersons = line.columns.compactMap(resource.column).contains { column in
      column.type == .identityNumber && column.classification?.kind == .direct
    }
    guard entry.personalInformation.needsConsent || namesPersons, line.consentWay == nil else {
      return []
    }
    return [
      reason(
        "consent", clauses: context.clauses(SupplyClauses.personal) + entry.clauses,
        zh: "含个人信息的，须说明取得授权或匿名化的方式",
        en: "say how persons consent or how the data are made anonymous")
    ]
  }

  private func reason(
    _ code: String, clauses: [ClauseID] = [], zh: String, en: String
  ) -> Reason {
    Reason(
      "scenario.demand.\(code)", clauses: clauses, zh: "第 \(number) 行：\(zh)",
      en: "line \(number): \(en)", field: "plan")
  }
}
