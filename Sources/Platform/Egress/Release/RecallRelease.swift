// SPDX-License-Identifier: Apache-2.0
package import Core
import Regulation

/// The bureau stops a release that is out; its products stop with it.
package struct RecallRelease: Action {
  let release: RecordID
  let ground: String

  /// The declaration.
  package static let spec = Spec<Self>(
    "egress.recall", zh: "召回已放行内容", en: "Recall a release",
    capacities: [.implementingBody, .dataAuthority], clauses: ["EZ-02.13-a", "EZ-02.13-f"],
    on: Release.table.name, inStates: .possible(Release.State.released),
    fields: Field("release", zh: "出域申请", en: "Release", refersTo: "release"),
    Field("ground", zh: "理由", en: "Ground", bounds: 1...500), make: Self.init)

  /// The release, the operator and the actor's organisation.
  package func facts(_ read: any RecordReader, _ context: Context) throws -> Release? {
    try read.find(Release.self, release)
  }

  /// Only what is out.
  package func decide(_ found: Release?, _ context: Context) -> Decision {
    guard let found, found.place == context.place else { return .refused(Release.unknown()) }
    if let refusal = context.refusal(found.refusal(to: .recalled, context)) { return refusal }
    guard found.turn == nil else {
      return .refused(
        Reason(
          "egress.recall.refresh", clauses: context.profile.egress.checkers.clauses,
          zh: "请召回其所更新的长期有效出域", en: "recall the standing release that it refreshes"))
    }
    return .allowed(
      Event(
        ReleaseRecalled(
          subject: release, ground: ground, organisation: context.actor.organisation)),
      id: release)
  }
}

/// A release was recalled.
package struct ReleaseRecalled: DomainEvent {
  /// The stable type.
  package static let type = "egress.recalled"
  /// The release.
  package let subject: RecordID
  let ground: String
  let organisation: RecordID

  /// Marks it and suspends its products, beside what others suspended; calls of any further one are
  /// refused because the release is not out.
  package func changes(
    _ stamp: Stamp, payload: JSON?, _ read: any RecordReader
  ) throws -> [Change] {
    guard var release = try read.find(Release.self, subject) else { return [] }
    release.state = .recalled
    release.recallGround = ground
    let products = try read.every(Product.self, [.equal("release", subject)])
    let suspended = products.compactMap { product -> Change? in
      guard product.state.next.contains(.suspended) else { return nil }
      var product = product
      product.suspend(
        ProductSuspension(
          organisation: organisation, byAuthority: true, ground: ground, on: stamp.occurredOn))
      return .put(product)
    }
    return try [.put(release)] + suspended + release.changesOfStopping(read)
  }
}
