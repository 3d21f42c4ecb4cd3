// SPDX-License-Identifier: Apache-2.0
import Core
import Cryptography
import Hummingbird
import Platform

/// The console: pages for people, generated from actions and listings.
struct ConsoleRoutes {
  private let console: Console
  private let documents: DocumentRoutes.Reader?

  /// Serves a platform; templates are read here, once.
  init(
    platform: any PlatformService, documents: DocumentRoutes.Reader? = nil,
    random: any RandomSource = SystemRandom()
  ) {
    console = Console(platform: platform, random: random)
    self.documents = documents
  }

  /// Adds the routes.
  func add(to router: Router<WebContext>) {
    let routes = ConsoleGroup(console, on: router)
    LoginRoutes(console: console).add(to: routes)
    TaskRoutes(console: console).add(to: routes)
    ListRoutes(console: console).add(to: routes)
    FormRoutes(console: console).add(to: routes)
    UploadForm(console: console).add(to: routes)
    LedgerRoutes(console: console).add(to: routes)
    ClauseRoutes(console: console).add(to: routes)
    DutyRoutes(console: console).add(to: routes)
    FiguresRoutes(console: console).add(to: routes)
    TraceRoutes(console: console).add(to: routes)
    if let documents { ReviewRoutes(console: console, documents: documents).add(to: routes) }
    addAssets(to: routes)
    routes.get("/console") { _ in PageResponse.redirect(to: "/") }
    routes.get("/console/**") { _ in throw Problem.notFound }
    router.get("/**") { [console] request, context in
      let isForPeople = request.headers[.accept]?.contains("text/html") ?? false
      guard isForPeople, request.area != "api" else { throw Problem.notFound }
      var page = try await ErrorPage.response(.notFound, Visit(console, request, context))
      page.headers.protectPage()
      return page
    }
  }

  private func addAssets(to routes: ConsoleGroup) {
    routes.get("/assets/{name}") { visit in
      let name = try visit.context.parameters.require("name")
      guard let bytes = visit.console.templates.assets[name] else { throw Problem.notFound }
      return Response(
        status: .ok,
        headers: [.contentType: "text/css; charset=utf-8", .cacheControl: "public, max-age=3600"],
        body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
    }
  }
}
