// SPDX-License-Identifier: Apache-2.0
import Core
import Platform

/// Links to the forms of the actions that an actor may do on a record in its present state.
struct NextActions {
  private let visit: Visit

  /// Links in the language of a request.
  init(_ visit: Visit) {
    self.visit = visit
  }

  /// The links, with the record's id filled in; of duties alone where asked.
  func links(
    on listing: Listing, _ record: JSON, actor: Actor, dutiesOnly: Bool = false
  ) -> [JSON] {
    let table = listing.table.name
    let shown = Set(listing.columns.map(\.name)).subtracting(listing.hidden(from: actor))
    return visit.console.actions(for: actor, on: table).filter { info in
      guard let states = info.states, shown.contains(states.member) else { return !dutiesOnly }
      return dutiesOnly ? states.isDuty(record) : states.allows(record)
    }.map { info in
      let field = info.fields.first { $0.refersTo == table }
      let query = field.map { [($0.name, record["id"]?.string ?? "")] } ?? []
      return .object([
        "href": .string(URLText.path("/console/actions/\(info.name)", query)),
        "label": .string(visit.say(info.label)),
      ])
    }
  }
}
