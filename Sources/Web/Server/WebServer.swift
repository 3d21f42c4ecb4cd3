// SPDX-License-Identifier: Apache-2.0
import Core
package import Hummingbird
import Logging
package import Platform

/// The HTTP server's routes.
package struct WebServer {
  /// The running platform.
  private let platform: any PlatformService
  /// What `/metrics` shows.
  private let metrics: PrometheusRegistry
  /// Gives confined documents; nil where there are none.
  private let documents: DocumentRoutes.Reader?

  /// Serves a platform.
  package init(
    platform: any PlatformService, metrics: PrometheusRegistry,
    documents: DocumentRoutes.Reader? = nil
  ) {
    self.platform = platform
    self.metrics = metrics
    self.documents = documents
  }

  /// The router with all routes; `extend` adds those of other roles.
  package func router(extend: (Router<WebContext>) -> Void = { _ in }) -> Router<WebContext> {
    let router = Router(context: WebContext.self, options: .autoGenerateHeadEndpoints)
    router.addMiddleware {
      LeftoverMiddleware()
      RequestMetricsMiddleware()
      ProblemMiddleware(metrics: metrics)
      SessionMiddleware(platform: platform)
    }
    SessionRoutes(platform: platform).add(to: router)
    ActionRoutes(platform: platform).add(to: router)
    ListingRoutes(platform: platform).add(to: router)
    UploadRoutes(platform: platform).add(to: router)
    PaperRoutes(platform: platform).add(to: router)
    FiguresRoutes.add(platform, to: router)
    TraceRoutes.add(platform, to: router)
    HealthRoutes(platform: platform, metrics: metrics).add(to: router)
    let document = OpenAPIDocument(platform.registry, coverage: platform.coverage).json
    router.get("/openapi.json") { _, _ in JSONAnswer(document) }
    ConsoleRoutes(platform: platform, documents: documents).add(to: router)
    if let documents { DocumentRoutes(read: documents).add(to: router) }
    extend(router)
    KnownPaths.refuseOtherMethods(on: router)
    return router
  }
}
