// SPDX-License-Identifier: Apache-2.0
import Core
import Cryptography
import Foundation
import Testing

/// Filings go to a system above over HTTP, and its receipts come back: a real platform, a real
/// server above, the command between them.
@Suite("Relay of filings", .server, .serialized)
struct RelayTests {
  private let server: RunningServer

  init() throws {
    server = try #require(RunningServer.current)
  }

  /// An organisation of Sichuan with an account.
  private func join(
    _ login: String, _ number: Int, _ capacities: [String]
  ) async throws -> TestClient {
    let body = Array("12510000RL00000\(number)".utf8)
    let inner = try #require(CheckCharacter.organisationCode(Array(body[8...].prefix(8))))
    let code = body.prefix(16) + [inner]
    let last = try #require(CheckCharacter.creditCode(Array(code)))
    let system = try await server.client("sichuan-systemadministrator")
    let names = JSON.array(capacities.map(JSON.string))
    let unit = try await system.act(
      "organisation.register",
      [
        "name": .string(login), "place": "sichuan", "legalForm": "stateOrgan",
        "uscc": .string(String(decoding: code + [last], as: UTF8.self)), "capacities": names,
      ])
    let organisation = try #require(unit.json["result"]?["id"], "\(unit.json.canonicalText)")
    let password = "a long password for \(login)"
    let made = try await system.act(
      "account.create",
      [
        "login": .string(login), "organisation": organisation, "kind": "person",
        "name": .string(login), "password": .string(password),
      ])
    let account = try #require(made.json["result"]?["id"], "\(made.json.canonicalText)")
    let security = try await server.client("sichuan-securityadministrator")
    let granted = try await security.act(
      "account.grant",
      ["account": account, "assurance": "document_seen", "capacities": names])
    #expect(granted.status == 200, "\(granted.json.canonicalText)")
    let session = try await TestClient(server.address).send(
      "POST", "/api/v1/sessions", ["account": .string(login), "password": .string(password)])
    return TestClient(server.address, token: try #require(session.json["token"]?.string))
  }

  private func relay(_ upstream: Upstream, _ client: TestClient) throws -> (Int32, [JSON]) {
    let run = try ClientRun(
      ["relay", "--json", "--kind", "plan", "--to", upstream.address, "--server", server.address],
      environment: ["SHUYU_TOKEN": client.token ?? ""])
    let lines = run.output.split(separator: "\n").map { Array($0.utf8) }
    return (run.status, try lines.map { try JSON.parse($0) })
  }

  @Test func `a filing is filed when the system above took each paper, and not before`()
    async throws
  {
    let city = try await join("relay-city", 1, ["dataAuthority"])
    let province = try await join("relay-province", 2, ["supervisingAuthority"])
    let opened = try await city.act(
      "case.open", ["procedure": "rectification", "title": "整改", "subject": .null])
    let plan = try #require(
      opened.json["result"]?["id"] ?? opened.json["result"]?["case"],
      "\(opened.json.canonicalText)")
    let paper = JSON.string(SHA256.hash(Array("plan".utf8)).hex)
    let submitted = try await city.act(
      "filing.submit",
      [
        "kind": "plan", "subject": plan, "digest": paper, "eventOn": .string(try await today()),
        "items": [["name": "实施方案", "digest": paper]],
      ])
    let filing = try #require(
      submitted.json["result"]?["id"]?.string, "\(submitted.json.canonicalText)")

    func state() async throws -> JSON? {
      try await city.send("GET", "/api/v1/filings/\(filing)").json["state"]
    }
    // Nobody there, somebody who is busy, an answer about another package: nothing is filed.
    let upstream = try Upstream()
    for (mode, end, status) in [
      ("down", "unreachable", Int32(75)), ("later", "waits", 0), ("busy", "unreachable", 75),
      ("elsewhere", "unusable", 1),
      ("other", "unusable", 1), ("text", "unusable", 1), ("partly", "refused", 1),
    ] {
      try upstream.answer(mode)
      let (found, lines) = try relay(upstream, province)
      #expect(found == status, "\(mode): \(lines)")
      #expect(lines.count == 1 && lines.first?["end"] == .string(end), "\(mode): \(lines)")
      #expect(try await state() == "submitted", "\(mode)")
    }
    try upstream.answer("filed")
    let (status, lines) = try relay(upstream, province)
    #expect(status == 0 && lines.first?["end"] == "recorded", "\(lines)")
    #expect(try await state() == "filed")
    let record = try await city.send("GET", "/api/v1/filings/\(filing)").json
    #expect(record["receiptNumber"] == "省备2026-1")
    #expect(record["itemReceipts"]?.array?.count == 1)
    // What is filed is not sent again.
    #expect(try relay(upstream, province).1.isEmpty)
    // The system above was asked with one key each time and got what was announced.
    let log = try upstream.log()
    #expect(log.allSatisfy { $0["key"] == .string(filing) && $0["digest"] == true }, "\(log)")
    upstream.stop()
  }

  @Test func `a wrong address and an open token file are mistakes`() throws {
    for to in ["http://example.org/filings", "ftp://127.0.0.1/x", "nonsense"] {
      #expect(
        try ClientRun(["relay", "--kind", "plan", "--to", to, "--server", server.address]).status
          == 64)
    }
    let file = Built.temporary("token")
    try Data("secret".utf8).write(to: file)
    try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: file.path)
    defer { try? FileManager.default.removeItem(at: file) }
    let run = try ClientRun(
      ["relay", "--kind", "plan", "--to", "https://127.0.0.1:1/x", "--token-file", file.path])
    #expect(run.status == 64 && !run.words.contains("secret"))
  }

  private func today() async throws -> String {
    let duties = try await server.client("sichuan-auditadministrator")
    let clock = try await duties.send("GET", "/api/v1/clock")
    return clock.json["today"]?.string ?? clock.json["day"]?.string ?? Self.now
  }

  /// The day in China.
  private static var now: String {
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = TimeZone(secondsFromGMT: 8 * 3_600) ?? .gmt
    let parts = calendar.dateComponents([.year, .month, .day], from: Date())
    func padded(_ value: Int?) -> String { (value ?? 0) < 10 ? "0\(value ?? 0)" : "\(value ?? 0)" }
    return "\(parts.year ?? 0)-\(padded(parts.month))-\(padded(parts.day))"
  }
}
