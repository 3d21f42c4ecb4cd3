// SPDX-License-Identifier: Apache-2.0
package import Core

/// A file that a job wrote; nobody looks in before its release.
///
/// Neither its size nor a digest is told: a program can write a record into the one, and guesses
/// can be tested on the other.
package struct JobOutput: Record {
  /// The life of an output.
  package enum State: String, Codable, Sendable, CaseIterable {
    case quarantined
    /// Given up by its operator; the platform destroys it.
    case discarding
    case released
    case destroyed
  }

  /// The table.
  package static let table = TableSpec(
    "output", prefix: "OUT",
    columns: [
      .text("place"), .text("state"), .text("job"), .text("operator"), .text("scenario"),
      .text("name"),
    ])

  /// The random id.
  package let id: RecordID
  /// The place.
  package let place: String
  /// The job.
  package let job: RecordID
  /// The scenario.
  package let scenario: RecordID
  /// The operator.
  package let `operator`: RecordID
  /// Where the job ran.
  package let environment: JobEnvironment
  /// The declared name.
  package let name: String
  /// The format.
  package let format: OutputFormat
  /// The object in the vault.
  package let vaultObject: RecordID
  /// The life of the output.
  package var state: State
  /// The imports whose data its job read; nil when there were none.
  package var imports: [RecordID]?

  /// The operator is the party.
  package var parties: [RecordID] { [`operator`] }
}
