// SPDX-License-Identifier: Apache-2.0
import Hummingbird
import Metrics

/// Counts requests by route pattern and status and times them; never by full path.
struct RequestMetricsMiddleware: RouterMiddleware {
  typealias Context = WebContext

  func handle(
    _ request: Request, context: WebContext,
    next: @concurrent (Request, WebContext) async throws -> Response
  ) async throws -> Response {
    let started = ContinuousClock.now
    let response = try await next(request, context)
    let route = context.endpointPath ?? "unmatched"
    let dimensions = [
      ("method", request.method.rawValue), ("route", route),
      ("status", String(response.status.code)),
    ]
    Counter(label: "shuyu_http_requests_total", dimensions: dimensions).increment()
    let elapsed = ContinuousClock.now - started
    let nanoseconds =
      elapsed.components.seconds * 1_000_000_000
      + elapsed.components.attoseconds / 1_000_000_000
    Timer(label: "shuyu_http_request_duration", dimensions: [("route", route)])
      .recordNanoseconds(nanoseconds)
    return response
  }
}
