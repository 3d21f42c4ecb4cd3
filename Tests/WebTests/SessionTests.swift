// SPDX-License-Identifier: Apache-2.0
import Core
import HTTPTypes
import Hummingbird
import NIOCore
import Synchronization
import Testing

/// Signing in and out, cookies, and forms made elsewhere.
struct SessionTests {
  private let fields: KeyValuePairs<String, String> = [
    "account": "clerk", "password": FakePlatform.password,
  ]

  private func cookies(_ page: Page) -> [String] { page.headers[values: .setCookie] }

  @Test func `who is not signed in is sent to sign in and comes back`() async throws {
    var browser = Browser(try FakePlatform())
    let page = try await browser.get("/console/notes?state=open")
    #expect(page.status == .seeOther)
    #expect(page.headers[.location] == "/login?next=%2Fconsole%2Fnotes%3Fstate%3Dopen")
    let home = try await browser.get("/")
    #expect(home.headers[.location] == "/login")
    let form = try await browser.get("/login?next=%2Fconsole%2Fnotes%3Fstate%3Dopen")
    #expect(form.value(of: "next") == "/console/notes?state=open")
    let done = try await browser.post(
      "/login",
      [
        "account": "clerk", "password": FakePlatform.password, "_csrf": form.formToken,
        "next": "/console/notes?state=open",
      ])
    #expect(done.status == .seeOther)
    #expect(done.headers[.location] == "/console/notes?state=open")
    #expect(try await browser.get("/console/notes").status == .ok)
  }

  @Test(arguments: [
    "//evil.example", "https://evil.example/", "/\\evil.example", "javascript:alert(1)",
    "/a b", "/a\r\nSet-Cookie: x=1", "",
  ])
  func `signing in never leads to another site`(_ next: String) async throws {
    var browser = Browser(try FakePlatform())
    let form = try await browser.get("/login?next=\(Browser.encode(next))")
    #expect(form.value(of: "next") == "/")
    let done = try await browser.post(
      "/login",
      [
        "account": "clerk", "password": FakePlatform.password, "_csrf": form.formToken,
        "next": next,
      ])
    #expect(done.headers[.location] == "/")
  }

  @Test func `the session cookie is out of reach of scripts and other sites`() async throws {
    var browser = Browser(try FakePlatform())
    let form = try await browser.get("/login")
    #expect(cookies(form).contains { $0.hasPrefix("shuyu-form=") && $0.contains("HttpOnly") })
    let done = try await browser.post(
      "/login",
      [
        "account": "clerk", "password": FakePlatform.password, "_csrf": form.formToken,
      ])
    let session = cookies(done).first { $0.hasPrefix("shuyu-session=") }
    #expect(session == "shuyu-session=token-clerk; Path=/; HttpOnly; SameSite=Lax")
  }

  @Test func `behind a proxy with TLS the cookie travels over TLS alone`() async throws {
    var browser = Browser(try FakePlatform())
    if let name = HTTPField.Name("X-Forwarded-Proto") { browser.headers[name] = "https" }
    let form = try await browser.get("/login")
    let done = try await browser.post(
      "/login",
      [
        "account": "clerk", "password": FakePlatform.password, "_csrf": form.formToken,
      ])
    #expect(cookies(done) == ["shuyu-session=token-clerk; Path=/; HttpOnly; SameSite=Lax; Secure"])
  }

  @Test func `a wrong password says no more than that it is wrong`() async throws {
    var browser = Browser(try FakePlatform())
    let form = try await browser.get("/login")
    for account in ["clerk", "nobody"] {
      let page = try await browser.post(
        "/login", ["account": account, "password": "wrong", "_csrf": form.formToken])
      #expect(page.status == .unprocessableContent)
      #expect(page.text.contains("账号或口令不对，或账号已停用"))
      #expect(!page.text.contains("wrong\""))
      #expect(cookies(page).allSatisfy { !$0.hasPrefix("shuyu-session=") })
    }
  }

  @Test func `a sign-in form made elsewhere is refused`() async throws {
    var browser = Browser(try FakePlatform())
    let without = try await browser.post("/login", fields)
    #expect(without.status == .forbidden)
    let form = try await browser.get("/login")
    var other = Browser(browser.platform)
    let stolen = try await other.post(
      "/login",
      [
        "account": "clerk", "password": FakePlatform.password, "_csrf": form.formToken,
      ])
    #expect(stolen.status == .forbidden)
    #expect(other.cookies["shuyu-session"] == nil)
  }

