// SPDX-License-Identifier: Apache-2.0
import Core
import Platform
import Regulation

/// Links to the forms of the actions that an actor may do on a record in its present state.
struct NextActions {
  private let visit: Visit

  /// Links in the language of a request.
  init(_ visit: Visit) {
    self.visit = visit
  }

  /// The links, with the record's id filled in; of duties or of some actions alone where asked.
  /// What each does once is not offered to who has done it.
  func links(
    on listing: Listing, _ record: JSON, actor: Actor, dutiesOnly: Bool = false,
    among names: Set<String>? = nil
  ) async throws -> [JSON] {
    let table = listing.table.name
    let shown = Set(listing.columns.map(\.name)).subtracting(listing.hidden(from: actor))
    let offered = visit.console.actions(for: actor, on: table).filter { info in
      if let names, !names.contains(info.name) { return false }
      guard let states = info.states, shown.contains(states.member) else { return !dutiesOnly }
      return dutiesOnly ? states.isDuty(record) : states.allows(record)
    }
    let steps = table == CaseFile.table.name ? CaseSteps(record, visit) : nil
    var links: [JSON] = []
    for info in offered where steps?.allows(info.name, actor) != false {
      if let once = info.states?.once, try await hasDone(once, record, actor) { continue }
      let field = info.fields.first { $0.refersTo == table }
      let query = field.map { [($0.name, record["id"]?.string ?? "")] } ?? []
      links += link(info, query, steps: steps?.steps(of: info.name, actor) ?? [])
    }
    return links
  }

  /// The link of an action, or one for each step of the case that it can do.
  private func link(
    _ info: ActionInfo, _ query: [(String, String)], steps: [ProcedureStep]
  ) -> [JSON] {
    let path = "/console/actions/\(info.name)"
    let label = visit.say(info.label)
    guard !steps.isEmpty else {
      return [.object(["href": .string(URLText.path(path, query)), "label": .string(label)])]
    }
    let takesStep = info.fields.contains { $0.name == "step" }
    return steps.map { step in
      let asked = takesStep ? query + [("step", step.id)] : query
      let sign = LocalText(zh: "：", en: ": ")
      return .object([
        "href": .string(URLText.path(path, asked)),
        "label": .string(label + visit.say(sign) + visit.say(step.label)),
      ])
    }
  }

  /// Whether the actor has done what each does once, as far as it may see that.
  private func hasDone(_ once: OnceEach, _ record: JSON, _ actor: Actor) async throws -> Bool {
    switch once {
    case .organisation(let list, let member):
      let own = JSON.string(actor.organisation.rawValue)
      return record[list]?.array?.contains { $0[member] == own } ?? false
    case .person(let list, let member):
      let own = JSON.string(actor.account.rawValue)
      return record[list]?.array?.contains { $0[member] == own } ?? false
    case .account(let table, let reference, let member):
      guard let listing = visit.console.listing(of: table, for: actor),
        let id = record["id"]?.string,
        Set(listing.queryable(by: actor).map(\.name)).isSuperset(of: [reference, member])
      else { return false }
      let page = try await visit.console.platform.page(
        listing, for: actor,
        ListingRequest(
          filters: [.equal(reference, id), .equal(member, actor.account.rawValue)], limit: 1,
          isCounted: false))
      return !page.items.isEmpty
    }
  }
}
