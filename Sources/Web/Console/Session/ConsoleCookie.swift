// SPDX-License-Identifier: Apache-2.0
import HTTPTypes
import Hummingbird

/// The console's cookies: the session, the secret of forms before signing in, the language.
enum ConsoleCookie: String {
  case session = "shuyu-session"
  case form = "shuyu-form"
  case language = "shuyu-lang"

  /// The cookie's value in a request.
  func value(in request: Request) -> String? {
    request.cookies[rawValue]?.value
  }

  /// The header that sets it; scripts never read it, and it travels over TLS alone behind a proxy
  /// that speaks TLS.
  func header(_ value: String, for request: Request, seconds: Int? = nil) -> String {
    var parts = ["\(rawValue)=\(value)", "Path=/", "HttpOnly", "SameSite=Lax"]
    if let seconds { parts.append("Max-Age=\(seconds)") }
    if ConsoleCookie.isSecure(request) { parts.append("Secure") }
    return parts.joined(separator: "; ")
  }

  private static func isSecure(_ request: Request) -> Bool {
    guard let name = HTTPField.Name("X-Forwarded-Proto") else { return false }
    return request.headers[name]?.lowercased() == "https"
  }
}

extension Response {
  /// Sets a cookie.
  mutating func set(
    _ cookie: ConsoleCookie, _ value: String, for request: Request, seconds: Int? = nil
  ) {
    headers.append(
      HTTPField(name: .setCookie, value: cookie.header(value, for: request, seconds: seconds)))
  }
}
