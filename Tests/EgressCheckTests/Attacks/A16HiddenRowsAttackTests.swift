// SPDX-License-Identifier: Apache-2.0
import DisclosureControl
import EgressCheck
import Foundation
import Testing

extension EgressCheckTests {
  /// A16: raw rows inside what calls itself a table, a page, an image, a model or a log.
  struct A16HiddenRowsAttackTests {
    private struct Hiding {
      let name: String
      let kind: String
      let bytes: [UInt8]
      /// What the receiver reads back.
      let read: String
    }

    private static func hex(_ bytes: [UInt8]) -> String {
      bytes.map { byte in
        let text = String(byte, radix: 16)
        return text.count == 1 ? "0" + text : text
      }.joined()
    }

    private static func ways(_ rows: [[String]]) -> [Hiding] {
      let text = rows.map { $0.joined(separator: ",") }.joined(separator: "\n")
      let bytes = Array(text.utf8)
      let packed = Data(bytes).base64EncodedString()
      let png: [UInt8] =
        [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 0, 0x49, 0x45, 0x4E, 0x44]
        + [0, 0, 0, 0]
      let taxes = rows.map { $0[4] }.joined(separator: ",")
      let pairs = rows.map { "[\($0[3]),\($0[4])]" }.joined(separator: ",")
      return [
        Hiding(name: "table.csv", kind: "report", bytes: bytes, read: text),
        Hiding(
          name: "page.html", kind: "report",
          bytes: Array("<p>index 103</p><!-- \(packed) -->".utf8),
          read: String(decoding: Data(base64Encoded: packed) ?? Data(), as: UTF8.self)),
        Hiding(
          name: "plot.svg", kind: "report",
          bytes: Array("<svg><desc>\(hex(bytes))</desc></svg>".utf8), read: text),
        Hiding(name: "plot.png", kind: "report", bytes: png + bytes, read: text),
        Hiding(
          name: "job.log", kind: "report",
          bytes: Array("INFO done\nDEBUG values [\(taxes),\(taxes)]\n".utf8), read: taxes),
        Hiding(
          name: "model.json", kind: "model",
          bytes: Array("{\"coef\":[1,2],\"support\":[\(pairs)]}".utf8),
          read: taxes),
        Hiding(
          name: "model.pkl", kind: "model", bytes: [0x80, 0x04, 0x58] + bytes + [0x2E], read: text),
      ]
    }

    @Test(arguments: Attack.seeds)
    func `raw rows do not leave in any cover`(seed: UInt64) async throws {
      var random = Attack.random("A16", seed)
      let people = Attack.people(&random, 300).map { row in
        Array(row.prefix(4)) + ["\(Int.random(in: 100_000...999_999, using: &random))"]
      }
      let some = people.shuffled(using: &random).prefix(Int.random(in: 60...120, using: &random))
      try await EgressFixture.with { fixture in
        try fixture.csv("raw.csv", Attack.header, people)
        for way in Self.ways(Array(some)) {
          #expect(way.read.contains(some.first?[4] ?? "-"), "the receiver reads rows back")
          try Data(way.bytes).write(to: fixture.folder.appending(path: way.name))
          let spec =
            way.kind == "report"
            ? "{\"kind\":\"report\",\"inputs\":[\"\(way.name)\"],\"raw\":[\"raw.csv\"]}"
            : "{\"kind\":\"model\",\"input\":\"\(way.name)\",\"raw\":[\"raw.csv\"]}"
          let answer = try await fixture.check(spec)
          #expect(answer.verdict == .fail, "\(way.name) \(answer.document.json)")
        }
      }
    }
  }
}
