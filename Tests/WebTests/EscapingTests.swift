// SPDX-License-Identifier: Apache-2.0
import Core
import Foundation
import HTTPTypes
import Testing

/// Nothing that people enter becomes part of a page's markup.
struct EscapingTests {
  /// Texts that break out of elements and attributes where escaping fails.
  static let attacks = [
    "<script>alert(1)</script>", "\" autofocus onfocus=\"alert(1)", "' onmouseover='alert(1)",
    "</textarea><img src=x onerror=alert(1)>", "\"\u{301} onfocus=alert(1) x=\"",
    "<\u{338}img src=x>", "{{title}}", "{{{title}}}", "&lt;script&gt;", "a\u{0}b\u{8}c",
    "</title><svg onload=alert(1)>", "]]>--><script>",
  ]

  private func expectHarmless(_ text: String) {
    // What is left of an attack has no bare bracket or quotation mark before it.
    for bytes in ["<script", "<img", "<svg", "\"\u{301}", "\" autofocus onfocus", "</textarea><"] {
      #expect(text.utf8.firstRange(of: Array(bytes.utf8)) == nil, "\(bytes) stands bare")
    }
    #expect(!text.utf8.contains(0))
  }

  @Test(arguments: EscapingTests.attacks)
  func `a record's texts are escaped in lists, details, tasks and choices`(_ attack: String)
    async throws
  {
    var browser = try await Browser.signedIn("clerk") { state in
      state.records["note"] = [
        .object([
          "id": .string(FakeRecords.id("NTE", 1).rawValue), "title": .string(attack),
          "state": .string(attack), "owner": .string(attack), "tags": [.string(attack)],
          "parts": .object([attack: .string(attack)]), "dueOn": .string(attack),
        ])
      ]
      state.records["organisation"] = [
        .object(["id": .string(FakeRecords.bureau.rawValue), "name": .string(attack)])
      ]
    }
    let id = FakeRecords.id("NTE", 1).rawValue
    for path in [
      "/", "/console/notes", "/console/notes/\(id)", "/console/actions/note.close",
      "/console/actions/note.write",
    ] {
      let page = try await browser.get(path)
      #expect(page.status == .ok)
      expectHarmless(page.text)
    }
  }

  @Test(arguments: EscapingTests.attacks)
  func `what is sent is escaped when it is shown again`(_ attack: String) async throws {
    var browser = try await Browser.signedIn()
    let path = "/console/actions/note.write"
    let form = try await browser.get("\(path)?title=\(Browser.encode(attack))")
    expectHarmless(form.text)
    let page = try await browser.post(
      path,
      [
        "_csrf": form.formToken, "_key": form.key, "title": attack, "body": attack, "tags": attack,
        "owner": attack, "level": attack, "levels": attack, "dueOn": attack,
      ])
    #expect(page.status == .badRequest)
    expectHarmless(page.text)
  }

  @Test(arguments: EscapingTests.attacks)
  func `queries are escaped when they are shown again`(_ attack: String) async throws {
    var browser = try await Browser.signedIn()
    let text = Browser.encode(attack)
    for path in ["/console/notes?q=\(text)&state=\(text)&sort=dueOn", "/login?next=\(text)"] {
      expectHarmless(try await browser.get(path).text)
    }
    expectHarmless(try await browser.get("/console/notes?\(text)=1").text)
    expectHarmless(try await browser.get("/console/\(text)").text)
  }

  @Test func `every template escapes and none writes markup from values`() throws {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "Sources/Web/Templates")
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
      .filter { $0.hasSuffix(".mustache") }
    #expect(names.count >= 10)
    for name in names {
      let text = try String(contentsOf: folder.appending(path: name), encoding: .utf8)
      #expect(text.hasPrefix("{{% CONTENT_TYPE: PAGE}}\n"), "\(name) does not say how to escape")
      #expect(!text.contains("{{{") && !text.contains("{{&"), "\(name) writes a value bare")
      #expect(!text.contains("onclick=") && !text.contains("style="), "\(name) has code in it")
      #expect(text.firstMatch(of: /=\{\{/) == nil, "\(name) has a value without quotation marks")
    }
  }
}
