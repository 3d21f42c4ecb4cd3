// SPDX-License-Identifier: Apache-2.0
package import Core

/// A ceiling on fees that a higher authority set by a document (EZ-02.12-a, EZ-02.12-b).
package struct PriceCeiling: Record {
  /// The table.
  package static let table = TableSpec(
    "ceiling", prefix: "CEI",
    columns: [.text("place"), .text("useClass"), .text("effectiveFrom"), .text("unit")])

  /// The random id.
  package let id: RecordID
  /// The place.
  package let place: String
  /// The class of use for which it holds.
  package let useClass: String
  /// The number of the document (文号).
  package let document: String
  /// The most that may be asked for one unit.
  package let amount: Money
  /// What one unit is, such as `call` or `month`.
  package let unit: String
  /// The first day on which it holds.
  package let effectiveFrom: Day
  /// The digest of the document.
  package let digest: DigestText
  /// Who issued it: a name of the profile, where the text names who may.
  package let issuer: String?
  /// The digest of the paper by which the standard was delegated to the issuer.
  package let delegation: DigestText?
  /// Who recorded it.
  package let recordedBy: RecordID
}

extension PriceCeiling {
  /// The ceiling that holds on a day: the one of the latest first day.
  package static func inForce(
    useClass: String?, unit: String, on day: Day, _ read: any RecordReader, _ context: Context
  ) throws -> PriceCeiling? {
    guard let useClass else { return nil }
    let ceilings = try read.all(
      PriceCeiling.self, .equal("place", context.place), .equal("useClass", useClass),
      .equal("unit", unit))
    return ceilings.filter { $0.effectiveFrom <= day }
      .max { ($0.effectiveFrom, $0.id) < ($1.effectiveFrom, $1.id) }
  }
}
