// SPDX-License-Identifier: Apache-2.0
package import Core
import Regulation

/// Takes a resource out of the catalogue.
package struct WithdrawResource: Action {
  let resource: RecordID
  let ground: String

  /// The declaration.
  package static let spec = Spec<Self>(
    "resource.withdraw", zh: "撤回目录", en: "Withdraw a resource",
    capacities: [.implementingBody, .dataAuthority], clauses: ["EZ-02.1-a", "EZ-02.1-c"],
    on: Resource.table.name, inStates: .except(Resource.State.withdrawn),
    fields: Field("resource", zh: "数据资源", en: "Resource", refersTo: "resource"),
    Field("ground", zh: "理由", en: "Ground", bounds: 1...500), make: Self.init)

  /// The resource and how many listed entries stand for it.
  package func facts(
    _ read: any RecordReader, _ context: Context
  ) throws -> (Resource?, Int) {
    (
      try Resource.here(resource, read, context),
      try read.count(
        AuthorisedEntry.self,
        [
          .equal("resource", resource),
          .equal("state", AuthorisedEntry.State.listed.rawValue),
        ])
    )
  }

  /// Refuses while a listed entry of the authorised catalogue stands for it.
  package func decide(_ facts: (Resource?, Int), _ context: Context) -> Decision {
    guard let resource = facts.0 else { return .refused(Resource.unknown) }
    guard resource.state != .withdrawn else { return .refused(resource.wrongState) }
    guard facts.1 == 0 else {
      return .refused(
        Reason(
          "resource.authorised", clauses: context.profile.catalogue.updateInputs.clauses,
          zh: "该资源仍在授权运营目录中，须先移出", en: "remove it from the authorised catalogue first"))
    }
    return .allowed(
      Event(ResourceWithdrawn(subject: resource.id, ground: ground)), id: resource.id)
  }
}

/// A resource was withdrawn.
package struct ResourceWithdrawn: DomainEvent {
  /// The stable type.
  package static let type = "resource.withdrawn"
  /// The resource.
  package let subject: RecordID
  let ground: String

  /// Sets the state.
  package func changes(
    _ stamp: Stamp, payload: JSON?, _ read: any RecordReader
  ) throws -> [Change] {
    guard var resource = try read.find(Resource.self, subject) else { return [] }
    resource.state = .withdrawn
    return [.put(resource)]
  }
}
