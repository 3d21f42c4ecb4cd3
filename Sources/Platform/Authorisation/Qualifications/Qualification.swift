// SPDX-License-Identifier: Apache-2.0
package import Core
package import Regulation

/// What an operator or developer shows of itself, and what was found (SZ-04).
package struct Qualification: Record {
  /// The life of a qualification.
  package enum State: String, Codable, Sendable, CaseIterable {
    case submitted
    case qualified
    case unqualified
    /// The organisation handed in another one.
    case replaced
  }

  /// The table.
  package static let table = TableSpec(
    "qualification", prefix: "QUA",
    columns: [.text("place"), .text("state"), .text("organisation")])

  /// The random id.
  package let id: RecordID
  /// The place.
  package let place: String
  /// The organisation that it is about.
  package let organisation: RecordID
  /// The evidence by the slots of the profile.
  package let evidence: [AttachedFile]
  /// The evidence of items that documents added, by their ids.
  package let added: [AttachedFile]
  /// The day of the older one of the reports on business and finances.
  package let reportsOn: Day
  /// The team.
  package let team: [TeamMember]
  /// The projects.
  package let projects: [ProjectProof]
  /// Incidents that it declares or that were found.
  package var incidents: [LevelledIncident]
  /// The lists that were looked up.
  package var queries: [ListQuery]
  /// Violations that were asked for.
  package var violations: [ViolationQuery]
  /// What each slot was given.
  package var scores: [SlotScore]
  /// The day on which it was handed in.
  package let submittedOn: Day
  /// The day on which it was checked.
  package var checkedOn: Day?
  /// The life of it.
  package var state: State
  /// Why the organisation is not qualified.
  package var reasons: [Reason]

  /// The organisation is the party.
  package var parties: [RecordID] { [organisation] }
}

extension Qualification {
  /// The qualification of the actor's place; nil for any other.
  static func here(
    _ id: RecordID, _ read: any RecordReader, _ context: Context
  ) throws -> Qualification? {
    guard let found = try read.find(Qualification.self, id), found.place == context.place else {
      return nil
    }
    return found
  }

  /// Whether an organisation was found qualified and nothing else was handed in since.
  package static func holds(
    for organisation: RecordID, in place: String, _ read: any RecordReader
  ) throws -> Bool {
    try standing(for: organisation, in: place, read) != nil
  }

  /// What an organisation was found qualified by, if nothing else was handed in since.
  static func standing(
    for organisation: RecordID, in place: String, _ read: any RecordReader
  ) throws -> Qualification? {
    try read.first(
      Qualification.self, .equal("place", place), .equal("organisation", organisation),
      .equal("state", State.qualified.rawValue))
  }

  /// Why it shows nothing any more: a report is older than the months that a document set.
  func aged(_ read: any RecordReader, _ context: Context) throws -> Reason? {
    let rule = context.profile.eligibility.reportAgeMonthsMax
    let setting = try OpenSetting.find("eligibility.reportAgeMonthsMax", read, context)
    return Self.aged(reportsOn, rule.number(or: setting), rule.clauses, context)
  }

  /// Why reports of a day are too old; nil where nobody set how old they may be.
  static func aged(
    _ day: Day, _ months: Int?, _ clauses: [ClauseID], _ context: Context
  ) -> Reason? {
    guard let months, day < context.today.adding(months: -months) else { return nil }
    return Reason(
      "qualification.report.old", clauses: clauses,
      zh: "经营或财务报告早于 \(months) 个月前，请提交新的资格材料",
      en: "a report is older than \(months) months; hand in the qualification anew",
      field: "reportsOn")
  }

  static let unknown = Refusals.unknown(
    "qualification", zh: "资格材料", en: "qualification", field: "qualification")
}

/// One thing more that a document lets every operator and developer show (SZ-04.6-a).
package struct QualificationItem: Record {
  /// The table.
  package static let table = TableSpec(
    "qualificationItem", prefix: "QUI", columns: [.text("place"), .text("label")],
    unique: [["place", "label"]])

  /// The random id.
  package let id: RecordID
  /// The place.
  package let place: String
  /// What is to be shown.
  package let label: String
  /// The number of the document that asks for it.
  package let documentNumber: String
  /// The digest of that document.
  package let digest: DigestText
  /// The day from which it is asked.
  package let from: Day
}
