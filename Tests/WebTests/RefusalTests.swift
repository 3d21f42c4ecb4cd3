// SPDX-License-Identifier: Apache-2.0
import HTTPTypes
import Hummingbird
import NIOCore
import Testing

/// Requests that are answered with what is wrong instead of something else.
struct RefusalTests {
  private func send(
    _ method: HTTPRequest.Method, _ path: String, token: String? = nil, accept: String? = nil
  ) async throws -> Page {
    var browser = try await Browser.signedIn()
    browser.cookies = [:]
    if let token { browser.headers[.authorization] = "Bearer \(token)" }
    if let accept { browser.headers[.accept] = accept }
    return try await browser.send(method, path, type: nil, RequestBody(buffer: ByteBuffer()))
  }

  @Test(arguments: ["limit=abc", "limit=0", "limit=501", "limit=", "fields=nope", "fields=title,x"])
  func `a parameter that makes no sense is refused`(query: String) async throws {
    let page = try await send(.get, "/api/v1/notes?\(query)", token: "token-clerk")
    #expect(page.status == .badRequest, "\(query)")
  }

  @Test(arguments: ["limit=1&limit=2", "sort=dueOn&sort=-dueOn", "q=a&q=a", "fields=id&fields=id"])
  func `what has one value is refused when it is given twice`(query: String) async throws {
    let page = try await send(.get, "/api/v1/notes?\(query)", token: "token-clerk")
    #expect(page.status == .badRequest, "\(query)")
    #expect(page.text.contains("listing.repeated"))
  }

  @Test func `a filter that is given again narrows further`() async throws {
    let both = "dueOn.ge=0000-01-01&dueOn.le=0000-01-02"
    let page = try await send(.get, "/api/v1/notes?\(both)", token: "token-clerk")
    #expect(page.status == .ok)
    #expect(page.text.contains("\"items\":[]"))
  }

  @Test func `a sound limit and sound fields are taken`() async throws {
    let page = try await send(.get, "/api/v1/notes?limit=1&fields=title", token: "token-clerk")
    #expect(page.status == .ok)
    #expect(page.text.contains("title") && !page.text.contains("amount"))
  }

  @Test func `a token that stands for nobody is refused also where none is needed`() async throws {
    let page = try await send(.get, "/api/v1/notes", token: "nonsense")
    #expect(page.status == .unauthorized)
    #expect(page.text.contains("session.token"))
    #expect(try await send(.get, "/healthz", token: "nonsense").status == .ok)
    #expect(try await send(.post, "/api/v1/sessions", token: "nonsense").status == .badRequest)
  }

  @Test(arguments: ["/api/v1/notes", "/openapi.json", "/console/notes", "/healthz"])
  func `a method that a path does not take is said to be that`(path: String) async throws {
    let page = try await send(.put, path, token: "token-clerk")
    #expect(page.status == .methodNotAllowed, "\(path)")
    #expect(page.text.contains("GET"))
  }

  @Test func `a heading alone can be asked for`() async throws {
    #expect(try await send(.head, "/healthz").status == .ok)
    #expect(try await send(.head, "/api/v1/notes", token: "token-clerk").status == .ok)
  }

  @Test func `a path that is nowhere shows a page to people and a problem to programs`()
    async throws
  {
    let page = try await send(.get, "/nope", accept: "text/html,application/xhtml+xml")
    #expect(page.status == .notFound)
    #expect(page.headers[.contentType]?.hasPrefix("text/html") == true)
    #expect(page.text.contains("没有这一页"))
    let problem = try await send(.get, "/nope", accept: "application/json")
    #expect(problem.status == .notFound)
    #expect(problem.headers[.contentType]?.contains("problem+json") == true)
    let api = try await send(.get, "/api/v1/nope", accept: "text/html")
    #expect(api.headers[.contentType]?.contains("problem+json") == true)
  }
}
