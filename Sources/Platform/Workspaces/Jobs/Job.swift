// SPDX-License-Identifier: Apache-2.0
package import Core
package import Cryptography
package import Regulation

/// One run of a registered program over grants.
package struct Job: Record {
  /// The life of a job.
  package enum State: String, Codable, Sendable, CaseIterable {
    case queued
    case running
    case succeeded
    case failed
    case cancelled

    /// Whether it may still come to use data.
    package var isLive: Bool { self == .queued || self == .running }
  }

  /// The table.
  package static let table = TableSpec(
    "job", prefix: "JOB",
    columns: [
      .text("place"), .text("state"), .text("operator"), .text("scenario"), .text("agreement"),
      .text("program"), .text("environment"), .text("submittedOn"), .text("submittedAt"),
    ])

  /// The random id.
  package let id: RecordID
  /// The place.
  package let place: String
  /// The operator.
  package let `operator`: RecordID
  /// The agreement.
  package let agreement: RecordID
  /// The scenario.
  package let scenario: RecordID
  /// The program.
  package let program: RecordID
  /// The digest of the program as it was submitted.
  package let programDigest: Digest
  /// The grants that it reads.
  package let grants: [RecordID]
  /// Samples or the grants themselves.
  package let environment: JobEnvironment
  /// The names of the outputs that are kept.
  package let outputNames: [String]
  /// Who submitted it.
  package let submittedBy: RecordID
  /// When it was submitted.
  package let submittedAt: Instant
  /// The day it was submitted on, by which a scenario's jobs are counted; nil for older ones.
  package var submittedOn: Day?
  /// The life of the job.
  package var state: State
  /// After how many seconds of running it is ended.
  package var secondsMax: Int?
  /// The outputs in quarantine.
  package var outputs: [RecordID]
  /// Why it failed or was cancelled: a class, never the program's own words.
  package var failureClass: String?
  /// The line of the code at which it failed.
  package var failureLine: Int?
  /// The sandbox's receipt.
  package var receipt: JSON?
  /// What it reads, as it stood when the job began; nil before, and for jobs of older entries.
  package var inputs: [JobInput]?
  /// The imports whose data it reads; nil when there are none.
  package var imports: [RecordID]?

  /// The operator is the party.
  package var parties: [RecordID] { [`operator`] }
}

/// Where a job runs.
package enum JobEnvironment: String, ChoiceValue {
  /// Over signed samples.
  case development
  /// Over grants, by registered code.
  case production

  /// The words of one choice.
  package var label: LocalText {
    switch self {
    case .development: LocalText(zh: "开发环境", en: "development")
    case .production: LocalText(zh: "生产环境", en: "production")
    }
  }
}
