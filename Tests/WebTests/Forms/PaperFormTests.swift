// SPDX-License-Identifier: Apache-2.0
import Core
import Cryptography
import HTTPTypes
import Platform
import Synchronization
import Testing

/// Forms that a clerk fills in from papers: files within the form, rows, sections, choices.
struct PaperFormTests {
  private let path = "/console/actions/note.file"
  private static let scan = Array("%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<</Root 1 0 R>>".utf8)
  private static let digest = SHA256.hash(scan).hex

  private func open() async throws -> (browser: Browser, form: Page) {
    var browser = try await Browser.signedIn("filer")
    let form = try await browser.get(path)
    return (browser, form)
  }

  @Test func `no field asks for JSON, a code or a digest`() async throws {
    let text = try await open().form.text
    #expect(text.contains("enctype=\"multipart/form-data\""))
    #expect(text.contains("<option value=\"whole\">整体授权"))
    #expect(text.contains("name=\"paper\" type=\"file\""))
    #expect(text.contains("name=\"attachments.0.name\""))
    #expect(text.contains("name=\"attachments.0.digest\" type=\"file\""))
    #expect(text.contains("name=\"criteria.1.weight\""))
    #expect(text.contains("<textarea id=\"field-sections.scope\""))
    #expect(text.contains("value=\"add:attachments\""))
    #expect(!text.contains("JSON"))
  }

