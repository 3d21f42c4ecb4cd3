// SPDX-License-Identifier: Apache-2.0
import Core
import HTTPTypes
import Testing

/// Whole pages as they stood when somebody last looked at them.
struct GoldenPageTests {
  private let owner = FakeRecords.bureau.rawValue

  @Test func `the sign-in page is as kept`() async throws {
    var browser = Browser(try FakePlatform())
    try Golden.check(try await browser.get("/login?next=/console/notes"), "login")
  }

  @Test func `the page of my tasks is as kept`() async throws {
    var browser = try await Browser.signedIn()
    try Golden.check(try await browser.get("/"), "tasks")
  }

  @Test func `a list is as kept`() async throws {
    var browser = try await Browser.signedIn()
    try Golden.check(try await browser.get("/console/notes"), "list")
  }

  @Test func `a list in English, filtered and sorted, is as kept`() async throws {
    var browser = try await Browser.signedIn()
    try Golden.check(
      try await browser.get("/console/notes?state=open&sort=-dueOn&lang=en"), "list-english")
  }

  @Test func `a record is as kept`() async throws {
    var browser = try await Browser.signedIn()
    let id = FakeRecords.id("NTE", 1).rawValue
    try Golden.check(try await browser.get("/console/notes/\(id)"), "detail")
  }

  @Test func `a form is as kept`() async throws {
    var browser = try await Browser.signedIn()
    try Golden.check(
      try await browser.get("/console/actions/note.write?owner=\(owner)&title=x"), "form")
  }

  @Test func `a refused form is as kept`() async throws {
    var browser = try await Browser.signedIn()
    let form = try await browser.get("/console/actions/note.write")
    let page = try await browser.post(
      "/console/actions/note.write",
      [
        "_csrf": form.formToken, "_key": form.key, "title": "refused", "body": "一\r\n二",
        "count": "3", "isUrgent": "true", "amount": "12.34", "owner": owner, "level": "general",
        "levels": "general", "levels": "important", "code": "a secret",
      ])
    #expect(page.status == .unprocessableContent)
    try Golden.check(page, "form-refused")
  }

  @Test func `a receipt is as kept`() async throws {
    var browser = try await Browser.signedIn()
    let form = try await browser.get("/console/actions/note.write")
    let page = try await browser.post(
      "/console/actions/note.write",
      [
        "_csrf": form.formToken, "_key": form.key, "title": "好", "body": "正文", "count": "3",
        "isUrgent": "false", "amount": "12.34", "owner": owner, "level": "general",
      ])
    #expect(page.status == .ok)
    try Golden.check(page, "receipt")
  }

  @Test func `a page that is not there is as kept`() async throws {
    var browser = try await Browser.signedIn()
    let page = try await browser.get("/console/nothing/here")
    #expect(page.status == .notFound)
    try Golden.check(page, "not-found")
  }
}
