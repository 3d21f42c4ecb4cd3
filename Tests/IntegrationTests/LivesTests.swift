// SPDX-License-Identifier: Apache-2.0
import Core
import Foundation
import Testing

@Suite("The whole life of an authorisation in each place")
struct LivesTests {
  /// One line of `shuyu lives --json`.
  private struct Line {
    let json: JSON
    var step: Int64 { json["step"]?.int ?? 0 }
    var isOK: Bool { json["ok"]?.bool ?? false }
    var action: String? { json["action"]?.string }
    var actor: String { json["actor"]?.string ?? "" }
    var clauses: [String] { (json["clauses"]?.array ?? []).compactMap(\.string) }
    var entry: Int64? { json["entry"]?.int }
    var detail: String { json["detail"]?.string ?? "" }
  }

  private static let prefixes = [
    "ezhou": "EZ-", "handan": "HD-", "quzhou": "QZ-", "quzhou-county": "QZ-", "shuozhou": "SZ-",
    "sichuan": "SC-",
  ]

  @Test(.enabled(if: Built.hasTools, "DuckDB is not installed; run scripts/install-tools"))
  func `five lives and a county's go from the first paper to the end, each by its rules`() throws {
    let (status, lines) = try ChildProgram.run(
      "shuyu",
      [
        "lives", "--json", "--scenarios", Built.root.appending(path: "Scenarios").path,
        "--regulations", Built.regulations, "--tools", Built.tools,
      ])
    let all = try lines.map { Line(json: try JSON.parse(Array($0.utf8))) }
    #expect(status == 0)
    let places = Dictionary(grouping: all) { $0.json["place"]?.string ?? "" }
    #expect(places.keys.sorted() == Self.prefixes.keys.sorted())
    for (place, steps) in places {
      for step in steps {
        #expect(step.isOK, "\(place) \(step.step) \(step.action ?? ""): \(step.detail)")
      }
      #expect(steps.map(\.step) == Array(1...Int64(steps.count)))
      let entries = steps.compactMap(\.entry)
      #expect(entries == entries.sorted() && Set(entries).count == entries.count)
      let cited = Set(steps.flatMap(\.clauses))
      #expect(cited.count >= 20, "\(place) cites \(cited.count)")
      #expect(cited.allSatisfy { $0.hasPrefix(Self.prefixes[place] ?? "?") }, "\(cited.sorted())")
      let done = steps.compactMap(\.action)
      for action in ["call.publish", "agreement.activate", "key.issue", "agreement.terminate"] {
        #expect(done.contains(action), "\(place) never does \(action)")
      }
      #expect(done.last == "exit.close")
    }
    // The county is registered while the server runs; its products are called without a restart.
    let county = places["quzhou-county"] ?? []
    #expect(county.contains { $0.action == "authority.register" })
    #expect(county.contains { $0.action == "job.submit" && $0.actor == "countyOperator" })
    #expect(county.contains { $0.json["title"]?["en"] == "Call the product" })
    let filings = (places["sichuan"] ?? []).filter { $0.action == "filing.receipt" }
    #expect(filings.filter { $0.actor == "province" }.count == 4)
  }

  @Test func `a place without a life ends with the usage code`() throws {
    let (status, lines) = try ChildProgram.run("shuyu", ["lives", "--place", "nowhere"])
    #expect(status == 64 && lines.isEmpty)
  }

  @Test func `a day to begin with needs a clock that is moved by hand`() throws {
    for arguments in [
      ["--clock-start", "2026-03-02"], ["--clock", "manual", "--clock-start", "Monday"],
    ] {
      let (status, _) = try ChildProgram.run("shuyu", ["serve"] + arguments)
      #expect(status == 64)
    }
  }
}
