// SPDX-License-Identifier: Apache-2.0
import DisclosureControl
import EgressCheck
import Foundation
import Testing

/// Reports and models (attacks A16 and A19 with variations).
extension EgressCheckTests {
  struct ContentTests {
    private static func raw(_ seed: UInt64) -> [[String]] {
      let people = MadeUpPeople(seed: seed, count: 300)
      return (0..<people.count).map { row in
        [
          "p\(row)", "\(people.age[row])", "\(people.income[row])", "\(people.tax[row])",
          people.name[row], MadeUpPeople.levels[people.education[row]], row < 4 ? "rare" : "common",
        ]
      }
    }

    private static let header = ["person", "age", "income", "tax", "name", "education", "label"]

    private func report(
      _ bytes: [UInt8], _ name: String, seed: UInt64 = 3
    ) async throws -> CheckAnswer {
      try await EgressFixture.with { fixture in
        try fixture.csv("raw.csv", Self.header, Self.raw(seed))
        try Data(bytes).write(to: fixture.folder.appending(path: name))
        return try await fixture.check(
          "{\"kind\":\"report\",\"inputs\":[\"\(name)\"],\"raw\":[\"raw.csv\"]}")
      }
    }

    private func report(_ text: String, _ name: String = "report.html") async throws -> CheckAnswer
    {
      try await report(Array(text.utf8), name)
    }

    @Test(arguments: [
      "<h1>季度指数</h1><p>指数 103.2，同比 +1.4%。电话 0310-8012345。</p>",
      "county,sex,count\nA,F,123\nA,M,140\nB,F,99\n",
      "<svg>" + (0..<24).map { "<rect x=\"\($0)\" height=\"\($0 * 7 % 40)\"/>" }.joined()
        + "</svg>",
      "<svg><path d=\"M" + (0..<900).map { "\(Double($0) * 1.37),\(Double($0) * 2.11) " }.joined()
        + "Z\"/></svg>",
      "{\"index\":[101.2,99.8,103.4],\"months\":[\"Jan\",\"Feb\",\"Mar\"]}",
    ])
    func `an honest report passes`(text: String) async throws {
      let answer = try await report(text)
      #expect(answer.verdict == .pass, "\(answer.document.json)")
    }

    @Test(arguments: [1, 2, 3])
    func `raw rows, lists, codes and points in a report fail`(seed: UInt64) async throws {
      let raw = Self.raw(3)
      var random = SeededGenerator(seed: seed)
      let some = raw.shuffled(using: &random)
      let incomes = some.map { $0[2] }.joined(separator: ",")
      let rows = some.prefix(6).map { $0.joined(separator: ",") }.joined(separator: "\n")
      let packed = Data(some.prefix(60).flatMap { $0 }.joined(separator: ";").utf8)
        .base64EncodedString()
      let dots = some.map { "<circle cx=\"\($0[1])\" cy=\"\($0[2])\"/>" }.joined()
      let cases: [(CheckRule, String)] = [
        (.rawOverlap, rows), (.embeddedData, "<script>var d=[\(incomes),\(incomes)]</script>"),
        (.embeddedData, "<img src=\"data:text/csv;base64,\(packed)\">"),
        (.embeddedData, "<!-- \(packed) -->"), (.embeddedData, "<svg>\(dots)</svg>"),
        (.directIdentifier, "<p>13812345678</p>"), (.directIdentifier, "11010519491231002X"),
        (.directIdentifier, "姓名：\(some[0][4])\n姓名：\(some[1][4])"),
        (.directIdentifier, "91110000600037341L 91110108MA01YBNX62"),
      ]
      for (rule, text) in cases {
        let answer = try await report(text)
        #expect(!answer.fails(rule).isEmpty, "\(rule) \(answer.document.json)")
      }
    }

    @Test func `bytes behind an image fail, and what cannot be read is for review`() async throws {
      let head: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
      let start: [UInt8] = [0, 0, 0, 8, 0x49, 0x48, 0x44, 0x52, 0, 0, 0, 9, 0, 0, 0, 9, 0, 0, 0, 0]
      let end: [UInt8] = [0, 0, 0, 0, 0x49, 0x45, 0x4E, 0x44, 0, 0, 0, 0]
      #expect(try await report(head + start + end, "plot.png").verdict == .pass)
      let longer = try await report(head + start + end + Array(repeating: 7, count: 90), "plot.png")
      #expect(longer.fails(.embeddedData).count == 1)
      #expect(try await report([0, 1, 2, 3, 0xFF], "report.bin").verdict == .review)
    }

    private func model(
      _ bytes: [UInt8], target: String = "education"
    ) async throws -> CheckAnswer {
      try await EgressFixture.with { fixture in
        try fixture.csv("raw.csv", Self.header, Self.raw(3))
        try Data(bytes).write(to: fixture.folder.appending(path: "model.bin"))
        return try await fixture.check(
          """
          {"kind":"model","input":"model.bin","raw":["raw.csv"],"target":"\(target)"}
          """)
      }
    }

    @Test func `coefficients as JSON pass, and a pickle is at best for review`() async throws {
      let plain = try await model(Array("{\"coef\":[0.1,2.3,-1],\"intercept\":0.2}".utf8))
      #expect(plain.verdict == .pass, "\(plain.document.json)")
      let pickle: [UInt8] = [0x80, 0x04, 0x95, 0x05, 0, 0, 0, 0, 0, 0, 0, 0x4B, 0x01, 0x2E]
      #expect(try await model(pickle).verdict == .review)
    }

    @Test func `a model that keeps its records, rare classes or few people in a leaf fails`()
      async throws
    {
      let raw = Self.raw(3)
      var bytes: [UInt8] = [0x80, 0x04]
      for row in raw {
        let bits = (Double(row[3]) ?? 0).bitPattern
        bytes += (0..<8).map { UInt8(truncatingIfNeeded: bits >> ($0 * 8)) }
      }
      #expect(!(try await model(bytes)).fails(.rawOverlap).isEmpty)
      let values = raw.map { "[\($0[2]),\($0[3])]" }.joined(separator: ",")
      #expect(try await model(Array("{\"w\":[\(values)]}".utf8)).verdict == .fail)
      let neighbours = try await model(Array("\u{80}KNeighborsClassifier _fit_X".utf8))
      #expect(!neighbours.fails(.embeddedData).isEmpty)
      let leaf = try await model(Array("{\"nodes\":[{\"samples\":290},{\"samples\":3}]}".utf8))
      #expect(leaf.fails(.minimumContributors).first?.value == 3)
      let rare = try await model(Array("{\"coef\":[1]}".utf8), target: "label")
      #expect(!rare.fails(.minimumContributors).isEmpty)
    }
  }
}
