// SPDX-License-Identifier: Apache-2.0
import Core
import Foundation
import Testing

@Suite("Repeated and simultaneous requests", .server, .serialized)
struct IdempotencyTests {
  private let server: RunningServer

  init() throws {
    server = try #require(RunningServer.current)
  }

  private func resource(_ name: String) -> JSON {
    [
      "name": .string(name), "keyColumns": [],
      "columns": [["name": "a", "type": "text", "label": "a"]],
    ]
  }

  @Test func `the same key and body give the same receipt, once done`() async throws {
    let client = try await server.client("power")
    let key = UUID().uuidString
    let first = try await client.act("resource.register", resource("重复提交"), key: key)
    let second = try await client.act("resource.register", resource("重复提交"), key: key)
    #expect(first.status == 200)
    #expect(second.status == 200)
    #expect(first.json == second.json)
    let found = try await client.send("GET", "/api/v1/resources?limit=500")
    let same = (found.json["items"]?.array ?? []).filter { $0["name"]?.string == "重复提交" }
    #expect(same.count == 1)
  }

  @Test func `the same key with another body is a conflict`() async throws {
    let client = try await server.client("power")
    let key = UUID().uuidString
    let first = try await client.act("resource.register", resource("甲"), key: key)
    let second = try await client.act("resource.register", resource("乙"), key: key)
    #expect(first.status == 200)
    #expect(second.status == 409)
    #expect(second.codes == ["idempotency.mismatch"])
  }

  @Test func `another account may use the same key`() async throws {
    let key = UUID().uuidString
    let first = try await server.client("power").act(
      "resource.register", resource("丙"), key: key)
    let second = try await server.client("fund").act(
      "resource.register", resource("丁"), key: key)
    #expect(first.status == 200)
    #expect(second.status == 200)
    #expect(first.entry != second.entry)
  }

  @Test func `ten at once with one key are done once`() async throws {
    let client = try await server.client("power")
    let key = UUID().uuidString
    let body = resource("同时重复")
    let entries = try await withThrowingTaskGroup(of: Int64?.self) { group in
      for _ in 0..<10 {
        group.addTask { try await client.act("resource.register", body, key: key).entry }
      }
      return try await group.reduce(into: Set<Int64?>()) { $0.insert($1) }
    }
    #expect(entries.count == 1)
    #expect(entries.first != .some(nil))
  }

  @Test func `of two people who sign at once one is refused`() async throws {
    let (status, lines) = try ChildProgram.run(
      "shuyu",
      [
        "tour", "--json", "--server", server.address, "--accounts", server.accounts.path,
        "--until", "agreement.draft", "--persons", "500", "--shared", "/nonexistent",
      ])
    #expect(status == 0, "\(lines.last ?? "")")
    let bureau = try await server.client("bureau")
    let list = try await bureau.send("GET", "/api/v1/agreements?state=draft")
    let agreement = try #require(list.json["items"]?[0]?["id"])
    let startsOn = try #require(list.json["items"]?[0]?["startsOn"])
    let digest: JSON = .string(String(repeating: "0", count: 64))
    let signature: JSON = [
      "agreement": agreement, "occurredOn": startsOn, "evidenceDigest": digest,
      "sealDigest": digest,
    ]
    let clients = [
      try await server.client("operator"), try await server.client("operator-2"),
    ]
    let replies = try await withThrowingTaskGroup(of: TestClient.Reply.self) { group in
      for client in clients {
        group.addTask { try await client.act("agreement.sign", signature) }
      }
      return try await group.reduce(into: [TestClient.Reply]()) { $0.append($1) }
    }
    #expect(replies.map(\.status).sorted() == [200, 422])
    #expect(replies.first { $0.status == 422 }?.codes == ["agreement.signed"])
    let found = try await bureau.send("GET", "/api/v1/agreements/\(agreement.string ?? "")")
    #expect(found.json["signatures"]?.array?.count == 1)
  }

  @Test func `a connection dropped within a batch of others' actions harms none of them`()
    async throws
  {
    let client = try await server.client("environment")
    let port = try #require(UInt16(server.address.split(separator: ":").last ?? ""))
    let token = try #require(client.token)
    let statuses = try await withThrowingTaskGroup(of: Int?.self) { group in
      for number in 0..<40 {
        let body = resource("并发 \(number)")
        group.addTask {
          guard number % 4 == 3 else {
            return try await client.act("resource.register", body).status
          }
          try DroppedConnection(port: port).post(
            "/api/v1/actions/resource.register", token: token, body: body.canonical(),
            isWhole: number % 8 == 3)
          return nil
        }
      }
      return try await group.reduce(into: [Int]()) { if let status = $1 { $0.append(status) } }
    }
    #expect(statuses.count == 30)
    #expect(statuses.allSatisfy { $0 == 200 })
    let found = try await client.send("GET", "/api/v1/resources?limit=500")
    let names = (found.json["items"]?.array ?? []).compactMap { $0["name"]?.string }
    // A whole request may be done although nobody waits for its answer; half a one never.
    #expect(Set(names).count == names.count)
    for number in 0..<40 where number % 4 != 3 { #expect(names.contains("并发 \(number)")) }
    for number in 0..<40 where number % 8 == 7 { #expect(!names.contains("并发 \(number)")) }
  }
}
