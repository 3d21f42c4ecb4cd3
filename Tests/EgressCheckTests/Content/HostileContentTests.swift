// SPDX-License-Identifier: Apache-2.0
import Cryptography
import DisclosureControl
import EgressCheck
import Foundation
import Testing

/// Bytes made to stop the program that checks them: numbers beyond all bounds.
extension EgressCheckTests {
  struct HostileContentTests {
    private static let people = MadeUpPeople(seed: 4, count: 120)

    /// A PNG that says how wide and high it is, with some bytes said to be its pixels.
    private static func png(_ side: [UInt8], pixels: [UInt8] = []) -> [UInt8] {
      func part(_ name: String, _ data: [UInt8]) -> [UInt8] {
        let length = (0..<4).map { UInt8(data.count >> (24 - 8 * $0) & 0xFF) }
        return length + Array(name.utf8) + data + [0, 0, 0, 0]
      }
      return [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
        + part("IHDR", side + side + [8, 2, 0, 0, 0])
        + (pixels.isEmpty ? [] : part("IDAT", pixels)) + part("IEND", [])
    }

    private func report(_ bytes: [UInt8], _ name: String) async throws -> CheckAnswer {
      try await EgressFixture.with { fixture in
        try fixture.csv(
          "raw.csv", ["person", "income"],
          (0..<Self.people.count).map { ["p\($0)", "\(Self.people.income[$0])"] })
        try Data(bytes).write(to: fixture.folder.appending(path: name))
        return try await fixture.check(
          "{\"kind\":\"report\",\"inputs\":[\"\(name)\"],\"raw\":[\"raw.csv\"]}")
      }
    }

    @Test(arguments: [
      [0xFF, 0xFF, 0xFF, 0xFF], [0x7F, 0xFF, 0xFF, 0xFF], [0, 0, 0, 0], [0, 1, 0, 0],
    ])
    func `an image of any size it says it has is looked at`(side: [UInt8]) async throws {
      let answer = try await report(Self.png(side), "o.png")
      let hollow = answer.of(.embeddedData).filter { $0.formula == "image-not-its-pixels.1" }
      #expect(hollow.isEmpty == (side == [0, 0, 0, 0]), "\(answer.document.json)")
      #expect(hollow.allSatisfy { $0.severity == .review })
    }

    @Test func `an image whose pixels can be in its bytes passes`() async throws {
      let answer = try await report(
        Self.png([0, 0, 0, 60], pixels: Array(repeating: 7, count: 90)), "o.png")
      #expect(answer.of(.embeddedData).isEmpty, "\(answer.document.json)")
    }

    /// A code that says it is an image of many pixels is no image with hardly a byte for each.
    @Test(arguments: ["page.html", "table.csv", "list.json"])
    func `a code that says it is a vast image is a code`(name: String) async throws {
      var random = SeededGenerator(seed: 8)
      let bytes = (0..<400).map { _ in UInt8.random(in: 0...255, using: &random) }
      let code = Data(Self.png([0xFF, 0xFF, 0xFF, 0xFF], pixels: bytes)).base64EncodedString()
      let text =
        switch name {
        case "page.html": "<p>\(code)</p>"
        case "table.csv": "a,b\n1,\(code)\n2,x\n"
        default: "{\"a\":\"\(code)\"}"
        }
      let answer = try await report(Array(text.utf8), name)
      #expect(!answer.fails(.embeddedData).isEmpty, "\(answer.document.json)")
    }

    @Test(arguments: ["-9223372036854775808", "9223372036854775807", "1000000000000001", "7.5"])
    func `a release that says it counted what nobody can is refused`(count: String) async throws {
      try await EgressFixture.with { fixture in
        try fixture.csv(
          "people.csv", ["person", "county"], (0..<60).map { ["p\($0)", "c\($0 % 2)"] })
        let spec = """
          {"kind":"tabulation","input":"people.csv","subject":"person","dimensions":["county"],
           "measures":[{"function":"count"}]
          """
        _ = try await fixture.check(spec + "}", release: "first.json")
        let path = fixture.folder.appending(path: "first.json")
        let text = try String(contentsOf: path, encoding: .utf8)
        let changed = text.replacing("\\\"30\\\"", with: "\\\"\(count)\\\"")
        #expect(changed != text)
        let mark = ",\"digest\":\""
        let end = try #require(changed.range(of: mark)?.lowerBound)
        let body = changed[..<end] + "}"
        let digest = SHA256.hash(Array(body.utf8)).hex
        try fixture.write("first.json", "\(changed[..<end])\(mark)\(digest)\"}")
        try FileManager.default.removeItem(at: fixture.folder.appending(path: "first.json.key"))
        let problem = try await fixture.problem(spec + ",\"releases\":[\"first.json\"]}")
        #expect(problem?.field == "releases[0]")
      }
    }
  }
}
