// SPDX-License-Identifier: Apache-2.0
import DisclosureControl
import EgressCheck
import Foundation
import Testing

/// The public cases for records (yardsticks GEN-01 to GEN-09), on files.
extension EgressCheckTests {
  struct YardstickRecordTests {
    /// Adult with each column at a level of its hierarchy; the columns in the file's order.
    private static func adult(
      _ levels: [Int], leaving: String? = nil
    ) throws -> (header: [String], rows: [[String]]) {
      func read(_ path: String) throws -> [[String]] {
        try SharedData.text(path).split(whereSeparator: \.isNewline).map {
          $0.split(separator: ";", omittingEmptySubsequences: false).map(String.init)
        }
      }
      let lines = try read(SharedData.adult)
      let header = lines[0]
      var maps: [[String: String]?] = []
      var used = 0
      for name in header {
        if name == leaving {
          maps.append(nil)
          continue
        }
        let rows = try read("privacy_benchmark/arx/adult_hierarchy_\(name).csv")
        let level = levels[used]
        used += 1
        maps.append(Dictionary(rows.map { ($0[0], $0[level]) }) { $1 })
      }
      return (
        header,
        lines.dropFirst().map { row in
          zip(row, maps).map { value, map in map.map { $0[value] ?? "" } ?? value }
        }
      )
    }

    private static func spec(
      _ columns: [String], sensitive: String? = nil, _ parameters: String
    ) -> String {
      let all = columns.map { name in
        let role = name == sensitive ? "sensitive" : "quasi-identifier"
        return "\"\(name)\":{\"from\":\"\(name)\",\"role\":\"\(role)\"}"
      }
      return """
        {"kind":"microdata","input":"out.csv","columns":{\(all.joined(separator: ","))},
         "parameters":{\(parameters)}}
        """
    }

    private func adult(
      _ levels: [Int], sensitive: String? = nil, columns: [String]? = nil, _ parameters: String
    ) async throws -> CheckAnswer {
      try await EgressFixture.with { fixture in
        let (header, rows) = try Self.adult(levels, leaving: sensitive)
        try fixture.csv("out.csv", header, rows)
        return try await fixture.check(
          Self.spec(columns ?? header, sensitive: sensitive, parameters))
      }
    }

    private static let raw = Array(repeating: 0, count: 9)

    @Test(.enabled(if: SharedData.hasAdult))
    func `the risk of raw Adult is ARX's to the last digit`() async throws {
      let answer = try await adult(Self.raw, "\"k\":2")
      #expect(answer.measure("classes") == 19_502)
      #expect(answer.measure("averageRisk") == 0.6465751607983555)
      #expect(answer.measure("unique") == 15_512)
      #expect(answer.measure("k") == 1)
      #expect(answer.verdict == .fail)
    }

    @Test(
      .enabled(if: SharedData.hasAdult),
      arguments: [
        (5, [1, 0, 1, 1, 3, 2, 2, 0, 1], 1498, 1, 906),
        (100, [1, 1, 1, 1, 3, 2, 2, 1, 1], 90, 2, 866),
        (5, [1, 2, 1, 1, 3, 2, 2, 1, 1], 48, 5, 0), (100, [0, 4, 1, 1, 3, 2, 2, 1, 1], 12, 397, 0),
      ])
    func `k-anonymity of Adult at ARX's levels`(
      k: Int, levels: [Int], classes: Int, smallest: Int, below: Int
    ) async throws {
      let answer = try await adult(levels, "\"k\":\(k),\"suppression\":0.04")
      #expect(answer.measure("classes") == Double(classes))
      #expect(answer.measure("k") == Double(smallest))
      #expect(answer.measure("recordsAtRisk") == Double(below))
      #expect(answer.fails(.kAnonymity).isEmpty == (below == 0))
      if below > 0 {
        #expect(answer.remedied?["suppressedRecords"]?.number == Double(below))
        #expect((answer.remedied?["measures"]?["k"]?.number ?? 0) >= Double(k))
      } else {
        // Without raw data nobody can say what else the columns give away.
        #expect(answer.verdict == .review)
      }
    }

    @Test(
      .enabled(if: SharedData.hasAdult),
      arguments: [
        (["age", "sex", "race"], 528, 62, 425), (["age", "sex", "education"], 1635, 286, 1559),
        (["sex", "race", "native-country"], 174, 45, 127),
        (["age", "sex", "race", "marital-status", "education"], 6072, 3187, 7528),
      ])
    func `classes of raw Adult`(columns: [String], classes: Int, unique: Int, below: Int)
      async throws
    {
      let answer = try await adult(Self.raw, columns: columns, "\"k\":5")
      #expect(answer.measure("classes") == Double(classes))
      #expect(answer.measure("unique") == Double(unique))
      #expect(answer.measure("recordsAtRisk") == Double(below))
    }

