// SPDX-License-Identifier: Apache-2.0

/// What an organisation or a person may act as in a place.
///
/// An organisation can hold several; which one local body holds which is the profile's word.
package enum Capacity: String, Codable, CaseIterable, Hashable, Sendable {
  /// 授权主体, the government that authorises.
  case grantor
  /// 实施机构, which carries the authorisation out.
  case implementingBody
  /// 数据管理部门, the authority for data.
  case dataAuthority
  /// 上级数据管理部门, which receives filings and supervises.
  case supervisingAuthority
  /// 协调机制, where departments agree.
  case coordinationBody
  /// 专家组, which advises.
  case expertGroup
  /// 数源单位, which holds and provides data.
  case sourceUnit
  /// 行业主管部门.
  case industryAuthority
  /// 价格主管部门.
  case pricingAuthority
  /// 财政部门.
  case financeAuthority
  /// 市场监管部门.
  case marketRegulator
  /// 网信、公安、安全等监管部门.
  case securityAuthority
  /// 登记机构.
  case registry
  /// 平台运营方, which runs the platform and delivers data.
  case platformOperator
  /// 运营机构.
  case `operator`
  /// 开发主体, which develops products under a contract.
  case developer
  /// 第三方评估机构.
  case evaluator
  /// 审计机构.
  case auditor
  /// 数据主体, the person or enterprise data are about.
  case dataSubject
  /// 公众.
  case `public`
  /// 系统管理员, the first of three separated administrators.
  case systemAdministrator
  /// 安全管理员, the second.
  case securityAdministrator
  /// 审计管理员, the third.
  case auditAdministrator
  /// 出域审核员, who checks what leaves the domain.
  case egressChecker
  /// 平台自身, reporting what its services did; no account holds it.
  case system

  /// Those of which a text may name several bodies, each with a remit of its own.
  package static let supervising: Set<Capacity> = [
    .industryAuthority, .pricingAuthority, .financeAuthority, .marketRegulator, .securityAuthority,
  ]

  /// The general name in both languages; a place's own word is in its profile.
  package var label: LocalText {
    switch self {
    case .grantor: LocalText(zh: "授权主体", en: "Authorising government")
    case .implementingBody: LocalText(zh: "实施机构", en: "Implementing body")
    case .dataAuthority: LocalText(zh: "数据管理部门", en: "Data authority")
    case .supervisingAuthority: LocalText(zh: "上级数据管理部门", en: "Supervising data authority")
    case .coordinationBody: LocalText(zh: "协调机制", en: "Coordination body")
    case .expertGroup: LocalText(zh: "专家组", en: "Expert group")
    case .sourceUnit: LocalText(zh: "数源单位", en: "Source unit")
    case .industryAuthority: LocalText(zh: "行业主管部门", en: "Industry authority")
    case .pricingAuthority: LocalText(zh: "价格主管部门", en: "Pricing authority")
    case .financeAuthority: LocalText(zh: "财政部门", en: "Finance authority")
    case .marketRegulator: LocalText(zh: "市场监管部门", en: "Market regulator")
    case .securityAuthority: LocalText(zh: "安全监管部门", en: "Security authority")
    case .registry: LocalText(zh: "登记机构", en: "Registry")
    case .platformOperator: LocalText(zh: "平台运营方", en: "Platform operator")
    case .operator: LocalText(zh: "运营机构", en: "Operator")
    case .developer: LocalText(zh: "开发主体", en: "Developer")
    case .evaluator: LocalText(zh: "评估机构", en: "Evaluator")
    case .auditor: LocalText(zh: "审计机构", en: "Auditor")
    case .dataSubject: LocalText(zh: "数据主体", en: "Data subject")
    case .public: LocalText(zh: "公众", en: "Public")
    case .systemAdministrator: LocalText(zh: "系统管理员", en: "System administrator")
    case .securityAdministrator: LocalText(zh: "安全管理员", en: "Security administrator")
    case .auditAdministrator: LocalText(zh: "审计管理员", en: "Audit administrator")
    case .egressChecker: LocalText(zh: "出域审核员", en: "Egress checker")
    case .system: LocalText(zh: "平台", en: "The platform")
    }
  }
}
