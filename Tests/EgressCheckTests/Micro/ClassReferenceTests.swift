// SPDX-License-Identifier: Apache-2.0
import DisclosureControl
import EgressCheck
import Testing

/// Measures of records beside counting them record by record.
extension EgressCheckTests {
  struct ClassReferenceTests {
    private func rows(_ seed: UInt64, gaps: Bool, numbers: Bool) -> [[String]] {
      var random = SeededGenerator(seed: seed)
      return (0..<Int.random(in: 30...80, using: &random)).map { _ in
        func pick(_ values: [String]) -> String { values.randomElement(using: &random) ?? "" }
        return [
          "p\(Int.random(in: 0..<40, using: &random))",
          pick((gaps ? [""] : []) + ["a", "b", "\u{7532}"]), pick((gaps ? [""] : []) + ["x", "y"]),
          numbers ? pick(["1", "2", "9", "10", "-3"]) : pick(["u", "v", "v", "v", "w"]),
        ]
      }
    }

    private func check(
      _ rows: [[String]], _ parameters: String, subject: Bool = true
    ) async throws -> CheckAnswer {
      try await EgressFixture.with { fixture in
        try fixture.csv("out.csv", ["person", "a", "b", "s"], rows)
        return try await fixture.check(
          """
          {"kind":"microdata","input":"out.csv",\(subject ? "\"subject\":\"person\"," : "")
           "columns":{"a":{"role":"quasi-identifier"},"b":{"role":"quasi-identifier"},
             "s":{"role":"sensitive"}},"parameters":{\(parameters)}}
          """)
      }
    }

    private func sensitive(_ answer: CheckAnswer, _ name: String) -> Double {
      answer.measures.first { $0.0 == "sensitive:s" }?.1[name]?.number ?? .nan
    }

    @Test(arguments: [(1, false), (2, true), (3, false), (4, true), (5, true)])
    func `sizes and diversity are those of a list`(seed: UInt64, isWildcard: Bool) async throws {
      let rows = rows(seed, gaps: true, numbers: false)
      let list = ClassReference(rows: rows, isWildcard: isWildcard)
      let missing = isWildcard ? "wildcard" : "value"
      let answer = try await check(
        rows, "\"k\":4,\"l\":{\"distinct\":2,\"entropy\":2},\"t\":0.3,\"missing\":\"\(missing)\"")
      let sizes = list.sizes
      #expect(answer.measure("k") == sizes.min().map(Double.init))
      #expect(answer.measure("classes") == Double(list.classes))
      #expect(answer.measure("recordsBelowK") == Double(sizes.count { $0 < 4 }))
      #expect(answer.measure("unique") == Double(sizes.count { $0 == 1 }))
      #expect(answer.measure("records") == Double(rows.count))
      let failing = rows.indices.count { place in
        sizes[place] < 4 || list.distinct(rows[place]) < 2
          || list.entropy(rows[place]) < 0.693_147_180_559_945 - 1e-9
          || list.equalDistance(rows[place]) > 0.3 + 1e-9
      }
      #expect(answer.measure("recordsAtRisk") == Double(failing), "seed \(seed)")
      #expect(sensitive(answer, "distinct") == rows.map(list.distinct).min().map(Double.init))
      let entropy = rows.map(list.entropy).min() ?? .nan
      #expect(abs(sensitive(answer, "entropy") - entropy) < 1e-9, "seed \(seed)")
      let distance = rows.map(list.equalDistance).max() ?? .nan
      #expect(abs(sensitive(answer, "t") - distance) < 1e-9, "seed \(seed)")
      let risk = zip(sizes, rows).reduce(0) { $0 + 1 / Double($1.0) } / Double(rows.count)
      #expect(abs((answer.measure("averageRisk") ?? .nan) - risk) < 1e-9, "seed \(seed)")
    }

    @Test(arguments: UInt64(11)...14)
    func `recursive diversity and moved earth are those of a list`(seed: UInt64) async throws {
      let rows = rows(seed, gaps: false, numbers: true)
      let list = ClassReference(rows: rows, isWildcard: false)
      let answer = try await check(
        rows,
        "\"k\":1,\"l\":{\"recursive\":{\"c\":1.5,\"l\":2}},"
          + "\"t\":{\"value\":0.2,\"distance\":\"ordered\"}")
      let distance = rows.map(list.orderedDistance).max() ?? .nan
      #expect(abs(sensitive(answer, "t") - distance) < 1e-9, "seed \(seed)")
      let failing = rows.count { row in
        !list.isRecursive(row, c: 1.5, l: 2) || list.orderedDistance(row) > 0.2 + 1e-9
      }
      #expect(answer.measure("recordsAtRisk") == Double(failing), "seed \(seed)")
      #expect(
        answer.fails(.tCloseness).isEmpty == (distance <= 0.2 + 1e-9), "seed \(seed)")
    }

