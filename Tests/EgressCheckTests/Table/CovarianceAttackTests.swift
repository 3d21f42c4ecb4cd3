// SPDX-License-Identifier: Apache-2.0
import DisclosureControl
import EgressCheck
import Foundation
import Testing

/// The covariance attack (Huth et al. 2023; attack A4): many answers over the same people, each
/// weighted by the caller, from which every value follows by linear algebra.
extension EgressCheckTests {
  struct CovarianceAttackTests {
    private static let count = 500
    private static let columns = 14

    /// People with an age and columns of random signs made by the caller.
    private static func people(_ seed: UInt64) -> [[String]] {
      var random = SeededGenerator(seed: seed)
      return (0..<count).map { row in
        ["p\(row)", "\(Int.random(in: 18...90, using: &random))"]
          + (0..<columns).map { _ in Bool.random(using: &random) ? "a" : "b" }
      }
    }

    private static let header = ["person", "age"] + (0..<columns).map { "v\($0)" }

    @Test(arguments: [
      "covariance", "cov", "correlation", "dot", "weighted_sum", "corr", "moment",
    ])
    func `a weighted answer is no function`(function: String) async throws {
      try await EgressFixture.with { fixture in
        try fixture.csv("people.csv", Self.header, Self.people(1))
        let problem = try await fixture.problem(
          """
          {"kind":"query","input":"people.csv","subject":"person","parametersOf":{"v0":["a","b"]},
           "measures":[{"function":"\(function)","column":"age"}]}
          """)
        #expect(problem?.field == "measures[0].function")
      }
    }

    @Test func `a regression publishes no coefficient`() async throws {
      try await EgressFixture.with { fixture in
        let rows = Self.people(2).map { row in
          Array(row.prefix(2)) + row.dropFirst(2).map { $0 == "a" ? "1" : "-1" } + ["all"]
        }
        try fixture.csv("people.csv", Self.header + ["group"], rows)
        let answer = try await fixture.check(
          """
          {"kind":"tabulation","input":"people.csv","subject":"person","dimensions":["group"],
           "measures":[{"function":"regression","column":"age","on":["v0","v1","v2"]}]}
          """)
        #expect(answer.remedied?["cells"] == nil)
        #expect(!answer.document.json.contains("coefficient"))
      }
    }

    /// More seeds in a long run.
    private static let seeds: [UInt64] =
      ProcessInfo.processInfo.environment["SHUYU_LONG"] == "1" ? [1, 2, 3] : [1]

    @Test(arguments: Attack.seeds)
    func `unlimited answers with the caller's signs recover everybody`(seed: UInt64) {
      var random = Attack.random("A4, unprotected", seed)
      let people = 60
      let answers = (0..<120).map { _ in
        (0..<people).map { _ in Bool.random(using: &random) ? 1.0 : -1.0 }
      }
      #expect(Self.recovered(answers, of: people) == people)
    }

    @Test(arguments: seeds)
    func `sums over random halves of the same people recover nobody`(seed: UInt64) async throws {
      try await EgressFixture.with { fixture in
        let people = Self.people(seed)
        try fixture.csv("people.csv", Self.header, people)
        var equations: [[Double]] = []
        var releases: [String] = []
        for column in 0..<Self.columns {
          let named = releases.map { "\"\($0)\"" }.joined(separator: ",")
          let answer = try await fixture.check(
            """
            {"kind":"tabulation","input":"people.csv","subject":"person",
             "dimensions":["v\(column)"],
             "measures":[{"function":"count"},{"function":"sum","column":"age"}],
             "releases":[\(named)]}
            """, release: "r\(column).json")
          guard answer.verdict == .pass else { break }
          releases.append("r\(column).json")
          for mark in ["a", "b"] {
            equations.append(people.map { $0[column + 2] == mark ? 1 : 0 })
          }
        }
        print("covariance attack: \(releases.count) tables of random halves left")
        #expect(releases.count < Self.columns)
        #expect(Self.recovered(equations) == 0)
      }
    }

    /// How many values follow from the equations: those whose unit vector the equations span.
    private static func recovered(_ equations: [[Double]], of count: Int = count) -> Int {
      var basis: [[Double]] = []
      for equation in equations {
        var rest = equation
        for known in basis {
          let share = zip(rest, known).reduce(0) { $0 + $1.0 * $1.1 }
          rest = zip(rest, known).map { $0 - share * $1 }
        }
        let length = rest.reduce(0) { $0 + $1 * $1 }.squareRoot()
        if length > 1e-9 { basis.append(rest.map { $0 / length }) }
      }
      return (0..<count).count { person in
        basis.reduce(0) { $0 + $1[person] * $1[person] } > 1 - 1e-9
      }
    }
  }
}
