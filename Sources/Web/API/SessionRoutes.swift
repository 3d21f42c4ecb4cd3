// SPDX-License-Identifier: Apache-2.0
import Core
import Hummingbird
import Platform
import Regulation

/// Signing in and out.
struct SessionRoutes {
  /// The running platform.
  let platform: any PlatformService

  /// Adds the routes.
  func add(to router: Router<WebContext>) {
    router.post("/api/v1/sessions") { request, context in
      let body = try await request.json()
      guard let login = body["account"]?.string, let password = body["password"]?.string else {
        throw Problem(
          .badRequest, "session.fields", zh: "需要 account 与 password",
          en: "account and password are needed")
      }
      let address = context.address(of: request)
      switch try await platform.signIn(login: login, password: password, address: address) {
      case .opened(let token): return JSONAnswer(.object(["token": .string(token)]))
      case .refused:
        throw Problem(
          .unauthorized, "session.refused", zh: "账号或口令不对，或账号已停用",
          en: "account or password is wrong, or the account is closed")
      case .wait(let seconds): throw Problem.wait(seconds: seconds)
      }
    }
    router.get("/api/v1/sessions/current") { _, context in
      guard let actor = context.actor else { throw Problem.notSignedIn }
      return JSONAnswer(try JSON(encoding: actor))
    }
    router.delete("/api/v1/sessions/current") { _, context in
      guard context.actor != nil, let token = context.token else { throw Problem.notSignedIn }
      try await platform.signOut(token: token)
      return Response(status: .noContent)
    }
  }
}
