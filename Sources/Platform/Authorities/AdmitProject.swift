// SPDX-License-Identifier: Apache-2.0
package import Core
import Regulation

/// Takes a lower authority's project up under one of the acting authority's own, on a statement of
/// why it is truly needed; one authorisation can be opened under it (SC-08-d).
package struct AdmitProject: Action {
  let file: RecordID
  let authority: RecordID
  let number: String
  let occurredOn: Day
  let digest: DigestText

  /// The declaration.
  package static let spec = Spec<Self>(
    "authority.admitProject", zh: "统筹纳入下级项目", en: "Take up a project of a lower authority",
    capacities: [.grantor, .implementingBody, .dataAuthority], clauses: ["SC-08-d"],
    on: CaseFile.table.name, inStates: .possible(CaseFile.State.open, .active),
    fields: Field("case", zh: "所属本级项目", en: "Own project", refersTo: "case"),
    Field("authority", zh: "下级授权单位", en: "Lower authority", refersTo: "authority"),
    Field("number", zh: "确需说明文号", en: "Number of the statement", bounds: 1...100),
    Field("occurredOn", zh: "说明日期", en: "Dated"),
    Field("digest", zh: "确需授权的说明", en: "Statement of need"), make: Self.init)

  /// The own project and the lower authority.
  package func facts(
    _ read: any RecordReader, _ context: Context
  ) throws -> (CaseFile?, Authority?) {
    (try read.find(CaseFile.self, file), try read.find(Authority.self, authority))
  }

  /// Only under an authorisation that runs or is in force, and for an authority directly below.
  package func decide(_ facts: (CaseFile?, Authority?), _ context: Context) -> Decision {
    guard let file = facts.0, file.place == context.place else {
      return .refused(Refusals.unknown("case", zh: "程序", en: "case", field: "case"))
    }
    guard let found = facts.1, found.parent == context.place,
      let rule = found.rule(context.profile),
      let need = rule.needs.first(where: { $0.paper == nil })
    else {
      return .refused(
        Refusals.unknown("authority", zh: "须统筹的下级单位", en: "such authority", field: "authority"))
    }
    var reasons: [Reason] = []
    let isRunning = file.state == .open || file.state == .active
    if !isRunning || !context.profile.authorisations.contains(file.procedure) {
      reasons.append(
        Reason(
          "authority.project.case", clauses: need.clauses,
          zh: "下级项目须纳入本级正在办理或有效的授权项目",
          en: "it goes under an authorisation of this level that runs or is in force",
          field: "case"))
    }
    if occurredOn > context.today { reasons.append(Refusals.future(field: "occurredOn")) }
    if let refusal = context.refusal(reasons) { return refusal }
    let id = context.newID(SubordinateProject.table)
    return .allowed(
      Event(
        ProjectAdmitted(
          subject: id, place: found.place, authority: found.id, parentCase: file.id,
          number: number, dated: occurredOn, digest: digest, on: context.today,
          by: context.actor.account), clauses: need.clauses), id: id)
  }
}

extension Profile {
  /// The procedures by which operation is authorised, at whatever level.
  var authorisations: Set<String> {
    let own = [authorisationProcedure?.id] + (authorities?.levels.map(\.procedure) ?? [])
    return Set(own.compactMap(\.self))
  }
}

/// A lower authority's project was taken up.
package struct ProjectAdmitted: DomainEvent {
  /// The stable type.
  package static let type = "authority.projectAdmitted"
  /// The project.
  package let subject: RecordID
  let place: String
  let authority: RecordID
  let parentCase: RecordID
  let number: String
  let dated: Day
  let digest: DigestText
  let on: Day
  let by: RecordID

  /// Adds the project.
  package func changes(
    _ stamp: Stamp, payload: JSON?, _ read: any RecordReader
  ) throws -> [Change] {
    [
      .put(
        SubordinateProject(
          id: subject, place: place, authority: authority, parentCase: parentCase,
          number: number, dated: dated, digest: digest, admittedOn: on, admittedBy: by,
          isOpen: "yes", opened: nil))
    ]
  }
}

/// An authorisation was opened under a project.
package struct ProjectUsed: DomainEvent {
  /// The stable type.
  package static let type = "authority.projectUsed"
  /// The project.
  package let subject: RecordID
  let opened: RecordID

  /// Notes what was opened; nothing more is under it.
  package func changes(
    _ stamp: Stamp, payload: JSON?, _ read: any RecordReader
  ) throws -> [Change] {
    guard var project = try read.find(SubordinateProject.self, subject) else { return [] }
    project.isOpen = "no"
    project.opened = opened
    return [.put(project)]
  }
}
