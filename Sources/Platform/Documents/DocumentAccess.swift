// SPDX-License-Identifier: Apache-2.0
package import Core
import Regulation

/// Who may open a confined document, by what stands in the tables now.
package struct DocumentAccess: Sendable {
  /// Where the document's bytes lie; nil when there is none for this actor.
  package let object: RecordID?
  /// Whether a checker stands near who asks for the release, so that it may not look.
  package let isRelated: Bool
  /// Whether it is a file that shows records of somebody who left since.
  package var isDeparted = false

  /// Reads the rights of an actor.
  ///
  /// A value profile and bad rows are for the source unit of the resource; evidence and content,
  /// while a release is looked at, for egress checkers of the place under the rule of voting:
  /// neither who asked nor anyone of that or a related organisation (EZ-02.13-a). A released file
  /// is for its operator while the agreement is in force, until it is recalled or
  /// somebody of whom it was made withdraws (EZ-02.3-b).
  package static func find(
    _ document: ConfinedDocument, of id: RecordID, for actor: Actor, on day: Day,
    _ read: any RecordReader
  ) throws -> DocumentAccess {
    let none = DocumentAccess(object: nil, isRelated: false)
    if document.isOfVersion {
      guard actor.holds(.sourceUnit), let version = try read.find(DatasetVersion.self, id),
        version.place == actor.place, version.sourceUnit == actor.organisation
      else { return none }
      let object = document == .profile ? version.profileObject : version.badRowsObject
      return DocumentAccess(object: object, isRelated: false)
    }
    if document == .file {
      guard actor.holds(.operator), let release = try read.find(Release.self, id),
        release.place == actor.place, release.operator == actor.organisation,
        release.kind.isFile, release.state == .released,
        try read.find(Agreement.self, release.agreement)?.isInForce(on: day) == true
      else { return none }
      guard try !Release.hasDepartures(output: release.output, on: nil, read) else {
        return DocumentAccess(object: nil, isRelated: false, isDeparted: true)
      }
      return DocumentAccess(object: release.evaluation?.contentObject, isRelated: false)
    }
    guard actor.holds(.egressChecker), let release = try read.find(Release.self, id),
      release.place == actor.place, release.state == .reviewing,
      let checker = try read.find(Organisation.self, actor.organisation),
      let owner = try read.find(Organisation.self, release.operator)
    else { return none }
    // Who may not vote because they asked from another account may not look either.
    let people = try ReviewPeople.read(
      voter: actor.account, requester: release.requestedBy, voters: [], read)
    guard !release.isNear(actor, of: checker, owner: owner), people.problem([]) == nil else {
      return DocumentAccess(object: nil, isRelated: true)
    }
    let evaluation = release.evaluation
    return DocumentAccess(
      object: document == .evidence ? evaluation?.evidenceObject : evaluation?.contentObject,
      isRelated: false)
  }
}

extension Release {
  /// Whether who would check a release asked for it or is of that or a related organisation.
  func isNear(_ actor: Actor, of checker: Organisation, owner: Organisation) -> Bool {
    actor.account == requestedBy || checker.isRelated(to: owner)
  }

  /// Why such a checker may neither look nor vote.
  static func related(_ code: String, _ clauses: [ClauseID]) -> Reason {
    Reason(
      code, clauses: clauses, zh: "申请人及其单位、关联单位的人员不得审核",
      en: "neither who asked nor anyone of that or a related organisation may vote")
  }
}
