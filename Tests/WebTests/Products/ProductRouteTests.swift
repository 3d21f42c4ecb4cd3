// SPDX-License-Identifier: Apache-2.0
import Core
import Cryptography
import DisclosureControl
import Foundation
import Gateway
import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import NIOEmbedded
import Regulation
import Testing
import Web

/// The route of products over the real router, a real gateway and real files.
@Suite struct ProductRouteTests {
  private static let secret = "shuyu_0123456789abcdef0123456789abcdef"
  private static let bearer: HTTPFields = [.authorization: "Bearer \(secret)"]

  /// One key for one cube.
  private struct OneKey: RightsSource {
    let digest: Digest
    let rights: KeyRights

    func rights(ofKey digest: Digest, on day: Day) -> KeyRights? {
      digest == self.digest ? rights : nil
    }

    func line(ofProduct product: RecordID) -> RecordID? { nil }

    func isAuthorised(_ holder: KeyHolder, subject code: String, on day: Day) -> Bool { false }
  }

  private struct NoCube: Error {}

  /// A router that serves a cube of two labels, and the address of its product.
  private struct Served {
    let responder: RouterResponder<WebContext>
    let path: String

    func get(_ query: String, _ fields: HTTPFields) async throws -> Response {
      let head = HTTPRequest(
        method: .get, scheme: "http", authority: "localhost", path: path + query,
        headerFields: fields)
      var logger = Logger(label: "test")
      logger.logLevel = .critical
      logger[metadataKey: "hb.request.id"] = "request-of-the-test"
      let source = ApplicationRequestContextSource(channel: EmbeddedChannel(), logger: logger)
      return try await responder.respond(
        to: Request(head: head, body: RequestBody(buffer: ByteBuffer())),
        context: WebContext(source: source))
    }
  }

  private func id(_ prefix: String) -> RecordID {
    RecordID.make(prefix: prefix, random: SHA256.hash(Array(prefix.utf8)).bytes)
  }

  private func cube() throws -> [UInt8] {
    guard let shape = CubeShape(axes: [[.label("a"), .label("\u{9102}\u{5DDE}"), .total]]),
      let cube = ReleasedCube(
        dimensions: ["city"], measures: [MeasureDeclaration(function: "count", column: nil)],
        shape: shape, rounding: .none,
        cells: [.published(["12"]), .withheld, .published(["40"])])
    else { throw NoCube() }
    return cube.canonicalJSON
  }

  private func with(
    perSecond: Int = 1_000, _ body: (Served) async throws -> Void
  ) async throws {
    let root = FileManager.default.temporaryDirectory
      .appending(path: "shuyu-route-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: root) }
    let folder = root.appending(path: "products/\(id("RLS").rawValue)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let bytes = try cube()
    try Data(bytes).write(to: folder.appending(path: ProductFolder.cubeFile))
    let holder = KeyHolder(
      key: id("KEY"), subscription: id("SUB"), product: id("PRD"), version: 3,
      developer: id("ORG"), place: "ezhou")
    let entitlement = Entitlement(
      release: id("RLS"), content: SHA256.hash(bytes), form: .cube, price: .zero, callsPerDay: nil)
    let source = OneKey(
      digest: SHA256.hash(Array(Self.secret.utf8)),
      rights: KeyRights(holder: holder, standing: .allowed(entitlement)))
    let key = try #require(SubjectKey(bytes: Array(repeating: 1, count: 32)))
    let gateway = ProductGateway(
      ProductGateway.Setup(
        source: source, lease: RightsLease(source: source),
        products: ProductFolder(root: root.appending(path: "products").path, key: key),
        journal: try UsageJournal(
          root: root.appending(path: "usage").path, edge: "edge-1", places: ["ezhou"]),
        key: key, now: { Instant(milliseconds: 1_795_230_000_000) }, uptime: { 0 },
        random: { SystemRandom().bytes(16) }), limiter: RateLimiter(perSecond: perSecond))
    let server = WebServer(platform: try FakePlatform(), metrics: PrometheusRegistry())
    let router = server.router { ProductRoutes(gateway: gateway).add(to: $0) }
    try await body(
      Served(
        responder: router.buildResponder(), path: "/products/\(id("PRD").rawValue)/v3"))
  }

  @Test func `a call with a key is answered in JSON and names its usage record`() async throws {
    try await with { served in
      let response = try await served.get("?city=a", Self.bearer)
      #expect(response.status == .ok)
      #expect(response.headers[.contentType] == "application/json; charset=utf-8")
      #expect(response.headers[.cacheControl] == "no-store")
      let name = try #require(HTTPField.Name("X-Usage-Record"))
      #expect(response.headers[name]?.hasPrefix("USG-") == true)
      let limit = try #require(HTTPField.Name("RateLimit-Remaining"))
      #expect(response.headers[limit] == "999")
      let apiKey = try #require(HTTPField.Name("X-Api-Key"))
      #expect(try await served.get("", [apiKey: Self.secret]).status == .ok)
      #expect(try await served.get("?city=%E9%84%82%E5%B7%9E", Self.bearer).status == .ok)
    }
  }

  @Test func `each kind of refusal has its status and is a problem document`() async throws {
    try await with { served in
      for (query, fields, status) in [
        ("", HTTPFields(), HTTPResponse.Status.unauthorized),
        ("", [.authorization: "Basic \(Self.secret)"], .unauthorized),
        ("", [.authorization: "Bearer unknown-unknown-unknown"], .unauthorized),
        ("?key=\(Self.secret)", HTTPFields(), .unauthorized),
        ("?city=b", Self.bearer, .notFound), ("?town=a", Self.bearer, .unprocessableContent),
        ("?city=a&city=b", Self.bearer, .unprocessableContent), ("3", Self.bearer, .notFound),
      ] {
        let response = try await served.get(query, fields)
        #expect(response.status == status, "\(query)")
        #expect(
          response.headers[.contentType] == "application/problem+json; charset=utf-8")
      }
    }
  }

  @Test func `one version in one way of writing`() async throws {
    try await with { served in
      for version in ["03", "+3", "3.0", "-3", "99999999999999999999"] {
        let other = Served(
          responder: served.responder,
          path: "/products/\(id("PRD").rawValue)/v\(version)")
        let response = try await other.get("", Self.bearer)
        #expect(response.status == .notFound, "\(version)")
      }
    }
  }

  @Test func `a key that calls too fast is told to wait`() async throws {
    try await with(perSecond: 1) { served in
      #expect(try await served.get("", Self.bearer).status == .ok)
      let response = try await served.get("", Self.bearer)
      #expect(response.status == .tooManyRequests)
      #expect(response.headers[.retryAfter] == "1")
    }
  }
}
