// SPDX-License-Identifier: Apache-2.0
package import Core
import Regulation

/// The operator takes back what has not left yet.
package struct WithdrawRelease: Action {
  let release: RecordID

  /// The declaration.
  package static let spec = Spec<Self>(
    "egress.withdraw", zh: "撤回出域申请", en: "Withdraw a release", capacities: [.operator],
    clauses: ["EZ-02.13-a"], on: Release.table.name,
    inStates: .possible(Release.State.requested, .reviewing, .approved),
    fields: Field("release", zh: "出域申请", en: "Release", refersTo: "release"), make: Self.init)

  /// The release.
  package func facts(_ read: any RecordReader, _ context: Context) throws -> Release? {
    try read.find(Release.self, release)
  }

  /// Its own, before it is out.
  package func decide(_ found: Release?, _ context: Context) -> Decision {
    guard let found, found.place == context.place,
      found.operator == context.actor.organisation
    else { return .refused(Release.unknown()) }
    if let refusal = context.refusal(found.refusal(to: .withdrawn, context)) { return refusal }
    return .allowed(Event(ReleaseWithdrawn(subject: release)), id: release)
  }
}

/// A release was taken back.
package struct ReleaseWithdrawn: DomainEvent {
  /// The stable type.
  package static let type = "egress.withdrawn"
  /// The release.
  package let subject: RecordID

  /// Ends it.
  package func changes(
    _ stamp: Stamp, payload: JSON?, _ read: any RecordReader
  ) throws -> [Change] {
    guard var release = try read.find(Release.self, subject) else { return [] }
    release.end(as: .withdrawn)
    return try [.put(release)] + release.changesOfHolding(stamp.occurredOn, read)
  }
}
