// SPDX-License-Identifier: Apache-2.0
package import Core
package import Regulation

/// A value of a place's text over which a newer or higher instrument prevails.
package struct RuleOverride: Record {
  /// The table.
  package static let table = TableSpec(
    "ruleOverride", prefix: "ROV", columns: [.text("place"), .text("key")],
    unique: [["place", "key"]])

  /// The random id.
  package let id: RecordID
  /// The place.
  package let place: String
  /// The path of the value in the profile.
  package let key: String
  /// The value as the text has it.
  package let former: String
  /// The value that takes its place.
  package let value: String
  /// The clauses that give the superseded value.
  package let clauses: [ClauseID]
  /// The clauses by which the instrument prevails.
  package let prevailsBy: [ClauseID]
  /// The rank of the instrument.
  package let rank: InstrumentRank
  /// The number of the instrument.
  package let documentNumber: String
  /// The digest of the instrument.
  package let digest: DigestText
  /// The day from which it prevails.
  package let from: Day
  /// The version of the text over which it prevails; earlier ones are superseded too, later ones
  /// were written with it in view.
  package let version: Int
  /// The account that recorded it.
  package let by: RecordID

  /// The same as a setting with which the profile is read.
  package var setting: ProfileSetting {
    ProfileSetting(key: key, text: value, source: documentNumber, superseding: prevailsBy)
  }
}

extension RuleOverride {
  /// What prevails over the text of a place on a day.
  package static func standing(
    in place: String, on day: Day, _ read: any RecordReader
  ) throws -> [RuleOverride] {
    try read.all(RuleOverride.self, .equal("place", place)).filter { $0.from <= day }
      .sorted { $0.key < $1.key }
  }
}
