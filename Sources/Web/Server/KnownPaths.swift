// SPDX-License-Identifier: Apache-2.0
import HTTPTypes
import Hummingbird
import Platform

/// Answers with 405 where a path is known and the method is not.
enum KnownPaths {
  private static let methods: [HTTPRequest.Method] = [.get, .post, .put, .patch, .delete]

  /// Whether asking is recorded or paid for, so that nobody asks for the heading alone.
  private static func isRecorded(_ path: RouterPath) -> Bool {
    path.description.hasPrefix("/products/")
      || ConfinedDocument.allCases.contains { path.description.hasSuffix("/\($0.rawValue)") }
  }

  /// Adds what is missing on every path that has a route, but for those that take any path.
  static func refuseOtherMethods(on router: Router<WebContext>) {
    var known: [String: (path: RouterPath, methods: Set<HTTPRequest.Method>)] = [:]
    for route in router.routes where !route.path.description.contains("**") {
      known[route.path.description, default: (route.path, [])].methods.insert(route.method)
    }
    for (path, allowed) in known.values.map({ ($0.path, $0.methods) }) {
      let problem = Problem.methodNotAllowed(allowed.map(\.rawValue).sorted())
      for method in isRecorded(path) ? methods + [.head] : methods where !allowed.contains(method) {
        router.on(path, method: method) { _, _ -> Response in throw problem }
      }
    }
  }
}

extension Problem {
  /// The path is known, the method is not.
  static func methodNotAllowed(_ allowed: [String]) -> Problem {
    let names = allowed.joined(separator: ", ")
    return Problem(
      .methodNotAllowed, "http.method", zh: "此地址不支持该方法，可用：\(names)",
      en: "this address does not take that method; it takes \(names)")
  }
}
