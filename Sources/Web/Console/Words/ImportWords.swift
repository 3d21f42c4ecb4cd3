// SPDX-License-Identifier: Apache-2.0
import Regulation

/// Words for what stands in the records of imports: members, and what a scan names.
enum ImportWords {
  /// Members of source, findings and overlap.
  static let members: [(String, String, String)] = [
    ("holder", "数据来源方", "From whom"), ("dataClass", "数据类别", "Class of data"),
    ("right", "使用权依据", "Right"), ("signedOn", "签署日", "Signed on"),
    ("rowsBad", "问题行数", "Rows kept apart"), ("counts", "各类数量", "Counts"),
    ("evidence", "依据", "Evidence"), ("namesPerson", "可识别个人", "Names a person"),
    ("namesSubject", "可识别个人或企业", "Names a person or enterprise"),
    ("formulas", "含公式的单元格（不低于）", "Cells with formulas, at least"),
    ("markup", "含网页标记的单元格（不低于）", "Cells with markup, at least"),
    ("pairs", "重合的数据项", "Columns with values in common"),
    ("compared", "比对的数据项对数", "Pairs compared"), ("leftOut", "未比对的对数", "Pairs left out"),
    ("resource", "数据资源", "Resource"), ("other", "资源数据项", "Column of the resource"),
    ("form", "取值形式", "Form of the values"), ("organisation", "单位", "Organisation"),
    ("conclusion", "结论", "Conclusion"), ("opinion", "意见", "Opinion"), ("on", "日期", "Day"),
  ]

  /// Codes of rights, grounds, suggestions and forms.
  static let codes: [(code: String, zh: String, en: String)] = [
    ("rightExpired", "使用权到期", "the right ran out"), ("importEnded", "导入已终止", "the import ended"),
    ("directIdentifier", "直接标识", "direct identifier"),
    ("enterpriseIdentifier", "企业标识", "identifier of enterprises"),
    ("quasiIdentifier", "准标识", "quasi identifier"), ("plain", "原值", "as they are"),
    ("md5", "MD5 摘要", "MD5 digests"), ("sha1", "SHA-1 摘要", "SHA-1 digests"),
    ("sha256", "SHA-256 摘要", "SHA-256 digests"),
  ]
}
