// SPDX-License-Identifier: Apache-2.0

import Core
import Testing

@Suite struct IdentifierVectorTests {
  @Test(.enabled(if: SharedData.exists, "the shared reference data are absent"))
  func `every reference vector is judged as expected`() throws {
    let lines = try SharedData.text("data/id_uscc/vectors.csv")
      .split(whereSeparator: \.isNewline).dropFirst()
    var counts: [String: Int] = [:]
    for (index, line) in lines.enumerated() {
      let fields = line.split(separator: ",", maxSplits: 3, omittingEmptySubsequences: false)
      let (kind, value) = (fields[0], String(fields[1]))
      let expected = fields[2] == "valid"
      switch kind {
      case "id18":
        #expect((ResidentIdentityNumber(value) != nil) == expected, "row \(index + 2)")
      case "uscc":
        #expect((UnifiedSocialCreditCode(value) != nil) == expected, "row \(index + 2)")
      case "id15":
        #expect(ResidentIdentityNumber(value) == nil, "the fifteen-digit form is not accepted")
      default: Issue.record("unknown kind in row \(index + 2)")
      }
      counts[String(kind), default: 0] += 1
    }
    #expect(counts == ["id18": 68, "uscc": 38, "id15": 1])
  }

  @Test(.enabled(if: SharedData.exists, "the shared reference data are absent"))
  func `every county of the reference has a parent, but three cities without counties`() throws {
    let citiesWithoutCounties: Set<String> = ["441900", "442000", "460400"]
    let lines = try SharedData.text("data/divisions/modood/areas.csv")
      .split(whereSeparator: \.isNewline).dropFirst()
    for line in lines {
      let code = try #require(DivisionCode(String(line.prefix(6))), "\(line.prefix(6))")
      guard !citiesWithoutCounties.contains(code.rawValue) else {
        #expect(code.level == .city)
        continue
      }
      #expect(code.level == .county)
      #expect(code.parent?.level == .city)
      #expect(code.parent?.parent?.level == .province)
    }
    #expect(lines.count == 2978)
  }
}
