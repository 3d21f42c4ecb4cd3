// SPDX-License-Identifier: Apache-2.0
import Core
import Gateway
import HTTPTypes
import Hummingbird

extension ProductAnswer {
  /// The answer over HTTP: JSON, or a problem with its reasons; the usage record and what is left
  /// of the key's calls in headers, and whether it is an answer given again.
  func response(to request: Request, _ context: WebContext) throws -> Response {
    var response =
      switch result {
      case .success(let body): JSONAnswer(body).response()
      case .failure(let refusal):
        try Problem(refusal.kind.status, refusal.kind.rawValue, reasons: refusal.reasons)
          .response(from: request, context: context)
      }
    if let usage, let name = HTTPField.Name.usageRecord {
      response.headers[name] = usage.rawValue
    }
    if isReplay, let name = HTTPField.Name("Idempotent-Replay") { response.headers[name] = "true" }
    if let rate { ProductAnswer.add(rate, to: &response) }
    return response
  }

  /// The headers of draft-ietf-httpapi-ratelimit-headers-06, one number each.
  private static func add(_ rate: RateLimiter.State, to response: inout Response) {
    let fields = [
      ("RateLimit-Limit", rate.limit), ("RateLimit-Remaining", rate.remaining),
      ("RateLimit-Reset", rate.resetSeconds),
    ]
    for (name, value) in fields {
      if let name = HTTPField.Name(name) { response.headers[name] = String(value) }
    }
    if !rate.isAllowed { response.headers[.retryAfter] = "1" }
  }
}

extension CallRefusal.Kind {
  /// The HTTP status.
  var status: HTTPResponse.Status {
    switch self {
    case .unauthenticated: .unauthorized
    case .forbidden: .forbidden
    case .notFound: .notFound
    case .unprocessable: .unprocessableContent
    case .conflict: .conflict
    case .tooMany: .tooManyRequests
    case .unavailable: .serviceUnavailable
    }
  }
}
