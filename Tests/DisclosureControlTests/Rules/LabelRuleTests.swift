// SPDX-License-Identifier: Apache-2.0

import DisclosureControl
import Testing

@Suite struct LabelRuleTests {
  private func findings(_ labels: [String]) throws -> [Finding] {
    let records = labels.flatMap { label in (0..<12).map { Record([label], "\(label).\($0)") } }
    let declared = try tabulation(["g"], [("count", nil)])
    let table = try ReferenceEvidence(tabulation: declared, records: records).table()
    return LabelRule().findings(in: table)
  }

  @Test(arguments: [
    ("Male", "M\u{430}le"), ("Male", "MALE"), ("Male", "\u{FF2D}ale"), ("Male", "Male "),
    ("Male", "Ma\u{200B}le"), ("cafe", "caf\u{E9}"), ("O1", "0l"), ("a-b", "a\u{2010}b"),
    ("a b", "a\u{3000}b"),
  ])
  func `labels that look alike go to review`(first: String, second: String) throws {
    let findings = try findings([first, second])
    #expect(findings.contains { $0.formula == .labelLookAlike })
    #expect(findings.allSatisfy { $0.severity == .review })
  }

  @Test(arguments: ["=1+1", "+x", "-x", "@sum", " a", "a ", "a\u{200B}b", "a\u{E0041}"])
  func `labels of a suspect shape go to review`(label: String) throws {
    let findings = try findings([label])
    #expect(findings.map(\.formula) == [.labelShape])
    #expect(findings.map(\.severity) == [.review])
  }

  @Test(arguments: ["13800138000", "x 11010519491231002X", "a@b.cn"])
  func `labels with a personal code fail`(label: String) throws {
    #expect(try findings([label]).map(\.severity) == [.fail])
  }

  @Test func `honest labels pass`() throws {
    let labels = ["<=50K", ">50K", "21-30", "330801", "\u{8862}\u{5DDE}", "\u{7537}", "Bachelors"]
    #expect(try findings(labels).isEmpty)
  }
}
