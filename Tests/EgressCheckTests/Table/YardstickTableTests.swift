// SPDX-License-Identifier: Apache-2.0
import DisclosureControl
import EgressCheck
import Testing

/// The public cases for tables (yardsticks SDC-01 to SDC-09), on files.
extension EgressCheckTests {
  struct YardstickTableTests {
    /// SDC-06: values by region and gender.
    static let regions: [(String, String, [Int])] = [
      ("A", "male", [18, 15, 13, 13, 12, 11, 10, 10, 10, 9, 9, 9, 8, 7, 7, 6, 6, 5]),
      ("A", "female", [11, 9]),
      ("B", "male", [15, 14, 14, 12, 11, 10, 10, 10, 9, 8, 8, 7, 7, 5]),
      ("B", "female", [18, 16, 14, 14, 13, 13, 12, 12, 11, 10, 10, 9, 9, 8, 8, 8, 7, 7, 5]),
      ("C", "male", [18, 12, 12, 11, 11, 11, 10, 9, 6, 6, 6, 6]),
      ("C", "female", [19, 12, 12, 11, 10, 9, 9, 9, 8, 7]),
      ("D", "male", [280, 11, 10, 9, 9, 9, 8, 8, 8, 7, 7]),
      ("D", "female", [18, 16, 14, 14, 11, 11, 11, 10, 10, 9, 9, 7, 6, 6]),
    ]

    static func writeRegions(_ fixture: EgressFixture) throws {
      var rows: [[String]] = []
      for (region, gender, values) in regions {
        for value in values { rows.append(["p\(rows.count)", region, gender, "\(value)"]) }
      }
      try fixture.csv("people.csv", ["person", "region", "gender", "value"], rows)
    }

    private func regions(_ function: String, _ parameters: String) async throws -> CheckAnswer {
      try await EgressFixture.with { fixture in
        try Self.writeRegions(fixture)
        let column = function == "count" ? "" : ",\"column\":\"value\""
        return try await fixture.check(
          """
          {"kind":"tabulation","input":"people.csv","subject":"person",
           "dimensions":["region","gender"],"margins":true,
           "measures":[{"function":"\(function)"\(column)}],"parameters":{\(parameters)}}
          """)
      }
    }

    @Test func `frequency of two or fewer finds one cell, and protecting it takes three more`()
      async throws
    {
      let answer = try await regions("count", "\"contributors\":3")
      #expect(answer.verdict == .fail)
      #expect(answer.cells(.minimumContributors) == [#"{"region":"A","gender":"female"}"#])
      let withheld = (answer.remedied?["cells"]?.elements ?? [])
        .filter { $0["withheld"] != nil }.compactMap { $0["cell"]?.json }
      #expect(
        Set(withheld) == [
          #"{"region":"A","gender":"female"}"#, #"{"region":"A","gender":"male"}"#,
          #"{"region":"C","gender":"female"}"#, #"{"region":"C","gender":"male"}"#,
        ])
      #expect(answer.remedied?["verdict"]?.text == "pass")
      #expect(answer.of(.complementaryDisclosure).count == 3)
    }

    static let two: Set<String> = [
      #"{"region":"A","gender":"female"}"#, #"{"region":"D","gender":"male"}"#,
    ]

    @Test func `two largest of 75 % find two cells`() async throws {
      let answer = try await regions(
        "sum",
        "\"contributors\":3,\"pPercent\":null,\"dominance\":[{\"n\":2,\"share\":0.75}]")
      #expect(answer.cells(.dominance) == Self.two)
      let shares = answer.fails(.dominance).compactMap(\.value).sorted()
      #expect(abs((shares.first ?? 0) - 0.795) < 0.001)
      #expect(shares.last == 1)
    }

    @Test func `p of 70 % finds the same two cells`() async throws {
      let answer = try await regions(
        "sum", "\"contributors\":3,\"pPercent\":0.7,\"dominance\":[]")
      #expect(answer.cells(.pPercent) == Self.two)
      let rests = answer.fails(.pPercent).compactMap(\.value).sorted()
      #expect(rests.first == 0)
      #expect(abs((rests.last ?? 0) - 0.268) < 0.001)
    }

