// SPDX-License-Identifier: Apache-2.0
import Core
import Cryptography
import Foundation
import Sandbox
import Testing

/// Ezhou's chain from the call to the agreement in force, from scanned papers, by HTML forms alone.
@Suite("A clerk without the programs' interface", .serialized)
struct ClerkTests {
  @Test(.enabled(if: Built.hasTools, "DuckDB is not installed; run scripts/install-tools"))
  func `Ezhou's chain goes from the call to the agreement by forms alone`() async throws {
    let data = Built.temporary("clerk")
    let server = try RunningServer(
      data: data, roles: "office,domain,edge", clockStart: "2026-04-01")
    do {
      try await play(server)
    } catch {
      await server.kill()
      throw error
    }
    #expect(await server.stop() == 0)
    try Built.remove(data)
  }

  private func play(_ server: RunningServer) async throws {
    let (status, lines) = try ChildProgram.run(
      "shuyu",
      [
        "tour", "--json", "--server", server.address, "--accounts", server.accounts.path,
        "--persons", "500", "--until", "entry.list", "--shared", "/nonexistent",
      ])
    try #require(status == 0, "\(lines.last ?? "")")
    let story = ClerkStory(server: server)
    try await story.callToApplication()
    try await story.reviewToNotice()
    try await story.decisionLate()
    try await story.agreement()
    try await story.caseFile()
  }
}

/// What the clerks of the bureau, the applicant and the reviewers do, one after the other.
private struct ClerkStory {
  let server: RunningServer

  private static let title = "二〇二六年公共数据授权运营征集公告"

  /// A scan as a scanner makes it.
  static func scan(_ what: String) -> [UInt8] {
    Array(
      "%PDF-1.4\n% \(what)\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n".utf8)
  }

  private func moveClock(to day: String) async throws {
    let clerk = try await Clerk(server, "ezhou-systemadministrator")
    _ = try await clerk.act("调整演示时钟", on: try await clerk.open("/")) { form in
      try form.fill("目标时间", "\(day)T01:00:00.000Z")
    }
  }

  /// The only record of a list.
  private func page(_ list: String, of clerk: Clerk) async throws -> Clerk.Seen {
    try await clerk.open(try await clerk.open("/console/\(list)").record(of: list))
  }

  func callToApplication() async throws {
    let bureau = try await Clerk(server, "bureau")
    let drafted = try await bureau.act("起草征集公告", on: try await bureau.open("/")) { form in
      try form.fill("标题", Self.title)
      try form.choose("授权模式", "整体")
      try form.choose("征集方式", "公开招标")
      try form.tickAll(in: "授权范围")
      for part in form.controls where part.part.hasPrefix("公告内容") && part.type == "textarea" {
        try form.fill(part.label, "按实施方案执行", in: "公告内容")
      }
      try form.fill("申报材料", "运营方案\n安全方案")
      try form.fill("评审标准", "技术能力", in: "第 1 项")
      try form.fill("满分", "60", in: "第 1 项")
      try form.fill("评审标准", "安全保障", in: "第 2 项")
      try form.fill("满分", "40", in: "第 2 项")
      try form.fill("截止日", "2026-04-20")
    }
    let call = try await bureau.follow("查看记录", on: drafted)
    _ = try await bureau.act("发布征集公告", on: call) { form in
      try form.fill("发布网址", "https://www.ezhou.gov.cn/gg/1")
      try form.fill("发布日", "2026-04-01")
    }
    let applicant = try await Clerk(server, "operator")
    let start = try await applicant.follow("提交申报", on: try await applicant.open("/"))
    var form = try ServedForm(start.text)
    try form.choose("征集公告", Self.title)
    form = try ServedForm(try await applicant.send(form, "show").text)
    for name in ["运营方案", "安全方案"] {
      try form.attach("文件", "\(name).pdf", Self.scan(name), in: name)
    }
    let evidence = form.controls.filter { $0.type == "file" }.map(\.part)
    for name in evidence where name != "运营方案" && name != "安全方案" && !name.hasPrefix("第 ") {
      try form.attach("文件", "\(name).pdf", Self.scan(name), in: name)
    }
    try form.fill("经营和信用报告出具日", "2026-03-01")
    try form.choose("声明无安全事件", "是")
    let sent = try await applicant.send(form)
    try #require(sent.status == 200, "\(sent.words.prefix(3_000))")
  }

