// SPDX-License-Identifier: Apache-2.0
import Core
import Hummingbird
import Platform
import Regulation

/// The first page: what waits for whoever is signed in.
struct TaskRoutes {
  /// Records shown of each listing.
  static let rowsMax = 5
  /// Duties shown, the missing ones first.
  static let dutiesMax = 20

  /// What all pages share.
  let console: Console

  /// Adds the route.
  func add(to routes: ConsoleGroup) {
    routes.get("/") { visit in
      guard let actor = visit.context.actor else { return PageResponse.redirect(to: "/login") }
      return try await page(visit, actor)
    }
  }

  private func page(_ visit: Visit, _ actor: Actor) async throws -> Response {
    let due = try await DueSteps(visit, actor).model()
    let steps = due.rows
    let owed = try await console.platform.duties(for: actor, ownOnly: true).filter(\.isTask)
    let duties = try await DutyView(visit, owed)
    var boards: [JSON] = []
    for listing in console.listings(for: actor) {
      if let board = try await TaskBoard(visit, listing, actor).model(without: due.subjects) {
        boards.append(board)
      }
    }
    let starts = console.actions(for: actor, on: nil).map { info in
      JSON.object([
        "href": .string("/console/actions/\(info.name)"), "label": .string(visit.say(info.label)),
      ])
    }
    let model: [String: JSON] = [
      "steps": .array(steps), "hasSteps": .bool(!steps.isEmpty), "boards": .array(boards),
      "rest": .string(due.rest ?? ""), "hasDuties": .bool(!owed.isEmpty),
      "duties": .array(owed.prefix(Self.dutiesMax).map(duties.model)),
      "moreDuties": .int(Int64(max(0, owed.count - Self.dutiesMax))),
      "hasMoreDuties": .bool(owed.count > Self.dutiesMax),
      "isIdle": .bool(boards.isEmpty && steps.isEmpty && owed.isEmpty),
      "starts": .array(starts),
    ]
    return try await visit.page("tasks", title: LocalText(zh: "我的事项", en: "My tasks"), model)
  }
}
