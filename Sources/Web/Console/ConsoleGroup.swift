// SPDX-License-Identifier: Apache-2.0
import Hummingbird
import Regulation

/// The console's routes: every handler gets a visit, every form is checked before it is handled.
struct ConsoleGroup {
  /// What all pages share.
  private let console: Console
  private let routes: RouterGroup<WebContext>

  /// Routes behind the console's middleware.
  init(_ console: Console, on router: Router<WebContext>) {
    self.console = console
    routes = router.group().add(middleware: ConsoleMiddleware(console: console))
  }

  /// Adds a page.
  func get(
    _ path: String, _ handle: @escaping @Sendable (Visit) async throws -> Response
  ) {
    routes.get(RouterPath(path)) { [console] request, context in
      try await handle(Visit(console, request, context))
    }
  }

  /// Adds what a form is sent to; a form made elsewhere is refused.
  func post(
    _ path: String, _ handle: @escaping @Sendable (Visit, FormBody) async throws -> Response
  ) {
    routes.post(RouterPath(path)) { [console] request, context in
      let visit = Visit(console, request, context)
      let form = try await FormBody.read(request)
      try visit.check(form)
      return try await handle(visit, form)
    }
  }

  /// Adds what a form with or without files is sent to; what is wrong with a file is handed over
  /// with the rest, so that nothing that was filled in is lost.
  func postForm(
    _ path: String,
    _ handle: @escaping @Sendable (Visit, FormBody, [Reason]) async throws -> Response
  ) {
    routes.post(RouterPath(path)) { [console] request, context in
      let visit = Visit(console, request, context)
      guard MultipartHeaders.boundary(of: request.headers[.contentType] ?? "") != nil else {
        let form = try await FormBody.read(request)
        try visit.check(form)
        return try await handle(visit, form, [])
      }
      let sent = try await FormReader(visit).read()
      return try await handle(visit, sent.form, sent.problems)
    }
  }

  /// Adds what a file is sent to; the handler itself checks the form's token.
  func postFile(
    _ path: String, _ handle: @escaping @Sendable (Visit) async throws -> Response
  ) {
    routes.post(RouterPath(path)) { [console] request, context in
      try await handle(Visit(console, request, context))
    }
  }
}
