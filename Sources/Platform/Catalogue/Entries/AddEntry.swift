// SPDX-License-Identifier: Apache-2.0
import Core
package import Regulation

/// Puts a further entry into the authorised catalogue, on the inputs that the profile names
/// (EZ-02.9-b).
package struct AddEntry: Action {
  let provider: String
  let name: String
  let subjectKind: SubjectChoice
  let personalInformation: PersonalInformationChoice
  let tradeSecret: Bool
  let inputs: KeyedTexts

  /// The declaration.
  package static let spec = Spec<Self>(
    "entry.add", zh: "增补授权运营目录", en: "Add an entry",
    capacities: [.implementingBody, .dataAuthority], clauses: ["EZ-02.9-b"],
    fields: Field("provider", zh: "数据提供单位", en: "Providing unit", bounds: 1...200),
    Field("name", zh: "数据资源名称", en: "Resource", bounds: 1...200),
    Field("subjectKind", zh: "数据主体", en: "What the data are about"),
    Field("personalInformation", zh: "个人信息", en: "Personal information"),
    Field("tradeSecret", zh: "可能含商业秘密", en: "Trade secrets possible"),
    Field("inputs", zh: "更新依据", en: "What the update rests on", offers: .rules(.updateInputs)),
    make: Self.init)

  /// The entries that were added before.
  package func facts(_ read: any RecordReader, _ context: Context) throws -> Int {
    try read.count(
      AuthorisedEntry.self,
      [.equal("place", context.place), Condition("batch", .greater, .int(1))])
  }

  /// Refuses while an input is missing.
  package func decide(_ added: Int, _ context: Context) -> Decision {
    let required = context.profile.catalogue.updateInputs
    let missing = (required.value ?? []).filter { inputs[$0.id] == nil }
    var reasons = [
      Refusals.missing(
        "entry.input.missing", missing, clauses: required.clauses, zh: "目录更新缺少依据",
        en: "the update lacks", field: "inputs")
    ].compactMap { $0 }
    if inputs.values.values.contains(where: { $0.unicodeScalars.count > 1_000 }) {
      reasons.append(
        Reason(
          "entry.input.long", zh: "每项依据不超过 1000 字", en: "an input has at most 1,000 characters",
          field: "inputs"))
    }
    if let refusal = context.refusal(reasons) { return refusal }
    let id = context.newID(AuthorisedEntry.table)
    let event = EntryAdded(
      subject: id, place: context.place, batch: 2, row: added + 1, provider: provider, name: name,
      subjectKind: subjectKind.kind, personalInformation: personalInformation.value,
      tradeSecret: tradeSecret, excluded: [], clauses: required.clauses,
      secrecyReview: AuthorisedEntry.isReviewGeneral(context) ? .required : .notRequired,
      inputs: inputs.values, by: context.actor.account)
    return .allowed(Event(event), id: id)
  }
}

/// Whom or what data are about, as a choice of a form.
package enum SubjectChoice: String, ChoiceValue {
  case person
  case enterprise
  case mixed
  case area
  case project

  var kind: DataSubjectKind { DataSubjectKind(rawValue: rawValue) ?? .mixed }

  /// The words of one choice.
  package var label: LocalText {
    switch self {
    case .person: LocalText(zh: "个人", en: "persons")
    case .enterprise: LocalText(zh: "企业", en: "enterprises")
    case .mixed: LocalText(zh: "个人和企业", en: "persons and enterprises")
    case .area: LocalText(zh: "地块", en: "areas")
    case .project: LocalText(zh: "工程", en: "projects")
    }
  }
}

/// Whether personal information is in a resource, as a choice of a form.
package enum PersonalInformationChoice: String, ChoiceValue {
  case none
  case possible
  case present
  case sensitive

  var value: PersonalInformation { PersonalInformation(rawValue: rawValue) ?? .possible }

  /// The words of one choice.
  package var label: LocalText {
    switch self {
    case .none: LocalText(zh: "无", en: "none")
    case .possible: LocalText(zh: "可能有", en: "possible")
    case .present: LocalText(zh: "有", en: "present")
    case .sensitive: LocalText(zh: "敏感个人信息", en: "sensitive")
    }
  }
}
