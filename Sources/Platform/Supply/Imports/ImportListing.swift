// SPDX-License-Identifier: Apache-2.0
import Core
import Regulation

/// The listing of imports: an operator sees its own, and not how far they are data of others.
enum ImportListing {
  /// Imports.
  static let imports = Listing(
    "imports", zh: "自有数据导入", en: "Imports of own data", of: DataImport.table,
    columns: [
      ListingColumn("title", zh: "数据名称", en: "Name of the data"),
      ListingColumn("operator", zh: "运营机构", en: "Operator"),
      ListingColumn("scenario", zh: "场景", en: "Scenario"),
      ListingColumn("state", zh: "状态", en: "State"),
      ListingColumn("personal", zh: "含个人信息", en: "Has personal information"),
      ListingColumn("requestedOn", zh: "申请日", en: "Requested on"),
      ListingColumn("lastDay", zh: "最后可用日", en: "Last day of use"),
      ListingColumn("agreement", zh: "授权运营协议", en: "Agreement", inList: false),
      ListingColumn("source", zh: "来源和使用权", en: "Source and right", inList: false),
      ListingColumn("proof", zh: "合法来源证明摘要", en: "Proof of the source", inList: false),
      ListingColumn("basis", zh: "个人信息处理依据", en: "Ground for personal information", inList: false),
      ListingColumn("basisProof", zh: "处理依据证明摘要", en: "Proof of that ground", inList: false),
      ListingColumn("columns", zh: "数据项及用途", en: "Columns and purposes", inList: false),
      ListingColumn("keyColumns", zh: "主键", en: "Key columns", inList: false),
      ListingColumn("subjectColumn", zh: "主体代码", en: "Subject column", inList: false),
      ListingColumn("manifest", zh: "文件清单", en: "Manifest", inList: false),
      ListingColumn("findings", zh: "扫描结果", en: "Findings of the scan", inList: false),
      ListingColumn(
        "overlap", zh: "与域内数据的重合", en: "Overlap with data in the domain",
        visibleTo: Set(Scopes.authorities.keys), inList: false),
      ListingColumn("approvalsNeeded", zh: "须同意人数", en: "People who must agree", inList: false),
      ListingColumn("votes", zh: "审核", en: "Votes", inList: false),
      ListingColumn("resource", zh: "对应数据资源", en: "Its resource", inList: false),
      ListingColumn("batch", zh: "批次", en: "Batch", inList: false),
      ListingColumn("endGround", zh: "不符合或终止理由", en: "Why unfit or ended", inList: false),
      ListingColumn("certificate", zh: "销毁凭证摘要", en: "Certificate", inList: false),
    ], scopes: Scopes.authorities(andParties: .operator), newestBy: "requestedOn")
}
