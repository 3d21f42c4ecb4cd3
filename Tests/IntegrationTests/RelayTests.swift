// SPDX-License-Identifier: Apache-2.0
import Core
import Cryptography
import Foundation
import Testing

/// Filings go to a system above over HTTP, and its receipts come back: a real platform, a real
/// server above, the command between them. The command is given a minute each time and no more.
@Suite("Relay of filings", .server, .serialized)
struct RelayTests {
  private let server: RunningServer

  init() throws {
    server = try #require(RunningServer.current)
  }

  /// An operator of Ezhou that runs the platform too, with an account.
  private func join(_ login: String) async throws -> TestClient {
    let body = Array("12420700RL000001".utf8)
    let inner = try #require(CheckCharacter.organisationCode(Array(body[8...])))
    let code = body + [inner]
    let last = try #require(CheckCharacter.creditCode(code))
    let system = try await server.client("ezhou-systemadministrator")
    let names: JSON = ["operator", "platformOperator"]
    let unit = try await system.act(
      "organisation.register",
      [
        "name": .string(login), "place": "ezhou", "legalForm": "legalPerson",
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
    let security = try await server.client("ezhou-securityadministrator")
    let granted = try await security.act(
      "account.grant",
      [
        "account": account, "assurance": "document_seen", "capacities": names,
        "subjectKind": "person", "subjectCode": "420700199001010014",
      ])
    #expect(granted.status == 200, "\(granted.json.canonicalText)")
    let session = try await TestClient(server.address).send(
      "POST", "/api/v1/sessions", ["account": .string(login), "password": .string(password)])
    return TestClient(server.address, token: try #require(session.json["token"]?.string))
  }

  private func relay(_ upstream: Upstream, _ client: TestClient) throws -> (Int32, [JSON]) {
    let run = try ClientRun(
      [
        "relay", "--json", "--kind", "scenarioContract", "--to", upstream.address, "--server",
        server.address,
      ], environment: ["SHUYU_TOKEN": client.token ?? ""], secondsMax: 60)
    let lines = run.output.split(separator: "\n").map { Array($0.utf8) }
    return (run.status, try lines.map { try JSON.parse($0) })
  }

  @Test func `a filing is filed when the system above took each paper, and not before`()
    async throws
  {
    let files = try await join("relay-operator")
    let receives = try await server.client("bureau")
    let opened = try await files.act("case.open", ["procedure": "incident", "title": "演练"])
    let file = try #require(opened.json["result"]?["id"], "\(opened.json.canonicalText)")
    let plan = SHA256.hash(Array("plan".utf8))
    let paper = JSON.string(plan.hex)
    let submitted = try await files.act(
      "filing.submit",
      [
        "kind": "scenarioContract", "subject": file, "digest": paper, "eventOn": "2026-03-02",
        "items": [["name": "报备材料", "digest": paper]],
      ])
    let filing = try #require(
      submitted.json["result"]?["id"]?.string, "\(submitted.json.canonicalText)")

    func record() async throws -> JSON {
      try await files.send("GET", "/api/v1/filings/\(filing)").json
    }
    let upstream = try Upstream(paper: plan)
    defer { upstream.stop() }
    // Who files gives no receipt, whatever the system above says.
    let (own, told) = try relay(upstream, files)
    #expect(own == 1 && told.first?["end"] == "refused", "\(told)")
    #expect(told.first?["detail"] == "capacity.missing")
    #expect(try await record()["state"] == "submitted")
    // Nobody there, somebody who is busy, an answer about another package: nothing is filed.
    let ends: [(Upstream.Mode, String, Int32)] = [
      (.down, "unreachable", 75), (.later, "waits", 0), (.busy, "unreachable", 75),
      (.elsewhere, "unusable", 1), (.other, "unusable", 1), (.text, "unusable", 1),
      (.partly, "refused", 1),
    ]
    for (mode, end, status) in ends {
      upstream.answer(mode)
      let (found, lines) = try relay(upstream, receives)
      #expect(found == status, "\(mode): \(lines)")
      #expect(lines.count == 1 && lines.first?["end"] == .string(end), "\(mode): \(lines)")
      #expect(try await record()["state"] == "submitted", "\(mode)")
    }
    upstream.answer(.filed)
    let (status, lines) = try relay(upstream, receives)
    #expect(status == 0 && lines.first?["end"] == "recorded", "\(lines)")
    let filed = try await record()
    #expect(filed["state"] == "filed" && filed["receiptNumber"] == "省备2026-1")
    #expect(filed["itemReceipts"]?.array?.count == 1)
    // What is filed is not sent again.
    #expect(try relay(upstream, receives).1.isEmpty)
    // Each time it was asked with one key at the address that was named, and got what was said.
    let asked = upstream.asked
    #expect(asked.count >= ends.count + 1)
    #expect(asked.allSatisfy { $0.key == filing && $0.isAnnounced && $0.path == "/filings" })
  }

  @Test func `a wrong address and an open token file are mistakes`() throws {
    for to in ["http://example.org/filings", "ftp://127.0.0.1/x", "nonsense"] {
      let run = try ClientRun(
        ["relay", "--kind", "plan", "--to", to, "--server", server.address], secondsMax: 60)
      #expect(run.status == 64)
    }
    let file = Built.temporary("token")
    try Data("secret".utf8).write(to: file)
    try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: file.path)
    defer { try? FileManager.default.removeItem(at: file) }
    let run = try ClientRun(
      ["relay", "--kind", "plan", "--to", "https://127.0.0.1:1/x", "--token-file", file.path],
      secondsMax: 60)
    #expect(run.status == 64 && !run.words.contains("secret"))
  }
}
