// SPDX-License-Identifier: Apache-2.0
import DisclosureControl
import EgressCheck
import Foundation
import Testing

/// Codes that are broken up, and raw columns that are moved and scaled, in reports and labels.
extension EgressCheckTests {
  struct CarriedContentTests {
    private static let people = MadeUpPeople(seed: 3, count: 300)

    private func report(_ text: String, _ name: String = "report.html") async throws -> CheckAnswer
    {
      try await EgressFixture.with { fixture in
        let people = Self.people
        try fixture.csv(
          "raw.csv", ["person", "age", "income", "tax", "name"],
          (0..<people.count).map { row in
            [
              "p\(row)", "\(people.age[row])", "\(people.income[row])", "\(people.tax[row])",
              people.name[row],
            ]
          })
        try fixture.write(name, text)
        return try await fixture.check(
          "{\"kind\":\"report\",\"inputs\":[\"\(name)\"],\"raw\":[\"raw.csv\"]}")
      }
    }

    @Test(arguments: [
      "<p>1<b></b>3<b></b>8<b></b>1<b></b>2<b></b>3<b></b>4<b></b>5<b></b>6<b></b>7<b></b>8</p>",
      "<p>&#49;&#51;&#56;&#49;&#50;&#51;&#52;&#53;&#54;&#55;&#x38;</p>",
      "<a href=\"?x=%31%33%38%31%32%33%34%35%36%37%38\">list</a>", "电话 1.3.8.1.2.3.4.5.6.7.8",
      "电话一三八一二三四五六七八", "<td>110105194</td><td>91231002X</td>", "X20013219491501011",
    ])
    func `a code that is broken up or turned about is found`(text: String) async throws {
      let answer = try await report(text)
      #expect(!answer.fails(.directIdentifier).isEmpty, "\(answer.document.json)")
    }

    @Test(arguments: [
      "<table><tr><td>1500</td><td>230</td><td>4100</td></tr><tr><td>138</td><td>1234</td>"
        + "<td>5678</td></tr></table>",
      "<p>二〇二六年十一月，一、二、三、四、五、六、七、八、九项。</p>", "1,3,8,1,2,3,4,5,6,7,8,9\n0,1,2,3,4,5,6,7,8,9,1,2\n",
      "<p>版本 1.2.3.4，占比 50%，同比 +3.2%。</p>",
      "<svg><polyline points=\"" + (0..<300).map { "\($0 * 2),\(($0 * $0) % 97) " }.joined()
        + "\"/></svg>",
      "<style>" + (0..<300).map { ".c\($0){width:\($0 * 3)px}" }.joined() + "</style>",
    ])
    func `numbers side by side are no code`(text: String) async throws {
      let answer = try await report(text)
      #expect(answer.verdict == .pass, "\(answer.document.json)")
    }

    @Test func `a raw column that is moved and scaled is found`() async throws {
      let people = Self.people
      let points = (0..<people.count).map { row in
        "\(people.age[row] * 4),\(Double(people.income[row]) / 100)"
      }
      let sorted = people.income.sorted().map { String(format: "%.1f", Double($0) * 1.7 + 3) }
      for text in [
        "<svg><polyline points=\"\(points.joined(separator: " "))\"/></svg>",
        "<svg>" + points.map { "<path transform=\"translate(\($0))\"/>" }.joined() + "</svg>",
        "<style>" + people.income.map { ".a{width:\($0 / 4)px}" }.joined() + "</style>",
        "<p>" + sorted.joined(separator: " ") + "</p>",
      ] {
        let answer = try await report(text)
        #expect(answer.fails(.rawOverlap).contains { $0.formula == "scaled-column.1" })
      }
    }

    @Test func `values in words, extremes and hidden characters are seen`() async throws {
      let people = Self.people
      let words = (0..<40).map { "年龄\(people.age[$0])岁收入\(people.income[$0])元" }
      let told = try await report(words.joined(separator: "；"))
      #expect(told.verdict > .pass)
      let most = try await report("最高收入 \(people.income.max() ?? 0) 元")
      #expect(most.of(.extremeValue).count == 1)
      let hidden = try await report(
        "<p>好" + people.age.prefix(20).map { $0 % 2 == 0 ? "\u{200B}" : "\u{200C}" }.joined()
          + "</p>")
      #expect(hidden.of(.embeddedData).contains { $0.formula == "hidden-characters.1" })
      let code = Array(Data(people.phone.joined().utf8).base64EncodedString())
      let pieces = stride(from: 0, to: 3_000, by: 40).map {
        "<i k=\"\(String(code[$0..<$0 + 40]))\">"
      }
      #expect(
        try await report(pieces.joined()).of(.embeddedData)
          .contains { $0.formula == "code-pieces.1" })
    }

    @Test func `what a model in JSON carries in its texts and nodes is seen`() async throws {
      func model(_ text: String) async throws -> CheckAnswer {
        try await EgressFixture.with { fixture in
          try fixture.csv(
            "raw.csv", ["income", "name", "label"],
            (0..<Self.people.count).map { row in
              ["\(Self.people.income[row])", Self.people.name[row], row % 2 == 0 ? "a" : "b"]
            })
          try fixture.write("model.json", text)
          return try await fixture.check(
            "{\"kind\":\"model\",\"input\":\"model.json\",\"raw\":[\"raw.csv\"]}")
        }
      }
      let code = Data(Self.people.phone.joined().utf8).base64EncodedString()
      #expect(try await model("{\"w\":\"\(code)\"}").fails(.embeddedData).count == 1)
      let escaped = Self.people.name.prefix(60).map { name in
        "\"" + name.unicodeScalars.map { "\\u" + String($0.value, radix: 16) }.joined() + "\""
      }
      let words = try await model("{\"words\":[\(escaped.joined(separator: ","))]}")
      #expect(words.fails(.rawOverlap).count == 1, "\(words.document.json)")
      let leaf = try await model(
        "{\"left\":{\"leaf\":0.3,\"n\":290},\"right\":{\"leaf\":1,\"n\":2}}")
      #expect(leaf.fails(.minimumContributors).first?.value == 2)
      let plain = try await model("{\"n\":3,\"names\":[\"age\",\"visits\"],\"coef\":[1.5,2]}")
      #expect(plain.verdict == .pass, "\(plain.document.json)")
    }

    @Test func `a label that carries data is for review`() async throws {
      try await EgressFixture.with { fixture in
        let numbers = (0..<20).map { "\($0 * 37 + 1)" }.joined(separator: " ")
        let code = Data(numbers.utf8).base64EncodedString()
        let labels = ["plain", String(repeating: "long ", count: 40), "＝1+1", code, numbers]
        let rows = (0..<200).map { ["p\($0)", labels[$0 % labels.count]] }
        try fixture.csv("people.csv", ["person", "group"], rows)
        let answer = try await fixture.check(
          """
          {"kind":"tabulation","input":"people.csv","subject":"person","dimensions":["group"],
           "measures":[{"function":"count"}]}
          """)
        let found = answer.of(.embeddedData).filter { $0.formula == "label-carrier.1" }
        #expect(found.count == 4, "\(answer.document.json)")
      }
    }
  }
}
