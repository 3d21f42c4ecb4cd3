// SPDX-License-Identifier: Apache-2.0
import Core
import Foundation
import FoundationNetworking
import Platform
import Testing

/// Two operators at work in one domain at the same time: neither learns of the other.
///
/// That an operator was authorised is published; what it does in the domain is not.
@Suite("Two tenants", .serialized)
struct TwoTenantTests {
  @Test(.enabled(if: Built.hasTools, "DuckDB is not installed; run scripts/install-tools"))
  func `neither operator learns of the other from jobs, lists, pages, errors or guesses`()
    async throws
  {
    let data = Built.temporary("tenants")
    let server = try RunningServer(
      data: data, roles: "office,domain,edge", clockStart: "2026-03-02")
    do {
      var both = try await TwoTenants(on: server)
      try await both.supply()
      try await both.run()
      for index in [0, 1] {
        let (own, other) = (both.tenants[index], both.tenants[1 - index])
        let client = try await both.play.client(own.person)
        Self.checkJobs(own)
        try await Self.checkOwn(own, client)
        try await Self.checkLists(own, other, client)
        try await Self.checkGuesses(own, other, client)
        try await Self.checkActions(own, other, client)
      }
      // Those who oversee both see both.
      let bureau = try await both.play.client("bureau")
      let listed = try await bureau.send("GET", "/api/v1/grants?limit=100")
      for tenant in both.tenants {
        #expect(Self.text(listed).contains(tenant.text("grant")))
      }
    } catch {
      await server.kill()
      throw error
    }
    #expect(await server.stop() == 0)
    try Built.remove(data)
  }

  private static func text(_ reply: TestClient.Reply) -> String {
    String(decoding: reply.bytes, as: UTF8.self)
  }

  /// From inside: nothing but its own, and the other's table as one that nobody has.
  private static func checkJobs(_ own: Tenant) {
    #expect(own.failures["totals"] == nil, "\(own.table)")
    #expect(own.failures["search"] == nil, "\(own.table)")
    #expect(own.failures["theirs"] != nil && own.failures["theirs"] == own.failures["nobodys"])
  }

  /// What the other must not see is there, so that not seeing it says something.
  private static func checkOwn(_ own: Tenant, _ client: TestClient) async throws {
    // A batch is its deliverer's and the unit's.
    for (plural, ids) in own.records where plural != "batches" {
      for id in ids {
        let reply = try await client.send("GET", "/api/v1/\(plural)/\(id)")
        #expect(reply.status == 200, "\(own.table) does not see its own \(plural)/\(id)")
      }
    }
    let programs = try await client.send("GET", "/api/v1/programs?limit=100")
    #expect(text(programs).contains("\(own.table)-totals"))
  }

  /// No list and no page of a list names anything of the other.
  private static func checkLists(
    _ own: Tenant, _ other: Tenant, _ client: TestClient
  ) async throws {
    var seen = 0
    for plural in Registry.shuyu.listings.keys.sorted() {
      let reply = try await client.send("GET", "/api/v1/\(plural)?limit=100")
      let page = try await Self.page("/console/\(plural)", client)
      if reply.status == 200, (reply.json["items"]?.array ?? []).isEmpty == false { seen += 1 }
      // Its own programs name what it guessed.
      let told = text(reply).replacing("FROM \(other.table)", with: "")
      for word in other.words {
        #expect(!told.contains(word), "\(own.table): \(plural) names \(word)")
        #expect(!page.text.contains(word), "\(own.table): the page of \(plural) names \(word)")
      }
    }
    #expect(seen >= 8)
    for path in ["/", "/console/tasks", "/console/duties"] {
      let page = try await Self.page(path, client)
      for word in other.words {
        #expect(!page.text.contains(word), "\(own.table): \(path) names \(word)")
      }
    }
  }

