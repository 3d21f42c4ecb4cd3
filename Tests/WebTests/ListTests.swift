// SPDX-License-Identifier: Apache-2.0
import Core
import HTTPTypes
import Testing

/// Lists: search, filters, sorting, pages and exports.
struct ListTests {
  private func rows(_ page: Page) -> Int {
    page.text.matches(of: /<tr><td>/).count
  }

  @Test func `a list shows its columns, links and totals`() async throws {
    var browser = try await Browser.signedIn()
    let page = try await browser.get("/console/notes")
    #expect(rows(page) == 3)
    #expect(page.text.contains("共 3 条"))
    #expect(page.text.contains("1,234,567.89"))
    #expect(page.text.contains("-0.50"))
    #expect(page.text.contains(">鄂州市数据局</a>"))
  }

  @Test func `members that are hidden or undeclared are on no page`() async throws {
    var browser = try await Browser.signedIn()
    let id = FakeRecords.id("NTE", 1).rawValue
    for path in ["/console/notes", "/console/notes/\(id)", "/console/notes?export=csv", "/"] {
      let text = try await browser.get(path).text
      #expect(!text.contains("只给审计看"))
      #expect(!text.contains("内部备注"))
      #expect(!text.contains("not for pages"))
    }
    var auditor = try await Browser.signedIn("auditor")
    #expect(try await auditor.get("/console/notes").text.contains("只给审计看"))
  }

  @Test func `what a record lacks is said in the words of its column`() async throws {
    var browser = try await Browser.signedIn()
    let id = FakeRecords.bureau.rawValue
    for path in ["/console/organisations", "/console/organisations/\(id)"] {
      #expect(try await browser.get(path).text.contains("未登记"), "\(path)")
    }
    let export = try await browser.get("/console/organisations?export=csv").text
    #expect(export.contains("未登记"))
  }

  @Test func `filters offer the states as seen, and narrow the list`() async throws {
    var browser = try await Browser.signedIn()
    let all = try await browser.get("/console/notes").text
    #expect(all.contains("<option value=\"open\">进行中</option>"))
    #expect(all.contains("<option value=\"closed\">已关闭</option>"))
    let open = try await browser.get("/console/notes?state=open&q=")
    #expect(rows(open) == 2)
    #expect(open.text.contains("<option value=\"open\" selected>"))
    #expect(rows(try await browser.get("/console/notes?isUrgent=true")) == 1)
  }

  @Test func `records are filtered by the names that the list shows`() async throws {
    var browser = try await Browser.signedIn()
    let all = try await browser.get("/console/notes").text
    let bureau = FakeRecords.bureau.rawValue
    #expect(all.contains("<option value=\"\(bureau)\">鄂州市数据局</option>"))
    let chosen = try await browser.get("/console/notes?owner=\(bureau)")
    #expect(rows(chosen) == 3)
    #expect(chosen.text.contains("<option value=\"\(bureau)\" selected>鄂州市数据局</option>"))
    let typed = try await browser.get("/console/notes?owner=%E6%95%B0%E6%8D%AE%E5%B1%80")
    #expect(rows(typed) == 3)
    #expect(typed.text.contains("value=\"数据局\""))
    #expect(rows(try await browser.get("/console/notes?owner=%E5%85%AC%E5%AE%89")) == 0)
  }

  @Test func `search takes blanks and Chinese from a form`() async throws {
    var browser = try await Browser.signedIn()
    let page = try await browser.get("/console/notes?q=%E5%81%9C%E8%BD%A6")
    #expect(rows(page) == 1)
    #expect(page.text.contains("value=\"停车\""))
    #expect(try await browser.get("/console/notes?q=a+b").text.contains("value=\"a b\""))
  }

  @Test func `an unknown column to filter or a wrong value is refused`() async throws {
    var browser = try await Browser.signedIn()
    #expect(try await browser.get("/console/notes?remark=x").status == .badRequest)
    #expect(try await browser.get("/console/notes?isUrgent=perhaps").status == .badRequest)
    #expect(try await browser.get("/console/notes?export=pdf").status == .badRequest)
  }

  @Test func `headers sort one way, then the other, and keep the filters`() async throws {
    var browser = try await Browser.signedIn()
    let page = try await browser.get("/console/notes?state=open")
    #expect(page.text.contains("href=\"/console/notes?state=open&amp;sort=dueOn\""))
    let up = try await browser.get("/console/notes?state=open&sort=dueOn")
    #expect(up.text.contains("aria-sort=\"ascending\""))
    #expect(up.text.contains("href=\"/console/notes?state=open&amp;sort=-dueOn\""))
    let down = try await browser.get("/console/notes?state=open&sort=-dueOn")
    #expect(down.text.contains("aria-sort=\"descending\""))
  }

