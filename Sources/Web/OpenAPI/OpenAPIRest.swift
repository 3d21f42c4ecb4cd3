// SPDX-License-Identifier: Apache-2.0
import Core
import Platform

/// The operations that neither an action nor a listing declares.
enum OpenAPIRest {
  /// The paths: sessions, the ledger, confined documents, health.
  static var paths: [String: JSON] {
    var paths: [String: JSON] = [
      "/api/v1/sessions/current": .object([
        "get": operation(
          "session.current", "当前账号", "Who is signed in", tag: "session",
          answer: OpenAPIFixed.json("ok", ["type": "object"])),
        "delete": session,
      ]),
      "/api/v1/ledger/{index}": .object([
        "get": operation(
          "ledger.entry", "存证条目", "An entry of the ledger", tag: "ledger", in: ["index"],
          answer: OpenAPIFixed.json("ok", ["type": "object"]))
      ]),
      "/api/v1/ledger/{index}/proof": .object([
        "get": operation(
          "ledger.proof", "存证证明", "The inclusion proof of an entry", tag: "ledger",
          in: ["index"], isOpen: true, answer: text)
      ]),
      "/api/v1/review-figures": .object([
        "get": operation(
          "release.reviewFigures", "出域审核统计", "Figures of the review of releases",
          tag: "releases", answer: OpenAPIFixed.json("ok", ["type": "object"]))
      ]),
      "/api/v1/products/{id}/trace": .object([
        "get": operation(
          "product.trace", "产品溯源", "The way of a product", tag: "products", in: ["id"],
          answer: OpenAPIFixed.json("ok", ["type": "object"]))
      ]),
      "/healthz": health("health.live", "存活检查", "Liveness", json),
      "/readyz": health("health.ready", "就绪检查", "Readiness", json),
      "/metrics": health("health.metrics", "运行指标", "Metrics", text),
    ]
    for document in ConfinedDocument.allCases {
      let plural = document.isOfVersion ? "dataset-versions" : "releases"
      paths["/api/v1/\(plural)/{id}/\(document.rawValue)"] = .object([
        "get": operation(
          "\(plural).\(document.rawValue)", "查阅域内文档", "Read a confined document", tag: plural,
          in: ["id"], answer: bytes)
      ])
    }
    return paths
  }

  private static let json = OpenAPIFixed.json("ok", ["type": "object"])
  private static let text: JSON = [
    "description": "ok", "content": ["text/plain": ["schema": ["type": "string"]]],
  ]
  private static let bytes: JSON = [
    "description": "ok",
    "content": ["application/octet-stream": ["schema": ["type": "string", "format": "binary"]]],
  ]

  private static var session: JSON {
    .object([
      "operationId": "session.close", "summary": "退出 / Sign out", "tags": ["session"],
      "security": .array([.object(["bearer": .array([])])]),
      "responses": .object([
        "204": .object(["description": "signed out"]),
        "401": OpenAPIFixed.problem("not signed in"),
      ]),
    ])
  }

  private static func operation(
    _ id: String, _ zh: String, _ en: String, tag: String, in parameters: [String] = [],
    isOpen: Bool = false, answer: JSON
  ) -> JSON {
    .object([
      "operationId": .string(id), "summary": .string("\(zh) / \(en)"),
      "tags": .array([.string(tag)]),
      "security": isOpen ? .array([]) : .array([.object(["bearer": .array([])])]),
      "parameters": .array(parameters.map { OpenAPIFixed.pathParameter($0) }),
      "responses": .object([
        "200": answer, "401": OpenAPIFixed.problem("not signed in"),
        "403": OpenAPIFixed.problem("no capacity"), "404": OpenAPIFixed.problem("not found"),
      ]),
    ])
  }

  private static func health(_ id: String, _ zh: String, _ en: String, _ answer: JSON) -> JSON {
    .object([
      "get": .object([
        "operationId": .string(id), "summary": .string("\(zh) / \(en)"), "tags": ["health"],
        "responses": .object(["200": answer]),
      ])
    ])
  }
}
