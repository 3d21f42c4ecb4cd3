// SPDX-License-Identifier: Apache-2.0
import Core
import Platform
import Regulation

/// The steps of open cases that the profile gives to the actor's capacities, by their due day.
struct DueSteps {
  /// Open cases looked at.
  static let casesMax = 200

  private let visit: Visit
  private let actor: Actor

  /// The steps for an actor.
  init(_ visit: Visit, _ actor: Actor) {
    self.visit = visit
    self.actor = actor
  }

  /// The models and what the cases are about; none where the actor may not see cases.
  func model() async throws -> (rows: [JSON], subjects: Set<String>) {
    guard let listing = visit.console.listing(of: "case", for: actor) else { return ([], []) }
    let page = try await visit.console.platform.page(
      listing, for: actor,
      ListingRequest(filters: [.equal("state", "open")], limit: Self.casesMax))
    let own = page.items.filter { file in
      guard let step = step(of: file) else { return false }
      return !actor.capacities.isDisjoint(with: step.by)
    }
    let view = try await ValueView.make(for: visit, values: own.compactMap { $0["subject"] })
    var rows: [JSON] = []
    for file in own.sorted(by: { due($0) < due($1) }) {
      guard let step = step(of: file) else { continue }
      rows.append(try await model(file, step, listing, view))
    }
    return (rows, Set(own.compactMap { $0["subject"]?.string }))
  }

  /// The procedure of a case in the version of the rules under which it began.
  private func procedure(of file: JSON) -> Procedure? {
    guard let name = file["procedure"]?.string, let version = file["profileVersion"]?.int else {
      return nil
    }
    return visit.console.platform.profile(of: actor.place, version: Int(version))?
      .procedure(name)
  }

  private func step(of file: JSON) -> ProcedureStep? {
    file["current"]?.string.flatMap { procedure(of: file)?.step($0) }
  }

  /// The due day, or what sorts after every day.
  private func due(_ file: JSON) -> String { file["dueOn"]?.string ?? "~" }

  private func model(
    _ file: JSON, _ step: ProcedureStep, _ listing: Listing, _ view: ValueView
  ) async throws -> JSON {
    let id = file["id"]?.string ?? ""
    let due = file["dueOn"]?.string
    let procedure = procedure(of: file)?.label
    return .object([
      "label": .string(visit.say(step.label)),
      "procedure": .string(procedure.map(visit.say) ?? ""),
      "href": .string("/console/\(listing.plural)/\(id)"),
      "subject": view.model(file["subject"], of: ["subject"], in: nil),
      "due": .string(due ?? ""), "isLate": .bool(visit.isPast(due)),
      "clauses": .string(step.clauses.map(\.rawValue).joined(separator: " ")),
      "actions": .array(try await links(file, listing, view)),
    ])
  }

  /// What the actor may do on the case's subject and on the case.
  private func links(
    _ file: JSON, _ cases: Listing, _ view: ValueView
  ) async throws -> [JSON] {
    let next = NextActions(visit)
    let own = try await next.links(on: cases, file, actor: actor)
    guard let subject = file["subject"]?.string.flatMap(RecordID.init),
      let listing = view.links[subject.prefix], let record = view.lookup.records[subject]
    else { return own }
    return try await next.links(on: listing, record, actor: actor) + own
  }
}
