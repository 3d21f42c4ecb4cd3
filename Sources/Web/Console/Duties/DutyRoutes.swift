// SPDX-License-Identifier: Apache-2.0
import Core
import Hummingbird
import Platform
import Regulation

/// 制度与义务: each duty of the place, its clauses, the last time, the next due day, what is missing.
struct DutyRoutes {
  /// The most rows of the page; a file holds all.
  static let rowsMax = 500

  /// What all pages share.
  let console: Console

  /// Adds the route.
  func add(to routes: ConsoleGroup) {
    routes.get("/console/duties") { visit in try await page(visit) }
  }

  private func page(_ visit: Visit) async throws -> Response {
    let actor = try visit.actor
    let all = try await console.platform.duties(for: actor, ownOnly: false)
    let asked = Filter(rawValue: visit.query["show"] ?? "") ?? .all
    let shown = all.filter(asked.includes)
    let view = try await DutyView(visit, shown)
    if let format = visit.query["export"] {
      let day = console.platform.time().now.day(in: .china)
      return try TableFile(
        name: "duties-\(day)", header: DutyView.headers.map(visit.say),
        rows: shown.map(view.cells)
      ).response(format)
    }
    let path = "/console/duties"
    let filters = Filter.allCases.map { filter in
      JSON.object([
        "value": .string(filter.rawValue), "isChosen": .bool(filter == asked),
        "label": .string("\(visit.say(filter.label)) (\(all.count(where: filter.includes)))"),
      ])
    }
    let rectifications = try await OpenRectifications(visit, actor).rows()
    return try await visit.page(
      "duties", title: LocalText(zh: "制度与义务", en: "Rules and duties"),
      [
        "rectifications": .array(rectifications),
        "hasRectifications": .bool(!rectifications.isEmpty), "filters": .array(filters),
        "total": .int(Int64(shown.count)),
        "missing": .int(Int64(all.count(where: \.isMissing))),
        "rows": .array(shown.prefix(Self.rowsMax).map(view.model)),
        "isEmpty": .bool(shown.isEmpty), "isCut": .bool(shown.count > Self.rowsMax),
        "csv": .string(URLText.path(path, [("show", asked.rawValue), ("export", "csv")])),
        "xlsx": .string(URLText.path(path, [("show", asked.rawValue), ("export", "xlsx")])),
      ])
  }

  /// Which rows are shown.
  private enum Filter: String, CaseIterable {
    case all
    case missing
    case due
    case own

    var label: LocalText {
      switch self {
      case .all: LocalText(zh: "全部", en: "all")
      case .missing: LocalText(zh: "缺失和逾期", en: "missing and overdue")
      case .due: LocalText(zh: "即将到期", en: "due soon")
      case .own: LocalText(zh: "本单位承担", en: "own")
      }
    }

    func includes(_ standing: DutyStanding) -> Bool {
      switch self {
      case .all: true
      case .missing: standing.isMissing
      case .due: standing.standing == .due
      case .own: standing.isOwn
      }
    }
  }
}
