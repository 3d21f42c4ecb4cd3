// SPDX-License-Identifier: Apache-2.0
import Foundation
import HTTPTypes
import Testing

/// 法规对照: article, control, entries.
struct ClausePageTests {
  @Test func `each clause stands under its article with its control and its latest entries`()
    async throws
  {
    var browser = try await Browser.signedIn { $0.citations = ["EZ-02.6-i": [41, 17]] }
    let text = try await browser.get("/console/regulation").text
    #expect(text.contains("<th scope=\"rowgroup\" colspan=\"5\">EZ-02.6</th>"))
    #expect(text.contains("<th scope=\"rowgroup\" colspan=\"5\">EZ-02.7</th>"))
    #expect(text.contains("共 4 项要求"))
    #expect(text.contains("<code>agreement.term</code>"))
    #expect(text.contains("<a href=\"/console/ledger/41/proof\">41</a>"))
    #expect(text.contains("系统控制 (2)"))
    #expect(text.contains("&lt;缺&gt;") && !text.contains("<缺>"))
  }

  @Test func `the page is narrowed by kind and by search`() async throws {
    var browser = try await Browser.signedIn()
    let unmet = try await browser.get("/console/regulation?kind=unmet").text
    #expect(unmet.contains("EZ-02.7-d") && !unmet.contains("EZ-02.6-i"))
    let found = try await browser.get("/console/regulation?q=AGREEMENT").text
    #expect(found.contains("EZ-02.6-i") && !found.contains("EZ-02.6-c"))
    let none = try await browser.get("/console/regulation?q=nothing").text
    #expect(none.contains("没有符合条件的条款"))
    let english = try await browser.get("/console/regulation?lang=en").text
    #expect(english.contains("4 requirements"))
  }

  @Test func `who is not signed in is sent to sign in`() async throws {
    var browser = Browser(try FakePlatform())
    let page = try await browser.get("/console/regulation")
    #expect(page.status == .seeOther || page.status == .unauthorized)
    #expect(!page.text.contains("EZ-02.6-c"))
  }
}
