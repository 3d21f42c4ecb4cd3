// SPDX-License-Identifier: Apache-2.0
import Core
import Platform
import Regulation

/// The link from a product to its way, for those who may see it.
enum TraceLink {
  /// The link; none for records of other kinds.
  static func all(of record: JSON, in listing: Listing, for actor: Actor, _ visit: Visit) -> [JSON]
  {
    guard listing.table.name == Product.table.name, let id = record["id"]?.string,
      !ProductTrace.readers.isDisjoint(with: actor.capacities),
      !actor.holds(.operator) || record["operator"]?.string == actor.organisation.rawValue
        || !Set(Scopes.authorities.keys).isDisjoint(with: actor.capacities)
    else { return [] }
    let label = LocalText(zh: "产品溯源", en: "The way of this product")
    return [
      ["href": .string("/console/trace/\(id)"), "label": .string(visit.say(label))]
    ]
  }
}
