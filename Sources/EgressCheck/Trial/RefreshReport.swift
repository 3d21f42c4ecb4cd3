// SPDX-License-Identifier: Apache-2.0

/// What came of refreshing a table every day: what was recovered, and what it was good for.
package struct RefreshReport: Sendable {
  /// One day.
  package struct Day: Sendable {
    /// The verdict on the day's table as it is: `pass`, `review` or `fail`.
    package let verdict: String
    /// Whether a table left, as it is or with held groups.
    package let isOut: Bool
    /// Cells and totals of the table.
    package let cells: Int
    /// Those with a number.
    package let shown: Int
    /// Those with a number of that day, or one that did not change.
    package let renewed: Int
    /// The oldest number, in refreshes.
    package let oldest: Int
    /// How far counts are from those of the day, on average, as a share.
    package let countError: Double
    /// How far sums are from those of the day, on average, as a share.
    package let sumError: Double
    /// Numbers that are not true of the day they are said to be of.
    package let untrue: Int
  }

  /// The seed of the people.
  package let seed: UInt64
  /// Day by day.
  package let days: [Day]
  /// Groups on two days whose difference is about few people.
  package let differences: Int
  /// Few people whose sum follows from all that is out.
  package let determined: Int
  /// The same where every table leaves as it is.
  package let differencesUnprotected: Int
  /// The same where the tables of the first ten days leave as they are.
  package let determinedUnprotected: Int

  /// What the intruder recovered.
  package var recovered: Int { differences + determined }
  /// Numbers that are out, as a share of all cells of all days.
  package var shownShare: Double { share(days.reduce(0) { $0 + $1.shown }) }
  /// Numbers of their day, as a share of all cells of all days.
  package var renewedShare: Double { share(days.reduce(0) { $0 + $1.renewed }) }
  /// The average error of counts over the days.
  package var countError: Double { mean(\.countError) }
  /// The average error of sums over the days.
  package var sumError: Double { mean(\.sumError) }

  private func share(_ number: Int) -> Double {
    Double(number) / Double(max(1, days.reduce(0) { $0 + $1.cells }))
  }

  private func mean(_ value: (Day) -> Double) -> Double {
    let out = days.filter(\.isOut)
    return out.isEmpty ? 0 : out.reduce(0) { $0 + value($1) } / Double(out.count)
  }

  /// The report as JSON.
  package var document: Document {
    .members([
      ("seed", .number(Double(seed))), ("days", .int(days.count)),
      ("out", .int(days.count(where: \.isOut))),
      (
        "recovered",
        .members([("differences", .int(differences)), ("determined", .int(determined))])
      ),
      (
        "unprotected",
        .members([
          ("differences", .int(differencesUnprotected)),
          ("determined", .int(determinedUnprotected)),
        ])
      ),
      ("shownShare", Self.rounded(shownShare)), ("renewedShare", Self.rounded(renewedShare)),
      ("countError", Self.rounded(countError)), ("sumError", Self.rounded(sumError)),
      ("untrue", .int(days.reduce(0) { $0 + $1.untrue })),
      (
        "byDay",
        .array(
          days.map { day in
            .members([
              ("verdict", .string(day.verdict)), ("out", .bool(day.isOut)),
              ("shown", .int(day.shown)), ("renewed", .int(day.renewed)),
              ("oldest", .int(day.oldest)), ("countError", Self.rounded(day.countError)),
              ("sumError", Self.rounded(day.sumError)),
            ])
          })
      ),
    ])
  }

  private static func rounded(_ value: Double) -> Document {
    .number((value * 1e4).rounded() / 1e4)
  }

  /// The report for a person at a terminal.
  package var text: String {
    func percent(_ value: Double) -> String { "\((value * 1e3).rounded() / 10) %" }
    var lines = ["day  verdict  shown  renewed  oldest  error of counts  of sums"]
    for (index, day) in days.enumerated() {
      lines.append(
        "\(index + 1)  \(day.verdict)  \(day.shown)/\(day.cells)  \(day.renewed)  \(day.oldest)  "
          + "\(percent(day.countError))  \(percent(day.sumError))")
    }
    lines += [
      "seed \(seed), \(days.count) refreshes, \(days.count(where: \.isOut)) out",
      "recovered: \(differences) differences about few people, \(determined) by linear algebra",
      "the same without protection: \(differencesUnprotected), and \(determinedUnprotected) "
        + "from the first ten days",
      "numbers out: \(percent(shownShare)), of their day: \(percent(renewedShare)), "
        + "mean relative error: counts \(percent(countError)), sums \(percent(sumError))",
    ]
    return lines.joined(separator: "\n")
  }
}
