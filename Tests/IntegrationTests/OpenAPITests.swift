// SPDX-License-Identifier: Apache-2.0
import Core
import Foundation
import Platform
import Testing

@Suite("The interface's description", .server)
struct OpenAPITests {
  private let server: RunningServer

  init() throws {
    server = try #require(RunningServer.current)
  }

  private func document() async throws -> JSON {
    let reply = try await TestClient(server.address).send("GET", "/openapi.json")
    #expect(reply.status == 200)
    return reply.json
  }

  @Test func `it is OpenAPI 3-1 with a title and a version`() async throws {
    let document = try await document()
    #expect(document["openapi"]?.string?.hasPrefix("3.1") == true)
    #expect(document["info"]?["title"]?.string?.isEmpty == false)
    #expect(document["info"]?["version"]?.string?.isEmpty == false)
  }

  @Test func `it names every action that is not the platform's own, and no other`() async throws {
    let paths = try #require(try await document()["paths"]?.object)
    let prefix = "/api/v1/actions/"
    let named = Set(paths.keys.filter { $0.hasPrefix(prefix) }.map { $0.dropFirst(prefix.count) })
    let declared = Set(
      Registry.shuyu.actions.values.filter { !$0.info.isSystem }.map { Substring($0.info.name) })
    #expect(named == declared)
  }

  @Test func `the clauses of an action are given by place, each place's own`() async throws {
    let paths = try #require(try await document()["paths"]?.object)
    let clauses = try #require(
      paths["/api/v1/actions/agreement.sign"]?["post"]?["x-clauses"]?.object)
    #expect(clauses["ezhou"]?.array?.contains("EZ-02.6-h") == true)
    let prefixes = [
      "handan": "HD-", "sichuan": "SC-", "ezhou": "EZ-", "quzhou": "QZ-", "shuozhou": "SZ-",
    ]
    for path in paths.values {
      for (place, ids) in path["post"]?["x-clauses"]?.object ?? [:] {
        for id in ids.array ?? [] {
          #expect(id.string?.hasPrefix(prefixes[place] ?? "?") == true, "\(place) \(id)")
        }
      }
    }
  }

  @Test func `it says that sign-ins and calls may have to wait`() async throws {
    let paths = try #require(try await document()["paths"]?.object)
    #expect(paths["/api/v1/sessions"]?["post"]?["responses"]?["429"] != nil)
    let call = paths["/products/{id}/{version}"]?["get"]?["responses"]
    for code in ["409", "422", "429", "503"] { #expect(call?[code] != nil, "\(code)") }
  }

  @Test func `it names the comparisons that a collection takes`() async throws {
    let paths = try #require(try await document()["paths"]?.object)
    let cases = try #require(paths["/api/v1/cases"]?["get"]?["parameters"]?.array)
    let given = cases.first { $0["name"]?.string == "comparison" }
    let pattern = try #require(given?["schema"]?["patternProperties"]?.object?.keys.first)
    let names = try Regex(pattern)
    #expect("dueOn.ge".wholeMatch(of: names) != nil)
    #expect("dueOn.like".wholeMatch(of: names) == nil)
    #expect("secret.ge".wholeMatch(of: names) == nil)
  }

  @Test func `it names every listing`() async throws {
    let paths = try #require(try await document()["paths"]?.object)
    for plural in Registry.shuyu.listings.keys {
      #expect(paths["/api/v1/\(plural)"] != nil, "\(plural)")
    }
  }

  @Test func `it names the states of actions, the bounds of a page, and what stands beside`()
    async throws
  {
    let paths = try #require(try await document()["paths"]?.object)
    let sign = paths["/api/v1/actions/agreement.sign"]?["post"]?["x-states"]
    #expect(sign == ["member": "state", "allowed": ["draft"], "duty": ["draft"]])
    let parameters = try #require(paths["/api/v1/agreements"]?["get"]?["parameters"]?.array)
    let limit = parameters.first { $0["name"] == "limit" }?["schema"]
    #expect(limit == ["type": "integer", "minimum": 1, "maximum": 500, "default": 50])
    for path in [
      "/api/v1/sessions/current", "/api/v1/ledger/{index}", "/api/v1/ledger/{index}/proof",
      "/api/v1/releases/{id}/evidence", "/api/v1/releases/{id}/content",
      "/api/v1/dataset-versions/{id}/profile", "/api/v1/dataset-versions/{id}/bad-rows",
      "/healthz", "/readyz", "/metrics",
    ] {
      #expect(paths[path] != nil, "\(path)")
    }
  }

  @Test func `every reference leads somewhere, and operation ids are unique`() async throws {
    let document = try await document()
    for reference in OpenAPITests.references(document) {
      #expect(OpenAPITests.resolve(reference, in: document) != nil, "\(reference)")
    }
    var ids: [String] = []
    for path in document["paths"]?.object?.values.map({ $0 }) ?? [] {
      for operation in path.object?.values.map({ $0 }) ?? [] {
        if let id = operation["operationId"]?.string { ids.append(id) }
        if operation.object?["responses"] != nil {
          #expect(operation["responses"]?.object?.isEmpty == false)
        }
      }
    }
    #expect(Set(ids).count == ids.count)
  }

  private static func references(_ json: JSON) -> [String] {
    switch json {
    case .object(let members):
      members.flatMap { key, value in
        key == "$ref" ? value.string.map { [$0] } ?? [] : references(value)
      }
    case .array(let items): items.flatMap(references)
    case .null, .bool, .int, .string: []
    }
  }

  private static func resolve(_ reference: String, in document: JSON) -> JSON? {
    guard reference.hasPrefix("#/") else { return nil }
    return reference.dropFirst(2).split(separator: "/").reduce(document) { json, part in
      json?[String(part)]
    }
  }
}
