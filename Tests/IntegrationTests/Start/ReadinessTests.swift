// SPDX-License-Identifier: Apache-2.0
import Core
import Foundation
import Testing

/// What a running server says of itself to whoever watches it.
@Suite("Readiness", .serialized)
struct ReadinessTests {
  private func parts(_ roles: String, _ more: [String] = []) async throws -> (Int, JSON) {
    let data = Built.temporary("ready")
    let server = try RunningServer(data: data, roles: roles, more: more)
    let reply = try await TestClient(server.address).send("GET", "/readyz")
    #expect(await server.stop() == 0)
    try Built.remove(data)
    return (reply.status, reply.json)
  }

  @Test func `a server without programs of a domain says nothing of a scratch`() async throws {
    let (status, json) = try await parts("office", ["--need-scratch"])
    #expect(status == 200)
    #expect(json["parts"]?["scratch"] == nil && json["optional"] == [:])
  }

  @Test(.enabled(if: Built.hasTools, "DuckDB is not installed; run scripts/install-tools"))
  func `a domain says whether it has the encrypted scratch, needed or not`() async throws {
    let (status, json) = try await parts("office,domain")
    #expect(status == 200)
    #expect(json["optional"] == ["scratch": .bool(Built.hasScratch)])
    #expect(json["parts"]?["scratch"] == nil)

    let (needing, needed) = try await parts("office,domain", ["--need-scratch"])
    #expect(needing == (Built.hasScratch ? 200 : 503))
    #expect(needed["parts"]?["scratch"] == .bool(Built.hasScratch))
    #expect(needed["optional"] == [:])
  }
}
