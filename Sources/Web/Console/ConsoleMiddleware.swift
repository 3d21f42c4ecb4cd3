// SPDX-License-Identifier: Apache-2.0
import Hummingbird
import Logging
import Platform
import Regulation

/// Wraps every page: security headers, language cookie, errors as pages.
struct ConsoleMiddleware: RouterMiddleware {
  typealias Context = WebContext

  /// What all pages share.
  let console: Console

  func handle(
    _ request: Request, context: WebContext,
    next: @concurrent (Request, WebContext) async throws -> Response
  ) async throws -> Response {
    var response: Response
    do {
      response = try await next(request, context)
    } catch {
      response = try await answer(error, request, context)
    }
    let visit = Visit(console, request, context)
    if let language = visit.query["lang"].flatMap(Language.init(rawValue:)) {
      response.set(.language, language.rawValue, for: request, seconds: 31_536_000)
    }
    response.headers.protectPage()
    return response
  }

  private func answer(
    _ error: any Error, _ request: Request, _ context: WebContext
  ) async throws -> Response {
    let visit = Visit(console, request, context)
    let problem = ConsoleMiddleware.problem(error)
    if problem.status == .unauthorized {
      let next = request.method == .get ? [("next", visit.address)] : []
      return PageResponse.redirect(to: URLText.path("/login", next))
    }
    if problem.status == .internalServerError {
      context.logger.error(
        "page failed", metadata: ["path": "\(request.uri.path)", "kind": "\(type(of: error))"])
    }
    return try await ErrorPage.response(problem, visit)
  }

  private static func problem(_ error: any Error) -> Problem {
    switch error {
    case let problem as Problem: problem
    case let problem as ListingProblem: Problem(problem)
    case let problem as UploadProblem: Problem(problem)
    case is PlatformBusy: .busy
    case is PlatformFull: .full
    case let error as any HTTPResponseError: Problem(error.status)
    default:
      Problem(
        .internalServerError, "internal", zh: "系统内部错误，请凭编号联系管理员",
        en: "internal error; give the administrator the request number")
    }
  }
}
