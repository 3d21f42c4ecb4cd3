// SPDX-License-Identifier: Apache-2.0
import Core
import Platform

/// The parts of the OpenAPI document that do not come from declarations.
enum OpenAPIFixed {
  /// The problem and receipt schemas, and bearer tokens.
  static let components: JSON = [
    "securitySchemes": ["bearer": ["type": "http", "scheme": "bearer"]],
    "schemas": [
      "Problem": [
        "type": "object",
        "required": ["type", "title", "status", "reasons"],
        "properties": [
          "type": ["type": "string"], "title": ["type": "string"],
          "status": ["type": "integer"], "detail": ["type": "string"],
          "instance": ["type": "string"], "entry": ["type": "integer"],
          "reasons": ["type": "array", "items": ["$ref": "#/components/schemas/Reason"]],
        ],
      ],
      "Reason": [
        "type": "object", "required": ["code", "clauses", "message"],
        "properties": [
          "code": ["type": "string"],
          "clauses": ["type": "array", "items": ["type": "string"]],
          "field": ["type": "string"],
          "message": [
            "type": "object",
            "properties": ["zh": ["type": "string"], "en": ["type": "string"]],
          ],
        ],
      ],
      "Allowed": [
        "type": "object", "required": ["decision", "receipt", "result"],
        "properties": [
          "decision": ["const": "allowed"],
          "receipt": [
            "type": "object", "required": ["entry", "leaf", "recordedAt"],
            "properties": [
              "entry": ["type": "integer"], "leaf": ["type": "string"],
              "recordedAt": ["type": "string", "format": "date-time"],
            ],
          ],
          "result": ["type": "object"],
        ],
      ],
    ],
  ]

  /// The header that makes a repeated call harmless.
  static let idempotencyKey: JSON = [
    "name": "Idempotency-Key", "in": "header", "required": false,
    "schema": ["type": "string", "minLength": 1, "maxLength": 200],
  ]

  /// What every action can answer.
  static let actionResponses: JSON = {
    var responses: [String: JSON] = [
      "200": json("allowed", ["$ref": "#/components/schemas/Allowed"])
    ]
    let problems = [
      "400": "malformed", "401": "not signed in", "403": "no capacity",
      "409": "idempotency key with another body", "413": "too large", "422": "refused by a rule",
    ]
    for (code, words) in problems { responses[code] = problem(words) }
    return .object(responses)
  }()

  /// Signing in.
  static let signIn: JSON = [
    "operationId": "session.open", "summary": "登录 / Sign in", "tags": ["session"],
    "requestBody": jsonBody([
      "type": "object", "required": ["account", "password"],
      "properties": ["account": ["type": "string"], "password": ["type": "string"]],
    ]),
    "responses": responses(
      ["type": "object", "properties": ["token": ["type": "string"]]],
      also: ["429": "too many attempts failed", "503": "busy"]),
  ]

  /// Uploading a file.
  static let upload: JSON = [
    "operationId": "upload.create", "summary": "上传文件 / Upload a file", "tags": ["upload"],
    "security": [["bearer": []]],
    "parameters": [queryParameter("name"), queryParameter("for")],
    "requestBody": [
      "content": ["application/octet-stream": ["schema": ["type": "string", "format": "binary"]]]
    ],
    "responses": [
      "201": json("kept", ["type": "object"]), "400": problem("empty, or a name that is too long"),
      "401": problem("not signed in"), "413": problem("too large"),
      "429": problem("too many bytes in a day"), "507": problem("no room on the disk"),
    ],
  ]

  /// Calling a product.
  static let product: JSON = [
    "operationId": "product.call", "summary": "调用产品 / Call a product", "tags": ["product"],
    "parameters": [pathParameter("id"), pathParameter("version")],
    "responses": responses(
      ["type": "object"],
      also: [
        "409": "the same request id with another query", "422": "refused by a rule",
        "429": "too many calls", "503": "busy, or the rights cannot be told",
      ]),
  ]

  /// A parameter in the query.
  static func queryParameter(_ name: String) -> JSON {
    .object([
      "name": .string(name), "in": "query", "required": false,
      "schema": .object(["type": "string"]),
    ])
  }

  /// The filters of a collection other than `column=value`: `column.ge=value` and like.
  static func comparisons(of columns: [String]) -> JSON {
    let pattern = "^(\(columns.joined(separator: "|")))\\.(ne|lt|le|gt|ge)$"
    return .object([
      "name": "comparison", "in": "query", "required": false, "style": "form", "explode": true,
      "description": "column.ne=value, column.lt, .le, .gt or .ge; all that are given hold",
      "schema": .object([
        "type": "object", "additionalProperties": false,
        "patternProperties": .object([pattern: .object(["type": "string"])]),
      ]),
    ])
  }

  /// How many rows of a collection are wanted.
  static let limit: JSON = [
    "name": "limit", "in": "query", "required": false,
    "schema": [
      "type": "integer", "minimum": 1, "maximum": .int(Int64(ListingRequest.limitMax)),
      "default": 50,
    ],
  ]

  /// A parameter in the path.
  static func pathParameter(_ name: String) -> JSON {
    .object([
      "name": .string(name), "in": "path", "required": true,
      "schema": .object(["type": "string"]),
    ])
  }

  /// A JSON request body.
  static func jsonBody(_ schema: JSON) -> JSON {
    .object([
      "required": true,
      "content": .object(["application/json": .object(["schema": schema])]),
    ])
  }

  /// An answer in JSON, or a problem.
  static func responses(_ schema: JSON, also others: [String: String] = [:]) -> JSON {
    let usual: [String: JSON] = [
      "200": json("ok", schema), "400": problem("malformed"), "401": problem("not signed in"),
      "403": problem("no capacity"), "404": problem("not found"),
    ]
    return .object(usual.merging(others.mapValues(problem)) { usual, _ in usual })
  }

  /// A file that is read, of one media type.
  static func file(
    _ id: String, zh: String, en: String, type: String = "application/octet-stream",
    parameters: [JSON]
  ) -> JSON {
    .object([
      "operationId": .string(id), "summary": .string("\(zh) / \(en)"), "tags": ["paper"],
      "security": [["bearer": []]], "parameters": .array(parameters),
      "responses": .object([
        "200": .object([
          "description": "the file",
          "content": .object([
            type: .object([
              "schema": .object(["type": "string", "format": "binary"])
            ])
          ]),
        ]),
        "401": problem("not signed in"), "404": problem("not found"),
        "422": problem("refused by a rule, or too large to be answered at once"),
      ]),
    ])
  }

  /// An answer in JSON.
  static func json(_ words: String, _ schema: JSON) -> JSON {
    .object([
      "description": .string(words),
      "content": .object(["application/json": .object(["schema": schema])]),
    ])
  }

  /// An answer that says what is wrong.
  static func problem(_ words: String) -> JSON {
    .object([
      "description": .string(words),
      "content": .object([
        "application/problem+json": .object([
          "schema": .object(["$ref": "#/components/schemas/Problem"])
        ])
      ]),
    ])
  }
}
