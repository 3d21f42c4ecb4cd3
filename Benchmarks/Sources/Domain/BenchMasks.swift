// SPDX-License-Identifier: Apache-2.0

/// The masks of one grant, for the platform and by hand.
struct BenchMasks: Sendable {
  /// What is measured.
  let name: String
  /// The mask of each column, as the platform names it.
  let masks: [(column: String, mask: String)]
  /// The same in SQL.
  let byHand: String

  /// With and without pseudonyms.
  static let all = [
    BenchMasks(
      name: "year, interval and a column taken out",
      masks: [("district", "none"), ("day", "year"), ("amount", "bucket:1000")],
      byHand: "district, year(day) AS day, floor(amount / 1000) * 1000 AS amount"),
    BenchMasks(
      name: "the same with pseudonyms",
      masks: [
        ("code", "pseudonym"), ("district", "none"), ("day", "year"), ("amount", "bucket:1000"),
      ],
      byHand: "sha256('a key of the scenario' || code) AS code, district, year(day) AS day, "
        + "floor(amount / 1000) * 1000 AS amount"),
  ]
}