    @Test(
      .enabled(if: SharedData.hasAdult),
      arguments: [
        ([1, 4, 1, 0, 3, 2, 2, 1], "\"k\":5,\"t\":0.2", 7, 848),
        ([1, 4, 1, 0, 3, 2, 2, 1], "\"k\":100,\"t\":0.2", 7, 848),
        ([1, 4, 1, 1, 3, 2, 2, 1], "\"k\":5,\"t\":0.2", 2, 0),
        // The public figure is 763: ten of them are in a class whose entropy is ln 5 exactly, and
        // the last bit of its floating sum falls below. Such a class holds the bound and is kept.
        ([1, 0, 1, 1, 2, 2, 2, 1], "\"k\":1,\"l\":{\"entropy\":5}", 387, 753),
        ([1, 1, 1, 1, 3, 2, 2, 1], "\"k\":1,\"l\":{\"entropy\":5}", 30, 0),
      ])
    func `t-closeness and entropy of Adult`(
      levels: [Int], parameters: String, classes: Int, failing: Int
    ) async throws {
      let answer = try await adult(levels, sensitive: "occupation", parameters)
      #expect(answer.measure("classes") == Double(classes))
      #expect(answer.measure("recordsAtRisk") == Double(failing))
      let rule = parameters.contains("entropy") ? CheckRule.lDiversity : .tCloseness
      #expect(answer.fails(rule).isEmpty == (failing == 0))
    }

    private func small(
      _ header: [String], _ rows: [[String]], sensitive: String? = nil, _ parameters: String
    ) async throws -> CheckAnswer {
      try await EgressFixture.with { fixture in
        try fixture.csv("out.csv", header, rows)
        return try await fixture.check(Self.spec(header, sensitive: sensitive, parameters))
      }
    }

    @Test func `ARX's small example`() async throws {
      let raw = [
        ["34", "male", "81667"], ["45", "female", "81675"], ["66", "male", "81925"],
        ["70", "female", "81931"], ["34", "female", "81931"], ["70", "male", "81931"],
        ["45", "male", "81931"],
      ]
      let header = ["age", "gender", "zipcode"]
      let first = try await small(header, raw, "\"k\":2")
      #expect(first.measure("averageRisk") == 1)
      let cut = raw.map { [(Int($0[0]) ?? 0) < 50 ? "<50" : ">=50", "*", $0[2].prefix(3) + "**"] }
      let second = try await small(header, cut, "\"k\":2")
      #expect(second.measure("averageRisk") == 0.42857142857142855)
      #expect(second.measure("highestRisk") == 0.5)
      #expect(second.fails(.kAnonymity).isEmpty)
    }

    @Test(arguments: [("value", 1.0, 7.0), ("wildcard", 1.0, 6.0)])
    func `sdcMicro's frequencies with gaps`(missing: String, k: Double, classes: Double)
      async throws
    {
      let rows = [
        ["2", "3", "1"], ["3", "3", "3"], ["2", "3", ""], ["2", "3", "2"], ["3", "3", "1"],
        ["3", "3", "1"], ["1", "4", ""], ["2", "3", "1"],
      ]
      let answer = try await small(["A", "B", "C"], rows, "\"k\":2,\"missing\":\"\(missing)\"")
      #expect(answer.measure("k") == k)
      if missing == "wildcard" {
        // 1/3 + 1 + 1/4 + 1/2 + 1/2 + 1/2 + 1 + 1/3 over eight records.
        #expect(abs((answer.measure("averageRisk") ?? 0) - 4.416666666666667 / 8) < 1e-12)
        #expect(answer.measure("unique") == 2)
      }
    }

    @Test func `sdcMicro's distinct diversity`() async throws {
      let rows = [
        ["f", "", "o", "1"], ["f", "", "o", "0"], ["f", "", "o", "2"], ["m", "t", "o", "1"],
        ["m", "t", "o", "0"], ["f", "n", "j", "0"], ["f", "n", "j", "1"],
      ]
      let header = ["sex", "occupation", "ethnicity", "s"]
      let strict = try await small(header, rows, sensitive: "s", "\"k\":2,\"l\":{\"distinct\":3}")
      #expect(strict.measure("recordsAtRisk") == 4)
      #expect(strict.fails(.lDiversity).first?.value == 2)
      let lax = try await small(header, rows, sensitive: "s", "\"k\":2,\"l\":{\"distinct\":2}")
      #expect(lax.fails(.lDiversity).isEmpty)
    }

    @Test(arguments: [
      ([4, 5, 5, 10], "enclave", 0.3, 0.05625), ([4, 5, 5, 10], "agreement", 0.3, 1),
      ([2, 3, 5, 10], "enclave", 0.3, 1), ([3, 3, 3], "enclave", 0.3, 0.1),
      ([20, 25, 40, 50], "open", 1, 0.05),
    ])
    func `the risk of GB/T 42460`(sizes: [Int], model: String, context: Double, risk: Double)
      async throws
    {
      let rows = sizes.enumerated().flatMap { index, size in
        Array(repeating: ["c\(index)"], count: size)
      }
      let answer = try await small(
        ["g"], rows, "\"releaseModel\":\"\(model)\",\"context\":\(context)")
      #expect(answer.measure("R") == risk)
      #expect(answer.fails(.reidentificationRisk).isEmpty == (risk < 1))
    }
  }
}
