// SPDX-License-Identifier: Apache-2.0
import Core
import Regulation

/// The listings of supply: nobody sees another operator's rows, and no one where bytes lie.
enum SupplyListings {
  /// Scenarios: those who review them and their operators.
  static let scenarios = Listing(
    "scenarios", zh: "场景", en: "Scenarios", of: Scenario.table,
    columns: [
      ListingColumn("title", zh: "标题", en: "Title"),
      ListingColumn("operator", zh: "运营机构", en: "Operator"),
      ListingColumn("agreement", zh: "授权运营协议", en: "Agreement"),
      ListingColumn("state", zh: "状态", en: "State"),
      ListingColumn("submittedOn", zh: "提交日", en: "Submitted on"),
      ListingColumn("supplyDue", zh: "供数时限", en: "Supply due"),
      ListingColumn("supplyRoute", zh: "供数路径", en: "Route", inList: false),
      ListingColumn("plan", zh: "数据使用方案", en: "Plan", inList: false),
      ListingColumn("sourceUnits", zh: "数据提供单位", en: "Source units", inList: false),
      ListingColumn("industryAuthorities", zh: "行业主管部门", en: "Authorities", inList: false),
      ListingColumn("reviews", zh: "审核", en: "Reviews", inList: false),
      ListingColumn(
        "exAnteAssessmentDigest", zh: "事前评估摘要", en: "Assessment", inList: false),
      ListingColumn(
        "responsiblePerson", zh: "安全责任人", en: "Responsible person",
        visibleTo: [
          .operator, .sourceUnit, .industryAuthority, .implementingBody, .dataAuthority, .auditor,
        ], inList: false),
      ListingColumn("returnGround", zh: "退回理由", en: "Returned for", inList: false),
      ListingColumn("endGround", zh: "终止理由", en: "Ended for", inList: false),
    ],
    scopes: Scopes.authorities(
      andParties: .operator, .developer, .sourceUnit, .industryAuthority))

  /// Deliveries: the unit and the deliverer.
  static let batches = Listing(
    "batches", zh: "批次", en: "Batches", of: Batch.table,
    columns: [
      ListingColumn("resource", zh: "数据资源", en: "Resource"),
      ListingColumn("sourceUnit", zh: "数据提供单位", en: "Source unit"),
      ListingColumn("scenario", zh: "场景", en: "Scenario"),
      ListingColumn("sequence", zh: "交付序号", en: "Number of delivery"),
      ListingColumn("deliveredOn", zh: "交付日", en: "Delivered on"),
      ListingColumn("late", zh: "逾期", en: "Late"),
      ListingColumn("state", zh: "状态", en: "State"),
      ListingColumn("rowsGood", zh: "合格行数", en: "Rows taken"),
      ListingColumn("rowsBad", zh: "问题行数", en: "Rows kept apart"),
      ListingColumn("rowsRepeated", zh: "重复行数", en: "Rows repeating another"),
      ListingColumn("failureClass", zh: "原因类别", en: "Failure"),
      ListingColumn("failureCounts", zh: "各类问题行数", en: "Rows kept apart by class", inList: false),
      ListingColumn("manifest", zh: "交付清单", en: "Manifest", inList: false),
      ListingColumn("route", zh: "供数路径", en: "Route", inList: false),
      ListingColumn("datasetVersion", zh: "数据版本", en: "Version", inList: false),
      ListingColumn("certificate", zh: "销毁凭证摘要", en: "Certificate", inList: false),
    ], scopes: Scopes.authorities(andParties: .sourceUnit, .platformOperator, .operator),
    newestBy: "deliveredOn")

  /// Versions: the data sheet for the parties, values and bad rows for the source unit alone.
  static let versions = Listing(
    "dataset-versions", zh: "数据版本", en: "Versions of data", of: DatasetVersion.table,
    columns: [
      ListingColumn("resource", zh: "数据资源", en: "Resource"),
      ListingColumn("number", zh: "版本号", en: "Number"),
      ListingColumn("rows", zh: "行数", en: "Rows"),
      ListingColumn("bytes", zh: "字节数", en: "Bytes"),
      ListingColumn("state", zh: "状态", en: "State"),
      ListingColumn("sheet", zh: "数据说明", en: "Data sheet", inList: false),
      ListingColumn("batch", zh: "批次", en: "Batch", inList: false),
      ListingColumn("digest", zh: "摘要", en: "Digest", inList: false),
      ListingColumn("certificate", zh: "销毁凭证摘要", en: "Certificate", inList: false),
      ListingColumn(
        "profileObject", zh: "数据概况", en: "Profile of values", visibleTo: [.sourceUnit],
        inList: false),
      ListingColumn(
        "badRowsObject", zh: "问题行", en: "Rows kept apart", visibleTo: [.sourceUnit],
        inList: false),
      ListingColumn(
        "readers", zh: "可见机构", en: "Readers", visibleTo: Set(Scopes.authorities.keys),
        inList: false),
      ListingColumn("vaultObject", zh: "存储对象", en: "Object", visibleTo: [], inList: false),
    ],
    scopes: Scopes.authorities(andParties: .sourceUnit, .platformOperator, .operator, .developer))

  /// Grants: the operator and the unit; the sample's object for nobody.
  static let grants = Listing(
    "grants", zh: "数据授权", en: "Grants", of: Grant.table,
    columns: [
      ListingColumn("operator", zh: "运营机构", en: "Operator"),
      ListingColumn("scenario", zh: "场景", en: "Scenario"),
      ListingColumn("resource", zh: "数据资源", en: "Resource"),
      ListingColumn("tableName", zh: "表名", en: "Table name"),
      ListingColumn("purpose", zh: "用途", en: "Purpose"),
      ListingColumn("dataImport", zh: "所依据的数据导入", en: "The import behind it", inList: false),
      ListingColumn("state", zh: "状态", en: "State"),
      ListingColumn("stateReason", zh: "状态原因", en: "Reason", inList: false),
      ListingColumn("columns", zh: "数据项与脱敏方式", en: "Columns and masks", inList: false),
      ListingColumn("rowFilter", zh: "行筛选", en: "Row filter", inList: false),
      ListingColumn("consentRows", zh: "按主体授权选行", en: "Rows by authorisation", inList: false),
      ListingColumn("rows", zh: "行数", en: "Rows", inList: false),
      ListingColumn("joinedResources", zh: "关联资源数", en: "Joined resources", inList: false),
      ListingColumn(
        "linkageAssessment", zh: "关联风险评估摘要", en: "Assessment of joining", inList: false),
      ListingColumn("policyDigest", zh: "策略摘要", en: "Policy digest", inList: false),
      ListingColumn("datasetVersion", zh: "数据版本", en: "Version", inList: false),
      ListingColumn("sampleState", zh: "样本状态", en: "Sample"),
      ListingColumn(
        "sample", zh: "样本与风险", en: "Sample and risk",
        visibleTo: Set(Scopes.authorities.keys), inList: false),
      ListingColumn("certificate", zh: "销毁凭证摘要", en: "Certificate", inList: false),
      ListingColumn("vaultObject", zh: "存储对象", en: "Object", visibleTo: [], inList: false),
    ], scopes: Scopes.authorities(andParties: .operator, .developer, .sourceUnit))
}