  func reviewToNotice() async throws {
    try await moveClock(to: "2026-04-21")
    let bureau = try await Clerk(server, "bureau")
    let call = try await page("calls", of: bureau)
    if call.link("截止申报") != nil {
      _ = try await bureau.act("截止申报", on: call) { _ in }
    }
    let application = try await page("applications", of: bureau)
    _ = try await bureau.act("核查准入条件", on: application) { form in
      for control in form.controls where control.label.hasPrefix("是否符合") {
        try form.choose("是否符合", "是", in: control.part)
      }
    }
    let expert = try await Clerk(server, "expert")
    _ = try await expert.act("评审打分", on: try await page("applications", of: expert)) { form in
      try form.fill("得分", "55", in: "技术能力")
      try form.fill("得分", "38", in: "安全保障")
      try form.fill("评审意见", "方案可行")
    }
    _ = try await bureau.act("评审结论", on: try await page("calls", of: bureau)) { form in
      try form.choose("选定的申报", "鄂州数据运营有限公司")
      try form.fill("未选定的说明", "无")
      try form.fill("评审结束日", "2026-04-21")
    }
    let authority = try await Clerk(server, "authority")
    _ = try await authority.act(
      "设定规定未明确的数值", on: try await authority.open("/")
    ) { form in
      try form.choose("数值名称", "公示")
      try form.fill("数值", "5")
      try form.fill("文号", "鄂州数〔2026〕12号")
      try form.attach("文件", "关于公示期的通知.pdf", Self.scan("公示期"))
    }
    try await moveClock(to: "2026-04-28")
    let clerk = try await Clerk(server, "bureau")
    let notice = try await clerk.act(
      "发布公示", on: try await page("calls", of: clerk)
    ) { form in
      try form.fill("公示内容", "拟授权单位公示")
      try form.fill("公示开始日", "2026-04-28")
    }
    // Five working days from 28 April: 29 and 30 April, then after the holiday 6, 7 and 8 May.
    #expect(notice.words.contains("2026-05-08"))
  }

  func decisionLate() async throws {
    try await moveClock(to: "2026-05-11")
    let bureau = try await Clerk(server, "bureau")
    let notice = try await page("notices", of: bureau)
    #expect(notice.words.contains("2026-05-08"))
    if notice.link("结束公示") != nil {
      _ = try await bureau.act("结束公示", on: notice) { form in
        try form.fill("结束日", "2026-05-11")
      }
    }
    try await moveClock(to: "2026-05-15")
    let lead = try await Clerk(server, "bureau-lead")
    let file = try await page("cases", of: lead)
    #expect(file.link("起草授权运营协议") == nil)
    #expect(file.link("登记程序环节") == nil)
    let decision = try await lead.act("登记外部决定", on: file) { form in
      try form.fill("决定机构", "市数据局党组会议")
      try form.fill("文号", "鄂州数党〔2026〕5号")
      try form.fill("决定日期", "2026-05-12")
      try form.choose("结论", "同意")
      #expect(form.parts.contains { $0.hasPrefix("决议扫描件") })
      try form.attach("文件", "决议.pdf", Self.scan("决议"), in: "决议扫描件")
    }
    let recorded = try await lead.follow("查看记录", on: decision)
    #expect(recorded.words.contains("2026-05-12"))
    #expect(recorded.words.contains("补录 是"))
  }

  func agreement() async throws {
    let bureau = try await Clerk(server, "bureau")
    let file = try await page("cases", of: bureau)
    let drafted = try await bureau.act("起草授权运营协议", on: file) { form in
      try form.fill("协议编号", "鄂州授〔2026〕1号")
      try form.attach("协议文本", "协议.pdf", Self.scan("协议"))
      try form.fill("起始日", "2026-05-15")
      try form.tickAll(in: "授权范围")
      try form.fill("产品代码", "EP-1", in: "第 1 项")
      try form.fill("名称", "企业用电指数", in: "第 1 项")
      try form.choose("用途类别", "产业发展", in: "第 1 项")
    }
    _ = try await bureau.follow("查看记录", on: drafted)
    for login in ["bureau-lead", "operator"] {
      let party = try await Clerk(server, login)
      _ = try await party.act(
        "签署协议", on: try await page("agreements", of: party)
      ) { form in
        try form.fill("签署日", "2026-05-15")
        try form.attach("签署证据", "签字页.pdf", Self.scan("签字 \(login)"))
        try form.attach("印章证据", "印章.png", [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A])
      }
    }
    let agreement = try await page("agreements", of: bureau)
    _ = try await bureau.act("授权生效", on: agreement) { _ in }
    let active = try await page("agreements", of: bureau)
    #expect(active.words.contains("2031-05-15"))
  }

  /// The case file exports whole, and its digests hold.
  func caseFile() async throws {
    let bureau = try await Clerk(server, "bureau")
    let file = try await page("cases", of: bureau)
    let package = try await bureau.follow("导出卷宗", on: file)
    #expect(package.status == 200)
    let folder = Built.temporary("dossier")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try Data(package.bytes).write(to: folder.appending(path: "a.zip"))
    for command in [
      "python3 -c \"import zipfile; zipfile.ZipFile('a.zip').extractall('.')\"",
      "sha256sum --quiet -c SHA256SUMS", "ls papers | grep -q pdf",
      // A proof is checked with nothing but the package, as its own guide says.
      "n=$(ls proofs | head -1 | cut -d. -f1); eval "
        + "$(grep 'shuyu-verify proof' verify.txt | sed \"s#/12[.]#/$n.#g\") | grep -q ^proven",
      "! grep -q 平台内无此文件 index.html",
    ] {
      var call = HostProgram.Call("/bin/sh", ["-c", command])
      call.folder = folder.path
      call.environment = ["PATH": "\(Built.folder.path):/usr/bin:/bin"]
      #expect(try HostProgram(call).wait() == 0, "\(command)")
    }
  }
}
