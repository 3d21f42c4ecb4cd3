// SPDX-License-Identifier: Apache-2.0
package import Core
import Regulation

/// The operator or the bureau ends a standing release before its last day: nothing is answered by
/// it any more and nothing refreshed.
package struct EndStanding: Action {
  let release: RecordID
  let ground: String

  /// The declaration.
  package static let spec = Spec<Self>(
    "egress.endStanding", zh: "终止长期有效出域", en: "End a standing release",
    capacities: [.operator, .implementingBody, .dataAuthority], clauses: ["EZ-02.13-a"],
    on: Release.table.name, inStates: .possible(Release.State.released),
    fields: Field("release", zh: "出域申请", en: "Release", refersTo: "release"),
    Field("ground", zh: "理由", en: "Ground", bounds: 1...500), make: Self.init)

  /// The release.
  package func facts(_ read: any RecordReader, _ context: Context) throws -> Release? {
    try read.find(Release.self, release)
  }

  /// Only what stands and is out; an operator ends its own.
  package func decide(_ found: Release?, _ context: Context) -> Decision {
    let isBureau = context.actor.holds(.implementingBody) || context.actor.holds(.dataAuthority)
    guard let found, found.place == context.place,
      isBureau || found.operator == context.actor.organisation
    else { return .refused(Release.unknown()) }
    if let refusal = context.refusal(found.refusal(to: .ended, context)) { return refusal }
    guard found.standing != nil, found.turn == nil else {
      return .refused(
        Reason(
          "egress.endStanding.kind", clauses: context.profile.egress.checkers.clauses,
          zh: "只有长期有效的出域可以终止；一次性放行的内容请用召回", en: "only a standing release is ended; recall others"))
    }
    return .allowed(Event(StandingEnded(subject: release, ground: ground)), id: release)
  }
}

/// A standing release was ended.
package struct StandingEnded: DomainEvent {
  /// The stable type.
  package static let type = "egress.standingEnded"
  /// The release.
  package let subject: RecordID
  let ground: String

  /// Ends it and the refresh that waits; calls are refused because it is not out.
  package func changes(
    _ stamp: Stamp, payload: JSON?, _ read: any RecordReader
  ) throws -> [Change] {
    guard var release = try read.find(Release.self, subject) else { return [] }
    release.state = .ended
    release.recallGround = ground
    return try [.put(release)] + release.changesOfStopping(read)
  }
}
