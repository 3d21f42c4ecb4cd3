// SPDX-License-Identifier: Apache-2.0
import Core
import Hummingbird
import Platform
import Regulation

/// 出域审核统计: workload and agreement of the checkers, as a page, as files and as JSON.
struct FiguresRoutes {
  /// What all pages share.
  let console: Console

  /// Adds the page.
  func add(to routes: ConsoleGroup) {
    guard console.platform.registry.listings["votes"] != nil else { return }
    routes.get("/console/review-figures") { visit in
      try await page(visit, try await Self.figures(console.platform, try visit.actor))
    }
  }

  /// Adds the same as JSON.
  static func add(_ platform: any PlatformService, to router: Router<WebContext>) {
    router.get("/api/v1/review-figures") { _, context in
      guard let actor = context.actor else { throw Problem.notSignedIn }
      return JSONAnswer(FiguresView.json(try await figures(platform, actor)))
    }
  }

  private static func figures(
    _ platform: any PlatformService, _ actor: Actor
  ) async throws -> ReviewFigures {
    guard let figures = try await platform.reviewFigures(for: actor) else {
      throw Problem(.notAllowed)
    }
    return figures
  }

  private func page(_ visit: Visit, _ figures: ReviewFigures) async throws -> Response {
    let accounts = figures.checkers.map(\.account)
    let view = FiguresView(
      figures: figures, visit: visit,
      names: try await RecordLookup(visit, ids: Set(accounts)).names)
    if let format = visit.query["export"] {
      let part = visit.query["part"].flatMap(FiguresView.Part.init(rawValue:)) ?? .checkers
      let day = console.platform.time().now.day(in: .china)
      return try TableFile(
        name: "review-\(part.rawValue)-\(day)", header: part.header.map(visit.say),
        rows: view.rows(part)
      ).response(format)
    }
    return try await visit.page(
      "figures", title: LocalText(zh: "出域审核统计", en: "Figures of the review"),
      [
        "reviewed": .int(Int64(figures.reviewed)), "split": .int(Int64(figures.split)),
        "tied": .int(Int64(figures.tied)),
        "parts": .array(FiguresView.Part.allCases.map(view.model)),
      ])
  }
}
