// SPDX-License-Identifier: Apache-2.0
import Core
import Regulation

extension Authorisations {
  /// Qualifications: the authorities see all of a place, an organisation its own.
  static let qualifications = Listing(
    "qualifications", zh: "资格材料", en: "Qualifications", of: Qualification.table,
    columns: [
      ListingColumn("organisation", zh: "单位", en: "Organisation"),
      ListingColumn("submittedOn", zh: "提交日", en: "Handed in on"),
      ListingColumn("checkedOn", zh: "核查日", en: "Checked on"),
      ListingColumn("state", zh: "状态", en: "State"),
      ListingColumn("reasons", zh: "理由", en: "Reasons", inList: false),
      ListingColumn("reportsOn", zh: "报告出具日", en: "Reports of", inList: false),
      ListingColumn("evidence", zh: "准入条件证明", en: "Evidence", inList: false),
      ListingColumn("added", zh: "文件增加条件的证明", en: "Added evidence", inList: false),
      ListingColumn("team", zh: "专业团队名册", en: "Team", inList: false),
      ListingColumn("projects", zh: "实践项目", en: "Projects", inList: false),
      ListingColumn("incidents", zh: "安全事件及等级", en: "Incidents and levels", inList: false),
      ListingColumn("queries", zh: "失信名单查询", en: "Lists looked up", inList: false),
      ListingColumn("violations", zh: "违法记录查询", en: "Violations looked up", inList: false),
      ListingColumn("scores", zh: "能力评分", en: "Scores", inList: false),
    ],
    scopes: Scopes.authorities.merging([.operator: .party, .developer: .party]) { wide, _ in wide })

  /// Conditions that documents added: everybody who works on the platform may read them.
  static let qualificationItems = Listing(
    "qualification-items", zh: "文件增加的准入条件", en: "Conditions added by documents",
    of: QualificationItem.table,
    columns: [
      ListingColumn("label", zh: "条件名称", en: "What is to be shown"),
      ListingColumn("documentNumber", zh: "文号", en: "Document number"),
      ListingColumn("from", zh: "起始日", en: "From"),
      ListingColumn("digest", zh: "文件摘要", en: "Digest", inList: false),
    ],
    scopes: Dictionary(
      uniqueKeysWithValues: Capacity.allCases.filter { $0 != .system }.map { ($0, .place) }))
}
