// SPDX-License-Identifier: Apache-2.0
import Core
import Foundation
import Testing

/// The client's command line against a server.
@Suite("Client", .server, .serialized)
struct ClientTests {
  private let server: RunningServer

  init() throws {
    server = try #require(RunningServer.current)
  }

  private func run(
    _ arguments: [String], as account: String, password: String
  ) throws -> ClientRun {
    try ClientRun(
      arguments + ["--server", server.address, "--account", account],
      environment: ["SHUYU_PASSWORD": password])
  }

  @Test func `who is not signed in gets five, and JSON where asked`() throws {
    let get = ["get", "agreements"]
    let end = try run(get + ["--json"], as: "nobody-here", password: "bad")
    #expect(end.status == 5)
    let json = try JSON.parse(Array(end.output.utf8))
    #expect(json["reasons"]?.array?.first?["code"] == "session.refused")
    let plain = try run(get, as: "nobody-here", password: "bad")
    #expect(plain.status == 5)
    #expect(plain.output.contains("(session.refused)"))
    #expect(!plain.output.contains("[]"))
    #expect(!plain.words.contains("Error"))
  }

  @Test func `fields on the command line win over those of the file`() throws {
    let folder = Built.temporary("client")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = folder.appending(path: "b.json")
    let fields: JSON = [
      "name": "文件中的名称", "keyColumns": [],
      "columns": [["name": "a", "type": "text", "label": "a"]],
    ]
    try Data(fields.canonical()).write(to: file)
    let password = try server.password(of: "power")
    let act = ["act", "resource.register", "--file", file.path, "--json"]
    let end = try run(act + ["name=命令行的名称"], as: "power", password: password)
    #expect(end.status == 0, "\(end.output) \(end.words)")
    let made = try JSON.parse(Array(end.output.utf8))
    let id = try #require(made["result"]?["id"]?.string)
    let found = try run(["get", "resources/\(id)", "--json"], as: "power", password: password)
    #expect(try JSON.parse(Array(found.output.utf8))["name"] == "命令行的名称")
    let unknown = try run(act + ["nonsense=1"], as: "power", password: password)
    #expect(unknown.status == 2)
  }

  @Test func `whoever is signed in finds at least as many public rows as nobody`() async throws {
    for list in ["agreements", "products", "entries", "notices", "public-records"] {
      let open = try await TestClient(server.address).send("GET", "/api/v1/\(list)?limit=100")
      guard open.status == 200 else { continue }
      let rows = Set((open.json["items"]?.array ?? []).compactMap { $0["id"]?.string })
      for account in ["operator", "power", "fund"] {
        let client = try await server.client(account)
        let reply = try await client.send("GET", "/api/v1/\(list)?limit=500")
        #expect(reply.status == 200, "\(list) for \(account)")
        let seen = Set((reply.json["items"]?.array ?? []).compactMap { $0["id"]?.string })
        #expect(seen.isSuperset(of: rows), "\(list) for \(account)")
      }
    }
  }
}
