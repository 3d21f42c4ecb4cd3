// SPDX-License-Identifier: Apache-2.0
import Core
import Platform

/// Links to the forms of the actions that an actor may do on a record.
struct NextActions {
  private let visit: Visit

  /// Links in the language of a request.
  init(_ visit: Visit) {
    self.visit = visit
  }

  /// The links, with the record's id filled in.
  func links(on table: TableSpec, id: RecordID, actor: Actor) -> [JSON] {
    visit.console.actions(for: actor, on: table.name).map { info in
      let field = info.fields.first { $0.refersTo == table.name }
      let query = field.map { [($0.name, id.rawValue)] } ?? []
      return .object([
        "href": .string(URLText.path("/console/actions/\(info.name)", query)),
        "label": .string(visit.say(info.label)),
      ])
    }
  }
}
