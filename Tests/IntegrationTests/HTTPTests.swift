// SPDX-License-Identifier: Apache-2.0
import Core
import Foundation
import Testing

@Suite("HTTP", .server, .serialized)
struct HTTPTests {
  private let server: RunningServer

  init() throws {
    server = try #require(RunningServer.current)
  }

  private static let rules: JSON = [
    "kind": "socialData", "title": "规范",
    "digest": "0000000000000000000000000000000000000000000000000000000000000000",
  ]

  @Test(arguments: [
    "", "x", "forged", "%00", String(repeating: "a", count: 64),
    String(repeating: "é", count: 5_000),
  ])
  func `a forged token is nobody`(_ token: String) async throws {
    let client = TestClient(server.address, token: token)
    let reply = try await client.act("ruleDocument.submit", HTTPTests.rules)
    #expect(reply.status == 401 || reply.status == 400 || reply.status == 431)
    #expect(reply.entry == nil)
    let session = try await client.send("GET", "/api/v1/sessions/current")
    #expect(session.status != 200)
  }

  @Test func `a token that was signed out is nobody`() async throws {
    let client = try await server.client("operator")
    #expect(try await client.send("GET", "/api/v1/sessions/current").status == 200)
    #expect(try await client.send("DELETE", "/api/v1/sessions/current").status == 204)
    #expect(try await client.send("GET", "/api/v1/sessions/current").status == 401)
    let reply = try await client.act("ruleDocument.submit", HTTPTests.rules)
    #expect(reply.status == 401)
    #expect(reply.type.hasPrefix("application/problem+json"))
  }

  @Test func `a wrong password is refused without saying which part is wrong`() async throws {
    let client = TestClient(server.address)
    var answers: Set<[String]> = []
    for account in ["operator", "nobody-at-all"] {
      let reply = try await client.send(
        "POST", "/api/v1/sessions", ["account": .string(account), "password": "wrong-password"])
      #expect(reply.status == 401)
      answers.insert(reply.codes)
    }
    #expect(answers.count == 1)
  }

  @Test func `an account without the capacity is refused, and that is an entry`() async throws {
    let reply = try await server.client("citizen").act("ruleDocument.submit", HTTPTests.rules)
    #expect(reply.status == 403)
    #expect(reply.codes == ["capacity.missing"])
    #expect(reply.json["entry"]?.int != nil)
  }

  @Test func `a system action cannot be done over HTTP`() async throws {
    let client = try await server.client("bureau")
    #expect(try await client.act("egress.evaluated", [:]).status == 404)
    #expect(try await client.act("platform.found", [:]).status == 404)
  }

  @Test func `an action that does not exist is not found`() async throws {
    let client = try await server.client("operator")
    for name in ["no.such", "x", "ruleDocument.submit.more", "..%2F..%2Fetc%2Fpasswd"] {
      #expect(try await client.act(name, [:]).status == 404)
    }
  }

  @Test(arguments: [
    "", "{", "[]", "null", "\"text\"", "{\"kind\":1}", "{\"kind\":\"socialData\"",
    "{\"kind\":\"a\",\"kind\":\"b\"}", "{\"x\":1e400}", "\u{FEFF}{}",
    String(repeating: "[", count: 100_000),
  ])
  func `a malformed body is refused with reasons`(_ body: String) async throws {
    let client = try await server.client("operator")
    let reply = try await client.send(
      "POST", "/api/v1/actions/ruleDocument.submit", bytes: Array(body.utf8))
    #expect(reply.status == 400)
    #expect(reply.type.hasPrefix("application/problem+json"))
    #expect(!reply.codes.isEmpty)
  }

  @Test func `bytes that are no UTF-8 are refused`() async throws {
    let client = try await server.client("operator")
    let reply = try await client.send(
      "POST", "/api/v1/actions/ruleDocument.submit", bytes: [0x7B, 0x22, 0xFF, 0xFE, 0x22, 0x7D])
    #expect(reply.status == 400)
  }