  @Test func `files, rows and sections reach the action`() async throws {
    var (browser, form) = try await open()
    let page = try await browser.post(
      path,
      [
        "_csrf": form.formToken, "_key": form.key, "title": "好", "mode": "whole",
        "attachments.0.name": "批复", "attachments.1.name": "", "criteria.0.name": "技术能力",
        "criteria.0.weight": "40", "criteria.1.name": "", "criteria.1.weight": "",
        "sections.scope": "目录内资源", "sections.mode": "",
      ],
      files: [
        ("paper", "正文.pdf", Self.scan), ("attachments.0.digest", "a;b.PDF", Self.scan),
        ("attachments.1.digest", "", []),
      ])
    #expect(page.status == .ok, "\(page.text)")
    let input = browser.platform.state.withLock { $0.submitted.last } ?? .null
    #expect(
      input == [
        "title": "好", "mode": "whole", "paper": .string(Self.digest),
        "attachments": [["name": "批复", "digest": .string(Self.digest)]],
        "criteria": [["name": "技术能力", "weight": 40]], "sections": ["scope": "目录内资源"],
      ])
    #expect(browser.platform.state.withLock { $0.uploads } == [Self.scan, Self.scan])
  }

  @Test(
    arguments: [
      ("木马.pdf", [0x4D, 0x5A, 0x90, 0x00], "的内容不是 PDF"),
      ("安装.exe", [0x4D, 0x5A, 0x90, 0x00], "不是可用的文件类型"),
      ("无名", [0x25], "不是可用的文件类型"),
      ("空.pdf", [], "是空文件"),
      ("密.docx", [0xD0, 0xCF, 0x11, 0xE0, 0xA1], "已加密或是旧版格式"),
      ("密.pdf", Array("%PDF-1.6 trailer<</Encrypt 5 0 R>>".utf8), "已加密或是旧版格式"),
      ("宏.docx", Array("PK\u{3}\u{4}word/document.xml word/vbaProject.bin".utf8), "含有宏"),
      ("表.ofd", Array("PK\u{3}\u{4}word/document.xml".utf8), "的内容不是 OFD"),
    ] as [(String, [UInt8], String)])
  func `a wrong file is said at its field and all else stays`(
    name: String, bytes: [UInt8], words: String
  ) async throws {
    var (browser, form) = try await open()
    let page = try await browser.post(
      path,
      [
        "_csrf": form.formToken, "_key": form.key, "title": "留住", "mode": "whole",
        "attachments.0.name": "批复", "sections.scope": "范围也留住",
      ], files: [("paper", name, bytes), ("attachments.0.digest", "好.pdf", Self.scan)])
    #expect(page.status == .badRequest)
    #expect(page.text.contains("“\(name)”\(words)"))
    #expect(page.text.contains("id=\"problem-paper\""))
    #expect(page.text.contains("value=\"留住\""))
    #expect(page.text.contains("范围也留住"))
    #expect(page.text.contains("name=\"attachments.0.digest\" value=\"\(Self.digest)\""))
    #expect(page.text.contains("<strong>好.pdf</strong>"))
    #expect(browser.platform.state.withLock { $0.submitted.isEmpty })
  }

  @Test func `a row that was begun says what it lacks, at its place`() async throws {
    var (browser, form) = try await open()
    let page = try await browser.post(
      path,
      [
        "_csrf": form.formToken, "_key": form.key, "title": "x", "attachments.0.name": "批复",
        "criteria.0.name": "技术能力", "criteria.0.weight": "四十",
      ], files: [("attachments.0.digest", "", [])])
    #expect(page.status == .badRequest)
    #expect(page.text.contains("id=\"problem-attachments.0.digest\""))
    #expect(page.text.contains("id=\"problem-criteria.0.weight\""))
    #expect(page.text.contains("<a href=\"#field-criteria.0.weight\">评审标准 第 1 项 · 满分</a>"))
    #expect(page.text.contains("value=\"四十\""))
  }

  @Test func `more rows come without losing what stands`() async throws {
    var (browser, form) = try await open()
    let page = try await browser.post(
      path,
      [
        "_csrf": form.formToken, "_key": form.key, "_do": "add:criteria", "_rows.criteria": "2",
        "criteria.0.name": "技术能力",
      ], files: [("paper", "正文.pdf", Self.scan)])
    #expect(page.status == .ok)
    #expect(page.text.contains("name=\"criteria.3.name\""))
    #expect(page.text.contains("value=\"技术能力\""))
    #expect(page.text.contains("<strong>正文.pdf</strong>"))
    #expect(browser.platform.state.withLock { $0.submitted.isEmpty })
  }

  @Test func `a draft keeps the files that were chosen`() async throws {
    var (browser, form) = try await open()
    _ = try await browser.post(
      path, ["_csrf": form.formToken, "_do": "draft", "title": "半份", "sections.scope": "范围"],
      files: [("paper", "正文.pdf", Self.scan)])
    let loaded = try await browser.get("\(path)?_draft=1").text
    #expect(loaded.contains("value=\"半份\""))
    #expect(loaded.contains("<strong>正文.pdf</strong>"))
    #expect(loaded.contains("name=\"paper\" value=\"\(Self.digest)\""))
    #expect(loaded.contains("范围</textarea>"))
  }

  @Test func `a file chosen anew takes the place of the one before`() async throws {
    var (browser, form) = try await open()
    let other = Self.scan + Array("x".utf8)
    _ = try await browser.post(
      path,
      [
        "_csrf": form.formToken, "_key": form.key, "title": "好", "mode": "whole",
        "paper": Self.digest, "paper._name": "旧.pdf",
      ], files: [("paper", "新.pdf", other)])
    let input = browser.platform.state.withLock { $0.submitted.last } ?? .null
    #expect(input["paper"]?.string == SHA256.hash(other).hex)
  }

  @Test func `going back after a form was done shows what was done, and does nothing twice`()
    async throws
  {
    var (browser, form) = try await open()
    let fields: KeyValuePairs = [
      "_csrf": form.formToken, "_key": form.key, "title": "好", "mode": "whole",
      "paper": Self.digest,
    ]
    _ = try await browser.post(path, fields)
    let again = try await browser.post(
      path,
      [
        "_csrf": form.formToken, "_key": form.key, "title": "改过", "mode": "whole",
        "paper": Self.digest,
      ])
    #expect(again.status == .conflict)
    #expect(again.text.contains("先前已经提交并办理"))
    #expect(again.text.contains("<dd>41</dd>"))
    #expect(again.text.contains("href=\"\(path)\">重新打开表单"))
    #expect(!again.text.contains("幂等"))
    #expect(browser.platform.state.withLock { $0.submitted.count } == 1)
  }

  @Test func `a refused form can be mended after going back, and is done once`() async throws {
    var (browser, form) = try await open()
    func fields(_ title: String) -> KeyValuePairs<String, String> {
      [
        "_csrf": form.formToken, "_key": form.key, "title": title, "mode": "whole",
        "paper": Self.digest,
      ]
    }
    #expect(try await browser.post(path, fields("refused")).status == .unprocessableContent)
    for _ in 0..<2 { #expect(try await browser.post(path, fields("好")).status == .ok) }
    #expect(browser.platform.state.withLock { $0.submitted.count } == 2)
  }

  @Test func `the texts of a form have one bound for all of them`() async throws {
    var (browser, form) = try await open()
    let half = String(repeating: "字", count: 700_000)
    let page = try await browser.post(
      path,
      [
        "_csrf": form.formToken, "_key": form.key, "title": half, "sections.scope": half,
        "sections.mode": half,
      ], files: [("paper", "正文.pdf", Self.scan)])
    #expect(page.status == .contentTooLarge, "\(page.status)")
    #expect(browser.platform.state.withLock { $0.submitted.isEmpty })
  }

  @Test func `a form announced with two gigabytes is refused before it is read`() async throws {
    var (browser, form) = try await open()
    let page = try await browser.post(
      path, ["_csrf": form.formToken, "title": "x"], files: [("paper", "a.pdf", Self.scan)],
      announced: 2 << 30)
    #expect(page.status == .contentTooLarge)
    #expect(page.text.contains("合计不能超过 512 MB"))
    #expect(page.text.contains("返回上一页"))
    #expect(browser.platform.state.withLock { $0.uploads.isEmpty })
  }

  @Test func `a file's name loses folders and what nobody sees`() async throws {
    var (browser, form) = try await open()
    let page = try await browser.post(
      path, ["_csrf": form.formToken, "_do": "draft", "title": "x"],
      files: [("paper", "C:\\桌面\\批%0D%0A复\t%22一%22.pdf", Self.scan)])
    #expect(page.text.contains("<strong>批复&quot;一&quot;.pdf</strong>"))
  }

  @Test func `a form with files needs its token first`() async throws {
    var (browser, form) = try await open()
    let page = try await browser.post(
      path, ["title": "x", "_csrf": form.formToken], files: [("paper", "a.pdf", Self.scan)])
    #expect(page.status == .forbidden)
    #expect(browser.platform.state.withLock { $0.uploads.isEmpty })
  }

  @Test(arguments: ["一\t二", "一\n二", "一\r\n二"])
  func `a title is one line`(title: String) async throws {
    var (browser, form) = try await open()
    let page = try await browser.post(
      path,
      [
        "_csrf": form.formToken, "_key": form.key, "title": title, "mode": "whole",
        "paper": Self.digest,
      ])
    #expect(page.status == .badRequest)
    #expect(page.text.contains("请写成一行"))
  }
}
