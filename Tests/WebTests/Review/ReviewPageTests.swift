// SPDX-License-Identifier: Apache-2.0
import Core
import DisclosureControl
import Foundation
import HTTPTypes
import Platform
import Regulation
import Testing
import Web

/// What checkers look at before they vote, and what an operator takes.
struct ReviewPageTests {
  private static let release = FakeRecords.id("RLS", 1).rawValue
  private static let earlier = FakeRecords.id("RLS", 2).rawValue
  private static let path = "/console/releases/\(release)"

  /// A browser before a platform with one release and what its documents hold.
  private static func browser(
    _ login: String = "checker", kind: String = "query", state: String = "reviewing",
    evidence: String = "{}", content: [UInt8]? = nil
  ) async throws -> Browser {
    let reader: DocumentRoutes.Reader = { document, _, actor in
      switch document {
      case .evidence where actor.holds(.egressChecker): .bytes(Array(evidence.utf8))
      case .content where actor.holds(.egressChecker): .bytes(content ?? [])
      case .file where actor.holds(.operator): .bytes(Array("a\n1\n".utf8))
      default: .answer(.unknownAction)
      }
    }
    let object: JSON = content == nil ? .null : .string(FakeRecords.id("OBJ", 1).rawValue)
    let platform = try FakePlatform(nouns: [Notes.self, Egress.self]) { platform in
      platform.records["release"] = [
        [
          "id": .string(release), "place": "ezhou", "kind": .string(kind),
          "state": .string(state), "operator": .string(FakeRecords.bureau.rawValue),
          "context": "for a price list", "controls": "bands only",
          "evaluation": ["verdict": "fail", "contentObject": object],
        ]
      ]
    }
    return try await Browser.signedIn(login, in: Browser(platform, documents: reader))
  }

  /// A cube of two districts, one of them withheld.
  private static func cube() throws -> [UInt8] {
    let axis: [Coordinate] = [.label("<b>东</b>"), .label("西")]
    let shape = try #require(CubeShape(axes: [axis]))
    let cube = ReleasedCube(
      dimensions: ["district"], measures: [MeasureDeclaration(function: "count")], shape: shape,
      rounding: .none, cells: [.published(["20"]), .withheld])
    return try #require(cube).canonicalJSON
  }

  private static let tableEvidence = """
    {"findings":[{"rule":"minimum-contributors","severity":"fail","formula":"f","parameter":10,\
    "observed":3,"cell":["西"]},{"rule":"dominance","severity":"fail","formula":"top-1-share.1",\
    "parameter":9000,"observed":9505,"cell":["西"],"measure":0}],\
    "differences":[{"rule":"differencing","severity":"review",\
    "parameter":10,"earlier":"\(earlier)"}],"withheldByRule":[["西"]],"withheldToProtect":[]}
    """

  @Test func `a table shows withheld cells first, with the rule and what it saw`() async throws {
    var browser = try await Self.browser(
      evidence: Self.tableEvidence, content: try Self.cube())
    let text = try await browser.get("\(Self.path)/review").text
    #expect(text.contains("<td>主体数不足</td><td>西</td>"))
    #expect(text.contains("<td class=\"number\">3</td><td class=\"number\">10</td>"))
    #expect(text.contains("<td>占比过大</td><td>西 · count</td>"))
    #expect(text.contains("<td class=\"number\">95.05 %</td><td class=\"number\">90 %</td>"))
    #expect(text.contains("x1 * 10000 &gt;= b * X"))
    let withheld = try #require(text.range(of: "按规则隐去"))
    let published = try #require(text.range(of: "<td>20</td>"))
    #expect(withheld.lowerBound < published.lowerBound)
    #expect(text.contains("&lt;b&gt;东&lt;/b&gt;") && !text.contains("<b>东</b>"))
    #expect(text.contains(Self.earlier))
    #expect(text.contains("/console/actions/egress.vote?release=\(Self.release)"))
    #expect(text.contains("for a price list"))
    #expect(
      try await browser.get("\(Self.path)/review?lang=en").text.contains("withheld by a rule"))
  }

  @Test func `records show their first rows and reasons in the reader's language`() async throws {
    let evidence = """
      {"file":{"hits":[{"kind":"mobile-phone","line":2,"column":1}]},"findings":[{"rule":\
      "k-anonymity","severity":"fail","location":{"class":{"age":"30"}},"value":2,"parameter":5,\
      "reason":{"zh":"同类人数不足","en":"too few alike"},"remedy":"suppress"}]}
      """
    var browser = try await Self.browser(
      kind: "microdata", evidence: evidence, content: Array("age,district\n30,E\n40,W\n".utf8))
    let text = try await browser.get("\(Self.path)/review?lang=en").text
    #expect(text.contains("<td>k-anonymity</td><td>class(age=30)</td>"))
    #expect(text.contains("<td>too few alike</td>"))
    #expect(text.contains("<td>mobile phone number</td><td>2:1</td>"))
    #expect(text.contains("<th scope=\"col\">age</th>") && text.contains("<td>30</td><td>E</td>"))
    #expect(text.contains("2 rows"))
  }

  @Test func `what failed shows its reasons and no content`() async throws {
    var browser = try await Self.browser(kind: "microdata", evidence: Self.tableEvidence)
    let text = try await browser.get("\(Self.path)/review").text
    #expect(text.contains("没有可以表格显示的内容"))
    #expect(!text.contains("documents/content"))
  }

  @Test(arguments: ["clerk", "operator", "auditor"])
  func `who may not read the evidence finds no page`(login: String) async throws {
    var browser = try await Self.browser(login, content: try Self.cube())
    #expect(try await browser.get("\(Self.path)/review").status == .notFound)
    #expect(try await browser.get("\(Self.path)/documents/evidence").status == .notFound)
    #expect(!(try await browser.get(Self.path).text.contains("\(Self.path)/review")))
  }

  @Test func `a checker comes to it from the release while that is looked at`() async throws {
    var browser = try await Self.browser(content: try Self.cube())
    #expect(try await browser.get(Self.path).text.contains("\(Self.path)/review"))
    let file = try await browser.get("\(Self.path)/documents/evidence")
    #expect(file.status == .ok)
    #expect(file.headers[.contentDisposition]?.contains("attachment") == true)
    #expect(try await browser.get("\(Self.path)/documents/profile").status == .notFound)
    #expect(try await browser.get("\(Self.path)/documents/nope").status == .notFound)
    var later = try await Self.browser(state: "approved")
    #expect(!(try await later.get(Self.path).text.contains("/review")))
  }

  @Test func `an operator takes a released file and nothing before`() async throws {
    var browser = try await Self.browser("operator", kind: "microdata", state: "released")
    #expect(try await browser.get(Self.path).text.contains("\(Self.path)/documents/file"))
    #expect(try await browser.get("\(Self.path)/documents/file").text == "a\n1\n")
    var early = try await Self.browser("operator", kind: "microdata")
    #expect(!(try await early.get(Self.path).text.contains("documents/file")))
  }
}