  @Test func `every missing and unknown field is named`() async throws {
    let client = try await server.client("operator")
    let reply = try await client.act("ruleDocument.submit", ["kind": "socialData", "other": 1])
    #expect(reply.status == 400)
    let fields = (reply.json["reasons"]?.array ?? []).compactMap { $0["field"]?.string }
    #expect(Set(fields) == ["title", "digest", "other"])
  }

  @Test func `a body of 30 MB is too large`() async throws {
    let client = try await server.client("operator")
    let text = [UInt8](repeating: 0x61, count: 30 << 20)
    let bytes = Array("{\"title\":\"".utf8) + text + Array("\"}".utf8)
    let reply = try await client.send(
      "POST", "/api/v1/actions/ruleDocument.submit", bytes: bytes)
    #expect(reply.status == 413)
    #expect(try await client.send("GET", "/healthz").status == 200)
  }

  @Test(arguments: [
    "'; DROP TABLE entry; --", "<script>alert(1)</script>", "{{title}}{{{title}}}",
    "=cmd|' /C calc'!A0", "gnp exe 甲 乙", "𠮷野家😀", "%s%n%x", "../../etc/passwd",
    String(repeating: "国", count: 200),
  ])
  func `hostile text is kept as it is and harms nobody`(_ text: String) async throws {
    let client = try await server.client("power")
    let name = text.prefix(190) + UUID().uuidString.prefix(8)
    let reply = try await client.act(
      "resource.register",
      [
        "name": .string(String(name)), "keyColumns": [],
        "columns": [["name": "a", "type": "text", "label": .string(String(text.prefix(60)))]],
      ])
    let id = try #require(reply.json["result"]?["id"]?.string, "\(reply.json.canonicalText)")
    let found = try await client.send("GET", "/api/v1/resources/\(id)")
    #expect(found.json["name"]?.string == String(name))
    #expect(try await client.send("GET", "/readyz").status == 200)
  }

  @Test func `control characters are refused`() async throws {
    let client = try await server.client("power")
    let reply = try await client.act(
      "resource.register",
      [
        "name": "a\u{0}b", "keyColumns": [],
        "columns": [["name": "a", "type": "text", "label": "a"]],
      ])
    #expect(reply.status == 400)
    #expect(reply.codes == ["field.control"])
  }

  @Test(arguments: [
    ("  ", "field.blank"), ("\u{3000}", "field.blank"), ("\u{202E}gnp.exe", "field.hidden"),
    ("\u{200B}=1+1", "field.hidden"), ("\u{FEFF}=1", "field.hidden"),
  ])
  func `a name that cannot be seen or passes for another is refused`(
    _ name: String, _ code: String
  ) async throws {
    let client = try await server.client("power")
    let column: JSON = ["name": "a", "type": "text", "label": "a"]
    let reply = try await client.act(
      "resource.register",
      ["name": .string(name), "keyColumns": [], "columns": [column]])
    #expect(reply.status == 400)
    #expect(reply.codes == [code])
    let reason = try #require(reply.json["reasons"]?.array?.first)
    #expect(reason["field"] == "name")
    #expect(reason["message"]?["zh"]?.string?.isEmpty == false)
  }

  @Test func `others' rows and unknown rows answer alike`() async throws {
    let power = try await server.client("power")
    let reply = try await power.act(
      "resource.register",
      [
        "name": "只给本单位的资源", "keyColumns": [],
        "columns": [["name": "a", "type": "text", "label": "a"]],
      ])
    let id = try #require(reply.json["result"]?["id"]?.string)
    let other = try await server.client("fund").send("GET", "/api/v1/resources/\(id)")
    let unknown = try await server.client("fund")
      .send("GET", "/api/v1/resources/RES-00000000000000000000000000")
    #expect(other.status == 404)
    #expect(other.codes == unknown.codes)
    #expect(try await TestClient(server.address).send("GET", "/api/v1/resources").status == 401)
  }
}