    @Test func `p and q of 60 and 80 % find the same two cells`() async throws {
      let answer = try await regions(
        "sum",
        "\"contributors\":3,\"pPercent\":null,\"dominance\":[],\"pq\":{\"p\":0.6,\"q\":0.8}")
      #expect(answer.cells(.pPercent) == Self.two)
    }

    @Test func `linked hierarchies need one further cell, N`() async throws {
      try await EgressFixture.with { fixture in
        let units = [
          ("A", "county-1", "small", 2), ("B", "county-1", "small", 2),
          ("I", "county-1", "small", 8), ("J", "county-1", "small", 8),
          ("K", "county-2", "small", 3), ("L", "county-2", "big", 3),
          ("M", "county-2", "big", 3), ("N", "county-2", "small", 7),
        ]
        var rows: [[String]] = []
        for (region, _, _, count) in units {
          for _ in 0..<count { rows.append(["p\(rows.count)", region]) }
        }
        try fixture.csv("people.csv", ["person", "region"], rows)
        try fixture.csv(
          "h.csv", ["region", "county", "group"], units.map { [$0.0, $0.1, $0.2] })
        let answer = try await fixture.check(
          """
          {"kind":"tabulation","input":"people.csv","subject":"person","dimensions":["region"],
           "measures":[{"function":"count"}],"hierarchies":{"region":"h.csv"},"margins":true,
           "parameters":{"contributors":4}}
          """)
        #expect(answer.verdict == .fail)
        #expect(
          answer.cells(.minimumContributors)
            == Set(["A", "B", "K", "L", "M"].map { #"{"region":"\#($0)"}"# }))
        let further = answer.of(.complementaryDisclosure).compactMap { $0.location["cell"]?.json }
        #expect(further.filter { $0 != "null" } == [#"{"region":"N"}"#])
        let withheld = (answer.remedied?["cells"]?.elements ?? [])
          .filter { $0["withheld"] != nil }.compactMap { $0["cell"]?["region"]?.text }
        #expect(Set(withheld) == ["A", "B", "K", "L", "M", "N"])
      }
    }

    @Test func `a mean over three values in twenty rows fails`() async throws {
      try await EgressFixture.with { fixture in
        var rows: [[String]] = []
        for index in 0..<80 {
          let value = (3..<20).contains(index) ? "" : "\(50 + Double(index % 10))"
          rows.append(["p\(index)", index < 40 ? "A" : "B", index % 40 < 20 ? "x" : "y", value])
        }
        try fixture.csv("people.csv", ["person", "region", "class", "v"], rows)
        let answer = try await fixture.check(
          """
          {"kind":"tabulation","input":"people.csv","subject":"person",
           "dimensions":["region","class"],"measures":[{"function":"mean","column":"v"}]}
          """)
        let found = answer.fails(.minimumContributors)
        #expect(found.count == 1)
        #expect(found.first?.value == 3)
        #expect(found.first?.location["cell"]?.json == #"{"region":"A","class":"x"}"#)
      }
    }

    @Test(arguments: [("fail", 4), ("allow", 1)])
    func `zeros of the nursery table`(zeros: String, flagged: Int) async throws {
      let counts = [
        ("great_pret", [1440, 858, 0, 2022, 0]), ("pretentious", [1440, 1484, 0, 1264, 132]),
        ("usual", [1440, 1924, 2, 758, 196]),
      ]
      let classes = ["not_recom", "priority", "recommend", "spec_prior", "very_recom"]
      try await EgressFixture.with { fixture in
        var rows: [[String]] = []
        for (parents, row) in counts {
          for (name, count) in zip(classes, row) {
            for _ in 0..<count { rows.append(["p\(rows.count)", parents, name]) }
          }
        }
        try fixture.csv("people.csv", ["person", "parents", "class"], rows)
        let answer = try await fixture.check(
          """
          {"kind":"tabulation","input":"people.csv","subject":"person",
           "dimensions":["parents","class"],"measures":[{"function":"count"}],
           "parameters":{"zeros":"\(zeros)"}}
          """)
        let cells = answer.cells(.minimumContributors).union(answer.cells(.classDisclosure))
        #expect(cells.count == flagged)
      }
    }
  }
}