  /// An id of the other is answered as one that nobody has, to the byte.
  private static func checkGuesses(
    _ own: Tenant, _ other: Tenant, _ client: TestClient
  ) async throws {
    for (plural, ids) in other.records {
      for id in ids {
        let nobodys = Self.nobodys(id)
        for ending in ["", "/history", "/sheet", "/bad-rows", "/progress"] {
          let theirs = try await client.send("GET", "/api/v1/\(plural)/\(id)\(ending)")
          let none = try await client.send("GET", "/api/v1/\(plural)/\(nobodys)\(ending)")
          #expect(theirs.status == none.status && theirs.status >= 400, "\(plural)/\(id)\(ending)")
          #expect(
            plain(text(theirs)).replacing(id, with: "ID")
              == plain(text(none)).replacing(nobodys, with: "ID"),
            "\(plural)/\(id)\(ending)")
        }
        let theirs = try await page("/console/\(plural)/\(id)", client)
        let none = try await page("/console/\(plural)/\(nobodys)", client)
        #expect(theirs.status == none.status && theirs.status >= 400, "page \(plural)/\(id)")
        #expect(
          plain(theirs.text).replacing(id, with: "ID")
            == plain(none.text).replacing(nobodys, with: "ID"), "page \(plural)/\(id)")
        let listed = try await client.send("GET", "/api/v1/\(plural)?id=\(id)")
        let rows = listed.json["items"]?.array ?? []
        #expect(rows.isEmpty, "\(plural)?id=\(id)")
      }
    }
  }

  /// What is done with an id of the other is refused as with one that nobody has.
  private static func checkActions(
    _ own: Tenant, _ other: Tenant, _ client: TestClient
  ) async throws {
    for (action, name, input) in jobTries(own) + dataTries(own) {
      let id = other.text(name)
      let theirs = try await client.act(action, input(.string(id)))
      let none = try await client.act(action, input(.string(nobodys(id))))
      #expect(theirs.status == none.status && theirs.status >= 400, "\(action) of \(name)")
      #expect(!theirs.codes.isEmpty && theirs.codes == none.codes, "\(action) of \(name)")
      #expect(
        theirs.json["reasons"]?.canonicalText.replacing(id, with: "ID")
          == none.json["reasons"]?.canonicalText.replacing(nobodys(id), with: "ID"),
        "\(action) of \(name)")
      for word in other.words where word != id {
        #expect(!text(theirs).contains(word), "\(action) of \(name) names \(word)")
      }
    }
  }

  /// An action, whose id is tried in it, and its fields with a place for that id.
  private typealias Try = (action: String, name: String, input: (JSON) -> JSON)

  private static func jobTries(_ own: Tenant) -> [Try] {
    func named(_ name: String) -> JSON { .string(own.text(name)) }
    func job(_ changed: String, _ id: JSON) -> JSON {
      .object([
        "scenario": changed == "scenario" ? id : named("scenario"),
        "program": changed == "program" ? id : named("program.totals"),
        "environment": "production", "grants": [changed == "grant" ? id : named("grant")],
        "outputs": [],
      ])
    }
    return [
      ("job.submit", "program.totals", { job("program", $0) }),
      ("job.submit", "grant", { job("grant", $0) }),
      ("job.submit", "scenario", { job("scenario", $0) }),
      ("job.cancel", "job.totals", { ["job": $0] }),
      ("output.discard", "output", { ["output": $0] }),
      (
        "program.register", "scenario",
        { id in
          [
            "scenario": id, "name": "guess", "kind": "sql", "processing": "transform",
            "source": "",
            "outputs": [["name": "result", "format": "csv", "query": "SELECT 1 AS n"]],
          ]
        }
      ),
    ]
  }

  private static func dataTries(_ own: Tenant) -> [Try] {
    let tabulation: JSON = [
      "dimensions": ["month"], "measures": [["function": "count"]], "subject": "uscc",
      "filters": [], "margins": true,
    ]
    return [
      ("sample.request", "grant", { ["grant": $0, "rows": 20] }),
      (
        "grant.request", "scenario",
        { id in
          [
            "scenario": id, "resource": .string(own.text("resource")), "tableName": "t",
            "purpose": "analysis", "columns": [["name": "kwh", "mask": "none"]],
            "rowFilter": [],
          ]
        }
      ),
      (
        "egress.request", "output",
        { ["kind": "artefact", "output": $0, "context": "对外提供", "controls": "仅汇总"] }
      ),
      (
        "egress.request", "grant",
        { id in
          [
            "kind": "query", "grant": id, "context": "对外提供", "controls": "仅汇总",
            "spec": ["tabulation": tabulation],
          ]
        }
      ),
    ]
  }

  /// An id of the same form that nobody has.
  private static func nobodys(_ id: String) -> String {
    id.dropLast() + (id.hasSuffix("7") ? "5" : "7")
  }

  private static func page(
    _ path: String, _ client: TestClient
  ) async throws -> (status: Int, text: String) {
    var request = URLRequest(url: try #require(URL(string: client.address + path)))
    request.httpShouldHandleCookies = false
    request.setValue("shuyu-session=\(client.token ?? "")", forHTTPHeaderField: "Cookie")
    let (data, response) = try await URLSession.shared.data(for: request)
    return (
      (response as? HTTPURLResponse)?.statusCode ?? 0, String(decoding: data, as: UTF8.self)
    )
  }

  /// An answer without the number of the request and the tokens of forms, which differ each time.
  private static func plain(_ answer: String) -> String {
    answer.replacing(/value="[^"]*"/, with: "").replacing(/[0-9a-f]{32}/, with: "")
  }
}
