// SPDX-License-Identifier: Apache-2.0
import Core
import HTTPTypes
import Platform
import Testing

/// What is told to whoever watches a server.
struct HealthTests {
  private func ask(_ up: Readiness) async throws -> Page {
    var browser = Browser(try FakePlatform { $0.up = up })
    return try await browser.get("/readyz")
  }

  @Test func `a part that must be up and is not makes it unready`() async throws {
    let page = try await ask(Readiness(parts: ["disk": true, "scratch": false]))
    #expect(page.status == .serviceUnavailable)
    #expect(
      try JSON.parse(Array(page.text.utf8)) == [
        "status": "not ready", "parts": ["disk": true, "scratch": false], "optional": [:],
      ])
  }

  @Test func `a part that it works without is told and changes nothing`() async throws {
    for isThere in [true, false] {
      let page = try await ask(Readiness(parts: ["disk": true], optional: ["scratch": isThere]))
      #expect(page.status == .ok)
      #expect(
        try JSON.parse(Array(page.text.utf8)) == [
          "status": "ready", "parts": ["disk": true], "optional": ["scratch": .bool(isThere)],
        ])
    }
  }
}
