// SPDX-License-Identifier: Apache-2.0
import Core
import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import Regulation
import Synchronization
import Testing

/// Forms: generated fields, refusals beside them, drafts, and acting once.
struct FormTests {
  private let path = "/console/actions/note.write"

  private func good(_ form: Page) -> KeyValuePairs<String, String> {
    [
      "_csrf": form.formToken, "_key": form.key, "title": " 好 ", "body": "一\r\n二", "count": "3",
      "isUrgent": "true", "amount": "12.34", "owner": FakeRecords.bureau.rawValue,
      "level": "general", "tags": "甲\r\n乙", "levels": "general", "levels": "important",
      "sections": "目的: 停车", "parts": "{\"item\":\"A\",\"share\":1}", "code": " keep me ",
    ]
  }

  @Test func `every shape of field has its own control`() async throws {
    var browser = try await Browser.signedIn()
    let text = try await browser.get(path).text
    #expect(text.contains("<input id=\"field-title\" name=\"title\" type=\"text\""))
    #expect(text.contains("<textarea id=\"field-body\""))
    #expect(
      text.contains(
        "id=\"field-count\" name=\"count\" type=\"text\" value=\"\" inputmode=\"numeric\""))
    #expect(text.contains("id=\"field-dueOn\" name=\"dueOn\" type=\"date\""))
    #expect(text.contains("<select id=\"field-isUrgent\""))
    #expect(text.contains("<option value=\"general\">一般数据</option>"))
    #expect(text.contains("<input type=\"checkbox\" name=\"levels\" value=\"general\">"))
    #expect(text.contains("id=\"field-code\" name=\"code\" type=\"password\""))
    #expect(text.contains("{&quot;item&quot;:&quot;A&quot;,&quot;share&quot;:1}"))
    #expect(text.contains("href=\"/console/upload\" target=\"_blank\""))
    #expect(
      text.contains(
        "<option value=\"\(FakeRecords.bureau.rawValue)\">鄂州市数据局 · 有效 · "))
  }

  @Test func `a choice has the words of its declaration`() async throws {
    var browser = try await Browser.signedIn()
    let text = try await browser.get(path).text
    for level in NoteLevel.allCases {
      #expect(
        text.contains("<option value=\"\(level.rawValue)\">\(level.label.zh)</option>"))
    }
  }

  @Test func `of many records those are offered that a search by name finds`() async throws {
    var browser = try await Browser.signedIn("clerk") { state in
      state.records["note"] = Many.notes(402)
    }
    let path = "/console/actions/note.close"
    let form = try await browser.get("\(path)?note=NTE-X")
    #expect(form.text.matches(of: /<option value="NTE-/).count == 201)
    #expect(form.text.contains("<option value=\"NTE-X\" selected>"))
    #expect(form.text.contains("name=\"_find.note\" type=\"search\""))
    let title = try #require(
      browser.platform.state.withLock { $0.records["note"]?[400]["title"]?.string })
    let found = try await browser.post(
      path, ["_csrf": form.formToken, "_find.note": title, "_do": "find", "note": "NTE-X"])
    #expect(found.status == .ok)
    #expect(found.text.contains(">\(title)"))
    #expect(found.text.matches(of: /<option value="NTE-/).count == 2)
    #expect(browser.platform.state.withLock { $0.submitted.isEmpty })
  }

  @Test func `what was filled in reaches the action as its shapes want it`() async throws {
    var browser = try await Browser.signedIn()
    let form = try await browser.get(path)
    let page = try await browser.post(path, good(form))
    #expect(page.status == .ok)
    let input = browser.platform.state.withLock { $0.submitted.last } ?? .null
    #expect(input["title"] == "好")
    #expect(input["body"] == "一\n二")
    #expect(input["tags"] == "甲\n乙")
    #expect(input["levels"] == "general\nimportant")
    #expect(input["parts"] == "{\"item\":\"A\",\"share\":1}")
    #expect(input["code"] == " keep me ")
    #expect(input["dueOn"] == nil)
  }

  @Test func `problems stand beside their fields and what was filled in stays`() async throws {
    var browser = try await Browser.signedIn()
    let form = try await browser.get(path)
    let page = try await browser.post(
      path,
      [
        "_csrf": form.formToken, "_key": form.key, "title": "keep this", "count": "eleven",
        "amount": "a lot", "levels": "important", "code": "secret-code",
      ])
    #expect(page.status == .badRequest)
    for field in ["body", "count", "isUrgent", "amount", "owner", "level"] {
      #expect(page.text.contains("<div class=\"problem\" id=\"problem-\(field)\">"))
      #expect(page.text.contains("<a href=\"#field-\(field)\">"))
    }
    #expect(!page.text.contains("id=\"problem-title\""))
    #expect(page.text.contains("value=\"keep this\""))
    #expect(page.text.contains("value=\"important\" checked"))
    #expect(!page.text.contains("secret-code"))
    #expect(page.key != form.key)
  }

  @Test func `the summary of what is wrong gives reasons in the order of the page, and the focus`()
    async throws
  {
    var browser = try await Browser.signedIn()
    let form = try await browser.get(path)
    let page = try await browser.post(
      path,
      [
        "_csrf": form.formToken, "_key": form.key, "title": "", "count": "99", "body": "",
        "_do": "send",
      ])
    #expect(page.status == .badRequest)
    let text = page.text
    #expect(text.contains("role=\"alert\" tabindex=\"-1\" autofocus"))
    let places = ["title", "body", "count", "isUrgent"].compactMap { name in
      text.range(of: "<li><a href=\"#field-\(name)\">")?.lowerBound
    }
    #expect(places.count >= 3 && places == places.sorted())
    #expect(text.contains("<a href=\"#field-title\">标题</a>：此项必填"))
  }

  @Test func `a refusal shows reasons, clauses and the entry`() async throws {
    var browser = try await Browser.signedIn()
    let form = try await browser.get(path)
    let page = try await browser.post(
      path,
      [
        "_csrf": form.formToken, "_key": form.key, "title": "refused", "body": "x", "count": "1",
        "isUrgent": "true", "amount": "1", "owner": FakeRecords.bureau.rawValue, "level": "general",
      ])
    #expect(page.status == .unprocessableContent)
    #expect(page.text.contains("便笺本已停用 <small class=\"clauses\">EZ-02.1-c</small>"))
    #expect(page.text.contains("<p>标题不合要求，请改写 <small class=\"clauses\">EZ-02.6-i</small></p>"))
    #expect(page.text.contains("已记录为第 41 条"))
  }

  @Test func `a double click acts once and gets the same receipt`() async throws {
    var browser = try await Browser.signedIn()
    let form = try await browser.get(path)
    let first = try await browser.post(path, good(form))
    let second = try await browser.post(path, good(form))
    #expect(first.status == .ok && second.status == .ok)
    #expect(browser.platform.state.withLock { $0.submitted.count } == 1)
  }

  @Test func `a form without its key is out of date`() async throws {
    var browser = try await Browser.signedIn()
    let form = try await browser.get(path)
    let page = try await browser.post(path, ["_csrf": form.formToken, "title": "x"])
    #expect(page.status == .forbidden)
    #expect(browser.platform.state.withLock { $0.submitted.isEmpty })
  }

  @Test func `a draft is kept without secrets, offered, loaded, and gone after the act`()
    async throws
  {
    var browser = try await Browser.signedIn()
    let form = try await browser.get(path)
    let kept = try await browser.post(
      path, ["_csrf": form.formToken, "_do": "draft", "title": "half a", "code": "secret-code"])
    #expect(kept.status == .ok)
    #expect(kept.text.contains("草稿已保存"))
    #expect(kept.text.contains("value=\"half a\""))
    let draft = browser.platform.state.withLock { $0.drafts.values.first }
    #expect(draft == ["title": "half a"])
    let back = try await browser.get(path)
    #expect(back.text.contains("载入草稿"))
    #expect(!back.text.contains("half a"))
    let loaded = try await browser.get("\(path)?_draft=1")
    #expect(loaded.text.contains("value=\"half a\""))
    _ = try await browser.post(path, good(form))
    #expect(browser.platform.state.withLock { $0.drafts.isEmpty })
  }

  @Test func `a draft belongs to the record acted upon and can be deleted`() async throws {
    var browser = try await Browser.signedIn()
    let one = FakeRecords.id("NTE", 1).rawValue
    let form = try await browser.get("/console/actions/note.close?note=\(one)")
    let fields: KeyValuePairs = ["_csrf": form.formToken, "_do": "draft", "note": one]
    _ = try await browser.post("/console/actions/note.close", fields)
    #expect(
      try await browser.get("/console/actions/note.close?note=\(one)").text.contains("载入草稿"))
    #expect(!(try await browser.get("/console/actions/note.close").text.contains("载入草稿")))
    _ = try await browser.post(
      "/console/actions/note.close",
      ["_csrf": form.formToken, "_do": "discard", "note": one])
    #expect(browser.platform.state.withLock { $0.drafts.isEmpty })
  }

  @Test func `a form that the actor may not use is not shown`() async throws {
    var auditor = try await Browser.signedIn("auditor")
    #expect(try await auditor.get(path).status == .forbidden)
    #expect(try await auditor.get("/console/actions/note.report").status == .notFound)
    #expect(try await auditor.get("/console/actions/no.such").status == .notFound)
  }

  @Test func `a body of 30 MB is refused`() async throws {
    var browser = try await Browser.signedIn()
    let form = try await browser.get(path)
    let piece = ByteBuffer(repeating: UInt8(ascii: "a"), count: 1 << 20)
    let start = ByteBuffer(string: "_csrf=\(form.formToken)&title=")
    let body = AsyncStream<ByteBuffer> { stream in
      stream.yield(start)
      for _ in 0..<30 { stream.yield(piece) }
      stream.finish()
    }
    let page = try await browser.send(
      .post, path, type: "application/x-www-form-urlencoded", RequestBody(asyncSequence: body))
    #expect(page.status == .contentTooLarge)
    #expect(page.text.contains("提交的内容过大"))
    #expect(browser.platform.state.withLock { $0.submitted.isEmpty })
  }

  @Test func `a body that is no form is refused`() async throws {
    var browser = try await Browser.signedIn()
    let page = try await browser.send(
      .post, path, type: "application/json", RequestBody(buffer: ByteBuffer(string: "{}")))
    #expect(page.status == .unsupportedMediaType)
  }
}
