// SPDX-License-Identifier: Apache-2.0
import Core
import Platform
import Regulation

/// The link from a product to its way, for those who may see it.
enum TraceLink {
  /// Whether an actor who sees a product may see its way: those who authorise, supervise and audit,
  /// and its own operator. To a developer of the same house the product is only offered.
  static func isOpen(_ record: JSON, to actor: Actor) -> Bool {
    guard !ProductTrace.readers.isDisjoint(with: actor.capacities) else { return false }
    if record["operator"]?.string == actor.organisation.rawValue { return true }
    return !ProductTrace.readers.subtracting([.operator]).isDisjoint(with: actor.capacities)
  }

  /// The link; none for records of other kinds.
  static func all(of record: JSON, in listing: Listing, for actor: Actor, _ visit: Visit) -> [JSON]
  {
    guard listing.table.name == Product.table.name, let id = record["id"]?.string,
      isOpen(record, to: actor)
    else { return [] }
    let label = LocalText(zh: "产品溯源", en: "The way of this product")
    return [
      ["href": .string("/console/trace/\(id)"), "label": .string(visit.say(label))]
    ]
  }
}
