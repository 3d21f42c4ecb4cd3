// SPDX-License-Identifier: Apache-2.0
import Core
import Hummingbird
import Platform
import Regulation

/// Signing in and out with a password; the session is a cookie.
struct LoginRoutes {
  /// What all pages share.
  let console: Console

  private static let title = LocalText(zh: "登录", en: "Sign in")

  /// Adds the routes.
  func add(to routes: ConsoleGroup) {
    routes.get("/login") { visit in
      try await form(visit, next: visit.query["next"], login: "", problem: nil)
    }
    routes.post("/login") { visit, form in try await signIn(visit, form) }
    routes.post("/logout") { visit, _ in
      if let token = visit.context.token, visit.context.actor != nil {
        try await console.platform.signOut(token: token)
      }
      var response = PageResponse.redirect(to: "/login")
      response.set(.session, "", for: visit.request, seconds: 0)
      return response
    }
    routes.get("/console/password") { visit in
      _ = try visit.actor
      return PageResponse.redirect(to: "/console/actions/account.changePassword")
    }
  }

  private func signIn(_ visit: Visit, _ form: FormBody) async throws -> Response {
    let login = String((form["account"] ?? "").prefix(200))
    let password = form["password"] ?? ""
    var answer = SignIn.refused
    if !login.isEmpty, (1...1_024).contains(password.utf8.count) {
      answer = try await console.platform.signIn(
        login: login, password: password, address: visit.context.address(of: visit.request))
    }
    switch answer {
    case .opened(let token):
      var response = PageResponse.redirect(to: URLText.local(form["next"]) ?? "/")
      response.set(.session, token, for: visit.request)
      return response
    case .refused:
      return try await self.form(
        visit, next: form["next"], login: login,
        problem: LocalText(
          zh: "账号或口令不对，或账号已停用", en: "account or password is wrong, or the account is closed"))
    case .wait(let seconds):
      let problem = Problem.wait(seconds: seconds)
      var response = try await self.form(
        visit, next: form["next"], login: login, problem: problem.reasons.first?.message)
      response.status = problem.status
      response.headers[.retryAfter] = String(seconds)
      return response
    }
  }

  private func form(
    _ visit: Visit, next: String?, login: String, problem: LocalText?
  ) async throws -> Response {
    var response = try await visit.page(
      "login", title: Self.title,
      [
        "next": .string(URLText.local(next) ?? "/"), "login": .string(login),
        "problem": .string(problem.map(visit.say) ?? ""),
      ], status: problem == nil ? .ok : .unprocessableContent)
    if visit.context.actor == nil {
      response.set(.form, visit.secret, for: visit.request)
    }
    return response
  }
}
