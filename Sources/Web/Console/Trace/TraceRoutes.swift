// SPDX-License-Identifier: Apache-2.0
import Core
import Hummingbird
import Platform
import Regulation

/// 产品溯源: where a product comes from, what was done, who answers and where it goes; as a page, as
/// files and as JSON.
struct TraceRoutes {
  /// What all pages share.
  let console: Console

  private static let listing = "products"

  /// Adds the page.
  func add(to routes: ConsoleGroup) {
    guard console.platform.registry.listings[Self.listing] != nil else { return }
    routes.get("/console/trace/{id}") { visit in
      let id = try visit.context.parameters.require("id")
      let trace = try await Self.trace(console.platform, id, try visit.actor)
      return try await page(visit, trace)
    }
  }

  /// Adds the same as JSON.
  static func add(_ platform: any PlatformService, to router: Router<WebContext>) {
    router.get("/api/v1/products/{id}/trace") { _, context in
      guard let actor = context.actor else { throw Problem.notSignedIn }
      let id = try context.parameters.require("id")
      return JSONAnswer(TraceView.json(try await trace(platform, id, actor)))
    }
  }

  /// Not found also for those who may see the product but not its way.
  private static func trace(
    _ platform: any PlatformService, _ id: String, _ actor: Actor
  ) async throws -> ProductTrace {
    guard let id = RecordID(id), let listing = platform.registry.listings[listing],
      let record = try await platform.record(listing, for: actor, id: id),
      TraceLink.isOpen(record, to: actor),
      let trace = try await platform.trace(ofProduct: id)
    else { throw Problem.notFound }
    return trace
  }

  private func page(_ visit: Visit, _ trace: ProductTrace) async throws -> Response {
    let values = trace.steps.flatMap { [$0.record, $0.account].compactMap(\.self) }
      .map { JSON.string($0.rawValue) }
    let view = TraceView(
      trace: trace, visit: visit,
      values: try await ValueView.make(
        for: visit, values: values + [.string(trace.product.rawValue)]))
    if let format = visit.query["export"] {
      return try TableFile(
        name: "trace-\(trace.product.rawValue)", header: TraceView.header.map(visit.say),
        rows: view.rows
      ).response(format)
    }
    return try await visit.page(
      "trace", title: LocalText(zh: "产品溯源", en: "The way of a product"), view.model)
  }
}
