// SPDX-License-Identifier: Apache-2.0
import Core
import Platform
import Regulation

/// The cases in which a breach of an agreement is being put right, by their due day: what stands
/// beside the duties of an agreement when its performance is followed (SC-15.p2-c).
struct OpenRectifications {
  /// Cases of one procedure shown, the first due first.
  static let casesMax = 100

  private let visit: Visit
  private let actor: Actor

  /// Those that an actor may see.
  init(_ visit: Visit, _ actor: Actor) {
    self.visit = visit
    self.actor = actor
  }

  /// The models, the first due first; none where the actor sees no cases.
  func rows() async throws -> [JSON] {
    guard let listing = visit.console.listing(of: "case", for: actor),
      let profile = visit.console.platform.profiles.ruling(actor.place)
    else { return [] }
    var found: [(file: JSON, procedure: Procedure)] = []
    for procedure in profile.procedures where procedure.liftsSuspension {
      var request = ListingRequest(
        filters: [.equal("state", "open"), .equal("procedure", procedure.id)], sort: "dueOn",
        limit: Self.casesMax, isCounted: false)
      // Whoever watches over authorities below sees theirs too.
      request.isOfOwnPlace = false
      let page = try await visit.console.platform.page(listing, for: actor, request)
      found += page.items.map { ($0, procedure) }
    }
    let view = try await ValueView.make(for: visit, values: found.compactMap { $0.file["subject"] })
    return found.sorted { due($0.file) < due($1.file) }.map { file, procedure in
      let day = DueDay(file["dueOn"]?.string, file["uncertain"], visit)
      let step = file["current"]?.string.flatMap(procedure.step)
      return .object([
        "label": .string(visit.say(procedure.label)),
        "href": .string("/console/\(listing.plural)/\(file["id"]?.string ?? "")"),
        "subject": view.model(file["subject"], of: ["subject"], in: nil),
        "step": .string(step.map { visit.say($0.label) } ?? ""), "due": .string(day.text),
        "isLate": .bool(day.isLate),
        "clauses": .string((step?.clauses ?? []).map(\.rawValue).joined(separator: " ")),
      ])
    }
  }

  private func due(_ file: JSON) -> String { file["dueOn"]?.string ?? "~" }
}
