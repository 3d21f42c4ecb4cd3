// SPDX-License-Identifier: Apache-2.0
import Core
import Foundation
import HTTPTypes
import Platform
import Testing

/// The way of a product as a page, as files and as JSON.
struct TracePageTests {
  private static let product = FakeRecords.id("PRD", 1)
  private static let grant = FakeRecords.id("GRT", 1)
  private static let path = "/console/trace/\(product.rawValue)"

  private static func browser(_ login: String, gaps: [String] = []) async throws -> Browser {
    let trace = ProductTrace(
      product: product,
      steps: [
        ProductTrace.Step(
          dimension: .source, record: grant, state: "ready", mark: "a digest <of> it"),
        ProductTrace.Step(dimension: .responsibility, record: FakeRecords.bureau),
      ], gaps: gaps)
    let row: JSON = [
      "id": .string(product.rawValue), "place": "ezhou", "name": "电力指数", "state": "published",
      "operator": .string(FakeRecords.bureau.rawValue), "version": 1,
    ]
    let platform = try FakePlatform(nouns: [Notes.self, Products.self]) { state in
      state.traces[product] = trace
      state.records["product", default: []].append(row)
    }
    return try await Browser.signedIn(login, in: Browser(platform))
  }

  @Test func `an auditor follows a product and sees where nothing is known`() async throws {
    var browser = try await Self.browser("auditor", gaps: ["version:GRT-1"])
    let text = try await browser.get(Self.path).text
    #expect(text.contains("有缺口") && text.contains("version:GRT-1"))
    #expect(text.contains("a digest &lt;of&gt; it"))
    #expect(text.contains("来源") && text.contains("去向") && text.contains("尚无记录"))
    let detail = try await browser.get("/console/products/\(Self.product.rawValue)").text
    #expect(detail.contains(Self.path))
    for format in ["csv", "xlsx"] {
      let file = try await browser.get("\(Self.path)?export=\(format)")
      #expect(file.status == .ok)
    }
    let csv = try await browser.get("\(Self.path)?export=csv").text
    #expect(csv.contains(Self.grant.rawValue) && csv.contains("version:GRT-1"))
  }

  @Test func `a way without gaps says so, and is there as JSON`() async throws {
    var browser = try await Self.browser("auditor")
    #expect(try await browser.get("\(Self.path)?lang=en").text.contains("without a gap"))
    browser.headers[.authorization] = "Bearer token-auditor"
    let path = "/api/v1/products/\(Self.product.rawValue)/trace"
    let answer = try JSON.parse(Array(try await browser.get(path).text.utf8))
    #expect(answer["steps"]?.array?.count == 2 && answer["gaps"]?.array?.count == 0)
    #expect(try await browser.get("/api/v1/products/PRD-9/trace").status == .notFound)
  }

  @Test(arguments: ["admin", "checker"])
  func `who is not concerned finds nothing`(login: String) async throws {
    var browser = try await Self.browser(login)
    #expect(try await browser.get(Self.path).status == .notFound)
    browser.headers[.authorization] = "Bearer token-\(login)"
    let path = "/api/v1/products/\(Self.product.rawValue)/trace"
    #expect(try await browser.get(path).status == .notFound)
  }
}
