// SPDX-License-Identifier: Apache-2.0
import Core
import Foundation
import Testing

/// From a city's own text to a running platform without a line of code (docs/new-city.md).
@Suite struct NewCityTests {
  /// A folder of rules with nothing but what every place rests on.
  private func regulations() throws -> URL {
    let folder = Built.temporary("rules")
    let own = URL(filePath: Built.regulations)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    for name in ["national.yaml", "calendar"] {
      try FileManager.default.copyItem(
        at: own.appending(path: name), to: folder.appending(path: name))
    }
    return folder
  }

  private func begin(_ arguments: String...) throws -> (status: Int32, lines: [String]) {
    try ChildProgram.run(
      "shuyu",
      ["profile", "new", "--from", "ezhou", "--regulations", Built.regulations] + arguments)
  }

  @Test func `a profile is begun, checked, filled in, founded, and a case is opened by it`()
    async throws
  {
    let rules = try regulations()
    let data = Built.temporary("yunze")
    defer {
      try? FileManager.default.removeItem(at: rules)
      try? Built.remove(data)
    }
    let file = rules.appending(path: "yunze.yaml")
    #expect(try begin("--place", NewCity.place, "--out", file.path).status == 0)
    let begun = try String(contentsOf: file, encoding: .utf8)
    let unchecked = try ChildProgram.run("shuyu", ["profile", "check", file.path])
    #expect(unchecked.status == 1)
    #expect(unchecked.lines.contains { $0.contains("`authorisation.termYears.clauses.0`") })

    try Data(try NewCity.filled(begun).utf8).write(to: file)
    let checked = try ChildProgram.run("shuyu", ["profile", "check", file.path])
    #expect(checked.status == 0, "\(checked.lines)")
    #expect(checked.lines.first == "yunze: version 1, draft")
    try await serve(rules, data)
  }

  private func serve(_ rules: URL, _ data: URL) async throws {
    let founding = rules.appending(path: "founding.json")
    try Data(
      #"[{"place":"yunze","organisation":"云泽市大数据中心","uscc":"91429900MA00001086"}]"#.utf8
    ).write(to: founding)
    let server = try ChildProgram(
      "shuyu",
      [
        "serve", "--port", "0", "--regulations", rules.path, "--data", data.path, "--roles",
        "office", "--founding", founding.path,
      ])
    defer { _ = server.stop() }
    let greeting = try #require(server.line())
    let start = try #require(greeting.range(of: "http://127.0.0.1:"))
    let address = "http://127.0.0.1:" + greeting[start.upperBound...].prefix { $0.isNumber }
    let clerk = try await clerk(address, data)
    let opened = try await clerk.act(
      "case.open", ["procedure": "planChange", "title": "调整场景范围"])
    #expect(opened.status == 200, "\(opened.codes)")
    let id = try #require(opened.json["result"]?["id"]?.string)
    let shown = try await clerk.send("GET", "/api/v1/cases/\(id)")
    #expect(shown.json["current"] == "request" && shown.json["place"] == "yunze")
    let other = try await clerk.act("case.open", ["procedure": "noSuch", "title": "无"])
    #expect(other.codes == ["case.procedure"])
  }

  /// The bureau is registered and has an account, as docs/operations.md has it.
  private func clerk(_ address: String, _ data: URL) async throws -> TestClient {
    let accounts = try JSON.parse(
      Array(Data(contentsOf: data.appending(path: "first-accounts.json"))))
    func first(_ capacity: String) async throws -> TestClient {
      let account = accounts.array?.first { $0["capacities"] == [.string(capacity)] }
      return try await signIn(
        address, account?["account"]?.string ?? "", account?["password"]?.string ?? "")
    }
    let system = try await first("systemAdministrator")
    let bureau = try await system.act(
      "organisation.register",
      [
        "name": "云泽市数据局", "uscc": "11429900MA0000015G", "legalForm": "stateOrgan",
        "place": "yunze", "capacities": ["implementingBody", "dataAuthority"],
      ])
    let password = "a long enough password"
    let account = try await system.act(
      "account.create",
      [
        "login": "yunze-clerk", "organisation": bureau.json["result"]?["id"] ?? .null,
        "kind": "person", "name": "经办人", "password": .string(password),
      ])
    let granted = try await first("securityAdministrator").act(
      "account.grant",
      [
        "account": account.json["result"]?["id"] ?? .null, "assurance": "document_seen",
        "capacities": ["implementingBody"],
      ])
    #expect(granted.status == 200, "\(bureau.codes) \(account.codes) \(granted.codes)")
    return try await signIn(address, "yunze-clerk", password)
  }

  private func signIn(
    _ address: String, _ login: String, _ password: String
  ) async throws -> TestClient {
    var client = TestClient(address)
    let reply = try await client.send(
      "POST", "/api/v1/sessions",
      ["account": .string(login), "password": .string(password)])
    client.token = try #require(reply.json["token"]?.string, "\(login) cannot sign in")
    return client
  }

  @Test func `a place that has rules, a file that is there and an odd name are refused`() throws {
    let rules = try regulations()
    defer { try? FileManager.default.removeItem(at: rules) }
    #expect(try begin("--place", "quzhou").status == 64)
    #expect(try begin("--place", "Yunze").status == 1)
    let file = rules.appending(path: "national.yaml").path
    #expect(try begin("--place", "yunze", "--out", file).status == 64)
    let printed = try begin("--place", "yunze")
    #expect(printed.status == 0 && printed.lines.contains("place: yunze"))
  }
}
