// SPDX-License-Identifier: Apache-2.0
import Hummingbird
import Platform

/// Finds out who asks, by bearer token or by the console's cookie.
struct SessionMiddleware: RouterMiddleware {
  typealias Context = WebContext

  /// The running platform.
  let platform: any PlatformService

  func handle(
    _ request: Request, context: WebContext,
    next: @concurrent (Request, WebContext) async throws -> Response
  ) async throws -> Response {
    var context = context
    // A product call's key is the gateway's business.
    if request.area != "products", let token = SessionMiddleware.token(of: request) {
      context.actor = try await platform.actor(token: token)
      context.token = token
    }
    if context.actor == nil, SessionMiddleware.claims(request) { throw Problem.badToken }
    return try await next(request, context)
  }

  /// Whether a call of the API says who makes it; then it is made by nobody else, and not by the
  /// public either. Signing in needs no token.
  private static func claims(_ request: Request) -> Bool {
    request.headers[.authorization] != nil && request.area == "api"
      && !(request.method == .post && request.uri.path == "/api/v1/sessions")
  }

  /// A bearer token only for the API: a cookie never authorises a call from another site.
  private static func token(of request: Request) -> String? {
    if let header = request.headers[.authorization] {
      guard header.hasPrefix("Bearer ") else { return nil }
      return String(header.dropFirst(7))
    }
    guard request.area != "api" else { return nil }
    return request.cookies["shuyu-session"]?.value
  }
}

extension Request {
  /// The first component of the path as the router takes it: it leaves empty ones out, so that
  /// `//api/v1` is the API too.
  var area: Substring? { uri.path.split(separator: "/", maxSplits: 1).first }
}

extension Problem {
  /// A token is given and stands for nobody.
  static let badToken = Problem(
    .unauthorized, "session.token", zh: "令牌无效或已过期，请重新登录",
    en: "the token is invalid or has run out; sign in again")
}
