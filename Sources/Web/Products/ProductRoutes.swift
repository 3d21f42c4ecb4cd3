// SPDX-License-Identifier: Apache-2.0
import Core
package import Gateway
import HTTPTypes
package import Hummingbird
import Metrics

/// The one route by which products are called: `GET /products/<id>/v<version>?…`.
package struct ProductRoutes: Sendable {
  private let gateway: ProductGateway

  /// Serves a gateway.
  package init(gateway: ProductGateway) {
    self.gateway = gateway
  }

  /// Adds the route.
  package func add(to router: Router<WebContext>) {
    router.get("/products/{id}/v{version}") { [gateway] request, context in
      let call = ProductCall(request, context)
      let answer = await gateway.answer(call)
      ProductRoutes.count(answer)
      return try answer.response(to: request, context)
    }
  }

  /// Counts calls by what became of them, those without a key among them.
  private static func count(_ answer: ProductAnswer) {
    let outcome =
      switch answer.result {
      case .success: "answered"
      case .failure(let refusal): refusal.kind.rawValue
      }
    Counter(label: "shuyu_product_calls_total", dimensions: [("outcome", outcome)]).increment()
  }
}

extension ProductCall {
  /// Reads a call: the key from `Authorization: Bearer` or `X-Api-Key`, never from the address,
  /// which ends up in logs.
  init(_ request: Request, _ context: WebContext) {
    self.init(
      secret: ProductCall.secret(of: request),
      product: context.parameters.get("id").map { String($0) } ?? "",
      version: context.parameters.get("version").flatMap { ProductCall.version(String($0)) },
      parameters: request.uri.queryParameters.map { (String($0.key), String($0.value)) },
      requestID: HTTPField.Name.requestID.flatMap { request.headers[$0] })
  }

  private static func secret(of request: Request) -> String? {
    if let header = request.headers[.authorization] {
      return header.hasPrefix("Bearer ") ? String(header.dropFirst("Bearer ".count)) : nil
    }
    return HTTPField.Name.apiKey.flatMap { request.headers[$0] }
  }

  /// A version in its one way of writing: digits without a leading zero.
  private static func version(_ text: String) -> Int? {
    Int(text).flatMap { String($0) == text ? $0 : nil }
  }
}

extension HTTPField.Name {
  /// The caller's own id of a request.
  static let requestID = Self("X-Request-Id")
  /// A key, for callers that cannot set `Authorization`.
  static let apiKey = Self("X-Api-Key")
  /// The usage record of a call.
  static let usageRecord = Self("X-Usage-Record")
}