    @Test(arguments: UInt64(21)...22)
    func `without a subject records are counted`(seed: UInt64) async throws {
      let rows = rows(seed, gaps: true, numbers: false).enumerated().map {
        ["\($0)"] + $1.dropFirst()
      }
      let list = ClassReference(rows: rows, isWildcard: false)
      let answer = try await check(rows, "\"k\":5", subject: false)
      #expect(answer.measure("k") == list.sizes.min().map(Double.init))
      #expect(answer.measure("recordsBelowK") == Double(list.sizes.count { $0 < 5 }))
    }

    /// So many people of each class and value, one record each.
    private func people(_ groups: [(String, String, Int)]) -> [[String]] {
      groups.flatMap { group in (0..<group.2).map { _ in [group.0, group.1] } }
        .enumerated().map { ["p\($0)", $1[0], "z", $1[1]] }
    }

    @Test func `classes of exactly k stand and of one fewer do not`() async throws {
      let rows = people([("a", "u", 5), ("b", "v", 6)])
      #expect(try await check(rows, "\"k\":5").fails(.kAnonymity).isEmpty)
      let wider = try await check(rows, "\"k\":6").fails(.kAnonymity)
      #expect(wider.map(\.value) == [5] && wider.map(\.parameter) == [6])
    }

    @Test(arguments: [
      ("\"entropy\":2", 3, 3, true), ("\"entropy\":2", 4, 3, false),
      ("\"recursive\":{\"c\":2,\"l\":2}", 4, 2, false),
      ("\"recursive\":{\"c\":2,\"l\":2}", 5, 3, true), ("\"distinct\":2", 9, 1, true),
      ("\"distinct\":3", 9, 9, false), ("\"recursive\":{\"c\":100,\"l\":3}", 4, 4, false),
    ])
    func `diversity stands exactly at its bound`(
      form: String, first: Int, second: Int, stands: Bool
    ) async throws {
      let rows = people([("a", "u", first), ("a", "v", second)])
      let answer = try await check(rows, "\"k\":1,\"l\":{\(form)}")
      #expect(answer.fails(.lDiversity).isEmpty == stands, "\(form) \(first) \(second)")
    }

    @Test func `distance stands exactly at its bound`() async throws {
      let rows = people([("a", "u", 3), ("a", "v", 1), ("b", "u", 1), ("b", "v", 3)])
      #expect(try await check(rows, "\"k\":1,\"t\":0.25").fails(.tCloseness).isEmpty)
      let found = try await check(rows, "\"k\":1,\"t\":0.249").fails(.tCloseness)
      #expect(found.map(\.value) == [0.25])
    }

    @Test(arguments: [("open", 20), ("agreement", 5), ("enclave", 3)])
    func `a release model asks for its smallest class`(model: String, size: Int) async throws {
      for count in [size, size - 1] {
        let answer = try await check(
          people([("a", "u", count), ("b", "v", 40)]), "\"releaseModel\":\"\(model)\"")
        #expect(answer.fails(.reidentificationRisk).isEmpty == (count == size), "\(model)")
        #expect(answer.fails(.kAnonymity).isEmpty == (count == size), "\(model)")
      }
    }

    @Test func `no record is no output, and one record is one person`() async throws {
      let none = try await EgressFixture.with { fixture in
        try fixture.csv("out.csv", ["a"], [])
        return try await fixture.problem(
          "{\"kind\":\"microdata\",\"input\":\"out.csv\",\"columns\":{\"a\":{\"role\":"
            + "\"quasi-identifier\"}}}")
      }
      #expect(none?.field == "input")
      let one = try await check([["p", "a", "b", "s"]], "\"k\":2")
      #expect(one.measure("k") == 1 && one.measure("records") == 1 && one.verdict == .fail)
      let bare = try await check((0..<9).map { _ in ["", "", "", ""] }, "\"k\":2")
      #expect(bare.measure("k") == 0 && !bare.fails(.kAnonymity).isEmpty)
      let starred = try await check((0..<9).map { ["p\($0 % 3)", "*", "*", "u"] }, "\"k\":5")
      #expect(starred.measure("k") == 3 && !starred.fails(.kAnonymity).isEmpty)
    }

    @Test func `one person in many writings is one person`() async throws {
      let rows = ["P1", "p1", " p1 ", "\u{FF50}\u{FF11}", "p1\u{3000}", "\u{FF30}1"].map {
        [$0, "a", "b", "u"]
      }
      #expect(try await check(rows, "\"k\":2").measure("k") == 1)
    }
  }
}
