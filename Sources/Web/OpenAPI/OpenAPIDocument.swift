// SPDX-License-Identifier: Apache-2.0
package import Core
package import Platform
package import Regulation

/// The OpenAPI 3.1 document, generated from the declarations.
package struct OpenAPIDocument {
  /// All that the platform declares.
  private let registry: Registry
  /// Which clauses an action serves in each place.
  private let coverage: Coverage

  /// Describes a registry.
  package init(_ registry: Registry, coverage: Coverage) {
    self.registry = registry
    self.coverage = coverage
  }

  /// The document.
  package var json: JSON {
    var paths: [String: JSON] = [
      "/api/v1/sessions": .object(["post": OpenAPIFixed.signIn]),
      "/api/v1/uploads": .object(["post": OpenAPIFixed.upload]),
      "/api/v1/cases/{id}/dossier": .object([
        "get": OpenAPIFixed.file(
          "cases.dossier", zh: "导出卷宗", en: "Export the case file", type: "application/zip",
          parameters: [OpenAPIFixed.pathParameter("id")])
      ]),
      "/api/v1/filings/{id}/dossier": .object([
        "get": OpenAPIFixed.file(
          "filings.dossier", zh: "导出备案包", en: "Export a filing with what is filed",
          type: "application/zip", parameters: [OpenAPIFixed.pathParameter("id")])
      ]),
      "/products/{id}/{version}": .object(["get": OpenAPIFixed.product]),
    ].merging(OpenAPIRest.paths) { own, _ in own }
    for action in registry.actions.values where !action.info.isSystem {
      paths["/api/v1/actions/\(action.info.name)"] = .object(["post": operation(action.info)])
    }
    for listing in registry.listings.values {
      paths["/api/v1/\(listing.plural)"] = .object(["get": OpenAPIListing(listing).collection])
      paths["/api/v1/\(listing.plural)/{id}"] = .object(["get": OpenAPIListing(listing).record])
      paths["/api/v1/\(listing.plural)/{id}/history"] = .object([
        "get": OpenAPIListing(listing).history
      ])
      paths["/api/v1/\(listing.plural)/{id}/papers"] = .object([
        "get": OpenAPIListing(listing).papers
      ])
      paths["/api/v1/\(listing.plural)/{id}/papers/{digest}"] = .object([
        "get": OpenAPIListing(listing).paper
      ])
    }
    return .object([
      "openapi": "3.1.0",
      "info": .object(["title": "Shuyu 数域", "version": "1"]),
      "paths": .object(paths),
      "components": OpenAPIFixed.components,
    ])
  }

  private func operation(_ info: ActionInfo) -> JSON {
    let required = info.fields.filter { !$0.shape.isOptional }.map { JSON.string($0.name) }
    var properties: [String: JSON] = [:]
    for field in info.fields { properties[field.name] = schema(field) }
    var body: [String: JSON] = [
      "type": "object", "properties": .object(properties), "additionalProperties": false,
    ]
    if !required.isEmpty { body["required"] = .array(required) }
    let capacities = info.capacities.map(\.rawValue).sorted().map { JSON.string($0) }
    var operation: [String: JSON] = [
      "operationId": .string(info.name),
      "summary": .string("\(info.label.zh) / \(info.label.en)"),
      "tags": .array([.string(String(info.name.prefix { $0 != "." }))]),
      "x-capacities": .array(capacities),
      "x-clauses": clauses(info),
      "security": .array([.object(["bearer": .array([])])]),
      "parameters": .array([OpenAPIFixed.idempotencyKey]),
      "requestBody": OpenAPIFixed.jsonBody(.object(body)),
      "responses": OpenAPIFixed.actionResponses,
    ]
    operation["x-states"] = info.states.map(OpenAPISchema.states)
    return .object(operation)
  }

  /// The clauses that an action serves, by place: the document itself knows none.
  private func clauses(_ info: ActionInfo) -> JSON {
    var places: [String: JSON] = [:]
    for place in coverage.places {
      let cited = place.cited(info.clauses, by: info.name)
      if !cited.isEmpty { places[place.place] = .array(cited.map { .string($0.rawValue) }) }
    }
    return .object(places)
  }

  private func schema(_ field: FieldInfo) -> JSON {
    guard case .object(var members) = OpenAPISchema.schema(field.shape, field.bounds) else {
      return .object([:])
    }
    members["description"] = .string("\(field.label.zh) / \(field.label.en)")
    if field.secret { members["writeOnly"] = true }
    if let table = field.refersTo { members["x-refers-to"] = .string(table) }
    return .object(members)
  }
}
