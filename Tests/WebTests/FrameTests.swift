// SPDX-License-Identifier: Apache-2.0
import Core
import HTTPTypes
import Synchronization
import Testing

/// What surrounds every page.
struct FrameTests {
  private static let pages = [
    "/", "/login", "/console/notes", "/console/notes/NTE-00000000000000000000000001",
    "/console/actions/note.write", "/console/upload", "/console/ledger/3/proof",
    "/console/nothing",
  ]

  @Test(arguments: FrameTests.pages)
  func `every page forbids framing, caching, sniffing and foreign content`(_ path: String)
    async throws
  {
    var browser = try await Browser.signedIn()
    let headers = try await browser.get(path).headers
    #expect(headers[.cacheControl] == "no-store")
    #expect(headers[.xContentTypeOptions] == "nosniff")
    let policy = headers[.contentSecurityPolicy] ?? ""
    for part in [
      "default-src 'none'", "style-src 'self'", "img-src 'self'", "script-src 'self'",
      "form-action 'self'", "frame-ancestors 'none'",
    ] {
      #expect(policy.contains(part))
    }
    #expect(HTTPField.Name("Referrer-Policy").flatMap { headers[$0] } == "same-origin")
    #expect(headers[.contentType] == "text/html; charset=utf-8")
  }

  @Test(arguments: FrameTests.pages)
  func `every page has its language, a skip link, a heading and labelled fields`(_ path: String)
    async throws
  {
    var browser = try await Browser.signedIn()
    let text = try await browser.get(path).text
    #expect(text.contains("<html lang=\"zh-CN\">"))
    #expect(text.contains("href=\"#main\""))
    #expect(text.matches(of: /<h1[> ]/).count == 1)
    #expect(!text.contains("<script"))
    #expect(!text.contains("style=\""))
    let ids = Set(text.matches(of: /<label for="([^"]+)"/).map { String($0.1) })
    for field in text.matches(of: /<(input|select|textarea) ([^>]*)>/) {
      let attributes = String(field.2)
      if attributes.contains("type=\"hidden\"") || attributes.contains("type=\"checkbox\"") {
        continue
      }
      let id = attributes.firstMatch(of: /id="([^"]+)"/).map { String($0.1) } ?? "none"
      #expect(ids.contains(id), "no label for \(attributes)")
    }
  }

  @Test func `a draft profile and a clock set by hand stand on every page`() async throws {
    var browser = try await Browser.signedIn()
    let plain = try await browser.get("/console/notes").text
    #expect(plain.contains("征求意见稿"))
    #expect(!plain.contains("手动设定"))
    browser.platform.state.withLock { $0.isClockManual = true }
    for path in FrameTests.pages {
      let text = try await browser.get(path).text
      #expect(text.contains("征求意见稿"))
      #expect(text.contains("时钟由管理员手动设定"))
    }
  }

  @Test func `who is signed in stands on every page`() async throws {
    var browser = try await Browser.signedIn()
    let text = try await browser.get("/console/upload").text
    #expect(text.contains("<strong>鄂州市数据局</strong>"))
    #expect(text.contains("<code>clerk</code>"))
  }

  @Test func `navigation shows what the actor may see and nothing else`() async throws {
    var clerk = try await Browser.signedIn()
    let text = try await clerk.get("/").text
    #expect(text.contains("href=\"/console/notes\""))
    #expect(!text.contains("/console/ghosts"))
    var admin = try await Browser.signedIn("admin")
    let other = try await admin.get("/").text
    #expect(other.contains("href=\"/console/ghosts\""))
    #expect(!other.contains("href=\"/console/notes\""))
  }

  @Test func `the language is switched by the query and kept by a cookie`() async throws {
    var browser = try await Browser.signedIn()
    #expect(try await browser.get("/").text.contains("我的事项"))
    let english = try await browser.get("/?lang=en")
    #expect(english.text.contains("<html lang=\"en\">"))
    #expect(english.text.contains("My tasks"))
    #expect(browser.cookies["shuyu-lang"] == "en")
    #expect(try await browser.get("/console/notes").text.contains("Notes"))
    _ = try await browser.get("/?lang=zh")
    #expect(try await browser.get("/").text.contains("我的事项"))
    #expect(try await browser.get("/?lang=xx").text.contains("我的事项"))
  }

  @Test func `the link to the other language keeps the query`() async throws {
    var browser = try await Browser.signedIn()
    let text = try await browser.get("/console/notes?state=open&lang=zh").text
    #expect(text.contains("href=\"/console/notes?state=open&amp;lang=en\""))
  }

  @Test func `errors are pages in both languages with the request's number`() async throws {
    var browser = try await Browser.signedIn()
    let missing = try await browser.get("/console/notes/NTE-00000000000000000000000009")
    #expect(missing.status == .notFound)
    #expect(missing.text.contains("没有这一页") && missing.text.contains("Not found"))
    let forbidden = try await browser.get("/console/ghosts")
    #expect(forbidden.status == .forbidden)
    browser.platform.state.withLock { $0.breaks = true }
    let broken = try await browser.get("/console/notes")
    #expect(broken.status == .internalServerError)
    #expect(broken.text.contains("系统内部错误"))
    #expect(broken.text.contains("request number</span> <code>"))
    #expect(!broken.text.contains("BrokenDisk"))
  }

  @Test func `a full disk is said, not a fault without a reason`() async throws {
    var browser = try await Browser.signedIn()
    browser.platform.state.withLock { $0.isFull = true }
    let full = try await browser.get("/console/notes")
    #expect(full.status.code == 507)
    #expect(full.text.contains("磁盘已满") && full.text.contains("disk is full"))
    browser.headers[.authorization] = "Bearer token-clerk"
    let answer = try await browser.get("/api/v1/notes")
    #expect(answer.status.code == 507)
    #expect(answer.headers[.contentType]?.contains("problem+json") == true)
    #expect(answer.text.contains("disk.full"))
  }

  @Test func `the style sheet is served and may be cached`() async throws {
    var browser = Browser(try FakePlatform())
    let page = try await browser.get("/assets/console.css")
    #expect(page.status == .ok)
    #expect(page.headers[.contentType] == "text/css; charset=utf-8")
    #expect(page.headers[.cacheControl] == "public, max-age=3600")
    #expect(page.text.contains("@media print"))
    #expect(try await browser.get("/assets/..%2fTemplates%2flogin.mustache").status == .notFound)
  }
}
