// SPDX-License-Identifier: Apache-2.0
import Core
import Platform

/// What of a listing's rows may be shown to whoever asks.
struct ShownMembers {
  private let names: Set<String>
  /// The members that a row withholds while it has another, by name.
  private let withheld: [String: String]

  /// The members for a viewer; nil for the public. A member that no listing declares, such as a
  /// password's verifier, is never shown.
  init(_ listing: Listing, _ viewer: Actor?) {
    names = Set(listing.columns.map(\.name) + ["id", "place"])
      .subtracting(listing.hidden(from: viewer))
    withheld = listing.withheld(from: viewer)
  }

  /// A row's document without what is not shown of it.
  func document(_ body: String) throws -> JSON {
    let members = try JSON.parse(body).object ?? [:]
    return .object(
      members.filter { name, _ in
        names.contains(name) && withheld[name].flatMap { members[$0] } == nil
      })
  }
}
