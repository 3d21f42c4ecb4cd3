// SPDX-License-Identifier: Apache-2.0
/// What came of a try.
package struct EscapeOutcome: Sendable, Codable, Equatable {
  /// How it ended.
  package enum End: String, Sendable, Codable {
    /// A layer refused it.
    case refused
    /// It could.
    case reached
    /// It was not made: it would do harm, or prove nothing, without the walls.
    case notTried
    /// It neither was refused nor could: the battery itself is at fault.
    case failed
  }

  /// The try's name.
  package let name: String
  /// The layer that refuses it, or was taken away.
  package let layer: EscapeLayer
  /// How it ended.
  package let end: End
  /// What was observed: an error's name, a signal, the class of the job's failure.
  package let evidence: String

  init(_ tried: EscapeTry, _ end: End, _ evidence: String = "") {
    name = tried.name
    layer = tried.layer
    self.end = end
    self.evidence = evidence
  }
}

/// Which walls stand while the battery runs.
package enum EscapeWalls: String, Sendable, Codable, CaseIterable {
  /// All, as for a registered program.
  case all
  /// The sandbox alone: DuckDB's own locks are taken away, to see that what stands behind holds.
  case sandboxOnly
  /// None: the proof that the battery can fail.
  case none
}
