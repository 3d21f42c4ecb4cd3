// SPDX-License-Identifier: Apache-2.0
package import Core
import Regulation

/// The platform closes a request whose last day passed before it left.
package struct LapseRelease: Action {
  let release: RecordID

  /// The declaration.
  package static let spec = Spec<Self>(
    "egress.lapse", zh: "出域申请到期失效", en: "Close a release past its last day",
    capacities: [.system], clauses: ["EZ-02.13-a"], on: Release.table.name,
    inStates: .possible(Release.State.requested, .reviewing, .approved),
    fields: Field("release", zh: "出域申请", en: "Release", refersTo: "release"), make: Self.init)

  /// The release and its agreement.
  package func facts(
    _ read: any RecordReader, _ context: Context
  ) throws -> (Release?, Agreement?) {
    let found = try read.find(Release.self, release)
    return (found, try found.flatMap { try read.find(Agreement.self, $0.agreement) })
  }

  /// Only what has not left, and only after its last day.
  package func decide(_ facts: (Release?, Agreement?), _ context: Context) -> Decision {
    guard let found = facts.0, found.place == context.place else {
      return .refused(Release.unknown())
    }
    if let refusal = context.refusal(found.refusal(to: .lapsed, context)) { return refusal }
    guard found.isPastLastDay(under: facts.1, on: context.today) else {
      return .refused(
        Reason(
          "egress.lapse.early", clauses: context.profile.egress.checkers.clauses,
          zh: "申请的最后一日尚未过去", en: "its last day has not passed yet"))
    }
    return .allowed(Event(ReleaseLapsed(subject: release)), id: release)
  }
}

/// A request's last day passed before it left.
package struct ReleaseLapsed: DomainEvent {
  /// The stable type.
  package static let type = "egress.lapsed"
  /// The release.
  package let subject: RecordID

  /// Ends it.
  package func changes(
    _ stamp: Stamp, payload: JSON?, _ read: any RecordReader
  ) throws -> [Change] {
    guard var release = try read.find(Release.self, subject) else { return [] }
    release.end(as: .lapsed)
    return try [.put(release)] + release.changesOfHolding(stamp.occurredOn, read)
  }
}