  @Test func `an action's form without its token or with another session's acts on nothing`()
    async throws
  {
    var browser = try await Browser.signedIn()
    let form = try await browser.get("/console/actions/note.close")
    var auditor = Browser(browser.platform)
    let login = try await auditor.get("/login")
    _ = try await auditor.post(
      "/login",
      [
        "account": "auditor", "password": FakePlatform.password, "_csrf": login.formToken,
      ])
    let note = FakeRecords.id("NTE", 1).rawValue
    for token in ["", "00", form.formToken] {
      let page = try await auditor.post(
        "/console/actions/note.close", ["note": note, "_key": form.key, "_csrf": token])
      #expect(page.status == .forbidden)
      #expect(page.text.contains("表单已失效"))
    }
    #expect(browser.platform.state.withLock { $0.submitted.isEmpty })
  }

  @Test(arguments: ["//api/v1/actions/note.close", "/api//v1/actions/note.close", "///api/v1/me"])
  func `a cookie is worth nothing at the API, however its path is written`(path: String)
    async throws
  {
    var browser = try await Browser.signedIn()
    let note = FakeRecords.id("NTE", 1).rawValue
    let page = try await browser.send(
      .post, path, type: "text/plain",
      RequestBody(buffer: ByteBuffer(string: "{\"note\":\"\(note)\"}")))
    #expect([.unauthorized, .notFound].contains(page.status), "\(page.status)")
    let session = try await browser.get(path.hasPrefix("//") ? "//api/v1/sessions/current" : path)
    #expect(session.status != .ok, "\(session.status)")
    #expect(browser.platform.state.withLock { $0.submitted.isEmpty })
    browser.headers[.authorization] = "Bearer nobody"
    let claimed = try await browser.send(
      .post, path, type: "application/json", RequestBody(buffer: ByteBuffer(string: "{}")))
    #expect(claimed.status == .unauthorized)
  }

  @Test func `signing out needs the form and ends the session`() async throws {
    var browser = try await Browser.signedIn()
    #expect(try await browser.post("/logout", [:]).status == .forbidden)
    #expect(try await browser.get("/").status == .ok)
    let token = try await browser.get("/").formToken
    let page = try await browser.post("/logout", ["_csrf": token])
    #expect(page.headers[.location] == "/login")
    #expect(browser.cookies["shuyu-session"] == nil)
    #expect(browser.platform.state.withLock { $0.sessions.isEmpty })
    #expect(try await browser.get("/").status == .seeOther)
  }

  @Test func `the password is changed by the form of its action`() async throws {
    var browser = try await Browser.signedIn()
    let page = try await browser.get("/console/password")
    #expect(page.headers[.location] == "/console/actions/account.changePassword")
    let form = try await browser.get("/console/actions/account.changePassword")
    #expect(form.text.contains("type=\"password\""))
    #expect(!form.text.contains("保存草稿"))
  }

  @Test func `who failed too often is told when to come back`() async throws {
    var browser = Browser(try FakePlatform())
    let form = try await browser.get("/login")
    let page = try await browser.post(
      "/login",
      ["account": "clerk", "password": FakePlatform.impatient, "_csrf": form.formToken])
    #expect(page.status == .tooManyRequests)
    #expect(page.headers[.retryAfter] == "8")
    #expect(page.text.contains("8 秒后再试"))
    let body = #"{"account":"clerk","password":"\#(FakePlatform.impatient)"}"#
    let answer = try await browser.send(
      .post, "/api/v1/sessions", type: "application/json",
      RequestBody(buffer: ByteBuffer(string: body)))
    #expect(answer.status == .tooManyRequests)
    #expect(answer.headers[.retryAfter] == "8")
    #expect(answer.text.contains("session.wait"))
  }

  @Test func `an attempt is counted for the address that the last proxy saw`() async throws {
    var browser = Browser(try FakePlatform())
    let name = try #require(HTTPField.Name("X-Forwarded-For"))
    browser.headers[name] = "203.0.113.9, 192.0.2.7"
    let body = #"{"account":"clerk","password":"wrong"}"#
    _ = try await browser.send(
      .post, "/api/v1/sessions", type: "application/json",
      RequestBody(buffer: ByteBuffer(string: body)))
    #expect(browser.platform.state.withLock { $0.addresses } == ["192.0.2.7"])
  }
}
