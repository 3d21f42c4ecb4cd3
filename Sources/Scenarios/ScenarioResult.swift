// SPDX-License-Identifier: Apache-2.0
package import Regulation

/// What came of one scenario.
package struct ScenarioResult: Encodable, Sendable {
  /// The file, from the folder of scenarios.
  package let file: String
  /// What it shows.
  package let title: LocalText
  /// The place.
  package let place: String
  /// The clauses that it shows.
  package let clauses: [ClauseID]
  /// The control.
  package let control: String
  /// Whether the case within the rule, or the computation, came as written.
  package let allowed: Bool
  /// Whether the case against the rule was refused as written; nil for a computation.
  package let refused: Bool?
  /// With its control switched off: whether the refused case, or the computation, then fails as it
  /// must; false for a survivor, nil when it was not tried.
  package let switchedOff: Bool?
  /// What went wrong, each with file and line.
  package let problems: [String]

  /// Whether everything came as it must.
  package var passed: Bool { allowed && refused != false && switchedOff != false }

  private enum CodingKeys: CodingKey {
    case file, title, place, clauses, control, allowed, refused, switchedOff, problems
  }

  /// Every member is there, null where it has no value.
  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(file, forKey: .file)
    try container.encode(title, forKey: .title)
    try container.encode(place, forKey: .place)
    try container.encode(clauses, forKey: .clauses)
    try container.encode(control, forKey: .control)
    try container.encode(allowed, forKey: .allowed)
    try container.encode(refused, forKey: .refused)
    try container.encode(switchedOff, forKey: .switchedOff)
    try container.encode(problems, forKey: .problems)
  }
}
