// SPDX-License-Identifier: Apache-2.0
import Core
import HTTPTypes
import Hummingbird
import Platform
import Regulation

/// One route for all actions: they are declared, not coded.
struct ActionRoutes {
  /// The running platform.
  let platform: any PlatformService

  /// Adds the routes.
  func add(to router: Router<WebContext>) {
    router.post("/api/v1/actions/{name}") { request, context in
      let name = try context.parameters.require("name")
      guard let action = platform.registry.actions[name], !action.info.isSystem else {
        throw Problem.notFound
      }
      guard let actor = context.actor else { throw Problem.notSignedIn }
      let body = try await request.json()
      let submission = Submission(
        name: name, account: actor.account, input: body,
        idempotencyKey: try ActionRoutes.idempotencyKey(of: request), token: context.token)
      return try ActionRoutes.answer(try await platform.submit(submission))
    }
  }

  private static func idempotencyKey(of request: Request) throws -> String? {
    guard let name = HTTPField.Name("Idempotency-Key"), let key = request.headers[name] else {
      return nil
    }
    guard (1...WebLimits.idempotencyKeyMax).contains(key.utf8.count) else {
      throw Problem(
        .badRequest, "idempotency.length", zh: "幂等键长度应在 1 至 200 之间",
        en: "an idempotency key has 1 to 200 characters")
    }
    return key
  }

  /// An answer over HTTP; also used by the console.
  static func answer(_ answer: Answer) throws -> JSONAnswer {
    switch answer {
    case .allowed(let receipt, let result):
      return JSONAnswer(
        .object([
          "decision": "allowed", "receipt": try JSON(encoding: receipt), "result": result,
        ]))
    case .refused(let receipt, let reasons):
      throw Problem(.unprocessableContent, "refused", reasons: reasons, entry: receipt.entry)
    case .forbidden(let receipt, let reasons):
      throw Problem(.forbidden, "forbidden", reasons: reasons, entry: receipt.entry)
    case .malformed(let reasons):
      let isMismatch = reasons.contains { $0.code == "idempotency.mismatch" }
      throw Problem(
        isMismatch ? .conflict : .badRequest, isMismatch ? "conflict" : "malformed",
        reasons: reasons)
    case .unknownAction: throw Problem.notFound
    case .notSignedIn: throw Problem.notSignedIn
    }
  }
}
