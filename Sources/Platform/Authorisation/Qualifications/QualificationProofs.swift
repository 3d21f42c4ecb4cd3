// SPDX-License-Identifier: Apache-2.0
package import Core
import Regulation

/// One member of the team that would run scenarios (SZ-04.2-b): role and qualification, no name.
package struct TeamMember: StructuredValue, Hashable {
  /// What the member does.
  package let role: String
  /// The qualification.
  package let qualification: String

  /// Its members.
  package static let members = [
    Field<String>("role", zh: "岗位", en: "Role", bounds: 1...100).info,
    Field<String>("qualification", zh: "资格", en: "Qualification", bounds: 1...200).info,
  ]

  /// An example in JSON.
  package static let example = #"{"role":"数据工程","qualification":"高级工程师"}"#

  /// Both have bounds.
  package func problem() -> FieldProblem? {
    (1...100).contains(role.unicodeScalars.count)
      && (1...200).contains(qualification.unicodeScalars.count) ? nil : .bounds(1...200)
  }
}

/// One project by which experience is shown (SZ-04.5-a).
package struct ProjectProof: StructuredValue, Hashable {
  /// The kind: a name of the profile.
  package let kind: String
  /// What it was.
  package let title: String
  /// The digest of its record.
  package let digest: DigestText

  /// Its members.
  package static let members = [
    Field<String>(
      "kind", zh: "项目类型", en: "Kind of project", bounds: 1...60, offers: .rules(.projectKinds)
    ).info,
    Field<String>("title", zh: "项目名称", en: "Project", bounds: 1...200).info,
    Field<DigestText>("digest", zh: "项目材料", en: "Record of the project").info,
  ]

  /// An example in JSON.
  package static let example =
    #"{"kind":"governance","title":"…","digest":"e3b0c442…"}"#

  /// Both texts have bounds.
  package func problem() -> FieldProblem? {
    (1...60).contains(kind.unicodeScalars.count) && (1...200).contains(title.unicodeScalars.count)
      ? nil : .bounds(1...200)
  }
}

/// An incident with its level (SZ-04.1-c).
package struct LevelledIncident: StructuredValue, Hashable {
  /// The day.
  package let on: Day
  /// The level: a name of the profile.
  package let level: String

  /// Its members.
  package static let members = [
    Field<Day>("on", zh: "发生日", en: "Happened on").info,
    Field<String>(
      "level", zh: "事件等级", en: "Level", bounds: 1...60, offers: .rules(.incidentLevels)
    ).info,
  ]

  /// An example in JSON.
  package static let example = #"{"on":"2025-03-01","level":"general"}"#
}

/// The dated result of looking for an organisation on one list at one source (SZ-04.1-b).
package struct ListQuery: StructuredValue, Hashable {
  /// Where it was looked up: a name of the profile.
  package let source: String
  /// The list: a name of the profile.
  package let list: String
  /// The day.
  package let queriedOn: Day
  /// Whether the organisation stands on it.
  package let isListed: Bool
  /// The digest of the result.
  package let digest: DigestText

  /// Its members.
  package static let members = [
    Field<String>(
      "source", zh: "查询渠道", en: "Source", bounds: 1...60, offers: .rules(.listSources)
    ).info,
    Field<String>("list", zh: "名单", en: "List", bounds: 1...60, offers: .rules(.barringLists)).info,
    Field<Day>("queriedOn", zh: "查询日", en: "Looked up on").info,
    Field<Bool>("isListed", zh: "是否列入", en: "Stands on it").info,
    Field<DigestText>("digest", zh: "查询结果", en: "Result").info,
  ]

  /// An example in JSON.
  package static let example =
    #"{"source":"creditChina","list":"discredited","queriedOn":"2026-03-01","isListed":false,"#
    + #""digest":"e3b0c442…"}"#
}

/// The dated result of asking for violations in one field, with what was found (SZ-04.1-d).
package struct ViolationQuery: StructuredValue, Hashable {
  /// The field: a name of the profile.
  package let field: String
  /// The day of the query.
  package let queriedOn: Day
  /// The day of the latest violation; nil where there is none.
  package let latestOn: Day?
  /// What the reviewer decided on a violation too old to bar; nil where there is none.
  package let ruling: String?
  /// Whether that decision is that it does not stand in the way.
  package let isAccepted: Bool?

  /// Its members.
  package static let members = [
    Field<String>(
      "field", zh: "违法领域", en: "Field", bounds: 1...60, offers: .rules(.violationFields)
    ).info,
    Field<Day>("queriedOn", zh: "查询日", en: "Looked up on").info,
    Field<Day?>("latestOn", zh: "最近一次违法", en: "Latest violation").info,
    Field<String?>("ruling", zh: "对较早违法的认定", en: "Ruling on an older one", bounds: 1...500).info,
    Field<Bool?>("isAccepted", zh: "认定不影响", en: "It does not bar").info,
  ]

  /// An example in JSON.
  package static let example = #"{"field":"dataSecurity","queriedOn":"2026-03-01"}"#
}

/// What a reviewer gave for the evidence in one slot (SZ-04.2-a, SZ-04.4-a).
package struct SlotScore: StructuredValue, Hashable {
  /// The slot: a name of the profile.
  package let slot: String
  /// The points, 0 to 100; 0 says that the evidence shows nothing.
  package let points: Int

  /// Its members.
  package static let members = [
    Field<String>(
      "slot", zh: "证明项", en: "Slot", bounds: 1...60, offers: .rules(.eligibilityEvidence)
    ).info,
    Field<Int>("points", zh: "得分", en: "Points", bounds: 0...100).info,
  ]

  /// An example in JSON.
  package static let example = #"{"slot":"resourceManagement","points":80}"#

  /// The points have bounds.
  package func problem() -> FieldProblem? {
    (0...100).contains(points) ? nil : .bounds(0...100)
  }
}
