// SPDX-License-Identifier: Apache-2.0
import Core
import Platform
import Regulation

/// The three operations of a listing.
struct OpenAPIListing {
  private let listing: Listing

  init(_ listing: Listing) {
    self.listing = listing
  }

  /// `GET /api/v1/<plural>`.
  var collection: JSON {
    let shown = Set(listing.columns.map(\.name) + ["place"])
    let columns = listing.table.columns.map(\.name).filter(shown.contains)
    let names = ["cursor", "sort", "q", "fields"] + columns
    return operation(
      "list",
      parameters: [OpenAPIFixed.limit] + names.map { OpenAPIFixed.queryParameter($0) }
        + [OpenAPIFixed.comparisons(of: columns)],
      schema: .object([
        "type": "object",
        "properties": .object([
          "items": .object(["type": "array", "items": document]),
          "next": .object(["type": .array(["string", "null"])]),
          "total": .object(["type": "integer"]),
        ]),
      ]))
  }

  /// `GET /api/v1/<plural>/{id}`.
  var record: JSON {
    operation("get", parameters: [OpenAPIFixed.pathParameter("id")], schema: document)
  }

  /// `GET /api/v1/<plural>/{id}/history`.
  var history: JSON {
    operation(
      "history",
      parameters: [OpenAPIFixed.pathParameter("id"), OpenAPIFixed.queryParameter("cursor")],
      schema: .object(["type": "object"]))
  }

  /// `GET /api/v1/<plural>/{id}/papers`.
  var papers: JSON {
    operation(
      "papers", parameters: [OpenAPIFixed.pathParameter("id")],
      schema: .object(["type": "object"]))
  }

  /// `GET /api/v1/<plural>/{id}/papers/{digest}`.
  var paper: JSON {
    OpenAPIFixed.file(
      "\(listing.plural).paper", zh: "取附件", en: "Read a paper",
      parameters: [OpenAPIFixed.pathParameter("id"), OpenAPIFixed.pathParameter("digest")])
  }

  private var document: JSON {
    var properties: [String: JSON] = ["id": .object(["type": "string"])]
    for column in listing.columns {
      properties[column.name] = .object([
        "description": .string("\(column.label.zh) / \(column.label.en)")
      ])
    }
    return .object(["type": "object", "properties": .object(properties)])
  }

  private func operation(_ verb: String, parameters: [JSON], schema: JSON) -> JSON {
    .object([
      "operationId": .string("\(listing.plural).\(verb)"),
      "summary": .string("\(listing.label.zh) / \(listing.label.en)"),
      "tags": .array([.string(listing.plural)]),
      "security": .array([.object(["bearer": .array([])])]),
      "parameters": .array(parameters),
      "responses": OpenAPIFixed.responses(schema),
    ])
  }
}
