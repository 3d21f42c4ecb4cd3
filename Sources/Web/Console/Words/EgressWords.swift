// SPDX-License-Identifier: Apache-2.0
import DisclosureControl
import Regulation

/// Words for the rules by which what asks to leave is judged.
enum EgressWords {
  /// The words by rule.
  static let byRule: [String: LocalText] = {
    var byRule: [String: LocalText] = [:]
    for (code, zh, en) in rules { byRule[code] = LocalText(zh: zh, en: en) }
    for kind in ScanKind.allCases { byRule["scan-\(kind.rawValue)"] = words(of: kind) }
    return byRule
  }()

  private static let rules: [(String, String, String)] = [
    ("minimum-contributors", "主体数不足", "too few contributors"),
    ("dominance", "占比过大", "dominance"), ("p-percent", "p% 规则", "p % rule"),
    ("class-disclosure", "整组同值", "a whole class has one value"),
    ("zero-cell", "零值单元格", "a cell of nobody"), ("p-q", "p/q 规则", "p/q rule"),
    ("negative-values", "含负值", "negative values"),
    ("unreadable-values", "数值无法读取", "values that cannot be read"),
    ("missing-subject", "缺少主体", "records without a subject"),
    ("suspect-label", "可疑的取值名称", "suspect label"),
    ("degrees-of-freedom", "自由度不足", "too few degrees of freedom"),
    ("differencing", "与已出域内容相减", "difference to what is out"),
    ("complementary-disclosure", "可由合计推算", "follows from totals"),
    ("k-anonymity", "同类人数不足（k-匿名）", "k-anonymity"),
    ("l-diversity", "敏感值过于单一（l-多样性）", "l-diversity"),
    ("t-closeness", "敏感值分布偏离（t-接近）", "t-closeness"),
    ("reidentification-risk", "重识别风险", "risk of reidentification"),
    ("raw-overlap", "与原始数据相同", "the same as the data"),
    ("reversible-encoding", "可还原的编码", "reversible encoding"),
    ("direct-identifier", "直接标识", "direct identifier"),
    ("embedded-data", "夹带数据", "embedded data"),
    ("extreme-value", "极端值", "extreme value"),
    ("refresh-differencing", "与上次更新相减", "difference to the last refresh"),
    ("drift", "变动超过上限", "changed by more than was allowed"),
    ("new-label", "新出现的分组名称", "new names of groups"),
    ("subject-mismatch", "与本人数据不符", "not what the data have of the subject"),
    ("copied-field", "可还原原始数据的加工字段", "computed field that tells a raw one"),
    ("computed-field", "程序加工的字段", "field that a program computed"),
    ("grant-left-out", "未比对的授权数据", "granted data that were not compared"),
    ("undeclared-column", "未声明来源的列", "column of undeclared source"),
    ("earlier-records", "已有的记录级出域", "earlier records"),
    ("unknown-subjects", "不在授权数据中的主体", "subjects of nobody"),
    ("model-parameter", "模型参数", "parameter of a model"),
    ("formula-like", "类似公式的内容", "looks like a formula"),
  ]

  private static func words(of kind: ScanKind) -> LocalText {
    switch kind {
    case .residentIdentity: LocalText(zh: "居民身份证号", en: "resident identity number")
    case .oldResidentIdentity: LocalText(zh: "15 位身份证号", en: "old identity number")
    case .maskedIdentity: LocalText(zh: "遮盖的身份证号", en: "masked identity number")
    case .socialCreditCode: LocalText(zh: "统一社会信用代码", en: "unified social credit code")
    case .mobilePhone: LocalText(zh: "手机号码", en: "mobile phone number")
    case .landline: LocalText(zh: "固定电话", en: "landline number")
    case .bankCard: LocalText(zh: "银行卡号", en: "bank card number")
    case .email: LocalText(zh: "电子邮箱", en: "e-mail address")
    case .ipAddress: LocalText(zh: "网络地址", en: "network address")
    }
  }
}