  @Test func `pages go on by cursor and back to the first`() async throws {
    var browser = try await Browser.signedIn("clerk") { state in
      state.records["note"] = Many.notes(120)
    }
    let first = try await browser.get("/console/notes")
    #expect(rows(first) == 50)
    #expect(first.text.contains("href=\"/console/notes?cursor=50\" rel=\"next\""))
    #expect(!first.text.contains("第一页"))
    let last = try await browser.get("/console/notes?cursor=100")
    #expect(rows(last) == 20)
    #expect(last.text.contains("第一页"))
    #expect(!last.text.contains("下一页"))
  }

  @Test func `what can be begun here is offered to whom it is allowed`() async throws {
    var clerk = try await Browser.signedIn()
    #expect(try await clerk.get("/console/notes").text.contains("/console/actions/note.write"))
    var auditor = try await Browser.signedIn("auditor")
    #expect(!(try await auditor.get("/console/notes").text.contains("/console/actions/note.write")))
  }

  @Test func `an export holds every row, with formulas made harmless`() async throws {
    var browser = try await Browser.signedIn()
    let page = try await browser.get("/console/notes?export=csv")
    #expect(page.headers[.contentType] == "text/csv; charset=utf-8")
    #expect(
      page.headers[.contentDisposition] == "attachment; filename=\"notes-2026-11-21.csv\"")
    #expect(page.bytes.starts(with: [0xEF, 0xBB, 0xBF]))
    let lines = page.text.split(separator: "\r\n")
    #expect(lines.count == 4)
    #expect(lines[0].hasSuffix("id,标题,状态,单位,金额,期限,加急,标签,组成,时间,原因类别"))
    #expect(lines[2].contains("\"'=HYPERLINK(\"\"http://x\"\")\""))
    #expect(!page.text.contains(",=HYPERLINK"))
  }

  @Test func `an export follows the filters and goes beyond one page`() async throws {
    var browser = try await Browser.signedIn("clerk") { state in
      state.records["note"] = Many.notes(1_200)
    }
    let all = try await browser.get("/console/notes?export=csv")
    #expect(all.text.split(separator: "\r\n").count == 1_201)
    let open = try await browser.get("/console/notes?export=csv&state=open&cursor=50")
    #expect(open.text.split(separator: "\r\n").count == 601)
  }

  @Test func `a list and its export are cut to a period by its first and last day`() async throws {
    var browser = try await Browser.signedIn("clerk") { state in
      state.records["note"] = Many.notes(3).enumerated().map { index, note in
        .object((note.object ?? [:]).merging(["dueOn": .string("2026-0\(index + 1)-15")]) { $1 })
      }
    }
    let period = "dueOn.ge=2026-01-16&dueOn.le=2026-02-15"
    let export = try await browser.get("/console/notes?export=csv&\(period)").text
    #expect(export.contains("note 1") && !export.contains("note 0") && !export.contains("note 2"))
    let page = try await browser.get("/console/notes?\(period)")
    #expect(page.text.contains("note 1") && !page.text.contains("note 2"))
    let wrong = try await browser.get("/console/notes?dueOn.ge=soon")
    #expect(wrong.status == .badRequest)
  }

  @Test func `a spreadsheet is a ZIP archive in which formulas are texts`() async throws {
    var browser = try await Browser.signedIn()
    let page = try await browser.get("/console/notes?export=xlsx")
    #expect(page.bytes.starts(with: Array("PK".utf8)))
    // The cell is typed as text: no apostrophe stands before it, and no formula is run.
    #expect(page.text.contains("preserve\">=HYPERLINK("))
    #expect(!page.text.contains("<f>"))
    #expect(!page.text.contains("<f>"))
  }

  @Test func `an export of a list that may not be seen is refused`() async throws {
    var browser = try await Browser.signedIn()
    #expect(try await browser.get("/console/ghosts?export=csv").status == .forbidden)
  }
}

/// Many notes, half of them open.
enum Many {
  static func notes(_ count: Int) -> [JSON] {
    (0..<count).map { index in
      let id = RecordID.make(
        prefix: "NTE",
        random: [UInt8](repeating: 0, count: 14) + [UInt8(index >> 8), UInt8(index & 255)])
      return .object([
        "id": .string(id.rawValue), "title": "note \(index)", "amount": .int(Int64(index)),
        "state": index.isMultiple(of: 2) ? "open" : "closed",
      ])
    }
  }
}
