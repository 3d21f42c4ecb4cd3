// SPDX-License-Identifier: Apache-2.0
package import Core

/// One version of a place's rules with which the platform was started: which text it was.
///
/// A case keeps the version under which it began, so none under which a case began may quietly
/// become another text.
package struct RuleSet: Record {
  /// The table.
  package static let table = TableSpec(
    "ruleSet", prefix: "RST", columns: [.text("place"), .integer("version")],
    unique: [["place", "version"]])

  /// The random id.
  package let id: RecordID
  /// The place.
  package let place: String
  /// The version of its profile.
  package let version: Int
  /// The SHA-256 of the profile's text.
  package var digest: DigestText
  /// Whether the text was a draft or issued.
  package let state: String
  /// The number of the issued document; nil for a draft.
  package let documentNumber: String?
  /// The day on which the platform first went by it.
  package let keptOn: Day
  /// Texts of this version before: changed while no case had begun under it, or completed for a
  /// later release of the platform.
  package var formerDigests: [DigestText]
}

extension RuleSet {
  /// What is kept of a version; nil while the platform was never started with it.
  package static func find(
    _ version: Int, in place: String, _ read: any RecordReader
  ) throws -> RuleSet? {
    try read.first(
      RuleSet.self, .equal("place", place),
      Condition("version", .equal, .int(Int64(version))))
  }
}
