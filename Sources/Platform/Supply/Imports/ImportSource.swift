// SPDX-License-Identifier: Apache-2.0
package import Core
package import Regulation

/// From whom imported data come and by what right they are used.
package struct ImportSource: StructuredValue, Hashable {
  /// From whom the data come; 1 to 200 characters.
  package let holder: String
  /// The class of data: a name of the profile, where the place has classes.
  package let dataClass: String?
  /// By what the operator may use them.
  package let right: ImportRight
  /// The number of the contract, authorisation or licence; 1 to 100 characters.
  package let number: String
  /// The day on which it was signed or given.
  package let signedOn: Day
  /// The last day of the right.
  package let until: Day
  /// What the data are used for in the scenario; 1 to 500 characters.
  package let purpose: String

  /// Its members.
  package static let members = [
    Field<String>("holder", zh: "数据来源方", en: "From whom the data come", bounds: 1...200).info,
    Field<String?>(
      "dataClass", zh: "数据类别", en: "Class of data", bounds: 1...60, offers: .rules(.importClasses)
    ).info,
    Field<ImportRight>("right", zh: "使用权依据", en: "Right").info,
    Field<String>("number", zh: "合同、授权或许可编号", en: "Its number", bounds: 1...100).info,
    Field<Day>("signedOn", zh: "签署日", en: "Signed on").info,
    Field<Day>("until", zh: "使用权到期日", en: "Last day of the right").info,
    Field<String>("purpose", zh: "融合用途", en: "What they are used for", bounds: 1...500).info,
  ]

  /// An example in JSON.
  package static let example =
    #"{"holder":"…","dataClass":"enterpriseData","right":"contract","number":"…","#
    + #""signedOn":"2026-03-02","until":"2027-03-01","purpose":"…"}"#

  /// Texts have bounds, and a right does not end before it begins.
  package func problem() -> FieldProblem? {
    guard (1...200).contains(holder.unicodeScalars.count) else { return .bounds(1...200) }
    guard (1...100).contains(number.unicodeScalars.count) else { return .bounds(1...100) }
    guard (1...500).contains(purpose.unicodeScalars.count) else { return .bounds(1...500) }
    if let dataClass, !(1...60).contains(dataClass.utf8.count) { return .bounds(1...60) }
    for text in [holder, number] {
      if let problem = FieldProblem.line(text) { return problem }
    }
    return nil
  }
}

/// By what somebody may use data of their own or of another.
package enum ImportRight: String, ChoiceValue {
  /// Gathered or made in one's own work.
  case ownCollection
  /// A contract with who holds them.
  case contract
  /// An authorisation of who holds them, or of those whom they are about.
  case authorisation
  /// A licence under which anybody may use them.
  case openLicence

  /// The words of one choice.
  package var label: LocalText {
    switch self {
    case .ownCollection: LocalText(zh: "自行采集或产生", en: "gathered or made in one's own work")
    case .contract: LocalText(zh: "合同取得", en: "a contract with who holds them")
    case .authorisation: LocalText(zh: "授权取得", en: "an authorisation")
    case .openLicence: LocalText(zh: "公开许可", en: "a licence open to anybody")
    }
  }
}

/// The grounds on which personal information is processed (Personal Information Protection Law,
/// article 13, items 1 to 7).
package enum LawfulBasis: String, ChoiceValue {
  case consent
  case contractOrEmployment
  case legalDuty
  case emergency
  case newsInPublicInterest
  case alreadyPublic
  case otherLaw

  /// The words of one choice.
  package var label: LocalText {
    switch self {
    case .consent: LocalText(zh: "取得个人同意", en: "consent of the persons")
    case .contractOrEmployment:
      LocalText(zh: "订立、履行合同或人力资源管理所必需", en: "needed for a contract or employment")
    case .legalDuty: LocalText(zh: "履行法定职责或义务所必需", en: "needed for a duty of law")
    case .emergency: LocalText(zh: "应对突发事件或紧急情况所必需", en: "needed in an emergency")
    case .newsInPublicInterest:
      LocalText(zh: "为公共利益实施新闻报道、舆论监督", en: "news in the public interest")
    case .alreadyPublic:
      LocalText(zh: "合理范围内处理已公开的个人信息", en: "already public, within reason")
    case .otherLaw: LocalText(zh: "法律、行政法规规定的其他情形", en: "another case of the law")
    }
  }
}
