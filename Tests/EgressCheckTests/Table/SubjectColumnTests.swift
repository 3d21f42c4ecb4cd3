// SPDX-License-Identifier: Apache-2.0
import DisclosureControl
import EgressCheck
import Testing

/// A declared subject that is not the person.
extension EgressCheckTests {
  struct SubjectColumnTests {
    private func verdict(sharing: Int) async throws -> CheckAnswer {
      try await EgressFixture.with { fixture in
        let people = MadeUpPeople(seed: 12, count: 200)
        let rows = (0..<200).map { row in
          ["o\(row)", people.phone[row < sharing ? row % 4 : row], row % 2 == 0 ? "a" : "b"]
        }
        try fixture.csv("orders.csv", ["order_key", "contact", "kind"], rows)
        return try await fixture.check(
          """
          {"kind":"tabulation","input":"orders.csv","subject":"order_key","dimensions":["kind"],
           "measures":[{"function":"count"}]}
          """)
      }
    }

    @Test func `a column of personal codes that repeat is a better subject than the row`()
      async throws
    {
      let many = try await verdict(sharing: 120)
      #expect(many.of(.minimumContributors).contains { $0.location["column"]?.text == "contact" })
      let few = try await verdict(sharing: 8)
      #expect(few.verdict == .pass, "\(few.document.json)")
    }
  }
}
